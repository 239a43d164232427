/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* knobs.h - TANDEM_RTM_EMULATOR=name=value:name=value... */

#ifndef RTM_EMULATOR_KNOBS_H
#define RTM_EMULATOR_KNOBS_H

enum { MODE_SCAN, MODE_STEP, MODE_OFF };
enum { WHERE_BEGIN, WHERE_END, WHERE_INSTRUCTION };

struct knobs {
#define KNOB(field, name, value, words, help) unsigned long field;
#include "knobs.def"
#undef KNOB
};

extern struct knobs knobs;

/* Sets the knobs the text names; a text that is wrong ends the program with
   the list of all knobs. */
void knobs_parse(const char *text);

#endif

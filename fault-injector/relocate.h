/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* relocate.h - CONTRACT with arch/: the whole .text moved to another place,
 * with something added to it.
 *
 * The moved copy computes what the original does, with the same values in
 * every register and on the stack: return addresses and code addresses in
 * data stay those of the original. Control that arrives at an original address
 * finds a jump to the copy there, or traps; the tracer then asks
 * image_forward where to go on. Calls are executed at their original place
 * where there is room, so that the processor predicts their returns. */
#ifndef TANDEM_INJECT_RELOCATE_H
#define TANDEM_INJECT_RELOCATE_H

#include "window.h"

/* What is fixed by the text alone: how each original address is used. */
struct layout {
    uint8_t *template; /* [size] replacement for the original .text */
    struct layout_jump {
        uint32_t at;  /* of the rel32 in the template */
        int32_t insn; /* whose copy it leads to */
    } *jumps;
    uint32_t jump_count;
    uint8_t *in_place; /* [size] 1: the call there is executed there */
    int32_t *lone;     /* entries of one byte that are a ret: they may be
                          executed in place when nothing is counted there */
    uint32_t lone_count;
};

enum probe_kind { PROBE_NONE, PROBE_COUNT_BLOCKS, PROBE_STOP };

struct image {
    const struct text *text;
    struct window window; /* empty when the whole text is moved */
    uint32_t count;       /* of instructions when it was made */
    uint64_t bias;        /* load address minus file address */
    uint64_t area;        /* where it has to be mapped: data, then code */
    size_t area_size;
    size_t code_at; /* offset of the code in the area */
    uint8_t *code;
    size_t code_size, code_capacity;
    uint32_t *copy_at; /* [count] offset in code: first the probe, */
    uint32_t *body_at; /* [count] then the instruction itself */
    uint8_t *overlay;  /* [size] what .text has to be replaced with */
    struct stop_probe {
        const struct insn *insn;
        size_t trap_at; /* offset in code behind the trap of the probe */
    } *stops;           /* with PROBE_STOP; as image_make was given them */
    unsigned stop_count;
    bool *stopped; /* [count] whether there is a stop */
    struct fixup {
        uint32_t at;
        int32_t insn;
    } *fixups;
    uint32_t fixup_count;
};

/* The area starts with 8-byte slots: one that stop probes save a register in,
 * then a counter for each of the text's instructions (used for leaders, or for
 * those to stop at). In a text that is threaded each thread has an area of
 * slots of its own instead, at the base of its segment gs. */
enum slot { SLOT_SAVE, SLOT_FIRST_COUNTER };
enum { SLOT_BYTES = 8 };

/* Distance of the counter of INSN from the first slot. */
size_t image_counter(const struct image *image, const struct insn *insn);

/* Where the area has room for an errand (see errand.h). */
uint64_t image_errand(const struct image *image);

struct layout *layout_make(const struct text *text);
void layout_free(struct layout *layout);

/* Bytes of address space to set aside for any image of TEXT. */
size_t image_room(const struct text *text);

/* Makes an image for a program loaded at BIAS, to be mapped at AREA. With
 * PROBE_COUNT_BLOCKS each leader counts in its slot; with PROBE_STOP the copies
 * of STOPS[0..COUNT-1], all different, count their slots down and trap when
 * they reach zero, before they are executed. */
struct image *image_make(const struct text *text, const struct layout *layout,
                         uint64_t bias, uint64_t area, enum probe_kind kind,
                         const struct insn *const *stops, unsigned count);
/* Makes an image of the WINDOW alone, with a PROBE_STOP at TARGET in it. Its
 * overlay is to be written over the window only. */
enum { JUMP_BYTES = 5 };
struct image *image_make_window(const struct text *text,
                                const struct layout *layout,
                                const struct window *window, uint64_t bias,
                                uint64_t area, const struct insn *target);
void image_free(struct image *image);

/* Address of the copy of the instruction at OFFSET; 0 when there is none, as
 * always with a window. */
uint64_t image_forward(const struct image *image, int64_t offset);

/* Address of the copy of INSN, behind any probe. */
uint64_t image_body(const struct image *image, const struct insn *insn);

/* The instruction whose copy starts at ADDRESS, behind any probe; or NULL. */
const struct insn *image_backward(const struct image *image, uint64_t address);

#endif

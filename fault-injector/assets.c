/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* assets.c - the files of page/, by the assembler, which looks for them there.
 */
#include "assets.h"

#define ASSET(name, file)                                                   \
    __asm__(".section .rodata\n.global asset_" #name "\nasset_" #name ":\n" \
            ".incbin \"" file "\"\n.byte 0\n.previous\n")

ASSET(head, "head.html");
ASSET(style, "style.css");
ASSET(chart, "chart.umd.min.js");
ASSET(sortable, "sortable.min.js");
ASSET(charts, "charts.js");
ASSET(script, "script.js");

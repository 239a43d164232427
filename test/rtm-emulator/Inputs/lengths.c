/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* lengths.c - compares the decoder's lengths with a disassembly. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../emulator/instruction.h"

/* Whether the line is a prefix that is written on a line of its own. */
static int is_prefix(const char *line)
{
    return strstr(line, "\tlock\n") || strstr(line, "\trep\n") ||
           strstr(line, "\trepne\n") || strstr(line, "\tdata16\n");
}

/* The bytes of "  ADDRESS: xx xx ... \t mnemonic"; 0 when it is no such line. */
static unsigned parse(const char *line, unsigned char *bytes)
{
    unsigned count = 0, byte;
    int used;
    const char *at = strchr(line, ':');
    if (line[0] != ' ' || !at || strstr(line, "<unknown>"))
        return 0;
    for (at++; count < 15 && *at != '\t'; at += used) {
        while (*at == ' ')
            at++;
        if (*at == '\t' || sscanf(at, "%2x%n", &byte, &used) != 1)
            break;
        bytes[count++] = (unsigned char)byte;
    }
    return count;
}

int main(void)
{
    char line[4096];
    unsigned long same = 0, otherwise = 0;
    unsigned prefixes = 0;
    unsigned char bytes[48] = {0};
    while (fgets(line, sizeof(line), stdin)) {
        struct instruction insn;
        unsigned length = parse(line, bytes + prefixes);
        if (length == 0)
            continue;
        length += prefixes;
        prefixes = is_prefix(line) ? length : 0;
        if (prefixes)
            continue;
        if (instruction_decode(bytes, sizeof(bytes), &insn) &&
            insn.length == length) {
            same++;
        } else {
            otherwise++;
            fputs(line, stdout);
        }
    }
    printf("%lu instructions, %lu otherwise\n", same, otherwise);
}

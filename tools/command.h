/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* command.h - what a command line of clang says, as far as a wrapper cares. */

#ifndef TANDEM_COMMAND_H
#define TANDEM_COMMAND_H

#include "arguments.h"

struct command {
    struct arguments passed; /* to be handed to clang */
    const char *language;    /* of -x at this point; NULL: by file name */
    const char *pending;     /* the option the next argument is the value of */
    int has_input;           /* something to link, that is: not a header */
    const char *linker;      /* of -fuse-ld=; NULL: clang's choice */
    int own_linker;          /* --ld-path= */
    int no_link;             /* stops earlier */
    int no_runtime;          /* -r: links, but no program */
    int freestanding;        /* without the C library: brings its own runtime,
                                which is libtandem_rt_freestanding.a */
    int no_include;          /* -nostdinc */
    int no_sharing;          /* -static, -static-pie: no shared libraries */
    int no_optimization;     /* -O0 */
    enum lto { LTO_NONE, LTO_FULL, LTO_THIN } lto;
    int help;        /* --help */
    int only_inputs; /* after "--" */
};

/* Notes what the argument says, and keeps it for clang unless it is ours (see
   options.h). Response files are read, and kept as they are where possible. */
void command_take(struct command *command, const char *argument);

#endif

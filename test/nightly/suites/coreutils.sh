# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# coreutils.sh - GNU's basic commands, a hundred small programs.

package=coreutils
needs=(gperf)

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-nls
}

compile()
{
    make 
}

suite()
{
    make -k check SUBDIRS=. RUN_EXPENSIVE_TESTS=no
}

results()
{
    results_automake <suite.log
}

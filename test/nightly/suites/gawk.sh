# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# gawk.sh - gawk, an interpreter with its own regular expressions.

package=gawk
needs=(bison)

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
    make -k check
}

results()
{
    results_automake <suite.log
}

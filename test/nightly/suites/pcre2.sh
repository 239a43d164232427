# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# pcre2.sh - PCRE2 with all widths.

package=pcre2
needs=()

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-shared --enable-pcre2-16 --enable-pcre2-32
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

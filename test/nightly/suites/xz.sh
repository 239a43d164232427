# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# xz.sh - xz and liblzma, threads included.

package=xz-utils
needs=()

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-shared --disable-nls
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

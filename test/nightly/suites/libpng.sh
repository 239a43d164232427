# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# libpng.sh - libpng and its shell tests.

package=libpng1.6
needs=(zlib1g-dev)

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-shared
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

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# expat.sh - expat, an XML parser.

package=expat
needs=()

configure()
{
    "$1/configure" CFLAGS='-O2 -g' 
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

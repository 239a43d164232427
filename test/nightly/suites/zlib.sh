# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# zlib.sh - zlib's examples and minigzip, in all their builds.

package=zlib
needs=()

configure()
{
    CFLAGS='-O3 -g' "$1/configure"
}

compile()
{
    make all
}

suite()
{
    make -k test
}

results()
{
    sed -nE 's/^[[:space:]]*\*\*\* (.*) (OK|FAILED) \*\*\*$/\2 \1/p' suite.log |
        sed 's/^OK/pass/; s/^FAILED/fail/'
}

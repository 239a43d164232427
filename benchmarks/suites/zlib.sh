# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# zlib.sh - zlib's minigzip, compressing zlib's own sources.

package=zlib
needs=()
program=minigzip

configure()
{
    CFLAGS='-O3 -g' "$1/configure" --static
}

compile()
{
    make minigzip
}

workload()
{
    LC_ALL=C
    cat "$1"/*.c "$1"/*.h >"$2/sources.txt"
    arguments=()
    input=$2/sources.txt
}

verify()
{
    make teststatic && ./minigzip -d <"$1" | cmp - "$input"
}

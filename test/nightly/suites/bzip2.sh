# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# bzip2.sh - bzip2 on its samples.

package=bzip2
needs=()

configure()
{
    cp -a "$1/." .
}

compile()
{
    make bzip2 CC="$CC" CFLAGS='-O2 -g -D_FILE_OFFSET_BITS=64'
}

suite()
{
    local n

    export LD_LIBRARY_PATH=$PWD     # its library, not the system's
    for n in 1 2 3; do
        try "compress -$n" cmp <(./bzip2 -$n <sample$n.ref) sample$n.bz2
    done
    try 'decompress 1' cmp <(./bzip2 -d <sample1.bz2) sample1.ref
    try 'decompress 2' cmp <(./bzip2 -d <sample2.bz2) sample2.ref
    try 'decompress 3' cmp <(./bzip2 -ds <sample3.bz2) sample3.ref
    try 'itself' cmp <(./bzip2 -9 <bzip2 | ./bzip2 -d) bzip2
    try 'refuses what is none' test "$(./bzip2 -t bzip2 2>&1)"
}

results()
{
    results_automake <suite.log
}

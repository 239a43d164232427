# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# sqlite3.sh - SQLite: the veryquick tests and the fuzzer's database.

package=sqlite3
needs=(tcl8.6 tcl8.6-dev zlib1g-dev)

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-shared --disable-readline \
        --with-tcl=/usr/lib/x86_64-linux-gnu/tcl8.6
}

compile()
{
    make testfixture fuzzcheck sessionfuzz
}

suite()
{
    local database

    ./testfixture "$1/test/veryquick.test" --verbose=1
    for database in "$1"/test/fuzzdata?.db; do
        ./fuzzcheck "$database"
    done
    ./sessionfuzz run "$1/test/sessionfuzz-data1.db"
}

# The thousands of tests of each of the fuzzer's databases are one here. The names
# of some tests have a number in them that is no part of it: how many random
# strings a table has, or how long the path of the folder is.
results()
{
    sed -nE -e 's/^([^ ]+)\.\.\. Ok$/pass \1/p' \
        -e 's/^! ([^ ]+) expected:.*$/fail \1/p' \
        -e 's/^fuzzcheck: 0 errors out of (.* tests).*$/pass fuzzcheck \1/p' \
        -e 's/^fuzzcheck: .* errors out of (.* tests).*$/fail fuzzcheck \1/p' \
        suite.log |
        sed -E -e 's/ (avtrans-9\.[0-9]+\.[0-9]+)-[0-9]+$/ \1/' \
            -e 's/ (pager1-16\.1)\.[0-9]+$/ \1/'
}

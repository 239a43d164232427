# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# sqlite3.sh - SQLite's shell, running a script in a database in memory.

package=sqlite3
needs=(tcl8.6)      # glues SQLite's sources into one file
program=sqlite3

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-shared --disable-tcl \
        --disable-readline &&
        make sqlite3.c shell.c
}

compile()
{
    make sqlite3
}

workload()
{
    cp benchmarks/workloads/sqlite3.sql "$2"
    arguments=(-batch -bail :memory:)
    input=$2/sqlite3.sql
}

verify()
{
    [ "$(./sqlite3 :memory: 'PRAGMA integrity_check')" = ok ]
}

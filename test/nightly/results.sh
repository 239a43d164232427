# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash
# results.sh - reads what test frameworks print, for the recipes in suites/.
#
# Each function reads a log on standard input and prints a line for each test:
# pass, fail or skip, and its name.

# PASS: name
results_automake()
{
    sed -nE -e 's/^(PASS|XFAIL): ([^ ]+.*)$/pass \2/p' \
        -e 's/^(FAIL|XPASS|ERROR): ([^ ]+.*)$/fail \2/p' \
        -e 's/^SKIP: ([^ ]+.*)$/skip \1/p'
}

# name.t .... ok; the tests of a file are one
results_prove()
{
    sed -nE -e 's/^([^ ]+) \.+ ok$/pass \1/p' \
        -e 's/^([^ ]+) \.+ skipped.*$/skip \1/p' \
        -e 's/^([^ ]+) \.+ (Dubious|Failed|No subtests).*$/fail \1/p'
}

# 1/7 Test #1: name ....   Passed    0.01 sec
results_ctest()
{
    sed -nE -e 's/^.*Test +#[0-9]+: ([^ ]+) \.+ +Passed.*$/pass \1/p' \
        -e 's/^.*Test +#[0-9]+: ([^ ]+) \.+\*\*\*(Not Run|Skipped).*$/skip \1/p' \
        -e 's/^.*Test +#[0-9]+: ([^ ]+) \.+ *\*+(Failed|Exception|Timeout|Subp).*$/fail \1/p'
}

# For suites that are commands: runs one and says so like automake.
try()
{
    if "${@:2}"; then echo "PASS: $1"; else echo "FAIL: $1"; fi
}

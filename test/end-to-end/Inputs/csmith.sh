#!/bin/bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# csmith.sh - compares one random program of csmith, native and hardened.
#
#   csmith.sh TANDEM NATIVE SEED LEVEL:RACES[:MODE[:RECOVERY]]...
#
# TANDEM is tandem-clang, NATIVE a clang; the same names with "++" compile C++.
# MODE and RECOVERY are those of TANDEM if none are given.
# Works in the current folder, which should be empty. Prints one line for each
# combination (O2:tolerate:tmr:undo):
#
#   SEED SHAPE COMBINATION VERDICT
#
# VERDICT is same, or else: build (tandem-clang failed), alarm (it reported a
# fault, or its statistics say that something was rolled back or repaired), hang,
# differs (output or exit code), native (the native program's output, or whether
# it ends, depends on the level: no test either). A program that does not end
# natively is no test, and has the one line "SEED SHAPE - endless"; one that
# csmith or clang fails on has "- none".
# Exit 0: all are "same"; 1: one is build, alarm, hang or differs; 3: no test.
#
# The seed alone decides on the shape, so that it names the program:
shapes=(large small float cpp structs plain calls arrays)
options=(
    ""
    "--max-funcs 5 --max-block-depth 3"
    "--float"
    "--lang-cpp --max-funcs 4 --max-block-depth 3"
    "--max-struct-fields 16 --max-union-fields 8 --max-block-depth 3"
    "--no-volatiles --no-volatile-pointers"
    "--max-funcs 20 --max-block-size 2 --max-block-depth 2"
    "--max-array-dim 4 --max-pointer-depth 4 --max-block-depth 4"
)

tandem=$1 native=$2 seed=$3
shift 3
shape=${shapes[seed % 8]}
read -ra options <<<"${options[seed % 8]}"
source=program.c flags=(-w -I/usr/include/csmith)
case $shape in
*cpp)
    source=program.cpp tandem+=++ native+=++
    flags+=(-std=gnu++17 -Wno-narrowing)
    ;;
esac
verify=-fverify-intermediate-code
"$tandem" $verify -fsyntax-only -x c /dev/null 2>/dev/null || verify=

# Prints the program's output, checksums of all its variables, and exit code.
run()
{
    TANDEM_OPTIONS=stats=1 timeout "$2" "./$1" 1 2>"$1.err"
    echo "exit code $?"
}

# The verdict without a test: the program is none.
none()
{
    echo "$seed $shape - $1"
    exit 3
}

# The program is free of undefined behaviour, so that one level will do for the
# native one; the others are asked when something differs. -O0, because there are
# endless loops, which clang may remove from -O1 on, or fall out of.
reference()
{
    csmith --seed "$seed" "${options[@]}" >"$source" 2>csmith.err || none none
    "$native" "${flags[@]}" -O0 "$source" -o native 2>native.build ||
        none none
    run native 2 >native.out
    ! grep -qx 'exit code 124' native.out || none endless
}

# A fault that does not come again is rolled back, and then shows here only.
calm='^tandem: corrected 0 detected 0 transactions [0-9]+ rollbacks 0 '

# Whether the program $1 said that it was disturbed.
alarmed()
{
    grep '^tandem: ' "$1.err" | grep -qvE "$calm"
}

# Sets verdict, and name: that of the hardened program and what it printed.
compare()
{
    local options=(-"$1" -ftandem-races="$2" ${3:+-ftandem="$3"}
        ${4:+-ftandem-recovery="$4"})

    name=hardened-$1-$2${3:+-$3}${4:+-$4} verdict=build
    "$tandem" "${flags[@]}" $verify "${options[@]}" \
        "$source" -o "$name" 2>"$name.build" || return 0
    run "$name" 60 >"$name.out"
    verdict=alarm
    ! alarmed "$name" || return 0
    verdict=same
    if cmp -s native.out "$name.out" && grep -qE "$calm" "$name.err"
    then return 0; fi
    verdict=differs
    ! grep -qx 'exit code 124' "$name.out" || verdict=hang
    "$native" "${flags[@]}" -"$1" "$source" -o level 2>native.build || return 0
    run level 60 >level.out
    ! cmp -s "$name.out" level.out || verdict=native
}

reference
failed=0
for combination; do
    IFS=: read -r level races mode recovery <<<"$combination"
    compare "$level" "$races" "$mode" "$recovery"
    echo "$seed $shape $combination $verdict"
    case $verdict in
    same | native) continue ;;
    esac
    head -n 20 "$name".build "$name".err >&2
    failed=1
done
exit $failed

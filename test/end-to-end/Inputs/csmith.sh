#!/bin/bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# csmith.sh - compares one random program of csmith, native and hardened.
#
#   csmith.sh TANDEM NATIVE SEED LEVEL:RACES[:MODE]...
#
# TANDEM is tandem-clang, NATIVE a clang; the same names with "++" compile C++.
# MODE is dmr if none is given.
# Works in the current folder, which should be empty. Prints one line for each
# LEVEL:RACES (O2:tolerate):
#
#   SEED SHAPE LEVEL RACES VERDICT
#
# VERDICT is same, or else: build (tandem-clang failed), alarm (it reported a
# fault), hang, differs (output or exit code), native (the native program's
# output, or whether it ends, depends on the level: no test either). A program
# that does not end natively is no test, and has the one line
# "SEED SHAPE - - endless"; one that csmith or clang fails on has "- - none".
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
    timeout "$2" "./$1" 1 2>"$1.err"
    echo "exit code $?"
}

# The verdict without a test: the program is none.
none()
{
    echo "$seed $shape - - $1"
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

# Sets verdict, and name: that of the hardened program and what it printed.
compare()
{
    name=hardened-$1-$2-$3 verdict=build
    "$tandem" "${flags[@]}" $verify -"$1" -ftandem-races="$2" -ftandem="$3" \
        "$source" -o "$name" 2>"$name.build" || return 0
    run "$name" 60 >"$name.out"
    verdict=same
    ! cmp -s native.out "$name.out" || return 0
    verdict=alarm
    ! grep -q '^tandem: ' "$name.err" || return 0
    verdict=differs
    ! grep -qx 'exit code 124' "$name.out" || verdict=hang
    "$native" "${flags[@]}" -"$1" "$source" -o level 2>native.build || return 0
    run level 60 >level.out
    ! cmp -s "$name.out" level.out || verdict=native
}

reference
failed=0
for combination; do
    IFS=: read -r level races mode <<<"$combination"
    compare "$level" "$races" "${mode:-dmr}"
    echo "$seed $shape $level $races${mode:+ $mode} $verdict"
    case $verdict in
    same | native) continue ;;
    esac
    head -n 20 "$name".build "$name".err >&2
    failed=1
done
exit $failed

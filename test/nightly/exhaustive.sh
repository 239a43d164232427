#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# exhaustive.sh - test/recovery/exhaustive.c with every bit of every instruction.
#
# usage: test/nightly/exhaustive.sh [--build FOLDER]
#
# Exit 0: nothing was silent, nothing hung, and 90 % of what was noticed was
# recovered; 1: else; 2: it could not be run.

set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build
if [ "${1:-}" = --build ] && [ $# -eq 2 ]; then
    build=$2
elif [ $# -gt 0 ]; then
    sed -n '5s/^# //p' "$0" >&2
    exit 2
fi
inputs=$root/test/recovery/Inputs work=$build/nightly/exhaustive
for program in tandem-clang tandem-inject; do
    [ -x "$build/bin/$program" ] && continue
    echo "exhaustive.sh: $build/bin/$program is not there: build Tandem, or \
name its build folder with --build." >&2
    exit 2
done
mkdir -p "$work"
worst=0
for recovery in none undo; do
    least=90
    if [ $recovery = none ]; then least=0; fi
    "$build/bin/tandem-clang" -O2 -fno-vectorize -fno-slp-vectorize \
        -ftandem-recovery=$recovery "$inputs/everything.c" -o "$work/$recovery" ||
        exit 2
    printf 'recovery %s: ' $recovery
    bash "$inputs/exhaustive.sh" "$build/bin/tandem-inject" "$work/$recovery" \
        function=fill,function=sort 1000 $least || worst=1
done
exit $worst

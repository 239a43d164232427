#!/bin/bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# same.sh - builds one source natively and hardened at each level, and fails
# unless output and exit code are the same.
#
#   same.sh NATIVE HARDENED TMP [-O...|ARGUMENT]...
#
# NATIVE and HARDENED are compilers, with arguments of their own if need be; the
# other arguments go to both. Without -O flags all of -O0 -O1 -O2 -O3 -Os are
# tried. A program that runs for a minute fails, and one without output: it
# proves nothing.

native=$1 hardened=$2 tmp=$3
shift 3
levels=() arguments=()
for argument; do
    case $argument in
    -O*) levels+=("$argument") ;;
    *) arguments+=("$argument") ;;
    esac
done
[ ${#levels[@]} -gt 0 ] || levels=(-O0 -O1 -O2 -O3 -Os)

fail() {
    echo "same.sh: $1" >&2
    exit 1
}

# Runs $1 with its output in $2, followed by its exit code.
run() {
    timeout 60 "$1" >"$2" 2>"$2.err"
    local code=$?
    [ $code -ne 124 ] || fail "$1 does not end"
    [ -s "$2" ] || fail "$1 printed nothing (exit code $code): $(cat "$2.err")"
    cat "$2.err" >>"$2"
    echo "exit code $code" >>"$2"
}

# clang has no option for the IR verifier before 17.
verify=-fverify-intermediate-code
$hardened $verify -fsyntax-only -x c /dev/null 2>/dev/null || verify=

for level in "${levels[@]}"; do
    $native "$level" "${arguments[@]}" -o "$tmp.native" ||
        fail "cannot build natively with $level"
    $hardened $verify "$level" "${arguments[@]}" \
        -o "$tmp.hardened" || fail "cannot build hardened with $level"
    run "$tmp.native" "$tmp.native.out"
    run "$tmp.hardened" "$tmp.hardened.out"
    diff "$tmp.native.out" "$tmp.hardened.out" ||
        fail "native and hardened differ with $level"
done

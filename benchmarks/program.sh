# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2154  # a recipe or the caller sets them
# program.sh - builds, compares and times one program, native and hardened.
#
# To be sourced, with a recipe of suites/ (README.md has their contract). The
# caller sets root (this repository, where Tandem is in build/) and work (a
# folder that has the program's source in source/). Afterwards the builds are
# in $work/native and $work/hardened. What fails sets error to one sentence.

error=

# Builds the program in a fresh folder, and leaves the CPU seconds there.
build()
{
    local folder=$work/$1 TIMEFORMAT='%U %S'

    export CC=$2
    rm -rf "$folder" && mkdir -p "$folder"
    cd "$folder" || return 1
    configure "$work/source" >build.log 2>&1 </dev/null || return 1
    { time compile >>build.log 2>&1 </dev/null; } 2>seconds || return 1
    awk '{ printf "%.2f\n", $1 + $2 }' seconds >compile-time
}

# One core for each, so that their compile times compare. The arguments are
# options of tandem-clang.
build_both()
{
    local native hardened failed=

    build native clang-19 & native=$!
    build hardened "$root/build/bin/tandem-clang $*" & hardened=$!
    wait $native || failed=native
    wait $hardened || failed=${failed:-hardened}
    [ -n "$failed" ] || return 0
    tail -n 15 "$work/$failed/build.log" >&2
    error="the $failed $package did not build (see $work/$failed/build.log)."
    return 1
}

# Runs one build on the workload, with its output in FILE.
run()
{
    "$work/$1/$program" "${arguments[@]}" <"$input" >"$2"
}

# Both must do the workload and give the same output, byte for byte.
compare_output()
{
    local kind

    mkdir -p "$work/workload"
    workload "$work/source" "$work/workload"
    for kind in native hardened; do
        run $kind "$work/$kind.out" 2>"$work/$kind.err" || {
            error="the $kind $package failed with exit status $? \
(see $work/$kind.err)."
            return 1
        }
    done
    if ! cmp "$work/native.out" "$work/hardened.out" >&2; then
        error="the hardened $package gives another output."
    elif ! (cd "$work/hardened" && verify "$work/hardened.out") \
        >"$work/verify.log" 2>&1 </dev/null; then
        error="the hardened $package fails its own test (see \
$work/verify.log)."
    fi
    [ -z "$error" ]
}

# Prints the least CPU seconds of ROUNDS runs of each, taken in turns.
measure()
{
    local TIMEFORMAT='%3U %3S' kind i

    for ((i = 0; i < $1; i++)); do
        for kind in native hardened; do
            printf '%s ' $kind
            { time run $kind /dev/null 2>/dev/null; } 2>&1
        done
    done | awk '{ t = $2 + $3; if (!($1 in min) || t < min[$1]) min[$1] = t }
        END { printf "%.3f %.3f\n", min["native"], min["hardened"] }'
}

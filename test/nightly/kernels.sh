#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# kernels.sh - runs the benchmarks' kernels in all modes, at all levels.
#
# Each has to print what it should and to say in its statistics that nothing was
# detected, rolled back or repaired: there is no fault.

# shellcheck disable=SC2317  # some functions are called by xargs

set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build work='' jobs=$(nproc)
kernels=$root/benchmarks/kernels

usage()
{
    cat <<END
usage: test/nightly/kernels.sh [--jobs N] [--build FOLDER] [--work FOLDER]

Builds each kernel of benchmarks/kernels at -O0, -O1, -O2, -O3 and -Os with all
combinations of -ftandem=dmr|tmr and -ftandem-recovery=none|undo, the answer to
races by turns, and runs it on the input for faults.

Exit: 0 all print what they should and were not disturbed; 1 one does not, or
does not build; 2 wrong usage, or it could not be run.
END
}

die()
{
    printf 'kernels.sh: %s\n' "$1" >&2
    exit 2
}

# One build: prints "KERNEL LEVEL RACES MODE RECOVERY VERDICT".
try()
{
    local name=$1 size=$2 libraries=$3 level=$4 races=$5 mode=$6 recovery=$7
    local program=$work/$1-$4-$6-$7 verdict=same
    local calm='^tandem: corrected 0 detected 0 transactions [0-9]+ rollbacks 0 '

    # shellcheck disable=SC2086  # several libraries
    if ! "$build/bin/tandem-clang" -"$level" -ftandem="$mode" \
        -ftandem-races="$races" -ftandem-recovery="$recovery" \
        -fverify-intermediate-code "$kernels/$name.c" $libraries -o "$program" \
        2>"$program.build"; then
        verdict=build
    elif ! TANDEM_OPTIONS=stats=1 timeout 300 "$program" "$size" \
        >"$program.out" 2>"$program.err" ||
        ! cmp -s "$program.out" "$kernels/expected/$name.fault"; then
        verdict=differs
    elif ! grep -qE "$calm" "$program.err" ||
        [ "$(grep -c '^tandem: ' "$program.err")" -ne 1 ]; then
        verdict=alarm
    fi
    [ $verdict != same ] || rm -f "$program"*
    echo "$name $level $races $mode $recovery $verdict"
}

# All builds, with a line for each: the arguments of try.
combinations()
{
    local name size libraries level mode recovery n=0
    local races=(tolerate assume-none)

    sed -nE 's/^KERNEL\((\w+), .*, ([0-9]+), "(.*)"\)/\1 \2 \3/p' \
        "$kernels/kernels.def" |
        while read -r name size libraries; do
            for level in O0 O1 O2 O3 Os; do
                for mode in dmr tmr; do
                    for recovery in none undo; do
                        printf '%q ' "$name" "$size" "$libraries" $level \
                            "${races[n++ / 4 % 2]}" $mode $recovery
                        echo
                    done
                done
            done
        done
}

while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) usage && exit 0 ;;
    --jobs | --build | --work)
        [ $# -ge 2 ] || die "$1 wants a value (see --help)."
        printf -v "${1#--}" %s "$2"
        shift
        ;;
    *) die "unknown argument '$1' (see --help)." ;;
    esac
    shift
done
[[ $jobs =~ ^[1-9][0-9]*$ ]] || die "--jobs wants a number, not '$jobs'."
[ -x "$build/bin/tandem-clang" ] ||
    die "no Tandem in $build: build it, or name its folder with --build."
work=$(realpath -m "${work:-$build/nightly/kernels}")
rm -rf "$work"
mkdir -p "$work" || die "cannot write the folder $work."
export -f try
export build work kernels
combinations | tr '\n' '\0' |
    xargs -0 -P "$jobs" -I '{}' bash -c 'try {}' >"$work/verdicts"
grep -v ' same$' "$work/verdicts" || true
awk '$6 == "same" { same++ }
    END { printf "kernels: %d builds, %d same\n", NR, same
          exit NR == 0 || same != NR }' "$work/verdicts" || exit 1

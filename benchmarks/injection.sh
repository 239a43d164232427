#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# injection.sh - what one injection costs, in runs of the program.

set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build faults=200 rounds=3

usage()
{
    cat <<END
usage: benchmarks/injection.sh [OPTION...] [RUN-OPTION...] -- PROGRAM [ARG...]

Prints the CPU time of one injection, with that of the injector, divided by the
program's own: in each mode the least of some rounds, taken in turns. It is that
of a campaign of FAULTS + 1 injections without that of a campaign of one. Hangs
cost as much as the injector waits for them; how many there were is printed.

  --faults N       injections (default $faults)
  --rounds N       rounds (default $rounds)
  --build DIR      where Tandem is built (default $build)

RUN-OPTION goes to tandem-inject run: --dry, so that each run goes to its end;
--stdin FILE; --model NAME.
END
}

die()
{
    printf 'injection: %s\n' "$1" >&2
    exit 2
}

options=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    case $1 in
    -h | --help) usage && exit 0 ;;
    --faults | --rounds | --build)
        [ $# -ge 2 ] || die "$1 wants a value (see --help)."
        printf -v "${1#--}" %s "$2"
        shift
        ;;
    *) options+=("$1") ;;
    esac
    shift
done
[ $# -ge 2 ] || die "it wants a program behind -- (see --help)."
[[ $faults$rounds =~ ^[1-9][0-9]*$ ]] ||
    die "--faults and --rounds want numbers from 1 on."
inject=$build/bin/tandem-inject
[ -x "$inject" ] || die "there is no $inject: build it, or name the --build."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# CPU seconds of a campaign of $2 faults in mode $1.
seconds()
{
    local TIMEFORMAT='%3U %3S'

    rm -f "$work/journal"
    { time "$inject" run --mode "$1" --jobs 1 --faults "$2" \
        --journal "$work/journal" "${@:3}" >"$work/out" 2>"$work/err"; } \
        2>"$work/time" || die "the campaign failed: $(tail -n 1 "$work/err")"
    awk '{ print $1 + $2 }' "$work/time"
}

for ((i = 0; i < rounds; i++)); do
    for mode in fresh ladder; do
        one=$(seconds $mode 1 ${options[@]+"${options[@]}"} "$@")
        all=$(seconds $mode $((faults + 1)) ${options[@]+"${options[@]}"} "$@")
        native=$(sed -n '1s/.*"golden_cpu":\([0-9.e-]*\).*/\1/p' \
            "$work/journal")
        echo "$mode $one $all $native $(grep -c '"hang"' "$work/journal")" \
            "$(grep -c '"fresh":' "$work/journal")"
    done
done | awk -v n="$faults" '
    { cost = ($3 - $2) / n
      if (!($1 in least) || cost < least[$1]) least[$1] = cost
      if (!native || $4 < native) native = $4
      hangs[$1] = $5; fell[$1] = $6 }
    END { printf "native  %.4f s\n", native
          for (i = 1; i <= 2; i++) {
              mode = i == 1 ? "fresh" : "ladder"
              printf "%-7s %.4f s  %.2fx", mode, least[mode], \
                  least[mode] / native
              if (hangs[mode]) printf "  (%d hangs)", hangs[mode]
              if (fell[mode]) printf "  (%d with runs of their own)", fell[mode]
              print "" } }'

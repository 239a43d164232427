#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# threads.sh - what recovery costs when several threads work.

set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build threads=1,2,4 rounds=7 output=''
kernels=histogram,kmeans,linear_regression,word_count

usage()
{
    cat <<END
usage: benchmarks/threads.sh [OPTION...]

Runs the kernels that use threads, native, with detection (dmr) and with recovery
(undo), each with several numbers of threads, and prints CPU time by that of
native, and undo by dmr. Recovery that makes threads wait for each other shows as
a last column that grows.

  --threads A,B    numbers of threads (default $threads)
  --rounds N       runs of each, in turns, of which the least counts ($rounds)
  --build DIR      where Tandem is built (default $build)
  --output DIR     where programs go (default: benchmarks/ there)

Exit: 0 fine; 1 something failed to build, or gave a wrong output; 2 wrong usage.
END
}

die()
{
    printf 'threads: %s\n' "$1" >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) usage && exit 0 ;;
    --threads | --rounds | --build | --output)
        [ $# -ge 2 ] || die "$1 wants a value (see --help)."
        printf -v "${1#--}" %s "$2"
        shift
        ;;
    *) die "unknown argument '$1' (see --help)." ;;
    esac
    shift
done
[[ $threads =~ ^[1-9][0-9]*(,[1-9][0-9]*)*$ ]] ||
    die "--threads wants numbers with commas between them, not '$threads'."
[[ $rounds =~ ^[1-9][0-9]*$ ]] || die "--rounds wants a number, not '$rounds'."
bench=$build/bin/tandem-bench output=${output:-$build/benchmarks}
[ -x "$bench" ] || die "$bench is not there: build Tandem, or name its build \
folder with --build."

printf '%-20s%8s%8s%8s%10s\n' kernel threads dmr undo undo/dmr
for n in ${threads//,/ }; do
    table=$("$bench" --kernels "$kernels" --variants dmr,undo --threads "$n" \
        --rounds "$rounds" --compiles 1 --output "$output") || {
        printf '%s\n' "$table" | grep ERROR >&2 || true
        exit 1
    }
    awk -v n="$n" '
        $2 == "dmr" { one = $1 == "geomean" ? $3 : $4 }
        $2 == "undo" {
            undo = $1 == "geomean" ? $3 : $4
            if ($1 != "max")
                printf "%-20s%8d%8.2f%8.2f%10.2f\n", $1, n, one, undo,
                    undo / one
        }' <<<"$table"
done

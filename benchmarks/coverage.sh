#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# coverage.sh - injects faults into kernels, in several variants of each.

set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build output='' kernels='' variants=''
faults=1000 seed=1 jobs=$(nproc) fresh= recovery= model=value

usage()
{
    cat <<END
usage: benchmarks/coverage.sh [OPTION...]

Builds kernels in several variants, injects the same number of faults into
each, and compares what becomes of them: per kernel, and pooled per variant.
What was interrupted goes on when the same command is given again.

  --kernels A,B    only these (default all of kernels.def)
  --variants X,Y   only these, and the baseline (default all of variants.def)
  --faults N       faults into each build (default $faults)
  --model NAME     the fault model of tandem-inject (default $model)
  --seed S         the same seed draws the same faults (default $seed)
  --jobs J         injections at the same time (default: one per CPU)
  --recovery       compare what recovers with what only detects (the variants
                   are dmr and undo unless --variants says otherwise)
  --fresh          forget the faults of earlier campaigns
  --build DIR      where Tandem is built (default $build)
  --output DIR     where programs and journals go (default: benchmarks/ there)

Exit: 0 fine; 1 something failed to build, or gave a wrong output; 2 wrong
usage, or impossible.
END
}

die()
{
    printf 'coverage: %s\n' "$1" >&2
    exit 2
}

number()
{
    if [[ ! $2 =~ ^[0-9]{1,9}$ ]] || [ "$2" -lt "$3" ]; then
        die "$1 wants a number from $3 on, not '$2'."
    fi
}

parse()
{
    while [ $# -gt 0 ]; do
        case $1 in
        -h | --help) usage && exit 0 ;;
        --fresh) fresh=yes ;;
        --recovery) recovery=yes ;;
        --kernels | --variants | --faults | --seed | --jobs | --build | \
            --model | --output)
            [ $# -ge 2 ] || die "$1 wants a value (see --help)."
            printf -v "${1#--}" %s "$2"
            shift
            ;;
        *) die "unknown argument '$1' (see --help)." ;;
        esac
        shift
    done
    number --faults "$faults" 1
    number --jobs "$jobs" 1
    number --seed "$seed" 0
}

# Builds all programs; each must give the right output without faults.
build_all()
{
    mkdir -p "$journals" || die "cannot make the folder '$journals'."
    "$bench" "${chosen[@]}" --size fault --rounds 1 --compiles 1 \
        --output "$output" >"$journals/build.log" && return
    status=$?
    grep ERROR "$journals/build.log" >&2 || true
    exit $status
}

# inject KERNEL VARIANT SIZE
inject()
{
    local journal=$journals/$2/$1.jsonl

    mkdir -p "$journals/$2"
    if [ -n "$fresh" ]; then rm -f "$journal"; fi
    "$build/bin/tandem-inject" run --model "$model" --faults "$faults" \
        --seed "$seed" --jobs "$jobs" --journal "$journal" -- \
        "$output/$2/$1" "$3" >/dev/null </dev/null ||
        die "injecting into $1, built as $2, failed (--fresh forgets the \
faults of other builds)."
    list+=("$journal")
}

parse "$@"
output=${output:-$build/benchmarks}
bench=$build/bin/tandem-bench journals=$output/coverage
[ "$model" = value ] || journals+=-$model
if [ -n "$recovery" ]; then variants=${variants:-dmr,undo}; fi
chosen=(${kernels:+"--kernels=$kernels"} ${variants:+"--variants=$variants"})
for program in tandem-bench tandem-inject tandem-clang; do
    [ -x "$build/bin/$program" ] ||
        die "$build/bin/$program is not there: build Tandem, or name its \
build folder with --build."
done

subjects=$("$bench" --list "${chosen[@]}")
build_all
list=()
while read -r kernel size; do
    while read -r variant; do
        printf 'coverage: %s as %s\n' "$kernel" "$variant" >&2
        inject "$kernel" "$variant" "$size"
    done < <(awk '$1 == "variant" { print $2 }' <<<"$subjects")
done < <(awk '$1 == "kernel" { print $2, $4 }' <<<"$subjects")
"$bench" coverage "${list[@]}"
if [ -n "$recovery" ]; then
    echo
    "$bench" recovery "${list[@]}"
fi

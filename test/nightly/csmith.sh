#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# csmith.sh - compares many random programs, native and hardened.
#
# test/end-to-end/Inputs/csmith.sh makes and judges one; this runs it for a range
# of seeds, keeps a journal of its verdicts, and collects what is needed to
# reduce a failure (interesting.sh.in).

# shellcheck disable=SC2317  # some functions are called by xargs

set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
one=$root/test/end-to-end/Inputs/csmith.sh
build=$root/build first=1 last=2800 jobs=$(nproc) work=

usage()
{
    cat <<END
usage: test/nightly/csmith.sh [--first SEED] [--last SEED] [--jobs N]
                              [--build FOLDER] [--work FOLDER]

Compares random programs of csmith, built natively and hardened, at all five
levels, each with another of the eight combinations of -ftandem=dmr|tmr,
-ftandem-recovery=none|undo and -ftandem-races: 64 seeds in a row have every
level with all of them in every shape. About a quarter of the seeds give no
program that ends, and do not count. Goes on after a failure. A further run with
the same --work does only what is not in its journal yet, so it may be
interrupted, or have a larger range; delete the folder to start again.

  --first SEED    the first seed (default $first)
  --last SEED     the last seed (default $last: 2,000 programs and more)
  --jobs N        programs at the same time (default: one per CPU)
  --build FOLDER  a build of Tandem (default build)
  --work FOLDER   for the journal and the failures (default
                  BUILD/nightly/csmith)

Exit: 0 all do the same; 1 there are failures, each in a folder of its own with
the commands that reduce it; 2 wrong usage, or this machine cannot run it.
END
}

die()
{
    printf 'csmith.sh: %s\n' "$1" >&2
    exit 2
}

parse()
{
    local name

    while [ $# -gt 0 ]; do
        case $1 in
        -h | --help) usage && exit 0 ;;
        --first | --last | --jobs | --build | --work)
            [ $# -ge 2 ] || die "$1 wants a value (see --help)."
            printf -v "${1#--}" %s "$2"
            shift
            ;;
        *) die "unknown argument '$1' (see --help)." ;;
        esac
        shift
    done
    for name in first last jobs; do
        [[ ${!name} =~ ^[1-9][0-9]{0,8}$ ]] ||
            die "--$name wants a number from 1 on, not '${!name}'."
    done
    [ "$first" -le "$last" ] || die "--first $first is after --last $last."
}

prepare()
{
    [ -x "$build/bin/tandem-clang" ] ||
        die "no Tandem in $build: build it, or name its folder with --build."
    if ! [ -e /usr/include/csmith/csmith.h ] || ! command -v csmith >/dev/null
    then die "csmith is missing: apt-get install csmith libcsmith-dev."; fi
    build=$(realpath "$build")
    native=$(sed -n 's/^config.llvm_bin = "\(.*\)"/\1/p' \
        "$build/test/lit.site.cfg.py")/clang
    [ -x "$native" ] || die "no clang at $native, which Tandem was built with."
    work=$(realpath -m "${work:-$build/nightly/csmith}")
    mkdir -p "$work" || die "cannot write the folder $work."
    touch "$work/journal" || die "cannot write the folder $work."
}

# In the folder of a failure: makes reducing it a single command.
explain()
{
    local seed=$1 verdict=$3 source=program.c level races mode recovery

    IFS=: read -r level races mode recovery <<<"$2"

    [ -e program.c ] || source=program.cpp
    sed -e "s|@TANDEM@|$build/bin/tandem-clang|" -e "s|@NATIVE@|$native|" \
        -e "s|@LEVEL@|$level|" -e "s|@RACES@|$races|" \
        -e "s|@MODE@|$mode|" -e "s|@RECOVERY@|$recovery|" \
        -e "s|@VERDICT@|$verdict|" -e "s|@SOURCE@|$source|" \
        "$here/interesting.sh.in" >interesting.sh
    chmod 755 interesting.sh
    cat >README <<END
seed $seed, -$level -ftandem-races=$races -ftandem=$mode \
-ftandem-recovery=$recovery: $verdict

  cd $PWD
  ./interesting.sh                              # shows it again, if exit is 0
  creduce --n 1 ./interesting.sh $source        # reduces the source
  ./interesting.sh --ir && llvm-reduce-19 --test=./interesting.sh \\
      --test-arg=--ir program.ll                # then the IR
END
}

# Copies the failures of a seed, from its folder, to one for each.
keep_failures()
{
    local seed combination verdict _ folder

    while read -r seed _ combination verdict; do
        case $verdict in same | native) continue ;; esac
        folder=$work/failures/$seed-${combination//:/-}
        rm -rf "$folder" && mkdir -p "$folder"
        cp program.c* native.out "hardened-${combination//:/-}"* "$folder"
        (cd "$folder" && explain "$seed" "$combination" "$verdict")
        printf 'seed %s, %s: %s\n' "$seed" "$combination" "$verdict"
        sed -n 's/^  //p' "$folder/README"
    done <verdicts
}

# One seed: each level with a combination of its own. 3 and 8 have no common
# divisor, so the five are different ones. Its lines go to the journal in one
# write, when it is done.
compare_seed()
{
    local seed=$1 folder=$work/seed-$1 status=0 n=$(($1 / 8)) level how
    local mode=(dmr tmr) recovery=(undo none) races=(tolerate assume-none)
    local combinations=()

    for level in O0 O1 O2 O3 Os; do
        how=${mode[n / 2 % 2]}:${recovery[n % 2]}
        combinations+=("$level:${races[n / 4 % 2]}:$how")
        n=$((n + 3))
    done
    rm -rf "$folder" && mkdir -p "$folder" && cd "$folder" || return 1
    bash "$one" "$build/bin/tandem-clang" "$native" "$seed" \
        "${combinations[@]}" >verdicts 2>verdicts.err || status=$?
    case $status in
    0 | 3) ;;
    1) keep_failures ;;
    *) echo "$seed ? - broken" | tee verdicts ;;
    esac
    printf '%s\n' "$(<verdicts)" >>"$work/journal"
    cd "$work" && rm -rf "$folder"
}

# The seeds of the range that the journal does not have.
missing_seeds()
{
    seq "$first" "$last" |
        grep -vxF -f <(cut -d ' ' -f 1 "$work/journal") || true
}

# Fails unless there were comparisons and all of them are same or native.
summary()
{
    awk -v first="$first" -v last="$last" '
        $1 < first || $1 > last { next }
        $4 == "endless" || $4 == "none" { none++; next }
        { all++; count[$4]++; if (!($1 in seen)) programs++; seen[$1] = 1 }
        END {
            printf "csmith: %d programs, %d comparisons: %d same", programs,
                all, count["same"]
            for (verdict in count)
                if (verdict != "same")
                    printf ", %d %s", count[verdict], verdict
            printf "; %d seeds without a program that ends\n", none
            exit !all || count["same"] + count["native"] < all
        }' "$work/journal"
}

parse "$@"
prepare
export -f compare_seed keep_failures explain
export here one build work native
# shellcheck disable=SC2016  # the inner bash expands it
missing_seeds | xargs -r -P "$jobs" -n 1 bash -c 'compare_seed "$1"' csmith.sh
if summary; then exit 0; fi
echo "csmith: the failures are in $work/failures"
exit 1

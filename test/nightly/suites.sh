#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# suites.sh - runs real programs' own tests, native and hardened.
#
# A recipe in suites/ says how; docs/testing.md has their contract.
# shellcheck disable=SC2016,SC2154,SC2317  # see the recipes

set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
all=$(basename -s .sh "$here"/suites/*.sh | paste -sd ' ')
build=$root/build suites='' races=tolerate limit=3600 names=()

usage()
{
    cat <<END
usage: test/nightly/suites.sh [--races ANSWER] [--limit SECONDS]
                              [--build FOLDER] [--work FOLDER] [NAME]...

Fetches real programs from Debian, builds them natively and hardened, runs the
tests they come with in both builds, and compares test by test: what passes
natively has to pass hardened. A detection is a failure too, whatever the test
makes of it. Goes on after a failure.

  NAME              which (default all): $(fold -sw 50 <<<"$all" |
        sed '2,$s/^/                    /')
  --races ANSWER    -ftandem-races of the hardened builds (default $races)
  --limit SECONDS   time for a suite, beyond which it is ended (default $limit)
  --build FOLDER    a build of Tandem (default build)
  --work FOLDER     (default BUILD/nightly/suites)

Exit: 0 all pass; 1 one does not, or does not build; 2 wrong usage, or this
machine cannot run it.
END
}

die()
{
    printf 'suites.sh: %s\n' "$1" >&2
    exit 2
}

parse()
{
    while [ $# -gt 0 ]; do
        case $1 in
        -h | --help) usage && exit 0 ;;
        --races | --limit | --build | --work)
            [ $# -ge 2 ] || die "$1 wants a value (see --help)."
            case $1 in
            --work) suites=$2 ;;
            *) printf -v "${1#--}" %s "$2" ;;
            esac
            shift
            ;;
        -*) die "unknown option '$1' (see --help)." ;;
        *)
            [ -f "$here/suites/$1.sh" ] || die "no suite '$1'; there are: $all."
            names+=("$1")
            ;;
        esac
        shift
    done
    [[ $limit =~ ^[1-9][0-9]*$ ]] || die "--limit wants seconds, not '$limit'."
    [ ${#names[@]} -gt 0 ] || read -ra names <<<"$all"
    [ -x "$build/bin/tandem-clang" ] ||
        die "no Tandem in $build: build it, or name its folder with --build."
    build=$(realpath "$build")
    suites=$(realpath -m "${suites:-$build/nightly/suites}")
    mkdir -p "$suites" || die "cannot write the folder $suites."
    (cd "$suites" && as_nobody test -r "$here/suites.sh" -a -x "$suites") ||
        die "the tests run as nobody, who cannot read $here or enter $suites: \
say --work, or do not start this as root."
}

# Test suites do things to the system they should not do as root, and some
# refuse to: then nobody owns the build folders and runs the tests.
as_nobody()
{
    if [ "$(id -u)" -ne 0 ]; then "$@" && return; fi
    HOME=$PWD setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

build_kind()
{
    case $1 in
    native) CXX=clang++-19 build native clang-19 ;;
    hardened)
        CXX="$tandem++ -ftandem-races=$races" \
            build hardened "$tandem -ftandem-races=$races"
        ;;
    esac
}

# Leaves suite.log and results, sorted lines of pass|fail|skip NAME.
test_kind()
{
    cd "$work/$1"
    if [ "$(id -u)" -eq 0 ]; then chown -R 65534:65534 .; fi
    export -f suite try
    export root
    as_nobody timeout -k 10 "$limit" bash -c 'suite "$1"' suite \
        "$work/source" >suite.log 2>&1 </dev/null ||
        echo "suites.sh: exit status $?" >>suite.log
    results >results.new
    sort -u results.new >results
    rm results.new
}

# Names that pass; of those that do so twice, every time.
passing()
{
    comm -23 <(sed -n 's/^pass //p' "$work/$1/results" | sort -u) \
        <(sed -n 's/^fail //p' "$work/$1/results" | sort -u)
}

worse()
{
    comm -23 <(passing native) <(passing hardened)
}

count()
{
    grep -c "^$2 " "$work/$1/results" || true
}

# A row of the table; fails when the hardened build does worse.
judge()
{
    local failures alarms verdict=ok

    worse >"$work/worse"
    failures=$(wc -l <"$work/worse")
    # Most suites keep what programs say on stderr in files of their own.
    alarms=$(grep -rIl '^tandem: fail-stop' "$work/hardened" | wc -l)
    if [ "$failures" -gt 0 ] || [ "$alarms" -gt 0 ]; then
        verdict="FAILED: $failures worse, alarms in $alarms files"
    elif [ "$(count native pass)" -eq 0 ]; then
        verdict="FAILED: no test passes natively"
    fi
    printf '%-14s%8s%8s%8s%10s%8s%8s  %s\n' "$1" "$(count native pass)" \
        "$(count native fail)" "$(count native skip)" \
        "$(count hardened pass)" "$(count hardened fail)" \
        "$(count hardened skip)" "$verdict" >>"$suites/table"
    sed "s/^/$1: fails hardened only: /" "$work/worse" | head -n 20 >&2
    sed -n "s/^fail /$1: fails natively too: /p" "$work/native/results" |
        head -n 20 >&2
    [ "$verdict" = ok ]
}

# One suite, in a shell of its own: recipes set what they like.
run_suite()
{
    local kind

    work=$suites/$1 tandem=$build/bin/tandem-clang
    # shellcheck source=benchmarks/program.sh
    . "$root/benchmarks/program.sh"
    # shellcheck source=test/nightly/results.sh
    . "$here/results.sh"
    # shellcheck source=test/nightly/suites/zlib.sh
    . "$here/suites/$1.sh"
    "$root/scripts/setup.sh" dpkg-dev patch "${needs[@]}" >&2 || return
    "$root/scripts/fetch-source.sh" "$package" "$work" || return
    for kind in native hardened; do
        echo "suites.sh: $1, $kind" >&2
        if ! (build_kind $kind); then
            tail -n 15 "$work/$kind/build.log" >&2
            printf '%-14s%s\n' "$1" "FAILED: the $kind build fails; see \
$work/$kind/build.log" >>"$suites/table"
            return 1
        fi
        (test_kind $kind)
    done
    judge "$1"
}

parse "$@"
rm -f "$suites/table"
failed=0
for name in "${names[@]}"; do
    if ! (run_suite "$name"); then failed=$((failed + 1)); fi
done
printf '\n%-14s%24s%26s\n' "" "native" "hardened"
printf '%-14s%8s%8s%8s%10s%8s%8s\n' "" pass fail skip pass fail skip
[ ! -e "$suites/table" ] || cat "$suites/table"
printf '%d suites, %d failed\n' ${#names[@]} $failed
[ $failed -eq 0 ]

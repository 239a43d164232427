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
variants=dmr:undo,dmr:none reuse=

usage()
{
    cat <<END
usage: test/nightly/suites.sh [--variants LIST] [--races ANSWER]
                              [--limit SECONDS] [--reuse] [--build FOLDER]
                              [--work FOLDER] [NAME]...

Fetches real programs from Debian, builds them natively and hardened, runs the
tests they come with in all builds, and compares test by test: what passes
natively has to pass hardened. A detection, a rollback and a correction are
failures too, whatever the test makes of them. Goes on after a failure.

  NAME              which (default all): $(fold -sw 50 <<<"$all" |
        sed '2,$s/^/                    /')
  --variants LIST   MODE:RECOVERY,... of the hardened builds
                    (default $variants)
  --races ANSWER    -ftandem-races of the hardened builds (default $races)
  --limit SECONDS   time for a suite, beyond which it is ended (default $limit)
  --reuse           take what an earlier run in the same folder found natively
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
        --reuse) reuse=1 ;;
        --variants | --races | --limit | --build | --work)
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
    [[ $variants =~ ^[a-z]+:[a-z]+(,[a-z]+:[a-z]+)*$ ]] ||
        die "--variants wants MODE:RECOVERY,..., not '$variants'."
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

# A kind is native, or the MODE:RECOVERY of a hardened build.
folder_of()
{
    echo "${1/:/-}"
}

# Every hardened program has witness.c in it, and passes the IR verifier.
build_hardened()
{
    local name flags=(-ftandem-races="$races" -ftandem="${1%:*}"
        -ftandem-recovery="${1#*:}")

    name=$(folder_of "$1")
    rm -f "$work/$name.events" && : >"$work/$name.events"
    chmod 666 "$work/$name.events"
    # Where nothing is hardened, the functions of tandem.h do nothing.
    "$tandem" -ftandem=off -D__TANDEM__=1 -O2 -fPIC \
        -DTANDEM_WITNESS="\"$work/$name.events\"" \
        -c "$here/Inputs/witness.c" -o "$work/$name.o" || return 1
    flags+=(-fverify-intermediate-code -Wno-unused-command-line-argument
        "-Wl,$work/$name.o")
    CXX="$tandem++ ${flags[*]}" build "$name" "$tandem ${flags[*]}"
}

build_kind()
{
    case $1 in
    native) CXX=clang++-19 build native clang-19 ;;
    *) build_hardened "$1" ;;
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
    comm -23 <(passing native) <(passing "$1")
}

count()
{
    grep -c "^$2 " "$work/$1/results" || true
}

# Prints why the hardened build $1 has failed, if it has.
failure()
{
    local worse alarms events

    worse=$(wc -l <"$work/worse")
    # Most suites keep what programs say on stderr in files of their own.
    alarms=$(grep -rIl '^tandem: fail-stop' "$work/$1" | wc -l)
    events=$(wc -l <"$work/$1.events")
    if [ "$worse" -gt 0 ] || [ "$alarms" -gt 0 ] || [ "$events" -gt 0 ]; then
        echo "$worse worse, alarms in $alarms files, $events events"
    elif [ "$(count native pass)" -eq 0 ]; then
        echo "no test passes natively"
    elif ! grep -rqF "$work/$1.events" "$work/$1"; then
        echo "no program has the witness in it"
    fi
}

# A row of the table; fails when the hardened build does worse.
judge()
{
    local name verdict

    name=$(folder_of "$2")
    worse "$name" >"$work/worse"
    verdict=$(failure "$name")
    printf '%-10s %-9s%7s%7s%7s%10s%7s%7s  %s\n' "$1" "$2" \
        "$(count native pass)" "$(count native fail)" "$(count native skip)" \
        "$(count "$name" pass)" "$(count "$name" fail)" \
        "$(count "$name" skip)" "${verdict:+FAILED: }${verdict:-ok}" |
        tee -a "$suites/table" >&2
    sed "s/^/$1 $2: fails hardened only: /" "$work/worse" | head -n 20 >&2
    sort "$work/$name.events" | uniq -c | sort -rn |
        sed "s/^ */$1 $2: /" | head -n 20 >&2
    [ -z "$verdict" ]
}

# Builds and tests one kind.
run_kind()
{
    local name

    name=$(folder_of "$2")
    echo "suites.sh: $1, $2" >&2
    if ! (build_kind "$2"); then
        tail -n 15 "$work/$name/build.log" >&2
        printf '%-10s %s\n' "$1" "FAILED: the $2 build fails; see \
$work/$name/build.log" | tee -a "$suites/table" >&2
        return 1
    fi
    (test_kind "$name")
}

run_native()
{
    [ -z "$reuse" ] || ! [ -s "$work/native/results" ] || return 0
    run_kind "$1" native || return
    sed -n "s/^fail /$1: fails natively: /p" "$work/native/results" |
        head -n 20 >&2
}

# One suite, in a shell of its own: recipes set what they like.
run_suite()
{
    local kind status=0

    work=$suites/$1 tandem=$build/bin/tandem-clang
    # shellcheck source=benchmarks/program.sh
    . "$root/benchmarks/program.sh"
    # shellcheck source=test/nightly/results.sh
    . "$here/results.sh"
    # shellcheck source=test/nightly/suites/zlib.sh
    . "$here/suites/$1.sh"
    "$root/scripts/setup.sh" dpkg-dev patch "${needs[@]}" >&2 || return
    "$root/scripts/fetch-source.sh" "$package" "$work" || return
    run_native "$1" || return
    for kind in ${variants//,/ }; do
        if run_kind "$1" "$kind" && judge "$1" "$kind"; then continue; fi
        status=1
    done
    return $status
}

parse "$@"
rm -f "$suites/table"
failed=0
for name in "${names[@]}"; do
    if ! (run_suite "$name"); then failed=$((failed + 1)); fi
done
printf '\n%-20s%21s%24s\n' "" "native" "hardened"
printf '%-20s%7s%7s%7s%10s%7s%7s\n' "" pass fail skip pass fail skip
[ ! -e "$suites/table" ] || cat "$suites/table"
printf '%d suites, %d failed\n' ${#names[@]} $failed
[ $failed -eq 0 ]

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# run.sh - what ./check has no time for: csmith.sh and suites.sh, one by one.
#
# usage: test/nightly/run.sh [csmith|suites [OPTION]...]
#
# Without arguments both, each with its defaults; the build is $TANDEM_BUILD, or
# build/. Exit 0: all is well; 1: something failed; 2: it could not be run.

set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
options=()
if [ -n "${TANDEM_BUILD:-}" ]; then options=(--build "$TANDEM_BUILD"); fi

case ${1:-} in
csmith | suites)
    exec bash "$here/$1.sh" "${options[@]}" "${@:2}" ;;
"") ;;
*)
    echo "run.sh: there is no '$1': csmith, suites, or nothing for both." >&2
    exit 2
    ;;
esac
worst=0
for part in csmith suites; do
    status=0
    bash "$here/$part.sh" "${options[@]}" || status=$?
    if [ $status -gt $worst ]; then worst=$status; fi
done
exit $worst

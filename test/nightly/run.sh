#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# run.sh - what ./check has no time for: the scripts beside it, one by one.
#
# usage: test/nightly/run.sh [PART [OPTION]...]
#
# PART is one of those of the list below; without arguments all, with their
# defaults; the build is $TANDEM_BUILD, or build/. Exit 0: all is well; 1:
# something failed; 2: it could not be run.

set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
parts=(kernels csmith suites slurm page exhaustive)
options=()
if [ -n "${TANDEM_BUILD:-}" ]; then options=(--build "$TANDEM_BUILD"); fi

if [ $# -gt 0 ]; then
    case " ${parts[*]} " in
    *" $1 "*) exec bash "$here/$1.sh" "${options[@]}" "${@:2}" ;;
    esac
    echo "run.sh: there is no '$1': ${parts[*]}, or nothing for all." >&2
    exit 2
fi
worst=0
for part in "${parts[@]}"; do
    status=0
    bash "$here/$part.sh" "${options[@]}" || status=$?
    if [ $status -gt $worst ]; then worst=$status; fi
done
exit $worst

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# page.sh - loads a report's page in Chromium, which ./check does not install.
#
# usage: test/nightly/page.sh [--build FOLDER]
#
# Installs Debian's chromium and runs test/injector/page.test, which needs it.
# Exit 0: the page works; 1: it does not; 2: it could not be run.

set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build
if [ "${1:-}" = --build ] && [ $# -eq 2 ]; then
    build=$2
elif [ $# -gt 0 ]; then
    sed -n '5s/^# //p' "$0" >&2
    exit 2
fi
"$root/scripts/setup.sh" chromium
lit=$(sed -n 's/^TANDEM_LIT:FILEPATH=//p' "$build/CMakeCache.txt") || exit 2
[ -x "$lit" ] || { echo "page.sh: no lit in $build" >&2 && exit 2; }
"$lit" -v --filter 'injector/page' "$build/test"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# page.sh - makes a report of two campaigns in the current folder, loads it in
# Chromium without a window or a network, uses it, and prints what is there.
# usage: page.sh TANDEM-INJECT CC
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$2" -O1 -g "$here/straight.c" -o program
for seed in 1 2; do
    rm -f "seed$seed.jsonl"
    "$1" run --faults 300 --seed $seed --journal seed$seed.jsonl -- ./program \
        >/dev/null 2>&1
done
"$1" report seed1.jsonl seed2.jsonl --html page.html >/dev/null
if grep -nE '<(link|img|iframe|script src)|@import|sourceMappingURL' page.html; then
    echo "page.sh: the page needs other files" && exit 1
fi
{
    echo '<script>window.pageErrors = []; window.onerror = (...all) => {
        window.pageErrors.push(all[0]); };
        console.error = text => { window.pageErrors.push(String(text)); };</script>'
    grep -v '^</body>' page.html
    printf '<script>\n%s\n</script>\n</body>\n' "$(cat "$here/page-test.js")"
} >tested.html
HOME=$PWD timeout 100 chromium --headless --no-sandbox --disable-gpu \
    --user-data-dir="$PWD/profile" --host-resolver-rules='MAP * ~NOTFOUND' \
    --virtual-time-budget=5000 --dump-dom "file://$PWD/tested.html" 2>chromium.log |
    grep -o '<pre>FOUND [^<]*' | sed 's/^<pre>FOUND //'
rm -rf profile

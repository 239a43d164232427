#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# full-disk.sh - a campaign on disks of 48 KiB and 512 KiB; in namespaces where
# it may mount them. usage: full-disk.sh TANDEM-INJECT
set -u
run()
{
    "$1" run --faults 200 --jobs 2 --journal "$2" -- ./program >/dev/null
    echo "status $?"
}
mount -t tmpfs -o size=48k tmpfs disk
run "$1" disk/journal
[ -z "$(tail -c 1 disk/journal)" ] || echo "the last line is cut"
"$1" report disk/journal | grep injections
mount -o remount,ro disk
run "$1" disk/journal
mount -o remount,rw,size=1m disk
run "$1" disk/journal
cp disk/journal resumed
mount -t tmpfs -o size=512k tmpfs temporary
TMPDIR=temporary run "$1" starved
echo "$(wc -l < starved) lines"

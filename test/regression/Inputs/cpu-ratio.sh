#!/bin/bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# cpu-ratio.sh - fails when HARDENED needs more than LIMIT times the CPU time of
# NATIVE for the same command.
#
#   cpu-ratio.sh LIMIT NATIVE HARDENED ARGUMENT...

limit=$1 native=$2 hardened=$3
shift 3

# The user time of a command in seconds, the least of two runs.
cpu() {
    local TIMEFORMAT=%U
    for run in 1 2; do
        { time "$@" >&2 2>>cpu-ratio.err; } 2>&1 || exit 1
    done | sort -n | head -n 1
}

base=$(cpu "$native" "$@") || exit 1
ours=$(cpu "$hardened" "$@") || exit 1
echo "native $base s, hardened $ours s"
awk -v b="$base" -v o="$ours" -v l="$limit" 'BEGIN { exit !(b > 0 && o <= l * b) }'

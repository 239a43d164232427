#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# parallel.sh - runs the shards of a campaign by GNU parallel and merges them.
#
# usage: parallel.sh SHARDS FOLDER [OPTION...] -- PROGRAM [ARGUMENT...]
#
# OPTION... are those of "tandem-inject run". With PARALLEL="--sshloginfile
# machines.txt" the shards run on other machines, which see the same folders;
# PARALLEL="--jobs 4" runs four at a time here. Exit: 0 all is done.

set -euo pipefail
[ $# -ge 4 ] || { sed -n '5s/^# //p' "$0" >&2 && exit 2; }
shards=$1 folder=$2
shift 2
inject=${TANDEM_INJECT:-tandem-inject}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# One worker per shard: parallel itself starts as many shards as there are
# processors.
# shellcheck disable=SC2086 # $PARALLEL is a list of options
seq "$shards" | parallel ${PARALLEL:-} --halt soon,fail=1 --workdir "$PWD" --quote \
    "$inject" run --shard "{}/$shards" --jobs 1 \
    --journal "$folder/part-{}.jsonl" "$@" >/dev/null

rm -f "$folder/journal.jsonl"
"$inject" merge --journal "$folder/journal.jsonl" "$folder"/part-*.jsonl
"$inject" report "$folder/journal.jsonl"

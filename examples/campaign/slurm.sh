#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# slurm.sh - submits the shards of a campaign as a Slurm job array, and a job
# that merges them when all of them are done.
#
# usage: slurm.sh SHARDS FOLDER [OPTION...] -- PROGRAM [ARGUMENT...]
#
# OPTION... are those of "tandem-inject run"; SBATCH="--partition=long" adds
# options of sbatch. FOLDER must be seen by all nodes. A shard that was requeued
# goes on from its journal. Prints the number of the last job.

set -euo pipefail
[ $# -ge 4 ] || { sed -n '6s/^# //p' "$0" >&2 && exit 2; }
shards=$1 folder=$2
shift 2
inject=$(command -v "${TANDEM_INJECT:-tandem-inject}")
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
printf -v run '%q ' "$inject" run "$@"
# shellcheck disable=SC2206 # a list of options
options=(--parsable --output "$folder/%x-%A_%a.log" ${SBATCH:-})

# The variables are the job's. --shard stands in front of the user's options,
# because behind "--" it would be the program's.
array=$(
    sbatch "${options[@]}" --job-name shard --array "1-$shards" --requeue \
        --open-mode append --cpus-per-task 1 <<END
#!/bin/bash
set -- ${run#* run }
exec $(printf %q "$inject") run --shard "\$SLURM_ARRAY_TASK_ID/$shards" \\
    --jobs "\${SLURM_CPUS_PER_TASK:-1}" \\
    --journal $(printf %q "$folder")/part-\$SLURM_ARRAY_TASK_ID.jsonl "\$@"
END
)

sbatch "${options[@]}" --output "$folder/merge.log" --job-name merge \
    --dependency "afterok:$array" --kill-on-invalid-dep yes <<END
#!/bin/bash
cd $(printf %q "$folder") && rm -f journal.jsonl &&
    $(printf %q "$inject") merge --journal journal.jsonl part-*.jsonl &&
    $(printf %q "$inject") report journal.jsonl
END

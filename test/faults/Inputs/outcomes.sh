# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# outcomes.sh - strikes at random by a model, and judges.
#
# bash outcomes.sh INJECT PROGRAM MODEL SCOPE OUTCOMES
#
# Fails unless there were at least 10 faults, each of them ended in one of
# OUTCOMES ("corrected|masked"), and the first of these came.

set -euo pipefail
inject=$1 program=$2 model=$3 scope=$4 outcomes=$5

rm -f "$program.$model.jsonl"
"$inject" run --model "$model" --scope "$scope" --faults 150 --seed 1 \
    --journal "$program.$model.jsonl" -- "$program" >"$program.report" \
    2>"$program.progress" || { cat "$program.progress" && exit 2; }
sed -n '2,$s/.*"outcome":"\([a-z-]*\)".*/\1/p' "$program.$model.jsonl" \
    >"$program.outcomes"
sort "$program.outcomes" | uniq -c
[ "$(wc -l <"$program.outcomes")" -ge 10 ] || exit 1
grep -cx "${outcomes%%|*}" "$program.outcomes" || exit 1
! grep -vxE "$outcomes" "$program.outcomes"

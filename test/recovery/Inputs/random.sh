# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# random.sh - strikes a program at random, and judges.
#
# bash random.sh INJECT FAULTS LEAST PROGRAM [ARGUMENT...]
#
# Fails when more than 1 % of FAULTS are silent, or when less than LEAST per cent
# of those that are noticed end with the right output. Prints the counts.

set -euo pipefail
inject=$1 faults=$2 least=$3
shift 3

rm -f "$1.jsonl"
"$inject" run --faults "$faults" --seed 7 --journal "$1.jsonl" -- "$@" \
    >"$1.report" 2>"$1.progress" || { cat "$1.progress" && exit 2; }
sed -n '2,$s/.*"outcome":"\([a-z-]*\)".*/\1/p' "$1.jsonl" |
    awk -v faults="$faults" -v least="$least" '
        { n[$1]++; all++ }
        END {
            noticed = n["corrected"] + n["detected"] + n["crash"]
            printf "%d faults: corrected %d of %d noticed, sdc %d\n", all,
                n["corrected"], noticed, n["sdc"]
            exit all != faults || n["sdc"] > faults / 100 || noticed == 0 ||
                100 * n["corrected"] < least * noticed
        }'

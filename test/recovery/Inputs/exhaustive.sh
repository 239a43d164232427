# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# exhaustive.sh - strikes every executed instruction of a program, and judges.
#
# bash exhaustive.sh INJECT PROGRAM SCOPE BITS LEAST
#
# Flips BITS bits of every instruction that is executed in SCOPE, each in a run
# of its own. Fails unless there were at least 100 such runs, none of them ended
# with a wrong output or hung, and of those in which the fault was noticed at
# least LEAST per cent ended with the right output. Prints the counts.

set -euo pipefail
inject=$1 program=$2 scope=$3 bits=$4 least=$5

rm -f "$program.jsonl"
"$inject" run --scope "$scope" --each "$bits" --journal "$program.jsonl" -- \
    "$program" >"$program.report" 2>"$program.progress" ||
    { cat "$program.progress" && exit 2; }
sed -n '2,$s/.*"outcome":"\([a-z-]*\)".*/\1/p' "$program.jsonl" |
    awk -v least="$least" '
        { n[$1]++; all++ }
        END {
            noticed = n["corrected"] + n["detected"] + n["crash"]
            share = noticed ? 100 * n["corrected"] / noticed : 0
            printf "%d faults: masked %d corrected %d detected %d crash %d" \
                " hang %d sdc %d not-injected %d; recovered %.1f %%\n", all,
                n["masked"], n["corrected"], n["detected"], n["crash"],
                n["hang"], n["sdc"], n["not-injected"], share
            exit all < 100 || n["sdc"] + n["hang"] + n["not-injected"] + n["not-reached"] > 0 ||
                noticed == 0 || share < least
        }' ||
    {
        sed -n 's/.*"fault":"\([^"]*\)","outcome":"\(sdc\|hang\)".*"insn":"\([^"]*\)".*/\2: \1 (\3)/p' \
            "$program.jsonl"
        exit 1
    }

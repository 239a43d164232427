# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# pairs.sh - strikes two instructions of a kind in one run, each with each.
#
# sh pairs.sh INJECT PROGRAM FUNCTION PATTERN FIRST SECOND OUTCOME
#
# Flips a bit in the destination behind the FIRST-th execution of one instruction
# of FUNCTION that matches PATTERN, and another bit behind the SECOND-th of
# another one. Fails unless there is a pair, both faults of each strike, and the
# outcome of each is OUTCOME.

inject=$1 program=$2 function=$3 pattern=$4 first=$5 second=$6 outcome=$7
seen=0

llvm-objdump -d --no-show-raw-insn --disassemble-symbols="$function" \
    "$program" | grep -E '^ +[0-9a-f]+:' | grep -E "$pattern" |
    sed 's/[[:blank:]]*#.*//; s/^ *\([0-9a-f]*\):.*%/\1 /' > "$program.places"
while read -r address register; do
    while read -r other target; do
        [ "$address" != "$other" ] || continue
        fault="value main+0x$address#$first:$register^0x10"
        fault="$fault; value main+0x$other#$second:$target^0x400"
        "$inject" replay --fault "$fault" -- "$program" > "$program.replay" ||
            { echo "replay failed: $fault"; exit 1; }
        found=$(sed -n 's/^outcome *\([a-z-]*\).*/\1/p' "$program.replay")
        echo "$fault: $found"
        [ "$found" = "$outcome" ] || exit 1
        seen=$((seen + 1))
    done < "$program.places"
done < "$program.places"
[ "$seen" -gt 0 ] || { echo "no pair of instructions"; exit 1; }

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# strike.sh - flips one bit behind each instruction of a kind, and judges.
#
# sh strike.sh INJECT PROGRAM FUNCTION PATTERN COUNT REGISTER MASK OUTCOMES
#
# For each instruction of FUNCTION that matches PATTERN: replays the fault that
# flips MASK in REGISTER behind its COUNT-th execution. REGISTER "last" is the
# last operand, the destination. Fails unless there is one and the outcome of
# each is one of OUTCOMES ("detected|masked"), the first of them at least once.

inject=$1 program=$2 function=$3 pattern=$4 count=$5 register=$6 mask=$7
outcomes=$8
first=${outcomes%%|*}
seen=0

llvm-objdump -d --no-show-raw-insn --disassemble-symbols="$function" \
    "$program" | grep -E '^ +[0-9a-f]+:' | grep -E "$pattern" |
    sed 's/[[:blank:]]*#.*//' > "$program.places"
while read -r address rest; do
    target=$register
    [ "$register" = last ] && target=${rest##*%}
    fault="value main+0x${address%:}#$count:$target^$mask"
    "$inject" replay --fault "$fault" -- "$program" > "$program.replay" ||
        { echo "replay failed: $fault"; exit 1; }
    outcome=$(sed -n 's/^outcome *\([a-z-]*\).*/\1/p' "$program.replay")
    echo "$fault ($rest): $outcome"
    echo "$outcome" | grep -qxE "$outcomes" || exit 1
    [ "$outcome" = "$first" ] && seen=$((seen + 1))
done < "$program.places"
[ "$seen" -gt 0 ] || { echo "no fault was $first"; exit 1; }

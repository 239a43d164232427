# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# strikes.sh - strikes a program that was prepared with strike.awk, and judges.
#
# bash strikes.sh PROGRAM SITES EXECUTIONS BITS LEAST [LIBRARY]
#
# Flips BITS bits of each of the first EXECUTIONS executions of every site, each
# in a run of its own, with LIBRARY loaded in front of others, and prints what
# became of them. "repeated" are those with the right output and a transaction
# that was repeated for another reason than a detection: a crash, or an interrupt
# that has nothing to do with it. Fails when one ended with a wrong output or
# hung, or less than LEAST per cent of what was noticed was recovered, leaving
# out what was repeated.

set -uo pipefail
program=$1 sites=$2 executions=$3 bits=$4 least=$5
export TANDEM_OPTIONS=stats=1

run()
{
    LD_PRELOAD=$library timeout 20 "$program"
}
library=${6:-}
right=$(run 2>/dev/null) || { echo "the program fails by itself" && exit 2; }
masked=0 recovered=0 repeated=0 detected=0 crash=0 wrong=0
while read -r site width; do
    for ((k = 1; k <= executions; k++)); do
        for ((n = 0; n < bits; n++)); do
            mask=$(printf %x $((1 << (7 * site + 11 * k + n * width / bits) % width)))
            export STRIKE="$site $k $mask"
            got=$(run 2>"$program.err")
            status=$?
            if [ $status -eq 124 ] ||
                { [ $status -eq 0 ] && [ "$got" != "$right" ]; }; then
                echo "wrong or hanging: STRIKE='$STRIKE'"
                wrong=$((wrong + 1))
            elif [ $status -eq 0 ]; then
                case $(<"$program.err") in
                *' rollbacks '[1-9]*) recovered=$((recovered + 1)) ;;
                *' aborts-'*' '[1-9]*) repeated=$((repeated + 1)) ;;
                *) masked=$((masked + 1)) ;;
                esac
            elif [[ $(<"$program.err") == *'tandem: fail-stop:'* ]]; then
                detected=$((detected + 1))
            else
                crash=$((crash + 1))
            fi
        done
    done
done <"$sites"
noticed=$((recovered + detected + crash + wrong))
echo "strikes $((masked + repeated + noticed)): masked $masked recovered" \
    "$recovered repeated $repeated detected $detected crash $crash wrong $wrong"
[ $wrong -eq 0 ] && [ $noticed -gt 0 ] &&
    [ $((100 * recovered)) -ge $((least * noticed)) ]

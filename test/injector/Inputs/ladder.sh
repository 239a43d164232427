# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# ladder.sh - the same campaign in both modes: says how many injections are alike
# in everything but their times, and how many of mode ladder had runs of their own.
# usage: bash ladder.sh INJECT FOLDER OPTION... -- PROGRAM...
inject=$1 folder=$2
shift 2
for mode in fresh ladder; do
    rm -f "$folder/$mode.jsonl"
    "$inject" run --mode $mode --journal "$folder/$mode.jsonl" "$@" \
        >"$folder/$mode.report" 2>"$folder/$mode.err" || cat "$folder/$mode.err"
    tail -n +2 "$folder/$mode.jsonl" |
        sed 's/"cpu":[0-9.e-]*,"latency":[0-9.e-]*//; s/"fresh":"[^"]*",//' |
        sort >"$folder/$mode.plain"
done
grep possible "$folder/ladder.err"
echo "$(comm -12 "$folder"/{fresh,ladder}.plain | wc -l) alike," \
    "$(wc -l <"$folder/ladder.plain") in all," \
    "$(grep -c '"fresh"' "$folder/ladder.jsonl") with runs of their own"

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# make-journal.sh - a journal with given counts.
# usage: sh make-journal.sh NAME DYNAMIC CPU OUTCOME=COUNT...
name=$1 dynamic=$2 cpu=$3
shift 3
printf '{"tandem-inject":"0.1.0","model":"value","seed":1,"faults":1000,'
printf '"program":"/x/%s","build_id":"00","args":[],"env":[],' "$name"
printf '"dynamic":%s,"text_size":1000,"golden_cpu":%s}\n' "$dynamic" "$cpu"
i=0
for pair; do
    for _ in $(seq "${pair#*=}"); do
        printf '{"i":%d,"fault":"value main+0x10#%d:rax^0x1","outcome":"%s",' \
            $i $((i + 1)) "${pair%=*}"
        printf '"function":"a<b>","insn":"add rax, \\"1\\"","register":"rax"}\n'
        i=$((i + 1))
    done
done

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# strike.awk - has each instruction of some functions ask strike() what to flip.
#
# clang -S -mno-red-zone ... | awk -v functions='a b' -v sites=FILE -f strike.awk
#
# Assembly comes in and goes out; FILE gets a line "SITE WIDTH" for each
# instruction that computes a general register. No flag, no other register and no
# memory but the stack below changes, and nothing that ends a transaction is used.

BEGIN {
    count = 0
    split(functions, list)
    for (i in list)
        within[list[i]] = 1
    split("ax bx cx dx si di bp", old)
    for (i in old) {
        whole["r" old[i]] = whole["e" old[i]] = "r" old[i]
        width["r" old[i]] = 64
        width["e" old[i]] = 32
    }
    for (i = 8; i < 16; i++) {
        whole["r" i] = whole["r" i "d"] = "r" i
        width["r" i] = 64
        width["r" i "d"] = 32
    }
    printf "" > sites
}

/^[A-Za-z_][A-Za-z_0-9.]*:/ {
    name = $1
    sub(/:.*/, "", name)
    inside = name in within
}

{ print }

inside && /^\t(mov|add|sub|lea|imul|xor|and|or|sh|sar|neg|not|inc|dec|cvt|div|set)/ {
    sub(/[ \t]*#.*/, "")
    target = $NF
    if (target !~ /^%/ || !(substr(target, 2) in whole))
        next
    target = substr(target, 2)
    print "\tpushq\t%rax\n\tlahf\n\tseto\t%al\n\tpushq\t%rax"
    print "\tmovl\t$" count ", %eax\n\tcallq\tstrike_saved"
    if (whole[target] == "rax")
        print "\txorq\t%rax, 8(%rsp)"
    else
        print "\txorq\t%rax, %" whole[target]
    print "\tpopq\t%rax\n\taddb\t$127, %al\n\tsahf\n\tpopq\t%rax"
    print count++, width[target] > sites
}

# All that a function may change, around the call of one.
END {
    print "\t.text\nstrike_saved:"
    n = split("rcx rdx rsi rdi r8 r9 r10 r11 rbp", saved)
    for (i = 1; i <= n; i++)
        print "\tpushq\t%" saved[i]
    print "\tmovq\t%rsp, %rbp\n\tsubq\t$256, %rsp\n\tandq\t$-16, %rsp"
    for (i = 0; i < 16; i++)
        print "\tmovups\t%xmm" i ", " 16 * i "(%rsp)"
    print "\tmovl\t%eax, %edi\n\tcallq\tstrike"
    for (i = 0; i < 16; i++)
        print "\tmovups\t" 16 * i "(%rsp), %xmm" i
    print "\tmovq\t%rbp, %rsp"
    for (i = n; i > 0; i--)
        print "\tpopq\t%" saved[i]
    print "\tretq"
}

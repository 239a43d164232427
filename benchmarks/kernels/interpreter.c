/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* interpreter.c - a register machine that runs a small program.

   The program adds lengths of Collatz sequences, Euclid's greatest common
   divisors and a recursive Fibonacci number, SIZE times. Kind: a bytecode
   interpreter with one switch. Bound by indirect jumps that are hard to
   predict, and by operands that go through memory. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_SIZE = 10, MAX_SIZE = 1000000, CALLS = 64, WINDOW = 8 };

enum opcode {
    OP_HALT,
    OP_SET,  /* a = value */
    OP_MOVE, /* a = b */
    OP_ADD,  /* a = b + c */
    OP_ADDI, /* a = b + value, and so on */
    OP_MUL,
    OP_MULI,
    OP_MOD,
    OP_ANDI,
    OP_SHRI,
    OP_LESSI,
    OP_JUMP,  /* to value */
    OP_JZERO, /* to value if a is zero */
    OP_CALL,  /* value; register a is register 0 of the called function */
    OP_RETURN
};

struct instruction {
    uint8_t opcode, a, b, c;
    int32_t value;
};

struct machine {
    uint32_t registers[CALLS * WINDOW];
    uint32_t callers[CALLS]; /* where they go on, and their windows */
    uint32_t windows[CALLS];
    uint32_t depth;
    uint64_t executed;
};

enum { COLLATZ = 20, HALVE = 31, GCD = 35, FIB = 45 };

static const struct instruction program[] = {
    /* In: r0, a number. Out: r0, the sum. */
    {OP_SET, 1, 0, 0, 40},
    {OP_SET, 2, 0, 0, 0},
    {OP_JZERO, 1, 0, 0, 13},
    {OP_ADD, 3, 0, 1, 0},
    {OP_CALL, 3, 0, 0, COLLATZ},
    {OP_ADD, 2, 2, 3, 0},
    {OP_MUL, 3, 0, 1, 0},
    {OP_ADDI, 4, 2, 0, 360},
    {OP_CALL, 3, 0, 0, GCD},
    {OP_MULI, 2, 2, 0, 3},
    {OP_ADD, 2, 2, 3, 0},
    {OP_ADDI, 1, 1, 0, -1},
    {OP_JUMP, 0, 0, 0, 2},
    {OP_SET, 3, 0, 0, 9},
    {OP_CALL, 3, 0, 0, FIB},
    {OP_ADD, 0, 2, 3, 0},
    {OP_HALT, 0, 0, 0, 0},
    [COLLATZ] = {OP_SET, 1, 0, 0, 0},
    {OP_ADDI, 2, 0, 0, -1},
    {OP_JZERO, 2, 0, 0, 29},
    {OP_ADDI, 1, 1, 0, 1},
    {OP_ANDI, 2, 0, 0, 1},
    {OP_JZERO, 2, 0, 0, HALVE},
    {OP_MULI, 0, 0, 0, 3},
    {OP_ADDI, 0, 0, 0, 1},
    {OP_JUMP, 0, 0, 0, COLLATZ + 1},
    {OP_MOVE, 0, 1, 0, 0},
    {OP_RETURN, 0, 0, 0, 0},
    [HALVE] = {OP_SHRI, 0, 0, 0, 1},
    {OP_JUMP, 0, 0, 0, COLLATZ + 1},
    [GCD] = {OP_JZERO, 1, 0, 0, 40},
    {OP_MOD, 2, 0, 1, 0},
    {OP_MOVE, 0, 1, 0, 0},
    {OP_MOVE, 1, 2, 0, 0},
    {OP_JUMP, 0, 0, 0, GCD},
    {OP_RETURN, 0, 0, 0, 0},
    [FIB] = {OP_LESSI, 1, 0, 0, 2},
    {OP_JZERO, 1, 0, 0, FIB + 3},
    {OP_RETURN, 0, 0, 0, 0},
    {OP_ADDI, 1, 0, 0, -1},
    {OP_CALL, 1, 0, 0, FIB},
    {OP_ADDI, 2, 0, 0, -2},
    {OP_CALL, 2, 0, 0, FIB},
    {OP_ADD, 0, 1, 2, 0},
    {OP_RETURN, 0, 0, 0, 0},
};

static unsigned size_argument(int argc, char **argv)
{
    char *end = NULL;
    long size = argc < 2 ? DEFAULT_SIZE : strtol(argv[1], &end, 10);

    if (argc > 2 || (end && *end) || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "%s: SIZE must be one integer from 1 to %d\n", argv[0],
                MAX_SIZE);
        exit(2);
    }
    return (unsigned)size;
}

static _Noreturn void fail(const char *what, uint32_t at)
{
    fprintf(stderr, "interpreter: %s at instruction %u\n", what, (unsigned)at);
    exit(1);
}

static uint32_t run(struct machine *m, uint32_t argument)
{
    uint32_t at = 0;
    uint32_t *r = m->registers;

    r[0] = argument;
    for (;; m->executed++) {
        const struct instruction *i = &program[at++];
        uint32_t value = (uint32_t)i->value;

        switch (i->opcode) {
        case OP_HALT: return r[0];
        case OP_SET: r[i->a] = value; break;
        case OP_MOVE: r[i->a] = r[i->b]; break;
        case OP_ADD: r[i->a] = r[i->b] + r[i->c]; break;
        case OP_ADDI: r[i->a] = r[i->b] + value; break;
        case OP_MUL: r[i->a] = r[i->b] * r[i->c]; break;
        case OP_MULI: r[i->a] = r[i->b] * value; break;
        case OP_ANDI: r[i->a] = r[i->b] & value; break;
        case OP_SHRI: r[i->a] = r[i->b] >> value; break;
        case OP_LESSI: r[i->a] = r[i->b] < value; break;
        case OP_MOD:
            if (r[i->c] == 0)
                fail("division by zero", at - 1);
            r[i->a] = r[i->b] % r[i->c];
            break;
        case OP_JUMP: at = value; break;
        case OP_JZERO: at = r[i->a] ? at : value; break;
        case OP_CALL:
            if (m->depth + 1 == CALLS)
                fail("too many calls", at - 1);
            m->callers[m->depth] = at;
            m->windows[m->depth++] = i->a;
            r += i->a;
            at = value;
            break;
        case OP_RETURN:
            if (m->depth == 0)
                fail("return without call", at - 1);
            at = m->callers[--m->depth];
            r -= m->windows[m->depth];
            break;
        default: fail("unknown opcode", at - 1);
        }
    }
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv);
    static struct machine m;
    uint32_t result = 0;

    for (unsigned round = 0; round < size; round++)
        result = result * 31 + run(&m, 1 + round % 9973);
    printf("interpreter: %llu instructions, result %08x\n",
           (unsigned long long)m.executed, (unsigned)result);
    return 0;
}

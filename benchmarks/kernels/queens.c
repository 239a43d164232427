/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* queens.c - non-attacking queens on a board with blocked squares.

   Counts all placements on SIZE boards of 8 by 8, each with six other squares
   blocked, by recursive backtracking. Kind: recursion, short functions that
   call each other. Bound by calls, returns and branches that are hard to
   predict; everything is in the L1 cache. */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_SIZE = 10, MAX_SIZE = 1000000, SIDE = 8, BLOCKED = 6 };

struct board {
    bool blocked[SIDE][SIDE];
    int column[SIDE]; /* of the queen in each row */
    unsigned solutions;
    unsigned tries;
    uint32_t checksum; /* over all solutions, in order */
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

static unsigned next_random(uint32_t *state, unsigned limit)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % limit;
}

static bool attacks(int row, int column, int other_row, int other_column)
{
    return column == other_column ||
           abs(column - other_column) == row - other_row;
}

static bool is_free(const struct board *b, int row, int column)
{
    if (b->blocked[row][column])
        return false;
    for (int other = 0; other < row; other++)
        if (attacks(row, column, other, b->column[other]))
            return false;
    return true;
}

static void record_solution(struct board *b)
{
    uint32_t key = 0;

    for (int row = 0; row < SIDE; row++)
        key = key * SIDE + (uint32_t)b->column[row];
    b->solutions++;
    b->checksum = (b->checksum ^ key) * 16777619u;
}

static void solve(struct board *b, int row)
{
    if (row == SIDE) {
        record_solution(b);
        return;
    }
    for (int column = 0; column < SIDE; column++) {
        b->tries++;
        if (is_free(b, row, column)) {
            b->column[row] = column;
            solve(b, row + 1);
        }
    }
}

static void block_squares(struct board *b, uint32_t *random)
{
    for (int n = 0; n < BLOCKED; n++) {
        unsigned square = next_random(random, SIDE * SIDE);

        b->blocked[square / SIDE][square % SIDE] = true;
    }
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv);
    uint32_t random = 99, checksum = 0;
    unsigned long solutions = 0, tries = 0;
    struct board empty = {0};

    solve(&empty, 0);
    printf("queens: empty board: %u solutions\n", empty.solutions);
    for (unsigned i = 0; i < size; i++) {
        struct board b = {.checksum = checksum};

        block_squares(&b, &random);
        solve(&b, 0);
        solutions += b.solutions;
        tries += b.tries;
        checksum = b.checksum;
    }
    printf("queens: %u boards: %lu solutions, %lu tries, checksum %08x\n", size,
           solutions, tries, (unsigned)checksum);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* regex.c - counts the matches of some regular expressions in a text.

   Kind: recursive calls and unpredictable branches on characters. Bound by
   calls, mispredictions and the latency of loads. An expression is compiled
   into a small program, which a backtracking matcher runs: x* is SPLIT over the
   loop, a|b is SPLIT over the sides. Known are . [a-z] ( ) | * + ? and
   characters. SIZE is the length of the text in kilobytes. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_CODE = 64, KILOBYTE = 1024, MAX_SIZE = 1000000 };
enum opcode { OP_RANGE, OP_SPLIT, OP_JUMP, OP_MATCH };

struct instruction {
    enum opcode op;
    unsigned char low, high; /* OP_RANGE: the characters that pass */
    int first, second;       /* OP_SPLIT, OP_JUMP: where to go on */
};

struct program {
    const char *rest; /* of the expression, while it is compiled */
    int length;
    struct instruction code[MOST_CODE];
};

static void parse_sides(struct program *p);

/* Makes room at a place of the program; the jumps behind it move along. */
static struct instruction *insert(struct program *p, int at, enum opcode op)
{
    if (p->length == MOST_CODE) {
        fprintf(stderr, "regex: expression too long\n");
        exit(1);
    }
    for (int i = p->length++; i > at; i--) {
        p->code[i] = p->code[i - 1];
        p->code[i].first += p->code[i].first >= at;
        p->code[i].second += p->code[i].second >= at;
    }
    p->code[at] = (struct instruction){op, 0, 0, 0, 0};
    return &p->code[at];
}

static void parse_atom(struct program *p)
{
    char c = *p->rest++;
    if (c == '(') {
        parse_sides(p);
        p->rest++;
        return;
    }
    struct instruction *range = insert(p, p->length, OP_RANGE);
    range->low = range->high = (unsigned char)c;
    if (c == '.') {
        range->low = ' ';
        range->high = '~';
    } else if (c == '[') {
        range->low = (unsigned char)p->rest[0];
        range->high = (unsigned char)p->rest[2];
        p->rest += 4;
    }
}

static void parse_repeated(struct program *p)
{
    int start = p->length;
    parse_atom(p);
    char sign = *p->rest;
    if (sign != '*' && sign != '+' && sign != '?')
        return;
    p->rest++;
    if (sign == '+') {
        struct instruction *loop = insert(p, p->length, OP_SPLIT);
        loop->first = start;
        loop->second = p->length;
        return;
    }
    struct instruction *skip = insert(p, start, OP_SPLIT);
    if (sign == '*')
        insert(p, p->length, OP_JUMP)->first = start;
    skip->first = start + 1;
    skip->second = p->length;
}

static void parse_sides(struct program *p)
{
    int start = p->length;
    while (*p->rest && *p->rest != '|' && *p->rest != ')')
        parse_repeated(p);
    if (*p->rest != '|')
        return;
    p->rest++;
    struct instruction *split = insert(p, start, OP_SPLIT);
    int jump = p->length;
    insert(p, jump, OP_JUMP);
    split->first = start + 1;
    split->second = p->length;
    parse_sides(p);
    p->code[jump].first = p->length;
}

/* Where the match ends that starts at this place of the text, or NULL. */
static const char *match(const struct instruction *code, int at,
                         const char *text)
{
    for (;;) {
        const struct instruction *now = &code[at];
        if (now->op == OP_MATCH)
            return text;
        if (now->op == OP_RANGE) {
            unsigned char c = (unsigned char)*text++;
            if (c < now->low || c > now->high)
                return NULL;
            at++;
        } else if (now->op == OP_JUMP) {
            at = now->first;
        } else {
            const char *end = match(code, now->first, text);
            if (end)
                return end;
            at = now->second;
        }
    }
}

static void search(const char *expression, const char *text)
{
    struct program p = {.rest = expression};
    long matches = 0, length = 0, mixed = 0;
    parse_sides(&p);
    insert(&p, p.length, OP_MATCH);
    for (const char *at = text; *at;) {
        const char *end = match(p.code, 0, at);
        if (end && end > at) {
            matches++;
            length += end - at;
            mixed = (mixed * 31 + (at - text)) % 1000003;
            at = end;
        } else {
            at++;
        }
    }
    printf("%-24s %7ld matches, %8ld characters, %06ld\n", expression, matches,
           length, mixed);
}

/* Words, numbers and marks, in lines. */
static void write_text(char *text, long length)
{
    static const char *const words[] = {
        "the ",    "bit ",  "and ",     "a ",     "flips. ", "in ", "not ",
        "is ",     "core ", "testing ", "noted ", "then, ",  "or ", "heard ",
        "ended, ", "2026 ", "red ",     "sent\n", "sang ",   "17 "};
    uint32_t seed = 11;
    const char *from = "";
    for (long i = 0; i < length; i++) {
        if (!*from) {
            seed = seed * 1664525u + 1013904223u;
            from = words[(seed >> 16) * 20 >> 16];
        }
        text[i] = *from++;
    }
}

int main(int argc, char **argv)
{
    static const char *const expressions[] = {
        "[0-9]+ ?[a-z]", "(the|and|is|not) ",      " [a-z]*e[a-z]* ",
        "s.*t.*[0-9]",   "([a-z]+[,-.] )+[a-z]*d", "((s|t)?(e|a)[n-r])+"};
    char *end = "";
    long size = argc > 1 ? strtol(argv[1], &end, 10) : 8;

    if (argc > 2 || *end || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: regex [SIZE], SIZE from 1 to %d\n", MAX_SIZE);
        return 2;
    }
    char *text = calloc((size_t)size * KILOBYTE + 1, 1);
    if (!text) {
        fprintf(stderr, "regex: not enough memory for SIZE %ld\n", size);
        return 1;
    }
    write_text(text, size * KILOBYTE);
    for (unsigned i = 0; i < sizeof(expressions) / sizeof(*expressions); i++)
        search(expressions[i], text);
    free(text);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* json.c - parses JSON, changes a number in it and writes it, SIZE times.

   What is written is what the next round parses, so an error stays. The tree
   is made of nodes from one array. Kind: a recursive parser and writer. Bound
   by branches that depend on single characters, and by calls. */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_SIZE = 12, MAX_SIZE = 1000000 };
enum { TEXT_SIZE = 16384, NODES = 1024, PEOPLE = 40, DEPTH = 32 };

enum kind { LIST, NUMBER, TEXT };

struct slice {
    const char *begin; /* with the quotation mark, in a string */
    const char *end;
};

struct node {
    enum kind kind;
    char close;        /* of a list: ']' or '}' */
    struct slice name; /* of a member of an object */
    struct slice text; /* of a string or word */
    int64_t number;
    struct node *first;
    struct node *next;
};

struct parser {
    const char *at;
    struct node nodes[NODES];
    int used;
};

struct writer {
    char text[TEXT_SIZE];
    int length;
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

static _Noreturn void fail(const char *what, const char *at)
{
    fprintf(stderr, "json: %s before '%.12s'\n", what, at);
    exit(1);
}

static bool accept(struct parser *p, char c)
{
    while (*p->at == ' ' || *p->at == '\n')
        p->at++;
    if (*p->at != c)
        return false;
    p->at++;
    return true;
}

static struct slice parse_string(struct parser *p)
{
    struct slice s = {p->at - 1, NULL};

    for (; *p->at != '"'; p->at++) {
        p->at += *p->at == '\\';
        if (!*p->at)
            fail("string without end", s.begin);
    }
    s.end = ++p->at;
    return s;
}

static int64_t parse_number(struct parser *p)
{
    int64_t sign = accept(p, '-') ? -1 : 1, number = 0;

    if (*p->at < '0' || *p->at > '9')
        fail("no value", p->at);
    for (; *p->at >= '0' && *p->at <= '9' && number < INT64_MAX / 20; p->at++)
        number = number * 10 + (*p->at - '0');
    return sign * number;
}

static struct node *parse(struct parser *p, int depth);

static void parse_list(struct parser *p, struct node *list, int depth)
{
    struct node **last = &list->first;

    if (accept(p, list->close))
        return;
    do {
        struct slice name = {NULL, NULL};

        if (list->close == '}' && accept(p, '"'))
            name = parse_string(p);
        if (list->close == '}' && !accept(p, ':'))
            fail("no name", p->at);
        *last = parse(p, depth + 1);
        (*last)->name = name;
        last = &(*last)->next;
    } while (accept(p, ','));
    if (!accept(p, list->close))
        fail("list without end", p->at);
}

static struct node *parse(struct parser *p, int depth)
{
    struct node *n = &p->nodes[p->used];

    if (depth == DEPTH || p->used++ == NODES)
        fail("too many values", p->at);
    *n = (struct node){.kind = NUMBER};
    if (accept(p, '[') || accept(p, '{')) {
        n->kind = LIST;
        n->close = p->at[-1] == '[' ? ']' : '}';
        parse_list(p, n, depth);
    } else if (accept(p, '"')) {
        n->kind = TEXT;
        n->text = parse_string(p);
    } else if (*p->at >= 'a' && *p->at <= 'z') {
        n->kind = TEXT;
        for (n->text.begin = p->at; *p->at >= 'a' && *p->at <= 'z';)
            n->text.end = ++p->at;
    } else {
        n->number = parse_number(p);
    }
    return n;
}

static void put(struct writer *w, char c)
{
    if (w->length == TEXT_SIZE - 1)
        fail("text too long", "its end");
    w->text[w->length++] = c;
    w->text[w->length] = '\0';
}

static void put_slice(struct writer *w, struct slice s)
{
    while (s.begin < s.end)
        put(w, *s.begin++);
}

static void put_number(struct writer *w, int64_t number)
{
    if (number < 0)
        put(w, '-');
    if (number / 10)
        put_number(w, llabs(number / 10));
    put(w, (char)('0' + llabs(number % 10)));
}

static void put_text(struct writer *w, const char *s)
{
    while (*s)
        put(w, *s++);
}

static void write_node(struct writer *w, const struct node *n)
{
    if (n->name.begin) {
        put_slice(w, n->name);
        put_text(w, ": ");
    }
    if (n->kind == TEXT)
        put_slice(w, n->text);
    else if (n->kind == NUMBER)
        put_number(w, n->number);
    else {
        put(w, n->close == '}' ? '{' : '[');
        for (const struct node *m = n->first; m; m = m->next) {
            write_node(w, m);
            if (m->next)
                put_text(w, ", ");
        }
        put(w, n->close);
    }
}

static void make_text(struct writer *w, uint32_t random)
{
    static const char *const words[] = {"true", "false", "null", "[]"};

    put(w, '[');
    for (int i = 0; i < PEOPLE; i++) {
        random = random * 1664525u + 1013904223u;
        put_text(w, i ? ",\n{\"name\": \"N. \\\"" : "{\"name\": \"N. \\\"");
        put_number(w, random % 1000);
        put_text(w, "\\\" O\", \"paid\": ");
        put_text(w, words[random >> 30]);
        put_text(w, ", \"debts\": [{\"to\": \"bank\", \"sum\": ");
        put_number(w, (int64_t)random - 2000000000);
        put_text(w, "}, ");
        put_number(w, -(int64_t)(random >> 12));
        put_text(w, "]}");
    }
    put(w, ']');
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv);
    static struct writer texts[2];
    static struct parser p;
    struct writer *from = &texts[0], *to = &texts[1];
    uint32_t sum = 0;

    make_text(from, 23);
    for (unsigned round = 0; round < size; round++) {
        struct writer *t = from;
        struct node *changed;

        p.at = from->text;
        p.used = 0;
        parse(&p, 0);
        changed = &p.nodes[round * 7919u % (unsigned)p.used];
        changed->number = changed->number % 10007 * 31337 + round;
        to->length = 0;
        write_node(to, p.nodes);
        from = to;
        to = t;
    }
    for (int i = 0; i < from->length; i++)
        sum = (sum ^ (uint8_t)from->text[i]) * 16777619u;
    printf("json: %d values in %d bytes, checksum %08x\n", p.used, from->length,
           (unsigned)sum);
    printf("json: %.60s...\n", from->text);
    return 0;
}

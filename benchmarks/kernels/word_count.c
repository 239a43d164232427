/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* word_count.c - how often each word is in some documents, most frequent first.

   Kind: bytes, hashing, chains of a table; the task of Phoenix's word_count,
   with threads. Bound by branches on characters and by the latency of the hash.
   SIZE is the number of documents, each a part of one long text; THREADS share
   them, each with a table of its own. */

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { TEXT = 6144, DOCUMENT = 2048, BUCKETS = 256, WORDS = 1024 };
enum { LONGEST = 12, MAX_SIZE = 10000000, MAX_THREADS = 64, SHOWN = 8 };

struct word {
    struct word *next; /* in the same bucket */
    uint64_t count;
    uint32_t hash;
    uint32_t length;
    char text[LONGEST];
};

struct table {
    struct word *buckets[BUCKETS];
    struct word words[WORDS];
    int used;
};

struct job {
    pthread_t thread;
    long first, last; /* documents */
    struct table table;
};

static char text[TEXT];
static struct job jobs[MAX_THREADS];

/* Some words are frequent, some begin with a capital, and lines end. */
static void text_init(void)
{
    static const char *const words[] = {
        "the",    "a",     "of",   "bit",  "core",  "and",  "is",    "to",
        "memory", "fault", "that", "copy", "check", "load", "store", "program"};
    uint32_t seed = 19;
    const char *from = words[0];
    for (int i = 0; i < TEXT; i++) {
        if (*from) {
            text[i] = *from++;
            continue;
        }
        seed = seed * 1664525u + 1013904223u;
        text[i] = seed >> 20 & 7 ? ' ' : '\n';
        from = words[(seed >> 28) * (seed >> 24 & 15) >> 4];
        if ((seed >> 16 & 15) == 0 && i + 1 < TEXT)
            text[++i] = (char)(*from++ - 'a' + 'A');
    }
}

static int is_same(const struct word *word, const char *other, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (word->text[i] != other[i])
            return 0;
    return word->length == length;
}

static void table_add(struct table *table, const char *name, uint32_t length,
                      uint32_t hash, uint64_t count)
{
    struct word **place = &table->buckets[hash % BUCKETS];
    for (struct word *word = *place; word; word = word->next)
        if (word->hash == hash && is_same(word, name, length)) {
            word->count += count;
            return;
        }
    if (table->used == WORDS) {
        fprintf(stderr, "word_count: more than %d words\n", WORDS);
        exit(1);
    }
    struct word *word = &table->words[table->used++];
    *word = (struct word){*place, count, hash, length, {0}};
    for (uint32_t i = 0; i < length; i++)
        word->text[i] = name[i];
    *place = word;
}

/* Letters in either case make words; what is too long counts in pieces. */
static void count_words(struct table *table, const char *from, const char *end)
{
    char name[LONGEST];
    uint32_t length = 0, hash = 2166136261u;
    for (; from < end; from++) {
        char c = *from;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        int letter = c >= 'a' && c <= 'z';
        if (length > 0 && (!letter || length == LONGEST)) {
            table_add(table, name, length, hash, 1);
            length = 0;
            hash = 2166136261u;
        }
        if (letter) {
            name[length++] = c;
            hash = (hash ^ (uint8_t)c) * 16777619u;
        }
    }
    if (length > 0)
        table_add(table, name, length, hash, 1);
}

static void *run(void *argument)
{
    struct job *job = argument;
    for (long i = job->first; i < job->last; i++) {
        const char *start = &text[i * 61 % (TEXT - DOCUMENT + 1)];
        count_words(&job->table, start, start + DOCUMENT);
    }
    return NULL;
}

/* The calling thread does the first job. */
static int run_all(long size, int threads)
{
    for (int i = 0; i < threads; i++) {
        jobs[i].first = size * i / threads;
        jobs[i].last = size * (i + 1) / threads;
        if (i > 0 && pthread_create(&jobs[i].thread, NULL, run, &jobs[i]))
            return 0;
    }
    run(&jobs[0]);
    for (int i = 1; i < threads; i++)
        if (pthread_join(jobs[i].thread, NULL))
            return 0;
    return 1;
}

static int by_count(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    for (int i = 0; i < LONGEST; i++)
        if (a->text[i] != b->text[i])
            return a->text[i] < b->text[i] ? -1 : 1;
    return 0;
}

static void print_words(struct table *table, long documents)
{
    uint64_t mixed = 0, all = 0;
    qsort(table->words, (size_t)table->used, sizeof(struct word), by_count);
    for (int i = 0; i < table->used; i++) {
        all += table->words[i].count;
        mixed = mixed * 31 + (table->words[i].hash ^ table->words[i].count);
    }
    printf("word_count: %ld documents, %llu words, %d different\n", documents,
           (unsigned long long)all, table->used);
    for (int i = 0; i < SHOWN && i < table->used; i++)
        printf("%8llu %.*s\n", (unsigned long long)table->words[i].count,
               LONGEST, table->words[i].text);
    printf("mixed %016llx\n", (unsigned long long)mixed);
}

/* The argument of that number, which is optional; 0 if it is no good. */
static long argument(int argc, char **argv, int number, long most, long usual)
{
    char *end;
    if (argc <= number)
        return usual;
    long value = strtol(argv[number], &end, 10);
    return !*end && value > 0 && value <= most ? value : 0;
}

int main(int argc, char **argv)
{
    long size = argument(argc, argv, 1, MAX_SIZE, 40);
    int threads = (int)argument(argc, argv, 2, MAX_THREADS, 1);

    if (argc > 3 || !size || !threads) {
        fprintf(stderr,
                "usage: word_count [SIZE [THREADS]], from 1 to %d and %d\n",
                MAX_SIZE, MAX_THREADS);
        return 2;
    }
    text_init();
    if (!run_all(size, threads)) {
        fprintf(stderr, "word_count: cannot run %d threads\n", threads);
        return 1;
    }
    for (int i = 1; i < threads; i++)
        for (int j = 0; j < jobs[i].table.used; j++) {
            const struct word *word = &jobs[i].table.words[j];
            table_add(&jobs[0].table, word->text, word->length, word->hash,
                      word->count);
        }
    print_words(&jobs[0].table, size);
    return 0;
}

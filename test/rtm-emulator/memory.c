/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// Commit keeps what a transaction wrote, wherever it is, and abort undoes it.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t

#include "transaction.h"

#include <sys/mman.h>

enum { PAGE = 4096 };

static int data = 1, bss;
static const int constant = 7;
static __thread int local = 2;

static void kinds_of_memory(void)
{
    int *heap = malloc(sizeof(int));
    volatile int stack = 4;
    *heap = 3;
    UNDOES(data = bss = local = *heap = stack = 9);
    CHECK(data == 1 && bss == 0 && local == 2 && *heap == 3 && stack == 4);
    COMMITS(data = bss = local = *heap = stack = 9);
    CHECK(data == 9 && bss == 9 && local == 9 && *heap == 9 && stack == 9);
    data = 1;
    bss = 0;
    free(heap);
}

/* The frame of the function that aborts is overwritten, return address and
   all: it is there again. */
__attribute__((noinline)) static int smash(void)
{
    volatile char frame[64];
    for (int i = 0; i < 64; i++)
        frame[i] = (char)i;
    UNDOES(for (int i = 0; i < 400; i++)((volatile char *)frame)[i] = 0x55);
    for (int i = 0; i < 64; i++)
        CHECK(frame[i] == i);
    return constant;
}

static char *map(size_t size, int flags, int file)
{
    char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, file, 0);
    CHECK(at != MAP_FAILED);
    return at;
}

static int count(const char *at, size_t size, char value)
{
    int found = 0;
    for (size_t i = 0; i < size; i++)
        found += at[i] == value;
    return found;
}

static void many_pages(void)
{
    enum { SIZE = 8 * PAGE };
    char *at = map(SIZE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    memset(at, 1, SIZE);
    UNDOES(for (int i = 0; i < SIZE; i += 256) at[i] = 2);
    CHECK(count(at, SIZE, 1) == SIZE);
    COMMITS(for (int i = 0; i < SIZE; i += 256) at[i] = 2);
    CHECK(count(at, SIZE, 2) == SIZE / 256);
    munmap(at, SIZE);
}

/* Copies of pages that were replaced since are not used. */
static void replaced_pages(void)
{
    char *at = map(2 * PAGE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    memset(at, 1, 2 * PAGE);
    COMMITS(at[0] = 2);
    CHECK(madvise(at, PAGE, MADV_DONTNEED) == 0);
    CHECK(count(at, PAGE, 0) == PAGE);
    UNDOES(at[1] = 3);
    CHECK(count(at, PAGE, 0) == PAGE);
    CHECK(munmap(at, 2 * PAGE) == 0);
    char *again = mmap(at, PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    CHECK(again == at);
    memset(at, 5, PAGE);
    UNDOES(at[1] = 6);
    CHECK(count(at, PAGE, 5) == PAGE);
    munmap(at, PAGE);
}

static void files(void)
{
    FILE *file = tmpfile();
    CHECK(file && ftruncate(fileno(file), PAGE) == 0);
    char *own = map(PAGE, MAP_PRIVATE, fileno(file));
    char *shared = map(PAGE, MAP_SHARED, fileno(file));
    memset(shared, 8, PAGE);
    CHECK(count(own, PAGE, 8) == PAGE);
    UNDOES(shared[1] = 9);
    CHECK(count(own, PAGE, 8) == PAGE && count(shared, PAGE, 8) == PAGE);
    UNDOES(own[0] = 9);
    CHECK(count(own, PAGE, 8) == PAGE && count(shared, PAGE, 8) == PAGE);
    COMMITS(shared[1] = 9);
    CHECK(shared[1] == 9 && own[1] == 8);
    fclose(file);
}

int main(void)
{
    kinds_of_memory();
    CHECK(smash() == 7);
    many_pages();
    replaced_pages();
    files();
}

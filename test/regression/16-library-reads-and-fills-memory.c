/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The C library may read short and read-only objects and fill buffers of any
   size: nothing is written behind an object, and no call is an alarm.
   RUN: bash %S/../end-to-end/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 %s
   RUN: bash %S/../end-to-end/Inputs/same.sh %cc %tandem_clang %t -O1 \
   RUN:   -fsanitize=address %s
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char literal[3] = "ab";
static const char *const words[] = {"", "a", "abc", "a longer literal"};

__attribute__((noinline)) static size_t lengths(const char *const *list, int n)
{
    size_t sum = strlen(literal);
    for (int i = 0; i < n; i++)
        sum = sum * 10 + strlen(list[i]) + (size_t)strcmp(list[i], "a");
    return sum;
}

__attribute__((noinline)) static unsigned fill(int size)
{
    char line[64] = "", *copy = malloc((size_t)size + 1), rest[1];
    unsigned sum = 0;
    int n = snprintf(line, (size_t)size, "%d %s %5.2f", size, "text", size * 0.5);
    memcpy(copy, line, (size_t)size);
    copy[size] = 0;
    rest[0] = copy[size / 2];
    for (int i = 0; i < size; i++)
        sum = sum * 31 + (unsigned char)line[i];
    free(copy);
    return sum + (unsigned)n + (unsigned char)rest[0];
}

__attribute__((noinline)) static int streams(int n)
{
    char name[] = "/tmp/tandem-XXXXXX", line[40] = "";
    int fd = mkstemp(name), a = 0, b = 0;
    FILE *file = fdopen(fd, "w+");
    fprintf(file, "%d %d\nsecond %c\n", n, n * 3, 'x');
    rewind(file);
    if (fscanf(file, "%d %d ", &a, &b) != 2 || !fgets(line, 40, file))
        a = -1;
    long at = ftell(file);
    fclose(file);
    remove(name);
    return a + b * 10 + (int)strlen(line) + (int)at;
}

int main(int argc, char **argv)
{
    struct tm tm;
    time_t day = 86400l * 365 * argc;
    char *end;
    (void)argv;
    printf("%zu\n", lengths(words, 4));
    for (int size = 1; size < 33; size += 3)
        printf("%u ", fill(size));
    gmtime_r(&day, &tm);
    div_t d = div(argc * 77, 10);
    printf("\n%d %d %d %d %g\n", streams(argc + 40), tm.tm_year, d.quot, d.rem,
           strtod("2.5e3 rest", &end));
    return end[1] & 63;
}

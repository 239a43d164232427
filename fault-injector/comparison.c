/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* comparison.c - bytes, numbers, and a user's command. */
#include "comparison.h"

#include "die.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- numbers -------------------------------------------------------------- */

enum { LONGEST_NUMBER = 400 };

/* The number that starts at AT, up to END; false when there is none. */
static bool number_at(const uint8_t *at, const uint8_t *end, double *value,
                      size_t *length)
{
    char text[LONGEST_NUMBER + 1];
    size_t room = (size_t)(end - at);
    char *stop;

    if (at == end || !strchr("+-.0123456789", *at) || !*at)
        return false;
    room = room < LONGEST_NUMBER ? room : LONGEST_NUMBER;
    memcpy(text, at, room);
    text[room] = 0;
    *value = strtod(text, &stop);
    *length = (size_t)(stop - text);
    return *length && isfinite(*value);
}

static bool close_enough(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b));
}

bool numbers_close(const struct bytes *a, const struct bytes *b,
                   double tolerance)
{
    const uint8_t *x = a->data, *y = b->data;
    const uint8_t *x_end = x + a->size, *y_end = y + b->size;

    if (!x || !y)
        return !x && !y;
    while (x < x_end && y < y_end) {
        double p, q;
        size_t n, m;

        if (number_at(x, x_end, &p, &n) && number_at(y, y_end, &q, &m)) {
            if (!close_enough(p, q, tolerance))
                return false;
            x += n;
            y += m;
        } else if (*x++ != *y++) {
            return false;
        }
    }
    return x == x_end && y == y_end;
}

/* --- the command ---------------------------------------------------------- */

static void write_file(const char *folder, const char *name,
                       const struct bytes *bytes)
{
    char *path = format_string("%s/%s", folder, name);
    FILE *file;

    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/'));)
        *slash = '_';
    file = bytes->data ? fopen(path, "we") : NULL;
    if (bytes->data &&
        (!file || fwrite(bytes->data, 1, bytes->size, file) != bytes->size ||
         fclose(file)))
        die_errno("cannot write '%s'", path);
    free(path);
}

void comparison_prepare(struct comparison *comparison,
                        const struct workplace *place,
                        const struct observation *right)
{
    if (!comparison->command)
        return;
    comparison->reference = format_string("%s/reference", place->root);
    if (mkdir(comparison->reference, 0700))
        die_errno("cannot make '%s'", comparison->reference);
    write_file(comparison->reference, "stdout", &right->output);
    for (size_t i = 0; i < right->file_count; i++)
        write_file(comparison->reference, place->setup->outputs[i],
                   &right->files[i]);
}

void comparison_free(struct comparison *comparison)
{
    free(comparison->reference);
}

static bool command_agrees(const struct comparison *comparison,
                           const struct workplace *place)
{
    int status;
    int pid = fork();

    if (pid < 0)
        die_errno("cannot start the check command");
    if (pid == 0) {
        setenv("TANDEM_STDOUT", place->launch.output, 1);
        setenv("TANDEM_REFERENCE", comparison->reference, 1);
        if (place->directory && chdir(place->directory))
            _exit(127);
        dup2(2, 1);
        execl("/bin/sh", "sh", "-c", comparison->command, (char *)NULL);
        _exit(127);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            die_errno("cannot wait for the check command");
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
        die("the check command '%s' failed with %s %d: it should exit with 0 "
            "when the output is right and with 1 when it is wrong",
            comparison->command, WIFEXITED(status) ? "status" : "signal",
            WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    return WEXITSTATUS(status) == 0;
}

/* --- both ----------------------------------------------------------------- */

static bool same(const struct comparison *comparison, const struct bytes *a,
                 const struct bytes *b)
{
    return bytes_equal(a, b) || (comparison->tolerance > 0 &&
                                 numbers_close(a, b, comparison->tolerance));
}

const char *comparison_difference(const struct comparison *comparison,
                                  const struct workplace *place,
                                  const struct observation *right,
                                  const struct observation *seen)
{
    const char *differs = NULL;

    if (right->status != seen->status)
        return "exit status";
    if (!same(comparison, &right->output, &seen->output))
        differs = "standard output";
    for (size_t i = 0; i < right->file_count && !differs; i++)
        if (!same(comparison, &right->files[i], &seen->files[i]))
            differs = "output file";
    if (differs && comparison->reference && command_agrees(comparison, place))
        differs = NULL;
    return differs;
}

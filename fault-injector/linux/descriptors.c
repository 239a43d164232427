/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* descriptors.c - open files, from /proc/PID/fd. A file that is written to is
 * opened again in the copy of the place that it is in; one that is only read,
 * as it is. */
#include "descriptors.h"

#include "die.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* What open(2) may be told again. */
enum {
    FLAGS = O_ACCMODE | O_APPEND | O_NONBLOCK | O_DSYNC | O_SYNC | O_DIRECTORY |
            O_NOATIME
};

struct descriptor {
    unsigned number;
    int flags;
    uint64_t position;
    struct stat file;
    char path[4096];
};

static bool read_position(const char *directory, struct descriptor *d)
{
    char path[96];
    long long position;
    FILE *file;
    bool good;

    snprintf(path, sizeof path, "%sinfo/%u", directory, d->number);
    file = fopen(path, "re");
    if (!file)
        return false;
    good = fscanf(file, "pos: %lld flags: %o", &position,
                  (unsigned *)&d->flags) == 2;
    fclose(file);
    d->position = (uint64_t)position;
    return good;
}

static bool look_at(const char *directory, unsigned number,
                    struct descriptor *d)
{
    char path[96];
    ssize_t n;

    d->number = number;
    snprintf(path, sizeof path, "%s/%u", directory, number);
    n = readlink(path, d->path, sizeof d->path - 1);
    if (n < 0 || stat(path, &d->file))
        return false;
    d->path[n] = 0;
    return read_position(directory, d);
}

/* /dev/null and others without a position or a memory. */
static bool is_plain_device(const struct stat *file)
{
    enum { MEMORY = 1, NUL = 3, ZERO = 5, FULL = 7, RANDOM = 8, URANDOM = 9 };
    unsigned number = minor(file->st_rdev);

    return S_ISCHR(file->st_mode) && major(file->st_rdev) == MEMORY &&
           (number == NUL || number == ZERO || number == FULL ||
            number == RANDOM || number == URANDOM);
}

static bool is_below(const char *path, const char *directory)
{
    size_t length = directory ? strlen(directory) : 0;

    return length && !strncmp(path, directory, length) &&
           (path[length] == '/' || !path[length]);
}

/* The path by which the copy opens it; the caller's. NULL when it must not. */
static char *own_path(const struct descriptor *d, const struct workplace *place,
                      const struct workplace *own)
{
    if (!strcmp(d->path, place->launch.output))
        return copy_string(own->launch.output);
    if (!strcmp(d->path, place->launch.error))
        return copy_string(own->launch.error);
    if (!d->file.st_nlink)
        return NULL;
    if (is_below(d->path, place->directory))
        return format_string("%s%s", own->directory,
                             d->path + strlen(place->directory));
    if ((d->flags & O_ACCMODE) != O_RDONLY || is_below(d->path, "/proc"))
        return NULL;
    return format_string("/proc/self/fd/%u", d->number);
}

static const char *move(const struct descriptor *d,
                        const struct workplace *place,
                        const struct workplace *own, struct errand *errand)
{
    char *path;

    if (is_plain_device(&d->file))
        return NULL;
    if (!S_ISREG(d->file.st_mode) && !S_ISDIR(d->file.st_mode))
        return "something open is no file, such as a pipe";
    path = own_path(d, place, own);
    if (!path)
        return "a file outside its directory, or one without a name, is open "
               "for writing";
    errand_call(errand, SYS_open, errand_text(errand, path),
                (uint64_t)(d->flags & FLAGS), 0, 0);
    free(path);
    errand_keep(errand);
    if (d->position)
        errand_call(errand, SYS_lseek, ERRAND_KEPT, d->position, SEEK_SET, 0);
    errand_call(errand, SYS_dup3, ERRAND_KEPT, d->number,
                (uint64_t)(d->flags & O_CLOEXEC), 0);
    errand_call(errand, SYS_close, ERRAND_KEPT, 0, 0, 0);
    return NULL;
}

const char *descriptors_move(const struct tracee *tracee,
                             const struct workplace *place,
                             const struct workplace *own, struct errand *errand)
{
    const char *problem = NULL;
    struct dirent *entry;
    char path[64];
    DIR *all;

    snprintf(path, sizeof path, "/proc/%d/fd", tracee->pid);
    all = opendir(path);
    if (!all)
        return "its open files cannot be listed";
    while (!problem && (entry = readdir(all))) {
        struct descriptor one;

        if (entry->d_name[0] == '.')
            continue;
        problem = look_at(path, (unsigned)atoi(entry->d_name), &one)
                      ? move(&one, place, own, errand)
                      : "an open file cannot be looked at";
    }
    closedir(all);
    if (!problem && own->directory)
        errand_call(errand, SYS_chdir, errand_text(errand, own->directory), 0,
                    0, 0);
    return problem;
}

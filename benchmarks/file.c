/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* file.c - reads whole files, and replaces them at once. */
#include "file.h"

#include "die.h"

#include <errno.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct content file_read(const char *path)
{
    struct content content = {0};
    FILE *file = fopen(path, "re");
    size_t room = 0, got;

    if (!file)
        return content;
    do {
        if (content.size + 1 >= room) {
            room = 2 * room + 4096;
            content.bytes = reallocate(content.bytes, room, 1);
        }
        got = fread(content.bytes + content.size, 1, room - content.size - 1,
                    file);
        content.size += got;
    } while (got);
    content.bytes[content.size] = 0;
    if (ferror(file)) {
        free(content.bytes);
        content = (struct content){0};
    }
    fclose(file);
    return content;
}

void folder_make(const char *path)
{
    char *copy = copy_string(path);
    struct stat st;

    for (char *at = copy + 1; at[-1]; at++) {
        char kept = *at;

        if (kept != '/' && kept)
            continue;
        *at = 0;
        if (mkdir(copy, 0777) && errno != EEXIST)
            die_errno("cannot make the folder '%s'", copy);
        *at = kept;
    }
    if (stat(path, &st) || !S_ISDIR(st.st_mode))
        die("'%s' is not a folder", path);
    if (access(path, W_OK))
        die_errno("cannot write to the folder '%s'", path);
    free(copy);
}

void file_expect_writable(const char *path)
{
    char *copy = copy_string(path);
    const char *folder = dirname(copy);
    struct stat st;

    if (access(folder, W_OK | X_OK))
        die_errno("cannot write '%s'", path);
    if (!stat(path, &st) && !S_ISREG(st.st_mode))
        die("cannot write '%s': it is there and no regular file", path);
    free(copy);
}

void file_replace(const char *path, const char *text, size_t size)
{
    char *temporary = format_string("%s.%ld.part", path, (long)getpid());
    FILE *file = fopen(temporary, "wxe");
    bool bad;
    int reason;

    if (!file)
        die_errno("cannot write '%s'", temporary);
    bad = fwrite(text, 1, size, file) != size;
    bad |= fclose(file) != 0;
    bad = bad || rename(temporary, path);
    if (bad) {
        reason = errno;
        unlink(temporary);
        errno = reason;
        die_errno("cannot write '%s'", path);
    }
    free(temporary);
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* folder.c - makes and removes folders; a lock says that one is in use. */
#include "folder.h"

#include "die.h"

#include <dirent.h>
#include <fcntl.h>
#include <fts.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char prefix[] = "tandem-inject.";
enum { RANDOM_LETTERS = 6 };

void remove_tree(const char *path)
{
    char *paths[] = {(char *)path, NULL};
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    FTSENT *entry;

    while (tree && (entry = fts_read(tree)))
        if (entry->fts_info == FTS_DP)
            rmdir(entry->fts_accpath);
        else if (entry->fts_info != FTS_D)
            unlink(entry->fts_accpath);
    if (tree)
        fts_close(tree);
}

/* Only what is ours by name and by owner. */
static bool is_ours(const char *name, int fd)
{
    struct stat st;

    return !strncmp(name, prefix, sizeof prefix - 1) &&
           strlen(name) == sizeof prefix - 1 + RANDOM_LETTERS &&
           !fstat(fd, &st) && st.st_uid == geteuid();
}

static void remove_abandoned(const char *base)
{
    DIR *all = opendir(base);
    struct dirent *entry;

    while (all && (entry = readdir(all))) {
        char *path;
        int fd;

        if (strncmp(entry->d_name, prefix, sizeof prefix - 1))
            continue;
        path = format_string("%s/%s", base, entry->d_name);
        fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd >= 0 && is_ours(entry->d_name, fd) &&
            !flock(fd, LOCK_EX | LOCK_NB))
            remove_tree(path);
        if (fd >= 0)
            close(fd);
        free(path);
    }
    if (all)
        closedir(all);
}

char *folder_make(const char *base, int *lock)
{
    struct stat st;
    char *path;

    remove_abandoned(base);
    for (;;) {
        path = format_string("%s/%sXXXXXX", base, prefix);
        if (!mkdtemp(path))
            die_errno("cannot make a directory like '%s'", path);
        *lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (*lock >= 0 && !flock(*lock, LOCK_SH) && !fstat(*lock, &st) &&
            st.st_nlink)
            return path;
        /* another process took it for abandoned before it was locked */
        if (*lock >= 0)
            close(*lock);
        free(path);
    }
}

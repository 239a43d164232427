/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* workplace.c - private directories, output files, and what is in them. */
#include "workplace.h"

#include "die.h"
#include "folder.h"
#include "hash.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void copy_file(const char *from, const char *to, mode_t mode)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    ssize_t n;

    if (in < 0)
        die_errno("cannot read '%s'", from);
    if (out < 0)
        die_errno("cannot write '%s'", to);
    while ((n = sendfile(out, in, NULL, 1u << 30)) > 0)
        ;
    if (n < 0 || close(out))
        die_errno("cannot copy '%s'", from);
    close(in);
}

static void copy_link(const char *from, const char *to)
{
    char target[4096];
    ssize_t n = readlink(from, target, sizeof target - 1);

    if (n < 0)
        die_errno("cannot read '%s'", from);
    target[n] = 0;
    if (symlink(target, to))
        die_errno("cannot write '%s'", to);
}

static void copy_tree(const char *from, const char *to)
{
    char *paths[] = {(char *)from, NULL};
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    FTSENT *entry;

    if (!tree)
        die_errno("cannot read '%s'", from);
    while ((entry = fts_read(tree))) {
        char *target =
            format_string("%s%s", to, entry->fts_path + strlen(from));

        if (entry->fts_info == FTS_D && entry->fts_level > 0 &&
            mkdir(target, 0700))
            die_errno("cannot make '%s'", target);
        if (entry->fts_info == FTS_F)
            copy_file(entry->fts_path, target,
                      entry->fts_statp->st_mode & 0777);
        if (entry->fts_info == FTS_SL || entry->fts_info == FTS_SLNONE)
            copy_link(entry->fts_path, target);
        if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR)
            die("cannot read '%s'", entry->fts_path);
        free(target);
    }
    fts_close(tree);
}

/* The directory that this process has to remove, however it ends. */
static char *mine;
static pid_t owner;

static void remove_mine(void)
{
    if (mine && owner == getpid())
        remove_tree(mine);
}

static void own(char *root)
{
    if (!owner)
        atexit(remove_mine);
    owner = getpid();
    mine = root;
}

void workplace_open(struct workplace *place, const struct setup *setup)
{
    const char *base = getenv("TMPDIR");

    *place = (struct workplace){.setup = setup};
    place->root = folder_make(base && *base ? base : "/tmp", &place->lock);
    own(place->root);
    if (setup->output_count || setup->workdir)
        place->directory = format_string("%s/run", place->root);
    place->launch = (struct launch){
        .program = setup->program,
        .argv = setup->argv,
        .envp = setup->envp,
        .directory = place->directory,
        .input = setup->input,
        .output = format_string("%s/stdout", place->root),
        .error = format_string("%s/stderr", place->root),
    };
}

void workplace_close(struct workplace *place)
{
    remove_tree(place->root);
    close(place->lock);
    mine = NULL;
    free((char *)place->launch.output);
    free((char *)place->launch.error);
    free(place->directory);
    free(place->root);
}

void workplace_refresh(struct workplace *place)
{
    if (!place->directory)
        return;
    remove_tree(place->directory);
    if (mkdir(place->directory, 0700))
        die_errno("cannot make '%s'", place->directory);
    if (place->setup->workdir)
        copy_tree(place->setup->workdir, place->directory);
}

struct workplace *workplace_twin(const struct workplace *place)
{
    struct workplace *twin = allocate(1, sizeof *twin);

    *twin = *place;
    twin->launch.output = format_string("%s/STDOUT", place->root);
    twin->launch.error = format_string("%s/STDERR", place->root);
    if (place->directory)
        twin->directory = format_string("%s/RUN", place->root);
    twin->launch.directory = twin->directory;
    return twin;
}

void workplace_twin_free(struct workplace *twin)
{
    free((char *)twin->launch.output);
    free((char *)twin->launch.error);
    free(twin->directory);
    free(twin);
}

static void copy_again(const char *from, const char *to)
{
    if (unlink(to) && errno != ENOENT)
        die_errno("cannot remove '%s'", to);
    copy_file(from, to, 0600);
}

void workplace_copy(const struct workplace *from, struct workplace *own)
{
    copy_again(from->launch.output, own->launch.output);
    copy_again(from->launch.error, own->launch.error);
    if (!own->directory)
        return;
    remove_tree(own->directory);
    if (mkdir(own->directory, 0700))
        die_errno("cannot make '%s'", own->directory);
    copy_tree(from->directory, own->directory);
}

static void read_whole(const char *path, struct bytes *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = 0;

    *out = (struct bytes){NULL, 0};
    if (fd < 0)
        return;
    if (fstat(fd, &st))
        die_errno("cannot read '%s'", path);
    out->data = allocate((size_t)st.st_size, 1);
    while (out->size < (size_t)st.st_size &&
           (n = read(fd, out->data + out->size,
                     (size_t)st.st_size - out->size)) > 0)
        out->size += (size_t)n;
    if (n < 0)
        die_errno("cannot read '%s'", path);
    close(fd);
}

/* Starts the filter on the file PATH; what it writes goes to the file TO. */
static int start_filter(const char *filter, const char *path, const char *to)
{
    int pid = fork();

    if (pid < 0)
        die_errno("cannot start the filter command");
    if (pid > 0)
        return pid;
    if (dup2(open(path, O_RDONLY | O_CLOEXEC), 0) < 0 ||
        dup2(open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), 1) < 0)
        _exit(127);
    execl("/bin/sh", "sh", "-c", filter, (char *)NULL);
    _exit(127);
}

/* The file PATH as it is, or as the filter shows it. */
static void read_output(const struct workplace *place, const char *path,
                        struct bytes *out)
{
    const char *filter = place->setup->filter;
    char *filtered;
    int status, pid;

    if (!filter || access(path, F_OK)) {
        read_whole(path, out);
        return;
    }
    filtered = format_string("%s/filtered", place->root);
    pid = start_filter(filter, path, filtered);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            die_errno("cannot wait for the filter command");
    if (!WIFEXITED(status) || WEXITSTATUS(status))
        die("the filter command '%s' failed", filter);
    read_whole(filtered, out);
    unlink(filtered);
    free(filtered);
}

void workplace_collect(struct workplace *place, struct observation *seen)
{
    const struct setup *setup = place->setup;

    read_output(place, place->launch.output, &seen->output);
    read_whole(place->launch.error, &seen->error);
    seen->file_count = setup->output_count;
    seen->files = allocate(seen->file_count, sizeof *seen->files);
    for (size_t i = 0; i < seen->file_count; i++) {
        char *path =
            format_string("%s/%s", place->directory, setup->outputs[i]);

        read_output(place, path, &seen->files[i]);
        free(path);
    }
}

void observation_free(struct observation *seen)
{
    free(seen->output.data);
    free(seen->error.data);
    for (size_t i = 0; i < seen->file_count; i++)
        free(seen->files[i].data);
    free(seen->files);
}

bool bytes_equal(const struct bytes *a, const struct bytes *b)
{
    if (!a->data || !b->data)
        return !a->data && !b->data;
    return a->size == b->size && !memcmp(a->data, b->data, a->size);
}

uint64_t bytes_hash(const struct bytes *bytes)
{
    return hash_bytes(HASH_START, bytes->data, bytes->size);
}

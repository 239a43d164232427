/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* journal.c - reads, checks and appends JSON Lines through jansson. */
#include "journal.h"

#include "die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reading -------------------------------------------------------------- */

static char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? copy_string(text) : NULL;
}

static int number_of(const json_t *object, const char *name, int missing)
{
    const json_t *number = json_object_get(object, name);

    return json_is_integer(number) ? (int)json_integer_value(number) : missing;
}

/* False when a field that every line has is missing or senseless. */
static bool read_record(const json_t *line, struct record *record)
{
    const char *outcome = json_string_value(json_object_get(line, "outcome"));
    const json_t *index = json_object_get(line, "i");

    if (!outcome || !outcome_parse(outcome, &record->outcome) ||
        !json_is_integer(index) || json_integer_value(index) < 0)
        return false;
    record->index = (uint64_t)json_integer_value(index);
    record->fault = text_of(line, "fault");
    record->function = text_of(line, "function");
    record->file = text_of(line, "file");
    record->line = number_of(line, "line", 0);
    record->insn = text_of(line, "insn");
    record->reg = text_of(line, "register");
    record->bit = number_of(line, "bit", -1);
    record->old = text_of(line, "old");
    record->new = text_of(line, "new");
    record->exit = number_of(line, "exit", -1);
    record->signal = number_of(line, "signal", 0);
    record->cpu = json_number_value(json_object_get(line, "cpu"));
    record->latency = json_number_value(json_object_get(line, "latency"));
    record->executions =
        (uint64_t)json_integer_value(json_object_get(line, "executions"));
    record->tries = (unsigned)number_of(line, "tries", 1);
    record->output_hash = text_of(line, "stdout");
    record->reason = text_of(line, "reason");
    record->fresh = text_of(line, "fresh");
    return record->fault != NULL;
}

static void read_line(struct journal *journal, char *text, size_t length,
                      unsigned number)
{
    json_error_t error;
    json_t *line = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    size_t n = journal->count;

    if (!json_is_object(line))
        die("journal '%s', line %u: not a JSON object (%s)", journal->path,
            number, line ? "another kind of value" : error.text);
    if (number == 1) {
        if (!json_is_string(json_object_get(line, "tandem-inject")))
            die("'%s' is not a journal of tandem-inject: its first line is "
                "no header",
                journal->path);
        journal->header = line;
        return;
    }
    if ((n & (n - 1)) == 0)
        journal->records = reallocate(journal->records, n ? 2 * n : 1,
                                      sizeof *journal->records);
    memset(&journal->records[n], 0, sizeof *journal->records);
    if (!read_record(line, &journal->records[n]))
        die("journal '%s', line %u: not an injection (needs i, fault and "
            "outcome)",
            journal->path, number);
    journal->count++;
    json_decref(line);
}

struct journal *journal_read(const char *path)
{
    struct journal *journal = allocate(1, sizeof *journal);
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t room = 0;
    ssize_t length;

    if (!file)
        die_errno("cannot read the journal '%s'", path);
    journal->path = copy_string(path);
    errno = 0;
    for (unsigned n = 1; (length = getline(&text, &room, file)) > 0; n++) {
        if (text[length - 1] != '\n')
            break; /* cut */
        read_line(journal, text, (size_t)length, n);
        journal->whole += (size_t)length;
    }
    if (ferror(file))
        die_errno("cannot read the journal '%s'", path);
    free(text);
    fclose(file);
    if (!journal->header)
        die("the journal '%s' is empty", path);
    return journal;
}

void record_free(struct record *r)
{
    char *texts[] = {r->fault,  r->function, r->file, r->insn,
                     r->reg,    r->old,      r->new,  r->output_hash,
                     r->reason, r->fresh};

    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        free(texts[t]);
}

void journal_free(struct journal *journal)
{
    for (size_t i = 0; i < journal->count; i++)
        record_free(&journal->records[i]);
    json_decref(journal->header);
    free(journal->records);
    free(journal->path);
    free(journal);
}

const char *journal_text(const struct journal *journal, const char *name)
{
    const char *text =
        json_string_value(json_object_get(journal->header, name));

    if (!text)
        die("the header of journal '%s' has no text '%s'", journal->path, name);
    return text;
}

double journal_number(const struct journal *journal, const char *name)
{
    const json_t *number = json_object_get(journal->header, name);

    if (!json_is_number(number))
        die("the header of journal '%s' has no number '%s'", journal->path,
            name);
    return json_number_value(number);
}

/* --- writing ---------------------------------------------------------------
 */

/* One write under a lock; what could not be written whole is taken back, so
 * that a full disk costs only the line that did not fit. */
static void append(int fd, const char *path, const char *line, size_t length)
{
    struct stat before;
    ssize_t n;
    int error;

    if (flock(fd, LOCK_EX) || fstat(fd, &before))
        die_errno("cannot lock the journal '%s'", path);
    n = write(fd, line, length);
    error = n < 0 ? errno : ENOSPC;
    if (n != (ssize_t)length && ftruncate(fd, before.st_size))
        warn("the last line of the journal '%s' is cut", path);
    flock(fd, LOCK_UN);
    if (n != (ssize_t)length) {
        errno = error;
        die_errno("cannot write to the journal '%s' (what it holds is "
                  "whole; run the same command again to go on)",
                  path);
    }
}

static void append_json(int fd, const char *path, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT |
                                       JSON_REAL_PRECISION(JOURNAL_PRECISION));
    char *line;

    if (!text)
        die("cannot write a line of the journal '%s'", path);
    line = format_string("%s\n", text);
    append(fd, path, line, strlen(line));
    free(line);
    free(text);
}

int journal_open(const char *path)
{
    int fd = open(path, O_RDWR | O_APPEND | O_CLOEXEC);

    if (fd < 0)
        die_errno("cannot write to the journal '%s'", path);
    return fd;
}

static void set_text(json_t *line, const char *name, const char *text)
{
    if (text)
        json_object_set_new(line, name, json_string(text));
}

void journal_append(int fd, const char *path, const struct record *r)
{
    json_t *line =
        json_pack("{s:I,s:s,s:s}", "i", (json_int_t)r->index, "fault", r->fault,
                  "outcome", outcome_name(r->outcome));

    if (!line)
        die("cannot make a line of the journal '%s'", path);
    if (r->exit >= 0)
        json_object_set_new(line, "exit", json_integer(r->exit));
    if (r->signal)
        json_object_set_new(line, "signal", json_integer(r->signal));
    set_text(line, "reason", r->reason);
    set_text(line, "fresh", r->fresh);
    set_text(line, "function", r->function);
    set_text(line, "file", r->file);
    if (r->file)
        json_object_set_new(line, "line", json_integer(r->line));
    set_text(line, "insn", r->insn);
    set_text(line, "register", r->reg);
    if (r->bit >= 0)
        json_object_set_new(line, "bit", json_integer(r->bit));
    set_text(line, "old", r->old);
    set_text(line, "new", r->new);
    if (r->executions)
        json_object_set_new(line, "executions",
                            json_integer((json_int_t)r->executions));
    if (r->tries > 1)
        json_object_set_new(line, "tries", json_integer(r->tries));
    json_object_set_new(line, "cpu", json_real(r->cpu));
    json_object_set_new(line, "latency", json_real(r->latency));
    set_text(line, "stdout", r->output_hash);
    append_json(fd, path, line);
    json_decref(line);
}

/* --- beginning --------------------------------------------------------------
 */

static bool has_threads(const json_t *header)
{
    return json_integer_value(json_object_get(header, "threads")) > 1;
}

/* What the schedule of a program with threads changes from run to run. */
static bool is_scheduled(const char *name)
{
    static const char *const names[] = {"threads", "dynamic", "population",
                                        "scope_share", "golden_hash"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i]))
            return true;
    return false;
}

/* What may differ from one machine, shard or session to the next. */
static bool is_free(const char *name)
{
    return !strcmp(name, "golden_cpu") || !strcmp(name, "strata") ||
           !strcmp(name, "shard") || !strcmp(name, "mode");
}

void journal_compare(const struct journal *journal, const json_t *header)
{
    bool threaded = has_threads(header) && has_threads(journal->header);
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)header, name, value)
    {
        json_t *other = json_object_get(journal->header, name);
        char *was, *is;

        if (is_free(name) || (threaded && is_scheduled(name)) ||
            json_equal(value, other) || (json_is_null(value) && !other))
            continue;
        was = other ? json_dumps(other, JSON_ENCODE_ANY) : NULL;
        is = json_dumps(value, JSON_ENCODE_ANY);
        die("the journal '%s' belongs to another campaign: its %s is %s, "
            "not %s as here (choose another --journal, or remove it)",
            journal->path, name, was ? was : "unknown", is ? is : "unknown");
    }
}

struct shard journal_shard(const struct journal *journal)
{
    struct shard shard = {1, 1};
    json_t *pair = json_object_get(journal->header, "shard");

    if (!json_is_array(pair))
        return shard;
    shard.number = (uint64_t)json_integer_value(json_array_get(pair, 0));
    shard.count = (uint64_t)json_integer_value(json_array_get(pair, 1));
    if (!shard.count || shard.number - 1 >= shard.count)
        die("the header of journal '%s' has a shard that cannot be",
            journal->path);
    return shard;
}

static void check_shard(const struct journal *old, const struct shard *now)
{
    struct shard was = journal_shard(old);

    if (was.number != now->number || was.count != now->count)
        die("the journal '%s' is of shard %llu/%llu, not of %llu/%llu: choose "
            "another --journal",
            old->path, (unsigned long long)was.number,
            (unsigned long long)was.count, (unsigned long long)now->number,
            (unsigned long long)now->count);
}

/* Held until the process ends; its workers inherit it, and those of a killed
 * campaign need a moment to die. */
static void lock_campaign(int fd, const char *path)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    for (int tries = 0; fcntl(fd, F_OFD_SETLK, &lock); tries++) {
        if (tries == 20)
            die("the journal '%s' is being written by another campaign", path);
        usleep(100000);
    }
}

void journal_check(const struct journal *journal, const struct shard *shard,
                   uint64_t faults)
{
    bool *done = allocate(faults, sizeof *done);

    for (size_t i = 0; i < journal->count; i++) {
        uint64_t index = journal->records[i].index;

        if (index >= faults || !shard_has(shard, index) || done[index])
            die("journal '%s', line %zu: injection %llu is out of range or "
                "there twice",
                journal->path, i + 2, (unsigned long long)index);
        done[index] = true;
    }
    free(done);
}

struct journal *journal_begin(const char *path, json_t *header,
                              const struct shard *shard, uint64_t faults)
{
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    struct journal *old;
    struct stat st;

    if (fd < 0)
        die_errno("cannot write to the journal '%s'", path);
    lock_campaign(fd, path);
    if (fstat(fd, &st) || !S_ISREG(st.st_mode))
        die("the journal '%s' is not a regular file", path);
    if (st.st_size == 0) {
        append_json(fd, path, header);
        return NULL;
    }
    old = journal_read(path);
    journal_compare(old, header);
    check_shard(old, shard);
    if (ftruncate(fd, (off_t)old->whole))
        die_errno("cannot cut the journal '%s'", path);
    journal_check(old, shard, faults);
    return old;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* campaign.c - hands out injections to forked workers and shows progress. */
#include "campaign.h"

#include "die.h"
#include "hash.h"
#include "progress.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Shared by all workers. */
struct shared {
    _Atomic uint64_t next;
    _Atomic uint64_t finished;
    _Atomic bool stop;
};

struct campaign {
    struct session *session;
    const struct options *options;
    struct population *population;
    struct shared *shared;
    bool *done;
    uint64_t before; /* injections that the journal held already */
};

static struct shared *interrupted;

static void interrupt(int signal)
{
    (void)signal;
    interrupted->stop = true;
}

/* Everything that changes results. The golden CPU time decides about hangs,
 * so that a resumed campaign takes it from here. */
static json_t *make_header(const struct campaign *campaign)
{
    const struct session *session = campaign->session;
    const struct options *options = campaign->options;
    json_t *args = json_array(), *env = json_array();
    char hash[32];

    for (int i = 1; i < options->rest_count; i++)
        json_array_append_new(args, json_string(options->rest[i]));
    for (char **e = session->setup.envp; *e; e++)
        json_array_append_new(env, json_string(*e));
    hash_name(hash, sizeof hash, "", session->golden.hash);
    return json_pack(
        "{s:s,s:s,s:I,s:I,s:b,s:f,s:s,s:s,s:o,s:s,s:s?,s:s?,s:o,s:s,s:i,"
        "s:I,s:I,s:I,s:s,s:f}",
        "tandem-inject", TANDEM_INJECT_VERSION, "model",
        model_name(options->model), "seed", (json_int_t)options->seed, "faults",
        (json_int_t)options->faults, "dry", options->dry, "timeout_factor",
        options->timeout_factor, "program", session->program->path, "build_id",
        session->program->build_id, "args", args, "stdin", session->setup.input,
        "output", session->setup.output, "workdir", session->setup.workdir,
        "env", env, "golden_hash", hash, "golden_status",
        session->golden.seen.status, "dynamic",
        (json_int_t)session->profile->dynamic, "population",
        (json_int_t)campaign->population->size, "text_size",
        (json_int_t)session->text->size, "scope", "main .text", "golden_cpu",
        session->golden.seen.cpu);
}

static void begin_journal(struct campaign *campaign)
{
    const struct options *options = campaign->options;
    json_t *header = make_header(campaign);
    struct journal *old;

    if (!header)
        die("the program's path or arguments are not valid UTF-8, which the "
            "journal needs");
    old = journal_begin(options->journal, header, campaign->done,
                        options->faults);
    json_decref(header);
    if (!old)
        return;
    campaign->session->golden.seen.cpu = journal_number(old, "golden_cpu");
    campaign->before = old->count;
    journal_free(old);
}

static _Noreturn void work(const struct campaign *campaign)
{
    struct session *session = campaign->session;
    const struct options *options = campaign->options;
    struct shared *shared = campaign->shared;
    int fd = journal_open(options->journal);

    session_move(session);
    while (!shared->stop) {
        uint64_t index = shared->next++;
        struct record record;
        struct fault fault;

        if (index >= options->faults)
            break;
        if (campaign->done[index])
            continue;
        fault_draw(campaign->population, options->seed, index, &fault);
        session_inject(session, &fault, index, &record);
        journal_append(fd, options->journal, &record);
        record_free(&record);
        shared->finished++;
    }
    workplace_close(&session->place);
    _exit(EXIT_FINE);
}

/* Workers leave interrupts to their parent, and do not outlive it. */
static void start_worker(const struct campaign *campaign)
{
    int pid;

    fflush(NULL);
    pid = fork();
    if (pid < 0)
        die_errno("cannot start a worker");
    if (pid > 0)
        return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    work(campaign);
}

/* Waits for all workers; false when one of them failed. */
static bool supervise(const struct campaign *campaign, uint64_t workers)
{
    struct progress progress;
    uint64_t total = campaign->options->faults - campaign->before;
    bool good = true;

    progress_begin(&progress, total);
    while (workers > 0) {
        int status;
        int pid = waitpid(-1, &status, WNOHANG);

        if (pid > 0) {
            workers--;
            if (!WIFEXITED(status) || WEXITSTATUS(status) != EXIT_FINE) {
                good = false;
                campaign->shared->stop = true;
            }
            continue;
        }
        progress_show(&progress, campaign->shared->finished);
        usleep(50000);
    }
    progress_end(&progress, campaign->shared->finished);
    return good;
}

static void catch_interrupts(struct shared *shared)
{
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART};

    interrupted = shared;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool campaign_run(struct session *session, const struct options *options)
{
    struct campaign campaign = {
        .session = session,
        .options = options,
        .population =
            population_make(session->text, session->profile, options->model),
        .shared = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0),
        .done = allocate(options->faults, sizeof(bool)),
    };
    uint64_t workers = options->jobs;
    bool good, whole;

    if (campaign.shared == MAP_FAILED)
        die_errno("cannot share memory with the workers");
    begin_journal(&campaign);
    if (campaign.before)
        fprintf(stderr,
                "tandem-inject: the journal holds %llu of %llu "
                "injections, going on\n",
                (unsigned long long)campaign.before,
                (unsigned long long)options->faults);
    catch_interrupts(campaign.shared);
    for (uint64_t i = 0; i < workers; i++)
        start_worker(&campaign);
    good = supervise(&campaign, workers);
    whole = campaign.before + campaign.shared->finished == options->faults;
    population_free(campaign.population);
    free(campaign.done);
    munmap(campaign.shared, sizeof *campaign.shared);
    if (!good)
        die("a worker failed; run the same command again to go on");
    return whole;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* campaign.c - hands out injections to forked workers and shows progress. */
#include "campaign.h"

#include "die.h"
#include "hash.h"
#include "ladder.h"
#include "progress.h"
#include "rule.h"
#include "strata.h"
#include "worker.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* How far the stopping rule has looked. */
struct watch {
    struct rule rule;
    bool active;
    bool decided;
    uint64_t next; /* to be looked at */
    uint64_t count, total;
};

struct campaign {
    struct session *session;
    const struct options *options;
    struct population *population;
    struct strata *functions, *kinds;
    struct shared *shared;
    size_t shared_size;
    char *fresh; /* NULL, or why there is no ladder */
    struct watch watch;
    uint64_t wanted; /* injections of this shard */
    uint64_t before; /* of them, what the journal held already */
};

static struct shared *interrupted;

static void interrupt(int signal)
{
    (void)signal;
    interrupted->stop = true;
}

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

/* What the faults are a sample of, and how it is drawn. */
static void add_design(json_t *header, const struct campaign *campaign)
{
    const struct options *o = campaign->options;
    json_t *shard = json_pack("[I,I]", (json_int_t)o->shard.number,
                              (json_int_t)o->shard.count);

    json_object_set_new(
        header, "stratify",
        text_or_null(o->stratify ? strata_name(o->stratify) : NULL));
    session_describe(campaign->session, header);
    json_object_set_new(header, "each",
                        o->each ? json_integer((json_int_t)o->each)
                                : json_null());
    json_object_set_new(header, "mode", json_string(mode_name(o->mode)));
    json_object_set_new(header, "shard", shard);
    json_object_set_new(header, "stop_when", text_or_null(o->stop_when));
    json_object_set_new(header, "confidence",
                        o->stop_when ? json_real(o->confidence) : json_null());
    json_object_set_new(header, "strata",
                        json_pack("{s:o,s:o}", "function",
                                  strata_shares(campaign->functions), "kind",
                                  strata_shares(campaign->kinds)));
}

/* Everything that changes results. The golden CPU time decides about hangs,
 * so that a resumed campaign takes it from here. */
static json_t *make_header(const struct campaign *campaign)
{
    const struct session *session = campaign->session;
    const struct options *options = campaign->options;
    json_t *args = json_array(), *env = json_array();
    json_t *header;
    char hash[32];

    for (int i = 1; i < options->rest_count; i++)
        json_array_append_new(args, json_string(options->rest[i]));
    for (char **e = session->setup.envp; *e; e++)
        json_array_append_new(env, json_string(*e));
    hash_name(hash, sizeof hash, "", session->golden.hash);
    header = json_pack(
        "{s:s,s:s,s:I,s:I,s:I,s:I,s:b,s:f,s:s,s:s,s:o,s:s,s:s?,s:o,s:s,s:"
        "i,"
        "s:I,s:I,s:I,s:s,s:f}",
        "tandem-inject", TANDEM_INJECT_VERSION, "model", options->model->name,
        "burst", (json_int_t)options->burst, "faults_per_run",
        (json_int_t)options->faults_per_run, "seed", (json_int_t)options->seed,
        "faults", (json_int_t)options->faults, "dry", options->dry,
        "timeout_factor", options->timeout_factor, "program",
        session->program->path, "build_id", session->program->build_id, "args",
        args, "stdin", session->setup.input, "workdir", session->setup.workdir,
        "env", env, "golden_hash", hash, "golden_status",
        session->golden.seen.status, "dynamic", (json_int_t)session->executed,
        "population", (json_int_t)campaign->population->size, "text_size",
        (json_int_t)session->modules[0].text->size, "scope", options->scope,
        "golden_cpu", session->golden.seen.cpu);
    if (header)
        add_design(header, campaign);
    return header;
}

static void begin_journal(struct campaign *campaign)
{
    const struct options *options = campaign->options;
    json_t *header = make_header(campaign);
    struct journal *old;

    if (!header)
        die("the program's path or arguments are not valid UTF-8, which the "
            "journal needs");
    old = journal_begin(options->journal, header, &options->shard,
                        options->faults);
    json_decref(header);
    if (!old)
        return;
    campaign->session->golden.seen.cpu = journal_number(old, "golden_cpu");
    campaign->before = old->count;
    for (size_t i = 0; i < old->count; i++)
        campaign->shared->outcome[old->records[i].index] =
            (uint8_t)(1 + old->records[i].outcome);
    journal_free(old);
}

static struct worker worker_of(const struct campaign *campaign)
{
    const struct options *options = campaign->options;

    return (struct worker){
        .session = campaign->session,
        .options = options,
        .population = campaign->population,
        .strata = !options->stratify             ? NULL
                  : options->stratify == BY_KIND ? campaign->kinds
                                                 : campaign->functions,
        .shared = campaign->shared,
        .fresh = campaign->fresh,
    };
}

/* Workers leave interrupts to their parent, and do not outlive it. */
static void start_worker(const struct campaign *campaign)
{
    struct worker worker = worker_of(campaign);
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
    worker_run(&worker);
}

/* Goes on along the outcomes that are known without a gap. */
static void look(struct campaign *campaign)
{
    struct watch *watch = &campaign->watch;

    while (watch->active && !watch->decided &&
           watch->next < campaign->options->faults) {
        unsigned outcome = campaign->shared->outcome[watch->next];

        if (!outcome)
            return;
        watch->next++;
        if (outcome - 1 == OUTCOME_NOT_REACHED)
            continue;
        watch->total++;
        watch->count += outcome - 1 == (unsigned)watch->rule.outcome;
        watch->decided = rule_judge(&watch->rule, watch->count, watch->total) !=
                         VERDICT_OPEN;
    }
    if (watch->decided)
        campaign->shared->stop = true;
}

/* Waits for all workers; false when one of them failed. */
static bool supervise(struct campaign *campaign, uint64_t workers)
{
    struct progress progress;
    bool good = true;

    progress_begin(&progress, campaign->wanted, campaign->before,
                   campaign->watch.active);
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
        look(campaign);
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

static void share(struct campaign *campaign)
{
    campaign->shared_size = sizeof(struct shared) + campaign->options->faults;
    campaign->shared = mmap(NULL, campaign->shared_size, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (campaign->shared == MAP_FAILED)
        die_errno("cannot share memory with the workers");
}

static void watch_rule(struct campaign *campaign)
{
    const struct options *options = campaign->options;
    struct watch *watch = &campaign->watch;

    if (!options->stop_when)
        return;
    rule_parse(options->stop_when, options->confidence, &watch->rule);
    watch->active = true;
    look(campaign);
}

/* Whether the program can be copied is tried with the first faults. */
static void try_ladder(struct campaign *campaign)
{
    enum { SAMPLE = 4 };
    const struct options *options = campaign->options;
    struct worker worker = worker_of(campaign);
    struct faults sample[SAMPLE];
    unsigned count =
        options->faults < SAMPLE ? (unsigned)options->faults : SAMPLE;

    if (options->mode != MODE_LADDER)
        return;
    for (unsigned i = 0; i < count; i++)
        worker_draw(&worker, i, &sample[i]);
    campaign->fresh = ladder_problem(&campaign->session->bench, sample, count);
    if (campaign->fresh)
        warn("--mode ladder is not possible with this program (%s); each "
             "injection gets a run of its own",
             campaign->fresh);
}

/* Returns false when a worker failed. */
static bool run_workers(struct campaign *campaign)
{
    uint64_t workers = campaign->options->jobs;

    if (campaign->watch.decided || campaign->before == campaign->wanted)
        return true;
    try_ladder(campaign);
    catch_interrupts(campaign->shared);
    for (uint64_t i = 0; i < workers; i++)
        start_worker(campaign);
    return supervise(campaign, workers);
}

/* A list has as many faults as it has, up to what workers can share. */
static uint64_t count_listed(const struct population *population)
{
    const uint64_t most = UINT64_C(1) << 32;

    if (population->size > most)
        die("--each would be %llu faults, more than %llu: choose a smaller "
            "scope or fewer bits",
            (unsigned long long)population->size, (unsigned long long)most);
    return population->size;
}

bool campaign_run(struct session *session, const struct options *given)
{
    struct options own = *given, *options = &own;
    struct campaign campaign = {
        .session = session,
        .options = options,
        .population = session_population(session, options),
    };
    bool good, whole;

    if (options->each)
        options->faults = count_listed(campaign.population);
    campaign.wanted = shard_size(&options->shard, options->faults);
    campaign.functions = strata_make(campaign.population, BY_FUNCTION);
    campaign.kinds = strata_make(campaign.population, BY_KIND);
    share(&campaign);
    begin_journal(&campaign);
    if (campaign.before)
        fprintf(stderr,
                "tandem-inject: the journal holds %llu of %llu "
                "injections, going on\n",
                (unsigned long long)campaign.before,
                (unsigned long long)campaign.wanted);
    watch_rule(&campaign);
    good = run_workers(&campaign);
    look(&campaign);
    whole = campaign.watch.decided ||
            campaign.before + campaign.shared->finished == campaign.wanted;
    strata_free(campaign.functions);
    strata_free(campaign.kinds);
    population_free(campaign.population);
    free(campaign.fresh);
    munmap(campaign.shared, campaign.shared_size);
    if (!good)
        die("a worker failed; run the same command again to go on");
    return whole;
}

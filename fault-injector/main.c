/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* main.c - tandem-inject: the commands. */
#include "campaign.h"
#include "compare.h"
#include "die.h"
#include "merge.h"
#include "plan.h"
#include "replay.h"
#include "report.h"
#include "verify.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static int run(struct options *options)
{
    struct session session;
    bool whole;
    int result = EXIT_FINE;

    session_open(&session, options, options->rest);
    whole = campaign_run(&session, options);
    session_close(&session);
    if (!whole) {
        warn("interrupted; run the same command again to go on");
        result = EXIT_USAGE;
    }
    report_print((char *[]){(char *)options->journal}, 1, options->confidence);
    return result;
}

static uint64_t count_opaque(const struct module *module)
{
    uint64_t count = 0;

    for (uint32_t i = 0; i < module->text->count; i++)
        if (module->text->insns[i].flags & INSN_OPAQUE && module->in_scope[i])
            count += module->profile->counts[i];
    return count;
}

/* Executions that can be stopped at without moving the whole text. */
static uint64_t count_windows(const struct module *module)
{
    struct window window;
    uint64_t count = 0;

    for (uint32_t i = 0; i < module->text->count; i++)
        if (module->in_scope[i] && module->profile->counts[i] &&
            window_find(module->text, &module->text->insns[i], JUMP_BYTES,
                        &window))
            count += module->profile->counts[i];
    return count;
}

static void print_populations(const struct session *session)
{
    for (int i = 0; models[i]; i++) {
        struct population *all =
            population_make(session->modules, session->module_count, models[i]);

        printf("population of %-16s %llu\n", models[i]->name,
               (unsigned long long)all->size);
        population_free(all);
    }
}

static void print_module(const struct session *session,
                         const struct module *module)
{
    printf("%s\n", module->name);
    printf("  instructions executed  %llu\n",
           (unsigned long long)module->profile->dynamic);
    printf("  ... in scope           %llu\n",
           (unsigned long long)module->executed);
    printf("  ... unknown to us      %llu (never drawn by model value)\n",
           (unsigned long long)count_opaque(module));
    printf("  ... with a window      %llu\n",
           (unsigned long long)count_windows(module));
    printf("  threads                %u\n",
           module->profile->thread_count ? module->profile->thread_count : 1);
    printf("  counting run           %.3f s CPU (%.2f times)\n",
           module->profile->cpu,
           module->profile->cpu / session->golden.seen.cpu);
    printf("  runs needed            %u\n", module->profile->runs);
    printf("  slow entries           %llu\n",
           (unsigned long long)module->profile->traps);
}

static int profile(struct options *options)
{
    struct session session;

    session_open(&session, options, options->rest);
    printf("reference run          %.3f s CPU\n", session.golden.seen.cpu);
    for (unsigned i = 0; i < session.module_count; i++)
        print_module(&session, &session.modules[i]);
    printf("instructions in scope  %llu (%.2f %%)\n",
           (unsigned long long)session.executed, 100 * session.share);
    print_populations(&session);
    session_close(&session);
    return EXIT_FINE;
}

/* Each module that is in scope by itself. */
static int check(struct options *options)
{
    struct session session;
    unsigned wrong = 0;

    session_open(&session, options, options->rest);
    for (unsigned i = 0; i < session.module_count; i++)
        if (session.modules[i].executed)
            wrong += verify(&session.bench, &session.modules[i], options->seed,
                            (unsigned)options->stops);
    session_close(&session);
    return wrong ? EXIT_FOUND : EXIT_FINE;
}

int main(int argc, char **argv)
{
    struct options options;

    signal(SIGXFSZ, SIG_IGN); /* a file too large is an error like others */
    options_parse(&options, argc, argv);
    switch (options.command) {
    case COMMAND_RUN: return run(&options);
    case COMMAND_REPLAY: return replay(&options);
    case COMMAND_PROFILE: return profile(&options);
    case COMMAND_VERIFY: return check(&options);
    case COMMAND_COMPARE: return compare(&options);
    case COMMAND_MERGE: return merge(&options);
    case COMMAND_PLAN: return plan(&options);
    default: return report(&options);
    }
}

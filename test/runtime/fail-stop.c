/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A detection ends the program by SIGABRT with one line on stderr, whatever
   the program does with signals, and without any more of its code.
   RUN: %unit_cc %s %rt_lib -o %t && timeout 60 %t
 */

#include <tandem/tandem.h>

#include "check.h"

static const struct tandem_site full = {"compute", "main.c", 17};
static const struct tandem_site no_line = {"compute", "main.c", 0};
static const struct tandem_site bare = {"compute", NULL, 0};

static void detect_full(void)
{
    __tandem_detected(&full);
}

static void detect_no_line(void)
{
    __tandem_detected(&no_line);
}

static void detect_bare(void)
{
    __tandem_detected(&bare);
}

static void detect_long_name(void)
{
    static char name[5000];
    memset(name, 'f', sizeof(name) - 1);
    __tandem_detected(&(struct tandem_site){name, "main.c", 17});
}

static void say(const char *text)
{
    CHECK(write(STDERR_FILENO, text, strlen(text)) >= 0);
}

static void at_exit(void)
{
    say("atexit\n");
}

static void on_signal(int number)
{
    (void)number;
    say("handler\n");
    _exit(3);
}

static void detect_with_exit_work(void)
{
    atexit(at_exit);
    setvbuf(stderr, NULL, _IOFBF, BUFSIZ);
    fputs("buffered\n", stderr);
    __tandem_detected(&full);
}

static void detect_with_handler(void)
{
    signal(SIGABRT, on_signal);
    __tandem_detected(&full);
}

static void detect_with_abort_blocked(void)
{
    sigset_t set;
    sigfillset(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGABRT, SIG_IGN);
    __tandem_detected(&full);
}

static void detect_in_handler(int number)
{
    (void)number;
    __tandem_detected(&full);
}

static void detect_in_signal(void)
{
    signal(SIGABRT, detect_in_handler);
    abort();
}

static void stops(void (*function)(void), const char *line)
{
    struct outcome outcome = run_child(function);
    CHECK(DIED_OF(outcome, SIGABRT));
    CHECK(strcmp(outcome.err, line) == 0);
}

int main(void)
{
    static const char line[] =
        "tandem: fail-stop: replicas differ in compute (main.c:17)\n";
    stops(detect_full, line);
    stops(detect_no_line,
          "tandem: fail-stop: replicas differ in compute (main.c)\n");
    stops(detect_bare, "tandem: fail-stop: replicas differ in compute\n");
    stops(detect_with_exit_work, line);
    stops(detect_with_handler, line);
    stops(detect_with_abort_blocked, line);
    stops(detect_in_signal, line);

    struct outcome cut = run_child(detect_long_name);
    CHECK(DIED_OF(cut, SIGABRT));
    CHECK(strstr(cut.err, "differ in fffff"));
    CHECK(strlen(cut.err) <= 512);
    CHECK(strcmp(strchr(cut.err, '\n') - 3, "...\n") == 0);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Options are read from a list; what is wrong is named with what is valid.
   RUN: %unit_cc %s %rt_lib -o %t && %t
 */

#include "check.h"
#include "flags.h"

static void defaults(void)
{
    CHECK(tandem_flags.stats == 0);
    CHECK(tandem_flags.verbose == 0);
    CHECK(tandem_flags.hook_timeout == 10);
}

static void good(const char *options, unsigned stats, unsigned hook_timeout)
{
    struct tandem_text error = {.length = 0};
    CHECK(tandem_flags_parse(options, &error));
    CHECK(error.length == 0);
    CHECK(tandem_flags.stats == stats);
    CHECK(tandem_flags.hook_timeout == hook_timeout);
}

static void bad(const char *options, const char *named)
{
    struct tandem_text error = {.length = 0};
    char expected[512];
    CHECK(!tandem_flags_parse(options, &error));
    snprintf(expected, sizeof(expected),
             "tandem: bad option \"%s\" in TANDEM_OPTIONS; valid, separated by "
             "':', are stats=0..1, verbose=0..1, hook_timeout=1..3600, "
             "retries=0..1000, migrate=0..1, log=16..64, rtm=0..1, "
             "rtm_budget=1..1000000000\n",
             named);
    CHECK(error.length == strlen(expected));
    CHECK(memcmp(error.bytes, expected, error.length) == 0);
}

/* However long it is, the answer still says what is valid. */
static void endless(void)
{
    struct tandem_text error = {.length = 0};
    char options[5000];
    memset(options, 'x', sizeof(options) - 1);
    options[sizeof(options) - 1] = '\0';
    CHECK(!tandem_flags_parse(options, &error));
    error.bytes[error.length] = '\0';
    CHECK(strstr(error.bytes, "rtm_budget=1..1000000000\n"));
}

int main(void)
{
    defaults();
    good("", 0, 10);
    good("stats=1", 1, 10);
    good("stats=0:hook_timeout=3600", 0, 3600);
    good(":stats=1::stats=0:stats=1:hook_timeout=0001:", 1, 1);
    bad("stats", "stats");
    bad("stats=", "stats=");
    bad("stats=2", "stats=2");
    bad("stats=-1", "stats=-1");
    bad("stats=1x:verbose=1", "stats=1x");
    bad("verbose=1:stats 1:", "stats 1");
    bad("stat=1", "stat=1");
    bad("statss=1", "statss=1");
    bad("=1", "=1");
    bad("hook_timeout=0", "hook_timeout=0");
    bad("hook_timeout=3601", "hook_timeout=3601");
    bad("hook_timeout=4294967297", "hook_timeout=4294967297");
    bad("hook_timeout=18446744073709551617",
        "hook_timeout=18446744073709551617");
    endless();
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A stderr that is closed, or has no reader, or one that does not read,
   changes nothing about how the program dies.
   RUN: %unit_cc %s %rt_lib -o %t
   RUN: env TANDEM_OPTIONS=hook_timeout=1 timeout 60 %t
 */

#include "check.h"

#include <tandem/tandem.h>

#include <fcntl.h>

static void detect(void)
{
    __tandem_detected(&(struct tandem_site){"compute", NULL, 0});
}

static void detect_when_closed(void)
{
    close(STDERR_FILENO);
    detect();
}

static void detect_without_reader(void)
{
    int ends[2];
    CHECK(pipe(ends) == 0);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    detect();
}

static void detect_with_full_pipe(void)
{
    static char page[4096];
    int ends[2];
    CHECK(pipe(ends) == 0);
    CHECK(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
    while (write(ends[1], page, sizeof(page)) > 0)
        ;
    CHECK(fcntl(ends[1], F_SETFL, 0) == 0);
    dup2(ends[1], STDERR_FILENO);
    detect();
}

int main(void)
{
    CHECK(DIED_OF(run_child(detect_when_closed), SIGABRT));
    CHECK(DIED_OF(run_child(detect_without_reader), SIGABRT));
    CHECK(DIED_OF(run_child(detect_with_full_pipe), SIGABRT));
    return 0;
}

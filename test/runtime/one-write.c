/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The fail-stop line is one write, which no other process's can get into.
   RUN: %unit_cc %s %rt_lib -o %t && %t
 */

#include "check.h"

#include <tandem/tandem.h>

#include <fcntl.h>

int main(void)
{
    /* A pipe of this kind gives back each write by itself. */
    int ends[2];
    CHECK(pipe2(ends, O_DIRECT) == 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        __tandem_detected(&(struct tandem_site){"compute", "main.c", 17});
    }
    close(ends[1]);
    static const char line[] =
        "tandem: fail-stop: replicas differ in compute (main.c:17)\n";
    char packet[1024];
    CHECK(read(ends[0], packet, sizeof(packet)) == sizeof(line) - 1);
    CHECK(memcmp(packet, line, sizeof(line) - 1) == 0);
    CHECK(read(ends[0], packet, sizeof(packet)) == 0);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* refused.c - what the injector does not take, by argument. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";

    if (!strcmp(what, "fork") && fork() == 0)
        return 0;
    if (!strcmp(what, "system"))
        return system("true");
    if (!strcmp(what, "exec"))
        execl("/bin/true", "true", (char *)0);
    if (!strcmp(what, "random"))
        printf("%d\n", getpid());
    if (!strcmp(what, "crash"))
        abort();
    wait(NULL);
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* witness.c - linked into hardened programs, notes each event in a file.

   A false alarm that does not come again is rolled back, and what is voted down
   is repaired: neither shows in what the program does. TANDEM_WITNESS is the
   file, for suites.sh, which fails when there is a line in it. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <tandem/tandem.h>

/* async-signal-safe: a length and copies, no formatting. */
static size_t add(char *line, size_t length, size_t size, const char *text)
{
    size_t more = strlen(text);
    if (more > size - length)
        more = size - length;
    memcpy(line + length, text, more);
    return length + more;
}

TANDEM_OFF static void note(const struct tandem_event *event)
{
    static const char *const kinds[] = {"?", "detected", "rolled back",
                                        "corrected"};
    const char *const words[] = {kinds[event->kind < 4 ? event->kind : 0],
                                 ": ",
                                 event->reason,
                                 " in ",
                                 event->site->function,
                                 ", ",
                                 program_invocation_short_name,
                                 "\n"};
    const int before = errno;
    char line[512];
    size_t length = 0;

    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        length = add(line, length, sizeof(line), words[i]);
    int file = open(TANDEM_WITNESS, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file < 0 || write(file, line, length) != (ssize_t)length) {
        static const char lost[] = "tandem: fail-stop: the witness is deaf\n";
        (void)!write(STDERR_FILENO, lost, sizeof(lost) - 1);
    }
    if (file >= 0)
        close(file);
    errno = before;
}

__attribute__((constructor)) static void listen_to_events(void)
{
    tandem_set_hook(note);
}

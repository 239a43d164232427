/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* machine.c - asks the kernel about the machine. */
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* Copies what is behind the colon of the line "NAME  : VALUE". */
static void take_field(const char *line, const char *name, char *value,
                       size_t room)
{
    size_t length = strlen(name);
    const char *colon = strchr(line, ':');

    if (*value || !colon || strncmp(line, name, length) ||
        (line[length] != '\t' && line[length] != ' ' && line[length] != ':'))
        return;
    colon += 1 + strspn(colon + 1, " \t");
    snprintf(value, room, "%.*s", (int)strcspn(colon, "\n"), colon);
}

static void look_at_cpu(struct machine *machine)
{
    char line[512], name[96] = "", family[12] = "", model[12] = "";
    FILE *file = fopen("/proc/cpuinfo", "re");

    while (file && fgets(line, sizeof line, file)) {
        take_field(line, "model name", name, sizeof name);
        take_field(line, "cpu family", family, sizeof family);
        /* "model" is also how "model name" begins */
        if (strncmp(line, "model name", strlen("model name")))
            take_field(line, "model", model, sizeof model);
    }
    if (file)
        fclose(file);
    snprintf(machine->cpu, sizeof machine->cpu, "%s (family %s, model %s)",
             *name ? name : "unknown", *family ? family : "unknown",
             *model ? model : "unknown");
}

void machine_look(struct machine *machine)
{
    struct utsname system;
    time_t now = time(NULL);
    struct tm utc;

    *machine = (struct machine){
        .system = "unknown",
        .processors = sysconf(_SC_NPROCESSORS_ONLN),
    };
    look_at_cpu(machine);
    if (!uname(&system))
        snprintf(machine->system, sizeof machine->system, "%.80s %.80s %.80s",
                 system.sysname, system.release, system.machine);
    if (getloadavg(&machine->load, 1) != 1)
        machine->load = -1;
    gmtime_r(&now, &utc);
    strftime(machine->date, sizeof machine->date, "%FT%TZ", &utc);
}

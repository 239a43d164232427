/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* measurement.c - begins and ends measurements. */
#include "measurement.h"

#include "die.h"
#include "file.h"
#include "subject.h"

#include <math.h>
#include <stdlib.h>

void measurement_open(struct measurement *measurement,
                      const struct subject *subject,
                      const struct variant *variant,
                      const struct toolchain *toolchain, const char *output)
{
    char *folder = format_string("%s/%s", output, variant->name);

    *measurement = (struct measurement){
        .subject = subject,
        .variant = variant,
        .toolchain = toolchain,
        .program = format_string("%s/%s", folder, subject->name),
        .object = format_string("%s/%s.o", folder, subject->name),
        .text = NAN,
        .program_text = NAN,
        .instructions = NAN,
    };
    folder_make(folder);
    free(folder);
}

void measurement_close(struct measurement *measurement)
{
    samples_free(&measurement->compile);
    samples_free(&measurement->cpu);
    samples_free(&measurement->wall);
    samples_free(&measurement->rss);
    free(measurement->program);
    free(measurement->object);
    free(measurement->error);
}

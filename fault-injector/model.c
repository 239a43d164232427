/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* model.c - the list of fault models. */
#include "model.h"

#include <stdio.h>
#include <string.h>

const struct model *const models[] = {
    &model_value,  &model_haft,
    &model_flags,  &model_regfile,
    &model_pc,     &model_skip,
    &model_branch, &model_mem,
    &model_opcode, &model_opcode_permanent,
    NULL,
};

const struct model *model_find(const char *name)
{
    for (int i = 0; models[i]; i++)
        if (!strcmp(name, models[i]->name))
            return models[i];
    return NULL;
}

const char *model_list(void)
{
    static char text[256];
    size_t n = 0;

    for (int i = 0; models[i] && n < sizeof text; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s",
                              !i              ? ""
                              : models[i + 1] ? ", "
                                              : " and ",
                              models[i]->name);
    return text;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* number.c - numbers as users write them. */
#include "number.h"

#include <stdlib.h>
#include <string.h>

bool number_share(const char *text, double *share)
{
    char *end;
    double value = strtod(text, &end);

    if (end == text)
        return false;
    end += strspn(end, " ");
    if (*end == '%') {
        value /= 100;
        end++;
    }
    *share = value;
    return !*end && value > 0 && value < 1;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Minimum, maximum, median and geometric mean have their known values. */
// RUN: %unit_cc -D_GNU_SOURCE -I %source/benchmarks -I %source/fault-injector %s %source/benchmarks/samples.c %source/fault-injector/die.c -lm -o %t
// RUN: %t 7 | FileCheck %s --check-prefix=ONE
// RUN: %t 9 1 4 | FileCheck %s --check-prefix=ODD
// RUN: %t 8 0.5 2 4 | FileCheck %s --check-prefix=EVEN
// RUN: %t | FileCheck %s --check-prefix=NONE
#include "samples.h"

#include <stdio.h>
#include <stdlib.h>

// ONE: min 7.0000 max 7.0000 median 7.0000 geomean 7.0000
// ODD: min 1.0000 max 9.0000 median 4.0000 geomean 3.3019
// EVEN: min 0.5000 max 8.0000 median 3.0000 geomean 2.3784
// NONE: min {{-?}}nan max {{-?}}nan median {{-?}}nan geomean {{-?}}nan
int main(int argc, char **argv)
{
    struct samples samples = {0};

    for (int i = 1; i < argc; i++)
        samples_add(&samples, atof(argv[i]));
    printf("min %.4f max %.4f median %.4f geomean %.4f\n",
           samples_min(&samples), samples_max(&samples),
           samples_median(&samples), samples_geomean(&samples));
    for (int i = 1; i < argc; i++)
        if (samples.list[i - 1] != atof(argv[i]))
            printf("the order was changed\n");
    samples_free(&samples);
    return 0;
}

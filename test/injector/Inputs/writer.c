/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* writer.c - adds up a file of its directory and writes the sum to another,
 * which must not be there yet. Standard input selects the factor. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    unsigned sum = 0, value, factor = 1;
    FILE *in = fopen("numbers", "r");
    int out = open("sum", O_WRONLY | O_CREAT | O_EXCL, 0600);

    if (!in || out < 0 || scanf("%u", &factor) != 1)
        return 3;
    while (fscanf(in, "%u", &value) == 1)
        sum += value * factor;
    dprintf(out, "%u\n", sum);
    return 0;
}

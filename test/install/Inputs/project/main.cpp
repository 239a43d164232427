/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* main.cpp - prints 6, and whether it was compiled with the pass. */

#include <iostream>
#include <tandem/tandem.h>

extern "C" int sum(const int *values, int count);

int main()
{
#ifdef __TANDEM__
    const char *how = "hardened";
#else
    const char *how = "plain";
#endif
    const int values[] = {1, 2, 3};
    std::cout << sum(values, 3) << ' ' << how << '\n';
    return 0;
}

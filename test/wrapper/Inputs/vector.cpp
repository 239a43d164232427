/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* vector.cpp - needs the C++ library, and its headers. */

#include <numeric>
#include <string>
#include <tandem/tandem.h>
#include <vector>

int main()
{
    std::vector<int> values{1, 2, 3};
    std::string text =
        std::to_string(std::accumulate(values.begin(), values.end(), 0));
    return text == "6" ? 0 : 1;
}

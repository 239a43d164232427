// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// exceptions.cpp - landing pads, cleanups and the standard library.
#include <algorithm>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{
struct Count {
    int &n;
    ~Count()
    {
        n++;
    }
};

int down(int n, int &destroyed)
{
    Count count{destroyed};
    if (n == 0)
        throw std::runtime_error("bottom");
    return down(n - 1, destroyed) + 1;
}
} // namespace

int main()
{
    int destroyed = 0, caught = 0;
    for (int i = 0; i < 3; i++) {
        try {
            down(i, destroyed);
        } catch (const std::runtime_error &e) {
            caught += e.what()[0] == 'b';
        }
    }
    std::map<std::string, int> sums;
    std::vector<int> values;
    for (int i = 0; i < 50; i++) {
        sums[std::to_string(i * 7 % 13)] += i;
        values.push_back(i * 7919 % 101);
    }
    std::sort(values.begin(), values.end());
    try {
        values.at(1000)++;
    } catch (const std::out_of_range &) {
        caught++;
    }
    long sum = 0;
    for (auto &[name, value] : sums)
        sum = sum * 3 + value;
    for (int value : values)
        sum = (sum * 5 + value) % 1000003;
    std::printf("%d %d %ld\n", destroyed, caught, sum);
}

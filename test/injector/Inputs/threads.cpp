// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// threads.cpp - std::thread, and an exception in each.
#include <cstdio>
#include <stdexcept>
#include <thread>
#include <vector>

static void run(int number, long *result)
{
    for (long i = 1; i <= 300; i++)
        try {
            if (i % 100 == 0)
                throw std::runtime_error("now and then");
            *result += i * number;
        } catch (const std::exception &) {
            *result ^= number;
        }
}

int main()
{
    long results[3] = {};
    std::vector<std::thread> threads;

    for (int i = 0; i < 3; i++)
        threads.emplace_back(run, i + 1, &results[i]);
    for (auto &thread : threads)
        thread.join();
    std::printf("%ld %ld %ld\n", results[0], results[1], results[2]);
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Transactions in std::thread, under exceptions that pass through, and in the
   destructors of thread-local objects.

   DEFINE: %{run} = -O2 -D__TANDEM__=1 -I %include -pthread %s %rt_lib -o %t
   RUN: %cxx -std=c++17 %{run} && timeout 60 %t
   RUN: g++ -std=c++17 -static %{run} && timeout 60 %t
 */

#include "transaction.h"

#include <cstdlib>
#include <thread>
#include <vector>

static const struct tandem_site site = {"compute", nullptr, 0};
static thread_local unsigned fails_left;
static thread_local unsigned long data;

NOINLINE static void compute(unsigned fails, bool throws)
{
    fails_left = fails;
    unsigned long before = data;
    TX_BEGIN(&site);
    if (data != before)
        abort();
    TX_STORE(data, data + 1);
    if (fails_left) {
        fails_left--;
        __tandem_detected(&site);
    }
    if (throws) {
        tx_end();
        throw data;
    }
    TX_RETURN();
}

struct Last {
    ~Last() { compute(3, false); }
    int used = 0;
};

static void work()
{
    static thread_local Last last;
    last.used = 1;
    for (unsigned i = 0; i < 100; i++) {
        unsigned long before = data;
        try {
            compute(i % 4, true);
        } catch (unsigned long now) {
            if (now != before + 1)
                abort();
        }
    }
}

int main()
{
    for (unsigned i = 0; i < 5; i++) {
        std::vector<std::thread> threads;
        for (unsigned j = 0; j < 4; j++)
            threads.emplace_back(work);
        for (std::thread &thread : threads)
            thread.join();
    }
    return tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == 20 * (150 + 3) ? 0
                                                                         : 1;
}

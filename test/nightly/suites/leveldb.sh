# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# leveldb.sh - LevelDB, a store in C++ with threads.

package=leveldb
needs=(cmake libgtest-dev libgmock-dev libbenchmark-dev)

configure()
{
    cmake -S "$1" -B . -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DBUILD_SHARED_LIBS=OFF -DLEVELDB_BUILD_BENCHMARKS=OFF
}

compile()
{
    cmake --build .
}

suite()
{
    ctest
}

results()
{
    results_ctest <suite.log
}

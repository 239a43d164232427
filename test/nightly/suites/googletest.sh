# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# googletest.sh - GoogleTest on itself: C++ with exceptions and threads.

package=googletest
needs=(cmake python3)

configure()
{
    cmake -S "$1" -B . -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DBUILD_SHARED_LIBS=OFF -Dgtest_build_tests=ON
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

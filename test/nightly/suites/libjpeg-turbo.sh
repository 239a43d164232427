# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# libjpeg-turbo.sh - libjpeg-turbo in C, without its SIMD assembly.

package=libjpeg-turbo
needs=(cmake )

configure()
{
    cmake -S "$1" -B . -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DBUILD_SHARED_LIBS=OFF -DWITH_SIMD=OFF -DENABLE_SHARED=OFF
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

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# fmtlib.sh - {fmt}, formatting in C++ templates.

package=fmtlib
needs=(cmake )

configure()
{
    cmake -S "$1" -B . -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DBUILD_SHARED_LIBS=OFF -DFMT_DOC=OFF -DFMT_CUDA_TEST=OFF
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

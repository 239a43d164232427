# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# tinyxml2.sh - TinyXML-2, a parser in C++.

package=tinyxml2
needs=(cmake )

configure()
{
    cmake -S "$1" -B . -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DBUILD_SHARED_LIBS=OFF -Dtinyxml2_BUILD_TESTING=ON
}

compile()
{
    cmake --build .
}

suite()
{
    cp -r "$1/resources" . && mkdir -p resources/out && ./xmltest
}

results()
{
    sed -nE "s/^\[(pass|fail)\] *(.*)/\1 \2/p" suite.log
}

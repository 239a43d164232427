# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# libevent.sh - libevent's regression tests, with threads and sockets.

package=libevent
needs=()

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-openssl --disable-shared
}

compile()
{
    make 
}

suite()
{
    make -k check
}

results()
{
    results_automake <suite.log
}

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# memcached.sh - memcached, a server with many threads, through sockets.

package=memcached
needs=(libevent-dev perl)

# It builds and tests in its source; whitespace.t is about that source.
configure()
{
    cp -a "$1/." . && rm t/whitespace.t &&
        ./configure --disable-docs CFLAGS='-O2 -g'
}

compile()
{
    make memcached memcached-debug sizes testapp timedrun
}

suite()
{
    ./testapp && prove t
}

results()
{
    sed -nE 's/^ok [0-9]+ - (.*)$/pass testapp: \1/p
        s/^not ok [0-9]+ - (.*)$/fail testapp: \1/p' suite.log
    results_prove <suite.log
}

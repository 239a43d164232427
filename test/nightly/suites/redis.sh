# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# redis.sh - Redis, by its tests of types and commands through sockets.

package=redis
needs=(tcl8.6 liblzf-dev)

configure()
{
    cp -a "$1/." .
}

compile()
{
    local CFLAGS=-I/usr/include/liblzf LDFLAGS='-llzf -latomic'

    export CFLAGS LDFLAGS
    make -C src redis-server redis-cli redis-benchmark MALLOC=libc \
        CC="$CC" OPTIMIZATION=-O2 USE_SYSTEMD=no BUILD_TLS=no
}

suite()
{
    local unit units=()

    for unit in tests/unit/type/*.tcl; do
        unit=${unit#tests/}
        units+=(--single "${unit%.tcl}")
    done
    for unit in keyspace scan expire sort dump multi auth bitops bitfield geo \
        hyperloglog scripting functions pubsub info quit limits protocol; do
        units+=(--single "unit/$unit")
    done
    ./runtest --clients 2 --skipunit unit/type/list-3 "${units[@]}"
}

results()
{
    sed -E 's/\x1b\[[0-9;]*m//g' suite.log | sed -nE \
        -e 's/^\[ok\]: (.*) \([0-9]+ ms\)$/pass \1/p' \
        -e 's/^\[err\]: (.*) in tests.*$/fail \1/p' \
        -e 's/^\[(ignore|skip)\]: (.*)$/skip \2/p'
}

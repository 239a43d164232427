# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# lua5.4.sh - the Lua interpreter, running a script of many small tasks.

package=lua5.4
needs=()
program=src/lua

# Lua's own makefile builds in its source, and Debian's patches make it need
# libtool: build a copy without them.
configure()
{
    local name

    cp -a "$1/." . &&
        for name in 0002-lua-modules-paths 0001-build-system; do
            patch -R -p1 <"debian/patches/$name.patch" || return 1
        done
}

# By default the seed of Lua's hash comes from the clock and from addresses:
# no two runs would execute the same instructions.
compile()
{
    make -C src linux-noreadline CC="$CC -std=gnu99" \
        MYCFLAGS="-g -D'luai_makeseed(L)=1u'"
}

workload()
{
    cp benchmarks/workloads/lua.lua "$2"
    arguments=("$2/lua.lua")
    input=/dev/null
}

verify()
{
    [ "$(src/lua -e 'print(("%d"):format(2^53))')" = 9007199254740992 ]
}

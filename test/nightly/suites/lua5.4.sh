# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# lua5.4.sh - the Lua interpreter, by the tests of two libraries.

# Debian's source of Lua has no tests. LPeg is C that is loaded, and calls back;
# it has a test of a thousand assertions. Ours are in lua-library.lua.
package=lua5.4
needs=()
# shellcheck source=benchmarks/suites/lua5.4.sh
. "$root/benchmarks/suites/lua5.4.sh"
eval "lua_$(declare -f configure)"
eval "lua_$(declare -f compile)"

configure()
{
    lua_configure "$1" &&
        "$root/scripts/fetch-source.sh" lua-lpeg "$work/lpeg" &&
        cp -a "$work/lpeg/source" lpeg
}

compile()
{
    lua_compile &&
        $CC -O2 -g -fPIC -shared -Isrc -o lpeg/lpeg.so lpeg/lp*.c
}

suite()
{
    local lua=$PWD/src/lua

    try workload "$lua" "$root/benchmarks/workloads/lua.lua"
    "$lua" "$root/test/nightly/suites/lua-library.lua"
    cd lpeg && try lpeg "$lua" test.lua
}

results()
{
    results_automake <suite.log
}

# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# jq.sh - jq, its language and its JSON.

package=jq
needs=(autoconf automake libtool libonig-dev)

# The tests are about the source: it is copied.
configure()
{
    cp -a "$1/." . && autoreconf -fi &&
        ./configure CFLAGS='-O2 -g' --disable-docs --disable-shared \
            --disable-maintainer-mode --disable-valgrind
}

compile()
{
    make
}

suite()
{
    local tests

    for tests in jq base64 onig optional; do
        ./jq --run-tests "tests/$tests.test"
    done
}

# A test that fails says so right after its "Testing PROGRAM at line number N".
results()
{
    awk '/^Testing / { if (name) print result, name
             name = $0; result = "pass" }
         /^\*\*\*/ { result = "fail" }
         END { if (name) print result, name }' suite.log
}

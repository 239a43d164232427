# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# libevent.sh - libevent's regression tests, with threads and sockets.

package=libevent
needs=()

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-openssl --disable-shared
}

# Debian's patches are newer than what autoconf makes of them.
compile()
{
    make AUTOCONF=: AUTOMAKE=: AUTOHEADER=: ACLOCAL=:
}

suite()
{
    make AUTOCONF=: AUTOMAKE=: AUTOHEADER=: ACLOCAL=: verify
    test/regress --verbose
}

results()
{
    sed -nE 's/^([a-z0-9_]+\/[^ ]+): (\[forking\] )?.*OK.*$/pass \1/p
        s/^([a-z0-9_]+\/[^ ]+): .*(FAIL|SKIPPED).*$/fail \1/p' suite.log
}

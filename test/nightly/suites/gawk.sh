# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# gawk.sh - gawk, an interpreter with its own regular expressions.

package=gawk
needs=(bison)

configure()
{
    "$1/configure" CFLAGS='-O2 -g' --disable-nls
}

# Debian's source has no manual, which all the rest wants, and is patched.
no_autotools=(ACLOCAL=: AUTOCONF=: AUTOHEADER=: AUTOMAKE=:)

compile()
{
    make -C support "${no_autotools[@]}" && make gawk "${no_autotools[@]}"
}

suite()
{
    make -C test -k basic unix-tests gawk-extra charset-tests-all
}

# A test prints its name, and leaves _NAME when it fails.
results()
{
    local name

    for name in $(grep -xE '[a-z0-9_-]+' suite.log | sort -u); do
        if [ -e "test/_$name" ]; then echo "fail $name"
        elif [ -e "$work/source/test/$name.ok" ]; then echo "pass $name"; fi
    done
}

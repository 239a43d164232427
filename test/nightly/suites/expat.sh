# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash disable=SC2034  # read by whoever sources this
# expat.sh - expat, an XML parser, called back all the time.

package=expat
needs=(autoconf automake libtool)

configure()
{
    cp -a "$1/expat/." . && ./buildconf.sh &&
        ./configure CFLAGS='-O2 -g' --without-docbook --without-xmlwf \
            --without-examples --disable-shared
}

compile()
{
    make && make -C tests runtests
}

suite()
{
    tests/runtests -v
}

results()
{
    results_automake <suite.log
}

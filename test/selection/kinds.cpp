// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// fun: takes mangled names, type: classes, src: the file that defines the
// function, mainfile: the one compiled; each entry leaves its own alone and the
// others hardened, which every run counts.
//
// DEFINE: %{line} =
// DEFINE: %{flags} = -g
// DEFINE: %{run} = printf '[tandem]\n%{line}\n' >%t.list && \
// DEFINE:   %tandem_clangxx %{flags} -O1 -ftandem-ignorelist=%t.list \
// DEFINE:   -ftandem-report -c %s -o %t.o 2>&1 | sed 's/.*kinds.cpp: //' \
// DEFINE:   | sort | FileCheck %s
//
// REDEFINE: %{line} = fun:plain
// RUN: %{run} --check-prefix=NONE
// NONE-NOT: outside:
// NONE: total: hardened=4 outside=0
//
// REDEFINE: %{line} = fun:_Z5plain*
// RUN: %{run} --check-prefix=FUN
// FUN-NOT: outside:
// FUN: _Z5plaini: outside: the ignorelist {{.*}}kinds.cpp.tmp.list excludes it in line 2
// FUN-NOT: outside:
// FUN: total: hardened=3 outside=1
//
// REDEFINE: %{line} = type:shapes::*
// RUN: %{run} --check-prefix=TYPE
// TYPE: _ZNK6shapes6Square4areaEv: outside: {{.*}} line 2
// TYPE: total: hardened=3 outside=1
//
// REDEFINE: %{line} = src:*/Inputs/square.h
// RUN: %{run} --check-prefix=SRC
// SRC: _ZN6shapes6insideEi: outside:
// SRC: _ZNK6shapes6Square4areaEv: outside:
// SRC: total: hardened=2 outside=2
//
// From the root, however the file was spelled.
// REDEFINE: %{line} = src:%S/Inputs/square.h
// RUN: (cd %S && %{run} --check-prefix=SRC)
//
// Without debug information all is in the file compiled.
// REDEFINE: %{flags} = -g0
// REDEFINE: %{line} = src:*square.h
// RUN: %{run} --check-prefix=NONE
//
// REDEFINE: %{line} = src:*/kinds.cpp
// RUN: %{run} --check-prefix=ALL
// REDEFINE: %{line} = mainfile:*/kinds.cpp
// REDEFINE: %{flags} = -g
// RUN: %{run} --check-prefix=ALL
// ALL: total: hardened=0 outside=4
//
// A plain glob has to match all of the name, and a star is no regex.
// REDEFINE: %{line} = src:kinds.cpp
// RUN: %{run} --check-prefix=NONE

#include "Inputs/square.h"

int plain(int x)
{
    return x * 3;
}

int main(int count, char **)
{
    shapes::Square square{count};
    return square.area() == plain(count) + shapes::inside(count);
}

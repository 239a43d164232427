#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# build.sh - configures and builds Tandem with one version of LLVM.
#
# usage: scripts/build.sh LLVM-VERSION BUILD-FOLDER [CMAKE-OPTION]...
#
# Prints nothing but one line when all is well; the end of the log otherwise.

set -euo pipefail
cd "$(dirname "$0")/.."

version=$1 folder=$2
shift 2
mkdir -p "$folder"
log=$folder/build.log

build()
{
    cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release \
        -DTANDEM_LLVM_VERSION="$version" \
        -DCMAKE_C_COMPILER="clang-$version" \
        -DCMAKE_CXX_COMPILER="clang++-$version" "$@" </dev/null &&
        cmake --build "$folder" </dev/null
}

echo "build: Tandem with LLVM $version in $folder"
if ! build "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "build: failed; the whole log is $folder/build.log" >&2
    exit 1
fi

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# setup.sh - installs what is missing to build Tandem on Debian, through apt.
#
# usage: scripts/setup.sh [PACKAGE]...
#
# Installs the packages Tandem needs and the ones named. Calls apt only when
# one is missing, so a second run is quick and needs no network, and asks no
# questions. Exit 0: all is there; 2: it is not, and one sentence says why.

set -euo pipefail

# The LLVM 16 half of ./check and the sources of ./demo name theirs.
packages=(
    clang-19 llvm-19-dev llvm-19-tools lld-19 libclang-rt-19-dev libc6-dev
    cmake ninja-build pkg-config make
    libcapstone-dev libjansson-dev libdw-dev libelf-dev
    python3 valgrind "$@"
)

# What apt prints is parsed below.
export LC_ALL=C

fail()
{
    printf 'setup: %s\n' "$1" >&2
    exit 2
}

# Prints those of the packages that are not installed.
missing()
{
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" \
        2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u |
        comm -13 - <(printf '%s\n' "${packages[@]}" | sort -u)
}

# On a terminal sudo may ask for the password.
sudo=(sudo -n)
if [ -t 0 ] && [ -t 2 ]; then sudo=(sudo); fi

as_root()
{
    if [ "$(id -u)" -eq 0 ]; then "$@"; else "${sudo[@]}" "$@"; fi
}

apt_get()
{
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q \
        -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 "$@" </dev/null >>"$log" 2>&1
}

# Prints the packages no configured source of apt offers.
unknown()
{
    apt-cache policy "$@" | awk '
        /^[^ ]/ { sub(/:$/, ""); name = $0 }
        /^  Candidate: [^(]/ { print name }' | sort -u |
        comm -13 - <(printf '%s\n' "$@" | sort -u)
}

check_machine()
{
    case $(uname -sm) in
    "Linux x86_64") ;;
    *) fail "Tandem needs Linux on x86-64, and this is $(uname -sm)." ;;
    esac
    command -v apt-get >/dev/null ||
        fail "apt-get not found: set-up is for Debian 12; elsewhere install \
clang and LLVM 19 with headers, lld, cmake, ninja, pkg-config, capstone, \
jansson and elfutils, then build with cmake (CONTRIBUTING.md)."
}

check_root()
{
    [ "$(id -u)" -ne 0 ] || return 0
    command -v sudo >/dev/null ||
        fail "not root and no sudo: as root, run apt-get install $*"
    as_root true ||
        fail "sudo refused: as root, run apt-get install $*"
}

install_missing()
{
    local updated=yes absent

    check_root "$@"
    printf 'setup: installing %s\n' "$*"
    apt_get -o APT::Update::Error-Mode=any update || updated=no
    absent=$(unknown "$@" | tr '\n' ' ')
    if [ -n "$absent" ] && [ "$updated" = no ]; then
        fail "apt-get update failed (no network?), and these packages are \
missing: ${absent}(see $log)."
    elif [ -n "$absent" ]; then
        fail "apt knows no package ${absent}in the sources of this machine; \
Debian 12 has them in bookworm main."
    fi
    apt_get install -y --no-install-recommends "$@" || {
        grep -E '^(E|W|Err)[: ]' "$log" | tail -n 4 >&2 || true
        fail "apt-get could not install what is missing: is there a network? \
(see $log)"
    }
}

check_machine
cd "$(dirname "$0")/.."
log=$PWD/build/setup.log
mapfile -t todo < <(missing)
if [ ${#todo[@]} -gt 0 ]; then
    { mkdir -p build && : >"$log"; } 2>/dev/null ||
        fail "cannot write $log: whose is it?"
    install_missing "${todo[@]}"
fi
for tool in clang llvm-config opt; do
    [ -x "/usr/lib/llvm-19/bin/$tool" ] || fail "LLVM is missing: \
/usr/lib/llvm-19/bin/$tool is not there, although its package is installed."
done

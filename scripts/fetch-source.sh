#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# fetch-source.sh - gets and unpacks the source of a Debian package.
#
# usage: scripts/fetch-source.sh PACKAGE FOLDER
#
# Afterwards FOLDER/source holds the patched source. Uses the mirrors this
# machine is configured with, through lists and caches in build/apt, so that nothing
# of the system's apt is changed and root is not needed.
# Exit 0: it is there; 2: it is not, and one sentence says why.

set -euo pipefail
export LC_ALL=C

package=$1 folder=$(realpath -m "$2")
if [ -d "$folder/source" ]; then exit 0; fi
apt=$(realpath "$(dirname "$0")/..")/build/apt
mkdir -p "$folder/download" "$apt/lists/partial" "$apt/cache"
log=$apt/$package.log

fail()
{
    printf 'fetch-source: %s\n' "$1" >&2
    exit 2
}

# Prints deb-src lines for the Debian suites whose binary packages apt uses,
# the release itself first: of equal versions apt takes the first, and mirrors
# of the security suite drop what has moved into the release.
sources()
{
    local VERSION_CODENAME=

    eval "$(grep '^VERSION_CODENAME=' /etc/os-release)"
    # shellcheck disable=SC2016  # the fields are apt's to fill in
    apt-get indextargets --format '$(RELEASE) $(REPO_URI)' \
        'Created-By: Packages' 'Component: main' |
        awk -v name="$VERSION_CODENAME" '
            $1 == name || $1 == name "-updates" || $1 == name "-security" \
                { print "deb-src", $2, $1, "main" }' | sort -u -k 3
}

# Downloads the newest version that a mirror really has: one that lags behind
# its own index lists a version whose files are not there yet, or no longer.
download()
{
    local version

    apt-cache "${options[@]}" showsrc --only-source "$package" 2>>"$log" |
        awk '/^Version:/ { print $2 }' | sort -Vru >versions
    while read -r version; do
        apt-get "${options[@]}" --download-only source \
            --only-source "$package=$version" >>"$log" 2>&1 </dev/null &&
            return
        rm -f "${package}"_*
    done <versions
    return 1
}

cd "$folder/download"
exec 9>"$apt/lock" # lists, caches and FOLDER are one caller's at a time
flock 9
if [ -d ../source ]; then exit 0; fi # by the one that had the lock before
sources >"$apt/sources.list"
[ -s "$apt/sources.list" ] ||
    fail "apt has no Debian mirror in its sources, so $package has no source."

options=(
    -q -o "Dir::Etc::sourcelist=$apt/sources.list"
    -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$apt/lists"
    -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=
    -o APT::Update::Error-Mode=any -o Acquire::Languages=none
    -o Acquire::Retries=3
)
apt-get "${options[@]}" update >"$log" 2>&1 </dev/null ||
    fail "cannot reach the Debian mirror: is there a network? (see $log)"
download ||
    fail "cannot download the source of $package (see $log)."

# Under another name until it is complete: an interrupted run starts again.
rm -rf partial
dpkg-source --no-check -x "${package}"_*.dsc partial >>"$log" 2>&1 ||
    fail "cannot unpack the source of $package (see $log)."
mv partial ../source

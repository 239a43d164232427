# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# strikes-build.sh - builds everything.c so that strikes.sh can strike it.
#
# bash strikes-build.sh TANDEM_CLANG CC INCLUDE RECOVERY FUNCTIONS OUTPUT

set -euo pipefail
tandem=$1 cc=$2 include=$3 recovery=$4 functions=$5 output=$6
here=$(cd "$(dirname "$0")" && pwd)

"$tandem" -ftandem-recovery="$recovery" -O2 -S -mno-red-zone -fno-vectorize \
    -fno-slp-vectorize "$here/everything.c" -o "$output.plain.s"
awk -v functions="$functions" -v sites="$output.sites" \
    -f "$here/strike.awk" "$output.plain.s" >"$output.s"
"$cc" -O2 -Wall -Wextra -Werror -D__TANDEM__=1 -I "$include" \
    -c "$here/strike.c" -o "$output.strike.o"
"$tandem" -Wl,--wrap=__tandem_rtm_begin "$output.s" "$output.strike.o" \
    -o "$output"

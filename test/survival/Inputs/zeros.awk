# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# zeros.awk - counts the uses that unpacks make of each owner's zeros.
#
# awk -v name=FUNCTION -f zeros.awk FILE.s
#
# Prints three counts for one function: of zeros that the back end has made, of
# those of the first, and of the second replica.

function is_zeroing() { return $1 ~ /^(pxor|xorps|xorpd)$/ && from == to }

$0 ~ "^" name ":" { inside = 1 }
/^\.Lfunc_end/ { inside = 0 }
inside && /^\t[a-z].*, %xmm/ {
    from = $2
    to = $3
    sub(",", "", from)
    if ($1 ~ /^punpck/ && from in owner)
        ++uses[owner[from]]
    if (is_zeroing())
        owner[to] = /replica/ ? $NF : 0
    else if ($1 ~ /^mov[ad]/ && from in owner)
        owner[to] = owner[from]
    else
        delete owner[to]
}
END { print uses[0] + 0, uses[1] + 0, uses[2] + 0 }

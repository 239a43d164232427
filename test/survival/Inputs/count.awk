# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# count.awk - counts the instructions of one function that match a pattern.
#
# awk -v name=FUNCTION -v pattern=REGEX -f count.awk FILE.s
#
# Instructions that only use the stack frame (spills, prologue) do not count.

$0 ~ "^" name ":" { inside = 1 }
/^\.Lfunc_end/ { inside = 0 }
inside && /^\t[a-z]/ && !/\(%r[sb]p\)/ {
    sub(/[ \t]*#.*/, "")
    if ($0 ~ pattern)
        ++count
}
END { print count + 0 }

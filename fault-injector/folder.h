/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* folder.h - temporary folders that do not outlive their makers for long: what
 * a killed process leaves behind, the next one removes. */
#ifndef TANDEM_INJECT_FOLDER_H
#define TANDEM_INJECT_FOLDER_H

/* Removes abandoned folders in BASE and makes a new one there, whose path is
 * the caller's. It belongs to the processes that have *LOCK open. Dies when it
 * cannot be made. */
char *folder_make(const char *base, int *lock);

/* Removes what PATH names, with all that is in it, as far as that is
 * allowed. */
void remove_tree(const char *path);

#endif

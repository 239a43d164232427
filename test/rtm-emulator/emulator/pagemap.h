/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* pagemap.h - PAGEMAP_SCAN (Linux 6.7), which older headers do not know. */

#ifndef RTM_EMULATOR_PAGEMAP_H
#define RTM_EMULATOR_PAGEMAP_H

#include <linux/ioctl.h>
#include <stdint.h>

struct pagemap_region {
    uint64_t start, end, categories;
};

struct pagemap_scan {
    uint64_t size, flags, start, end, walk_end, regions, regions_most;
    uint64_t pages_most, inverted, all_of, any_of, returned;
};

#define PAGEMAP_IOCTL_SCAN _IOWR('f', 16, struct pagemap_scan)

enum { PAGEMAP_PROTECT = 1, PAGEMAP_CHECK_REGISTERED = 2 };
enum { PAGE_WRITTEN = 1 << 1, PAGE_PRESENT = 1 << 3, PAGE_SWAPPED = 1 << 4 };

/* Of userfaultfd, Linux 6.4 and 6.7. */
#define UFFD_WP_UNPOPULATED (1 << 13)
#define UFFD_WP_ASYNC (1 << 15)
#define UFFD_USER_MODE 1

#endif

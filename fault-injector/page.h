/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* page.h - what the report's page shows, as JSON; page/script.js shows it. */
#ifndef TANDEM_INJECT_PAGE_H
#define TANDEM_INJECT_PAGE_H

#include "tally.h"

json_t *page_data(const struct tally *tallies, int count);

/* The functions with most silent corruptions, each with its instructions and
 * source lines and what struck them; or a sentence why there are none. See
 * listing.c. */
json_t *listing_make(const struct tally *tally);

/* Counts in the order of OUTCOMES. */
json_t *page_counts(const uint64_t count[OUTCOMES]);

#endif

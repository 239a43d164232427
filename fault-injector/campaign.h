/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* campaign.h - many injections by several workers into one journal. */
#ifndef TANDEM_INJECT_CAMPAIGN_H
#define TANDEM_INJECT_CAMPAIGN_H

#include "session.h"

/* Runs what the journal does not hold yet. Returns false when it was
 * interrupted (SIGINT, SIGTERM) before the end. Dies when a worker does. */
bool campaign_run(struct session *session, const struct options *options);

#endif

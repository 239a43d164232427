/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* assets.h - the files of page/, which become part of every report. */
#ifndef TANDEM_INJECT_ASSETS_H
#define TANDEM_INJECT_ASSETS_H

/* Each a string. */
extern const char asset_head[], asset_style[], asset_chart[], asset_sortable[],
    asset_charts[], asset_script[];

#endif

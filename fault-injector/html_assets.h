/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* html_assets.h - the style and the script of the report's page. */
#ifndef TANDEM_INJECT_HTML_ASSETS_H
#define TANDEM_INJECT_HTML_ASSETS_H

extern const char html_style[];
extern const char html_script[];

#endif

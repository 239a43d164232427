/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* html.c - the report's page: the files of page/ around the data. */
#include "html.h"

#include "assets.h"
#include "die.h"
#include "page.h"
#include "report.h"

#include <stdlib.h>

/* In JSON '<' is found in strings only, where it may be written so; then
 * nothing in it can end the script element that it is in. */
static void put_data(FILE *out, json_t *data)
{
    char *text = json_dumps(data, JSON_COMPACT | JSON_REAL_PRECISION(8));

    if (!text)
        die("cannot write the report's data");
    for (const char *c = text; *c; c++)
        if (*c == '<')
            fputs("\\u003c", out);
        else
            fputc(*c, out);
    free(text);
}

static void put_script(FILE *out, const char *script)
{
    fputs("<script>\n", out);
    fputs(script, out);
    fputs("</script>\n", out);
}

void html_write(const char *file, const struct tally *tallies, int count)
{
    json_t *data = page_data(tallies, count);
    FILE *out = report_open(file);

    fputs(asset_head, out);
    fputs("<style>\n", out);
    fputs(asset_style, out);
    fputs("</style>\n</head>\n<body>\n<main id=\"page\"></main>\n"
          "<noscript>This page is drawn by its own script.</noscript>\n"
          "<script type=\"application/json\" id=\"data\">",
          out);
    put_data(out, data);
    fputs("</script>\n", out);
    put_script(out, asset_chart);
    put_script(out, asset_sortable);
    put_script(out, asset_charts);
    put_script(out, asset_script);
    fputs("</body>\n</html>\n", out);
    report_close(out, file);
    json_decref(data);
}

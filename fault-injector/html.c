/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* html.c - the report as one page that needs nothing but itself. */
#include "report.h"

#include "groups.h"
#include "html_assets.h"
#include "stats.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

enum {
    BAR_LEFT = 190,
    BAR_WIDTH = 800,
    BAR_STEP = 46,
    BAR_HEIGHT = 28,
    TOP_GROUPS = 25
};

static void put(FILE *out, const char *text)
{
    for (; text && *text; text++)
        switch (*text) {
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '&': fputs("&amp;", out); break;
        case '"': fputs("&quot;", out); break;
        default: fputc(*text, out);
        }
}

static double percent(uint64_t k, uint64_t n)
{
    return n ? 100.0 * (double)k / (double)n : 0;
}

/* --- the chart ---------------------------------------------------------------
 */

static void put_bar(FILE *out, const struct tally *t, int row)
{
    int y = 10 + row * BAR_STEP;
    double x = BAR_LEFT;

    fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", BAR_LEFT - 10,
            y + 19);
    put(out, t->name);
    fputs("</text>\n", out);
    for (int o = OUTCOMES - 1; o >= 0; o--) {
        double share = percent(t->count[o], t->total);
        double width = share / 100 * BAR_WIDTH;
        const char *name = outcome_name((enum outcome)o);

        if (!t->count[o])
            continue;
        fprintf(out,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" "
                "fill=\"var(--%s)\"><title>%s: %" PRIu64 " (%.2f %%)"
                "</title></rect>\n",
                x, y, width, BAR_HEIGHT, name, name, t->count[o], share);
        if (width > 44)
            fprintf(out,
                    "<text class=\"in\" x=\"%.2f\" y=\"%d\" "
                    "text-anchor=\"middle\">%.1f %%</text>\n",
                    x + width / 2, y + 19, share);
        x += width;
    }
}

static void put_chart(FILE *out, const struct tally *tallies, int count)
{
    fprintf(out,
            "<section><svg viewBox=\"0 0 %d %d\" role=\"img\" "
            "aria-label=\"Outcomes of each program\">\n",
            BAR_LEFT + BAR_WIDTH, 10 + count * BAR_STEP);
    for (int i = 0; i < count; i++)
        put_bar(out, &tallies[i], i);
    fputs("</svg><div>", out);
    for (int o = OUTCOMES - 1; o >= 0; o--) {
        const char *name = outcome_name((enum outcome)o);

        fprintf(out,
                "<span class=\"key\" style=\"background:var(--%s)\">"
                "</span>%s &emsp;",
                name, name);
    }
    fputs("</div></section>\n", out);
}

/* --- the tables
 * --------------------------------------------------------------- */

/* One row of facts: VALUE of each program, beside the first one's. */
static void put_fact(FILE *out, const struct tally *tallies, int count,
                     const char *name, const char *format,
                     double (*value)(const struct tally *))
{
    double first = value(&tallies[0]);

    fprintf(out, "<tr><td>%s</td>", name);
    for (int i = 0; i < count; i++) {
        fputs("<td>", out);
        fprintf(out, format, value(&tallies[i]));
        if (i && first > 0)
            fprintf(out, " <small>%.2fx</small>", value(&tallies[i]) / first);
        fputs("</td>", out);
    }
    fputs("</tr>\n", out);
}

static double cpu_of(const struct tally *t)
{
    return t->golden_cpu;
}
static double size_of(const struct tally *t)
{
    return t->text_size;
}
static double dynamic_of(const struct tally *t)
{
    return t->dynamic;
}
static double total_of(const struct tally *t)
{
    return (double)t->total;
}
static double failures_of(const struct tally *t)
{
    return t->failures;
}

static double bound_of(const struct tally *t)
{
    return 100 * tally_claim(t, OUTCOME_SDC).high;
}

static void put_outcome(FILE *out, const struct tally *tallies, int count,
                        int outcome)
{
    const char *name = outcome_name((enum outcome)outcome);

    fprintf(out,
            "<tr><td><span class=\"key\" style=\"background:var(--%s)\">"
            "</span>%s</td>",
            name, name);
    for (int i = 0; i < count; i++) {
        const struct tally *t = &tallies[i];
        struct interval range = tally_interval(t, outcome);

        fprintf(out,
                "<td>%" PRIu64 " &ensp;%.2f %% <small>[%.2f, %.2f]"
                "</small></td>",
                t->count[outcome], percent(t->count[outcome], t->total),
                100 * range.low, 100 * range.high);
    }
    fputs("</tr>\n", out);
}

static void put_ratio(FILE *out, const struct tally *tallies, int count)
{
    fputs("<tr><td>... times fewer than the first</td><td></td>", out);
    for (int i = 1; i < count; i++) {
        struct ratio ratio = tally_ratio(&tallies[0], &tallies[i]);

        if (isinf(ratio.estimate))
            fprintf(out, "<td>none seen <small>at least %.1f</small></td>",
                    ratio.least);
        else
            fprintf(out, "<td>%.1f <small>at least %.1f</small></td>",
                    ratio.estimate, ratio.least);
    }
    fputs("</tr>\n", out);
}

static void put_summary(FILE *out, const struct tally *t, int count)
{
    fputs("<h2>Side by side</h2><section><table><tr><th></th>", out);
    for (int i = 0; i < count; i++) {
        fputs("<th>", out);
        put(out, t[i].name);
        fputs("</th>", out);
    }
    fputs("</tr>\n", out);
    put_fact(out, t, count, "run time, CPU s", "%.3f", cpu_of);
    put_fact(out, t, count, ".text, bytes", "%.0f", size_of);
    put_fact(out, t, count, "instructions executed", "%.4g", dynamic_of);
    fputs("<tr><td>injections</td>", out);
    for (int i = 0; i < count; i++)
        fprintf(out, "<td>%.0f</td>", total_of(&t[i]));
    fputs("</tr>\n", out);
    for (int o = OUTCOMES - 1; o >= 0; o--)
        put_outcome(out, t, count, o);
    fputs("<tr><td>sdc, at most (95 %, Clopper-Pearson)</td>", out);
    for (int i = 0; i < count; i++)
        fprintf(out, "<td>%.3f %%</td>", bound_of(&t[i]));
    fputs("</tr><tr><td>sdc rate x instructions</td>", out);
    for (int i = 0; i < count; i++)
        fprintf(out, "<td>%.3g</td>", failures_of(&t[i]));
    fputs("</tr>\n", out);
    if (count > 1)
        put_ratio(out, t, count);
    fputs("</table></section>\n", out);
}

/* --- groups
 * -------------------------------------------------------------------- */

static const char *function_field(const struct record *r)
{
    return r->function;
}

static const char *register_field(const struct record *r)
{
    return r->reg;
}

static void put_groups(FILE *out, const struct tally *t, const char *title,
                       group_field *field)
{
    struct groups groups = groups_make(t->journal, field);

    fprintf(out, "<div class=\"card\"><h2 style=\"margin-top:0\">%s: ", title);
    put(out, t->name);
    fputs("</h2><table><tr><th></th><th>faults</th><th>sdc</th><th>detected"
          "</th><th>crash</th><th>hang</th><th>masked</th></tr>\n",
          out);
    for (size_t i = 0; i < groups.count && i < TOP_GROUPS; i++) {
        const struct group *g = &groups.list[i];

        fputs("<tr><td>", out);
        put(out, g->name);
        fprintf(out,
                "</td><td>%" PRIu64 "</td><td>%s%" PRIu64 "%s</td><td>%" PRIu64
                "</td><td>%" PRIu64 "</td><td>%" PRIu64 "</td><td>%" PRIu64
                "</td></tr>\n",
                g->total, g->count[OUTCOME_SDC] ? "<b>" : "",
                g->count[OUTCOME_SDC], g->count[OUTCOME_SDC] ? "</b>" : "",
                g->count[OUTCOME_DETECTED], g->count[OUTCOME_CRASH],
                g->count[OUTCOME_HANG], g->count[OUTCOME_MASKED]);
    }
    if (groups.count > TOP_GROUPS)
        fprintf(out, "<tr><td>and %zu more</td></tr>\n",
                groups.count - TOP_GROUPS);
    fputs("</table></div>\n", out);
    free(groups.list);
}

/* --- silent corruptions
 * ---------------------------------------------------------- */

static void put_sdc(FILE *out, const struct tally *t, const struct record *r)
{
    fputs("<tr><td class=\"t\">", out);
    put(out, t->name);
    fputs("</td><td class=\"t\"><code>", out);
    put(out, r->fault);
    fputs("</code></td><td class=\"t\">", out);
    put(out, r->function);
    fputs("</td><td class=\"t\">", out);
    put(out, r->file);
    if (r->file)
        fprintf(out, ":%d", r->line);
    fputs("</td><td class=\"t\"><code>", out);
    put(out, r->insn);
    fputs("</code></td></tr>\n", out);
}

static void put_sdcs(FILE *out, const struct tally *tallies, int count)
{
    fputs("<h2>Silent corruptions <small id=\"shown\"></small></h2>\n"
          "<p>A fault's text is what <code>tandem-inject replay --fault"
          "</code> takes.</p>\n<section><input id=\"filter\" "
          "placeholder=\"Filter by program, function, file, register, "
          "instruction\" aria-label=\"Filter\"><table id=\"sdcs\"><thead>"
          "<tr><th class=\"t\">program</th><th class=\"t\">fault</th>"
          "<th class=\"t\">function</th><th class=\"t\">source</th>"
          "<th class=\"t\">instruction</th></tr></thead><tbody>\n",
          out);
    for (int t = 0; t < count; t++)
        for (size_t i = 0; i < tallies[t].journal->count; i++)
            if (tallies[t].journal->records[i].outcome == OUTCOME_SDC)
                put_sdc(out, &tallies[t], &tallies[t].journal->records[i]);
    fputs("</tbody></table></section>\n", out);
}

static void put_head(FILE *out, const struct tally *first)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
          "<meta name=\"viewport\" content=\"width=device-width\">"
          "<title>Fault injection</title>\n<style>\n",
          out);
    fputs(html_style, out);
    fputs("</style></head><body><main>\n<h1>Fault injection</h1>\n<p>Single "
          "faults of model ",
          out);
    put(out, journal_text(first->journal, "model"));
    fputs(", each in a run of its own, at a random executed instruction of "
          "the program's .text. Rates carry 95 % Wilson intervals.</p>\n",
          out);
}

void html_write(const char *file, const struct tally *tallies, int count)
{
    FILE *out = report_open(file);

    put_head(out, &tallies[0]);
    put_chart(out, tallies, count);
    put_summary(out, tallies, count);
    for (int i = 0; i < count; i++) {
        fputs("<div class=\"two\">\n", out);
        put_groups(out, &tallies[i], "By function", function_field);
        put_groups(out, &tallies[i], "By register", register_field);
        fputs("</div>\n", out);
    }
    put_sdcs(out, tallies, count);
    fprintf(out, "<script>\n%s</script></main></body></html>\n", html_script);
    report_close(out, file);
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* sarif.c - one run per journal, one result per line with silent corruptions.
 */
#include "sarif.h"

#include "die.h"
#include "heat.h"
#include "options.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* Absolute paths become file: URIs; RFC 3986 says what must be escaped. */
static json_t *uri_of(const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    char *uri = allocate(3 * strlen(path) + sizeof "file://", 1);
    char *end = uri;
    json_t *text;

    if (path[0] == '/')
        end = stpcpy(end, "file://");
    for (; *path; path++)
        if (strchr(plain, *path))
            *end++ = *path;
        else
            end += sprintf(end, "%%%02X", (unsigned char)*path);
    text = json_string(uri);
    free(uri);
    return text;
}

static json_t *make_result(const struct tally *tally, const struct spot *spot)
{
    uint64_t k = spot->count[OUTCOME_SDC];
    struct interval range = wilson(k, spot->total, tally->confidence);
    char *text = format_string(
        "%llu of %llu faults that struck this line ended in silent data "
        "corruption (%.3g %% [%.3g, %.3g]); that is %.3g %% of all silent "
        "corruptions.",
        (unsigned long long)k, (unsigned long long)spot->total,
        100.0 * (double)k / (double)spot->total, 100 * range.low,
        100 * range.high,
        100.0 * (double)k / (double)tally->count[OUTCOME_SDC]);
    json_t *result = json_pack(
        "{s:s,s:s,s:{s:s},s:[{s:{s:{s:o},s:{s:i}},s:[{s:s,s:s}]}],s:f}",
        "ruleId", "silent-data-corruption", "level", "warning", "message",
        "text", text, "locations", "physicalLocation", "artifactLocation",
        "uri", uri_of(spot->file), "region", "startLine", spot->line,
        "logicalLocations", "name",
        spot->function ? spot->function : "(unknown)", "kind", "function",
        "rank", 100.0 * (double)k / (double)tally->count[OUTCOME_SDC]);

    free(text);
    return result;
}

static json_t *make_run(const struct tally *tally)
{
    struct heat heat = heat_by_line(tally->journal);
    json_t *results = json_array();
    json_t *run;

    for (size_t i = 0; i < heat.count; i++)
        if (heat.list[i].count[OUTCOME_SDC])
            json_array_append_new(results, make_result(tally, &heat.list[i]));
    free(heat.list);
    run = json_pack(
        "{s:{s:{s:s,s:s,s:[{s:s,s:s,s:{s:s},s:{s:s}}]}},s:{s:s},s:o,"
        "s:s}",
        "tool", "driver", "name", "tandem-inject", "version",
        TANDEM_INJECT_VERSION, "rules", "id", "silent-data-corruption", "name",
        "SilentDataCorruption", "shortDescription", "text",
        "A fault here changes the output and nothing says so.",
        "fullDescription", "text",
        "Bits were flipped while this line was executed, and the program ended "
        "with another output, without a crash or a detection.",
        "automationDetails", "id", tally->name, "results", results,
        "columnKind", "utf16CodeUnits");
    return run;
}

void sarif_write(const char *file, const struct tally *tallies, int count)
{
    json_t *runs = json_array(), *log;
    FILE *out;

    for (int i = 0; i < count; i++)
        json_array_append_new(runs, make_run(&tallies[i]));
    log = json_pack("{s:s,s:s,s:o}", "$schema",
                    "https://json.schemastore.org/sarif-2.1.0.json", "version",
                    "2.1.0", "runs", runs);
    if (!log)
        die("cannot make SARIF of the journals");
    out = report_open(file);
    json_dumpf(log, out, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
    fputc('\n', out);
    report_close(out, file);
    json_decref(log);
}

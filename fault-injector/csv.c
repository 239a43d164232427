/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* csv.c - all injections as comma-separated values (RFC 4180). */
#include "report.h"

#include <stdio.h>

static void put(FILE *out, const char *text)
{
    fputc('"', out);
    for (; text && *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputs("\",", out);
}

static void put_record(FILE *out, const char *program, const struct record *r)
{
    put(out, program);
    fprintf(out, "%llu,", (unsigned long long)r->index);
    put(out, outcome_name(r->outcome));
    put(out, r->fault);
    put(out, r->function);
    put(out, r->file);
    fprintf(out, "%d,", r->line);
    put(out, r->insn);
    put(out, r->reg);
    fprintf(out, "%d,", r->bit);
    put(out, r->old);
    put(out, r->new);
    fprintf(out, "%d,%d,%.6f,%.6f\n", r->exit, r->signal, r->cpu, r->latency);
}

void csv_write(const char *file, const struct tally *tallies, int count)
{
    FILE *out = report_open(file);

    fputs("program,i,outcome,fault,function,file,line,insn,register,bit,old,"
          "new,exit,signal,cpu,latency\n",
          out);
    for (int t = 0; t < count; t++)
        for (size_t i = 0; i < tallies[t].journal->count + tallies[t].lost; i++)
            put_record(out, tallies[t].name, &tallies[t].journal->records[i]);
    report_close(out, file);
}

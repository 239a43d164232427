/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* fault.c - prints and parses faults. */
#include "model.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char separator[] = "; ";

/* --- printing ------------------------------------------------------------- */

/* Shortest form: whole words of zeros at the low end become a shift. */
static void print_mask(const uint64_t mask[REGISTER_WORDS], char *out,
                       size_t size)
{
    int low = 0, high = REGISTER_WORDS - 1;
    size_t n;

    while (high > 0 && !mask[high])
        high--;
    while (low < high && !mask[low])
        low++;
    n = (size_t)snprintf(out, size, "0x%" PRIx64, mask[high]);
    for (int i = high - 1; i >= low && n < size; i--)
        n += (size_t)snprintf(out + n, size - n, "%016" PRIx64, mask[i]);
    if (low && n < size)
        snprintf(out + n, size - n, "<<%d", 64 * low);
}

const char *fault_target(const struct fault *fault)
{
    switch (fault->model->target) {
    case TARGET_REGISTER: return fault->reg->name;
    case TARGET_CODE: return "code";
    case TARGET_MEMORY: return memory_name(fault->memory);
    default: return "rip"; /* what skip and branch change */
    }
}

void fault_print(const struct fault *fault, char out[FAULT_TEXT])
{
    size_t n = (size_t)snprintf(out, FAULT_TEXT, "%s %s+0x%" PRIx64 "#%" PRIu64,
                                fault->model->name, fault->module,
                                fault->address, fault->k);

    if (fault->thread[0])
        n += (size_t)snprintf(out + n, FAULT_TEXT - n, "@%s", fault->thread);
    if (fault->model->target == TARGET_NONE)
        return;
    n += (size_t)snprintf(out + n, FAULT_TEXT - n, ":%s", fault_target(fault));
    if (fault->model->target == TARGET_MEMORY)
        n +=
            (size_t)snprintf(out + n, FAULT_TEXT - n, "+0x%" PRIx64, fault->at);
    n += (size_t)snprintf(out + n, FAULT_TEXT - n, "^");
    print_mask(fault->mask, out + n, FAULT_TEXT - n);
}

void faults_print(const struct faults *faults, char out[FAULTS_TEXT])
{
    for (unsigned i = 0; i < faults->count; i++) {
        if (i)
            out = stpcpy(out, separator);
        fault_print(&faults->list[i], out);
        out += strlen(out);
    }
}

/* --- parsing -------------------------------------------------------------- */

/* MASK <<= BITS; false when a bit falls out. */
static bool shift_left(uint64_t mask[REGISTER_WORDS], unsigned long bits)
{
    uint64_t out[REGISTER_WORDS] = {0};

    for (unsigned long from = 0; from < REGISTER_BITS; from++) {
        unsigned long to = from + bits;

        if (!(mask[from / 64] >> from % 64 & 1))
            continue;
        if (to >= REGISTER_BITS)
            return false;
        out[to / 64] |= UINT64_C(1) << to % 64;
    }
    memcpy(mask, out, sizeof out);
    return true;
}

static const char *parse_mask(const char *text, uint64_t mask[REGISTER_WORDS])
{
    char *end;
    unsigned long shift;

    memset(mask, 0, REGISTER_WORDS * sizeof *mask);
    if (strncmp(text, "0x", 2) || !isxdigit((unsigned char)text[2]))
        return "the mask must be hexadecimal, as in 0x4";
    for (text += 2; isxdigit((unsigned char)*text); text++) {
        char digit[2] = {*text, 0};

        if (!shift_left(mask, 4))
            return "the mask is wider than 512 bits";
        mask[0] |= strtoul(digit, NULL, 16);
    }
    if (!*text)
        return NULL;
    if (strncmp(text, "<<", 2) || !isdigit((unsigned char)text[2]))
        return "behind the mask only <<BITS may follow";
    shift = strtoul(text + 2, &end, 10);
    if (*end)
        return "behind the mask only <<BITS may follow";
    if (shift >= REGISTER_BITS || !shift_left(mask, shift))
        return "the mask is wider than 512 bits";
    return NULL;
}

static bool mask_fits(const struct fault *fault)
{
    for (unsigned bit = fault->reg->width; bit < REGISTER_BITS; bit++)
        if (fault->mask[bit / 64] >> bit % 64 & 1)
            return false;
    return true;
}

static const char *parse_register(const char *name, struct fault *fault)
{
    fault->reg = register_by_name(name);
    if (!fault->reg)
        return "there is no register of that name";
    if (!(fault->model->classes >> fault->reg->class & 1))
        return "the model does not flip that register";
    return mask_fits(fault) ? NULL : "the mask is wider than the register";
}

static const char *parse_memory(char *text, struct fault *fault)
{
    char *plus = strstr(text, "+0x"), *end;

    if (!plus)
        return "it should look like: mem main+0x1420#1:heap+0x10^0x4";
    *plus = 0;
    if (!memory_find(text, &fault->memory))
        return "memory is data, heap, stack or anon";
    fault->at = strtoull(plus + 3, &end, 16);
    return *end ? "the place in memory must be hexadecimal" : NULL;
}

/* What stands behind the colon: TARGET^MASK. */
static const char *parse_target(const char *text, struct fault *fault)
{
    char target[64];
    size_t length = strcspn(text, "^");
    const char *error;

    if (!text[length] || length >= sizeof target)
        return "it should look like: value main+0x1420#1:rax^0x4";
    memcpy(target, text, length);
    target[length] = 0;
    error = parse_mask(text + length + 1, fault->mask);
    if (error)
        return error;
    switch (fault->model->target) {
    case TARGET_REGISTER: return parse_register(target, fault);
    case TARGET_MEMORY: return parse_memory(target, fault);
    default: return strcmp(target, "code") ? "the target must be code" : NULL;
    }
}

static const char *parse_model(const char *name, struct fault *fault)
{
    static char unknown[300];

    fault->model = model_find(name);
    if (fault->model)
        return NULL;
    snprintf(unknown, sizeof unknown, "the model must be one of %s",
             model_list());
    return unknown;
}

/* MODULE+OFFSET; a library's name may have a plus in it. */
static const char *parse_place(char *text, struct fault *fault)
{
    char *plus = strrchr(text, '+'), *end;

    if (!plus || strncmp(plus, "+0x", 3) || plus == text)
        return "the place should look like main+0x1420";
    *plus = 0;
    if (strlen(text) >= sizeof fault->module)
        return "the module's name is too long";
    strcpy(fault->module, text);
    fault->address = strtoull(plus + 3, &end, 16);
    return *end || end == plus + 3 ? "the address must be hexadecimal" : NULL;
}

/* @2.1; *END is what follows. */
static const char *parse_thread(const char *text, struct fault *fault,
                                const char **end)
{
    static const char *const wrong =
        "a thread is named by numbers, as in value main+0x1420#1@2.1:rax^0x4";
    size_t length;

    *end = text;
    if (*text != '@')
        return NULL;
    length = strspn(++text, ".0123456789");
    if (!length || length >= sizeof fault->thread)
        return wrong;
    memcpy(fault->thread, text, length);
    *end = text + length;
    for (size_t i = 0; i < length; i++) /* each number is from 1 */
        if ((!i || text[i - 1] == '.') && (text[i] < '1' || text[i] > '9'))
            return wrong;
    return text[length - 1] == '.' ? wrong : NULL;
}

static const char *parse_one(const char *text, struct fault *fault)
{
    char model[24], place[80];
    const char *error;
    int n = 0;

    memset(fault, 0, sizeof *fault);
    if (sscanf(text, "%23[a-z-] %79[^# ]#%" SCNu64 "%n", model, place,
               &fault->k, &n) != 3 ||
        !n)
        return "it should look like: value main+0x1420#1:rax^0x4";
    error = parse_model(model, fault);
    if (!error)
        error = parse_place(place, fault);
    if (error)
        return error;
    if (!fault->k)
        return "executions are counted from 1";
    error = parse_thread(text + n, fault, &text);
    if (error)
        return error;
    if (fault->model->target == TARGET_NONE)
        return *text ? "the model has nothing behind the execution" : NULL;
    if (*text != ':')
        return "it should look like: value main+0x1420#1:rax^0x4";
    return parse_target(text + 1, fault);
}

const char *faults_parse(const char *text, struct faults *faults)
{
    faults->count = 0;
    for (;;) {
        const char *end = strstr(text, separator);
        size_t length = end ? (size_t)(end - text) : strlen(text);
        char one[FAULT_TEXT];
        const char *error;

        if (length >= sizeof one)
            return "it is too long";
        if (faults->count == FAULTS_PER_RUN)
            return "there are too many faults for one run";
        memcpy(one, text, length);
        one[length] = 0;
        error = parse_one(one, &faults->list[faults->count++]);
        if (error || !end)
            return error;
        text = end + strlen(separator);
    }
}

/* --- masks ---------------------------------------------------------------- */

int fault_bit(const struct fault *fault)
{
    int found = -1;

    for (int bit = 0; bit < REGISTER_BITS; bit++) {
        if (!(fault->mask[bit / 64] >> bit % 64 & 1))
            continue;
        if (found >= 0)
            return -1;
        found = bit;
    }
    return found;
}

unsigned fault_bytes(const struct fault *fault)
{
    unsigned bit = REGISTER_BITS;

    while (bit > 0 && !(fault->mask[(bit - 1) / 64] >> (bit - 1) % 64 & 1))
        bit--;
    return (bit + 7) / 8;
}

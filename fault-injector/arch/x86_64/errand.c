/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* errand.c - straight-line code that makes system calls. */
#include "errand.h"

#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

static void put(struct errand *e, const void *bytes, size_t size)
{
    if (e->code_size + size + e->texts_size > ERRAND_BYTES) {
        e->full = true;
        return;
    }
    memcpy(e->bytes + e->code_size, bytes, size);
    e->code_size += size;
}

#define PUT(e, ...) \
    put(e, (const uint8_t[]){__VA_ARGS__}, sizeof(const uint8_t[]){__VA_ARGS__})

static void put_argument(struct errand *e, uint8_t prefix, uint8_t opcode,
                         uint64_t value)
{
    PUT(e, prefix, opcode); /* mov r64, imm64 */
    put(e, &value, sizeof value);
}

static void put_number(struct errand *e, uint32_t number)
{
    PUT(e, 0xb8); /* mov eax, imm32 */
    put(e, &number, sizeof number);
    PUT(e, 0x0f, 0x05);       /* syscall */
    PUT(e, 0x48, 0x85, 0xc0); /* test rax, rax */
}

void errand_begin(struct errand *e, uint64_t at)
{
    e->at = at;
    e->code_size = e->texts_size = 0;
    e->full = false;
    put_argument(e, 0x48, 0xbf, CLONE_PARENT | SIGCHLD); /* rdi */
    put_argument(e, 0x48, 0xbe, 0);                      /* rsi: same stack */
    put_argument(e, 0x48, 0xba, 0);                      /* rdx */
    put_argument(e, 0x49, 0xba, 0);                      /* r10 */
    put_argument(e, 0x49, 0xb8, 0);                      /* r8 */
    put_number(e, SYS_clone);
    PUT(e, 0x74, 0x01, 0xcc); /* jz over int3 */
    e->made = e->at + e->code_size;
}

void errand_call(struct errand *e, unsigned number, uint64_t a, uint64_t b,
                 uint64_t c, uint64_t d)
{
    if (a == ERRAND_KEPT)
        PUT(e, 0x4c, 0x89, 0xff); /* mov rdi, r15 */
    else
        put_argument(e, 0x48, 0xbf, a);
    put_argument(e, 0x48, 0xbe, b);
    put_argument(e, 0x48, 0xba, c);
    put_argument(e, 0x49, 0xba, d);
    put_number(e, number);
    PUT(e, 0x79, 0x01, 0xcc); /* jns over int3 */
}

void errand_keep(struct errand *e)
{
    PUT(e, 0x49, 0x89, 0xc7); /* mov r15, rax */
}

uint64_t errand_text(struct errand *e, const char *text)
{
    size_t size = strlen(text) + 1;

    if (e->code_size + size + e->texts_size > ERRAND_BYTES) {
        e->full = true;
        return 0;
    }
    e->texts_size += size;
    memcpy(e->bytes + ERRAND_BYTES - e->texts_size, text, size);
    return e->at + ERRAND_BYTES - e->texts_size;
}

bool errand_end(struct errand *e)
{
    PUT(e, 0xcc);
    e->done = e->at + e->code_size;
    return !e->full;
}

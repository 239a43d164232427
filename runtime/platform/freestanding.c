/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* freestanding.c - the port for firmware and kernels: hooks, or a trap. */

#include <tandem/freestanding.h>

#include "../platform.h"

#define WEAK __attribute__((weak))

WEAK void tandem_fw_write(const char *text, size_t length)
{
    (void)text;
    (void)length;
}

WEAK void tandem_fw_stop(void)
{
}

WEAK unsigned tandem_fw_thread(void)
{
    return 1;
}

unsigned tandem_port_thread(void)
{
    return tandem_fw_thread();
}

void tandem_port_prepare_stop(unsigned seconds)
{
    (void)seconds; /* no clock: a watchdog is the firmware's business */
}

void tandem_port_write(const char *text, size_t length)
{
    tandem_fw_write(text, length);
}

_Noreturn void tandem_port_die(void)
{
    /* The hook may be hardened, and detect an error itself. */
    static volatile unsigned char hook_called;
    if (!hook_called) {
        hook_called = 1;
        tandem_fw_stop();
    }
    __builtin_trap();
}

_Noreturn void tandem_port_wait(void)
{
    for (volatile unsigned forever = 1; forever;)
        ;
    __builtin_trap();
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* transaction.h - a transaction as a test wants it.

   On a real processor a transaction may abort at any time; there a test tries
   again, and under the emulator it does not. */

#ifndef TANDEM_TEST_TRANSACTION_H
#define TANDEM_TEST_TRANSACTION_H

#include "check.h"

#include <immintrin.h>
#include <stdint.h>

__attribute__((weak)) int tandem_rtm_emulator(void);

static inline int attempts(void)
{
    return tandem_rtm_emulator && tandem_rtm_emulator() ? 1 : 1000;
}

/* The status of the body run as a transaction. */
#define STATUS(body)                     \
    __extension__({                      \
        unsigned status_ = _xbegin();    \
        if (status_ == _XBEGIN_STARTED) { \
            body;                        \
            _xend();                     \
        }                                \
        status_;                         \
    })

#define ENDS_WITH(wanted, body)                                     \
    do {                                                            \
        unsigned last_ = 0;                                         \
        for (int left_ = attempts(); left_ > 0; left_--)            \
            if ((last_ = STATUS(body)) == (unsigned)(wanted))       \
                break;                                              \
        if (last_ != (unsigned)(wanted))                            \
            printf("%s:%d: status %x\n", __FILE__, __LINE__, last_); \
        CHECK(last_ == (unsigned)(wanted));                         \
    } while (0)

#define COMMITS(body) ENDS_WITH(_XBEGIN_STARTED, body)

/* The body is done, and then undone. */
#define UNDOES(body) ENDS_WITH(0x5a000001, body; _xabort(0x5a))

#endif

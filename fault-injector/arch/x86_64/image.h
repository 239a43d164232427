/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* image.h - what an image (see relocate.h) needs while it is made. */
#ifndef TANDEM_INJECT_X86_64_IMAGE_H
#define TANDEM_INJECT_X86_64_IMAGE_H

#include "relocate.h"

/* An image without code, for COUNT STOPS. */
struct image *image_new(const struct text *text, uint64_t bias, uint64_t area,
                        const struct insn *const *stops, unsigned count);

/* All instructions of the text have their copies: sets the jumps between them,
 * and the overlay. */
void image_resolve(struct image *image, const struct layout *layout);

/* The code is complete: sets the size of the area. */
void image_measure(struct image *image);

#endif

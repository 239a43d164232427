//===- WideLoads.h - neighbours that fill vectors, at once ------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. The optimiser fills vectors lane by lane where members of structs
// alternate: `for (...) x += p[i].x, y += p[i].y`. Each of these loads would be
// done twice and compared. When the loads of a block that fill vectors leave no
// gap they become loads of 16, 8 or 4 bytes, and shuffles. So do two vectors of
// 4 or 8 bytes that lie side by side.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_WIDELOADS_H
#define TANDEM_WIDELOADS_H

#include "llvm/IR/Function.h"

namespace tandem {

/// Joins such loads in \p F. Constant parts of addresses stand in constant
/// indices (Prepare.cpp), or the loads are not recognised as neighbours.
void widenLoads(llvm::Function &F);

} // namespace tandem

#endif

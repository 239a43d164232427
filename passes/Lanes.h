//===- Lanes.h - both replicas in the lanes of one register -----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. A division or square root and its replica become one operation on
// a vector of both operands (as ELZAR does for all of a program: Kuvaiskii et
// al., DSN 2016). The unit that computes them is not pipelined, and takes no
// longer for two lanes than for one. A fault of the unit that hits both lanes
// in the same way is not seen.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_LANES_H
#define TANDEM_LANES_H

#include "llvm/IR/Instructions.h"

namespace tandem {

/// True for what is cheaper in lanes: scalar divisions and square roots where
/// the target (x86-64 with vector registers) has them in both forms.
bool isCheaperInLanes(const llvm::Instruction &I);

/// Joins \p I and \p Replica, which follows it in its block. Both are erased.
void joinInLanes(llvm::Instruction &I, llvm::Instruction &Replica);

} // namespace tandem

#endif

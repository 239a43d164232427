//===- MemoryIntrinsics.h - small copies as loads and stores ----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM, before everything else. The back end expands a memcpy, memmove or
// memset of small constant length into loads and stores, which would have no
// replica: the bytes go through one register. Afterwards each of them that is
// not volatile is the loads and stores the back end would have made, so that
// they are replicated and checked like any others. Those of another length are
// left alone: they are calls in machine code too.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_MEMORYINTRINSICS_H
#define TANDEM_MEMORYINTRINSICS_H

#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/Function.h"

namespace tandem {

void expandMemoryIntrinsics(llvm::Function &F,
                            const llvm::TargetTransformInfo &TTI);

} // namespace tandem

#endif

//===- Prepare.h - code in which replicas can be compared -------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM, before replication. Two computations of one IR value may yield
// different bits where the IR leaves them open: undef, poison, reassociated
// floating point. Compared, they would raise a false alarm. This settles every
// such choice, and makes room for copies behind invokes.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_PREPARE_H
#define TANDEM_PREPARE_H

#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/Function.h"

namespace tandem {

void prepare(llvm::Function &F, const llvm::TargetTransformInfo &TTI);

} // namespace tandem

#endif

//===- Retries.h - how often code may run again -----------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. A race between two loads is over when they run again. A difference
// that stays is a fault in what the back end computed in front, where running
// again does not reach: a constant in a register. So where there are such
// constants runs in a row are counted, in a slot of the frame that the hot path
// clears.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_RETRIES_H
#define TANDEM_RETRIES_H

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"

namespace tandem {

class Retries {
public:
  explicit Retries(llvm::Function &F) : F(F) {}

  /// True when \p I may get a constant from a register that was loaded far in
  /// front of it.
  static bool mayKeepFault(const llvm::Instruction &I);

  /// In a cold block, from which \p Again runs again: an i1 that says that it
  /// did so too often without once having gone well. What is in front of
  /// \p Again must not run again.
  llvm::Value *tooMany(llvm::IRBuilder<> &B, llvm::Instruction &Again);

private:
  llvm::Function &F;
  llvm::AllocaInst *Count = nullptr;
};

} // namespace tandem

#endif

//===- Frame.h - what of a stack frame a checkpoint holds -------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A checkpoint of recovery `undo` copies the frame of the function that begins
// the transaction, so that stores to the function's own allocas need no entry
// in the log. Two kinds are left out of the copy, and their stores are logged:
// those that are large, and those whose address leaves the function, because
// another thread may write them and the copy would take that back.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_FRAME_H
#define TANDEM_FRAME_H

#include "llvm/IR/IntrinsicInst.h"

namespace tandem {

/// ANALYSIS. True for an address in memory that the copy of \p F's frame holds.
class Frame {
public:
  explicit Frame(llvm::Function &F);
  bool holds(const llvm::Value *Ptr) const;

  /// The alloca that is left out; null when there is none or several.
  llvm::AllocaInst *hole() const {
    return Logged.size() == 1 ? Logged[0] : nullptr;
  }

  /// TRANSFORM. Moves static allocas to the top of \p F, and makes one of those
  /// that are left out, so that they are one region of the frame.
  static void gather(llvm::Function &F);

private:
  llvm::SmallVector<llvm::AllocaInst *, 4> Logged;
};

} // namespace tandem

#endif

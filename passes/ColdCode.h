//===- ColdCode.h - code that runs when replicas differ ---------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What checks (Checks.h) and votes (Votes.h) both need to lead away from the
// code that runs when no fault strikes, and back.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_COLDCODE_H
#define TANDEM_COLDCODE_H

#include "RuntimeABI.h"
#include "llvm/IR/IRBuilder.h"

namespace tandem {

/// Branch weights: the first way is all but never taken.
llvm::MDNode *unlikely(llvm::LLVMContext &Ctx);

/// The assembler's memory clobber. Without it a load behind gives what another
/// gave in front of it.
void clobberMemory(llvm::IRBuilder<> &B);

/// A new, empty block for all edges from \p From to \p To: it has taken From's
/// place in To's PHIs, From does not lead to it yet.
llvm::BasicBlock *splitEdge(llvm::BasicBlock *From, llvm::BasicBlock *To);

/// Switches once more on each edge of \p Switch, by \p Replica of its
/// condition: to \p Failure when that leads elsewhere. Returns the number of
/// edges; those that end at once have none.
unsigned switchAgain(llvm::SwitchInst &Switch, llvm::Value *Replica,
                     llvm::function_ref<llvm::BasicBlock *()> Failure);

/// A new block that reports a detection at \p Site, and ends there.
llvm::BasicBlock *detectedBlock(llvm::Function &F, RuntimeABI &ABI,
                                llvm::Constant *Site);

} // namespace tandem

#endif

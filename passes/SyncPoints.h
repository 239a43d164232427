//===- SyncPoints.h - what leaves the sphere of replication -----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS. Which operands of a sync point carry data that replicas protect,
// whether they are checked (Checks.h) or voted (Votes.h) there.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_SYNCPOINTS_H
#define TANDEM_SYNCPOINTS_H

#include "Scope.h"

namespace tandem {

/// True for a constant some bits of which the IR leaves open.
bool hasUndef(const llvm::Value *V);

/// A result that is returned as it came needs neither copy nor check: the
/// callee checked it, and it does not move.
bool returnsTailCall(const llvm::ReturnInst &Ret);

/// True when \p U, an operand of \p I, is copied and checked in front of it.
bool isCheckedOperand(const llvm::Instruction &I, const llvm::Use &U, Scope &S);

/// An address that the addressing mode of a load or store can compute.
bool fitsAddressingMode(const llvm::GetElementPtrInst &Address);

/// The extensions of what \p Load loads that the load itself can do.
llvm::SmallVector<llvm::ZExtInst *, 4> extensions(llvm::LoadInst &Load);

/// Of \p Extensions of \p Load the one with most bits; \p Load if there is
/// none.
llvm::Value *widest(llvm::LoadInst &Load,
                    llvm::ArrayRef<llvm::ZExtInst *> Extensions);

} // namespace tandem

#endif

//===- Mark.h - which functions keep a transaction open ---------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. A call to another module or through a pointer asks its callee when
// it runs: functions that may be called in an open transaction begin with an
// instruction that no other function begins with (tandem/abi.h).
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_MARK_H
#define TANDEM_MARK_H

#include "llvm/IR/IRBuilder.h"

namespace tandem {

/// False where functions have to begin with something else, and in code for
/// libraries: two of them may have runtimes of their own, and the transaction
/// of one is not open for the other.
bool canMark(const llvm::Module &M);

void mark(llvm::Function &F);

/// Whether \p Callee begins with the mark.
llvm::Value *isMarked(llvm::IRBuilder<> &B, llvm::Value &Callee);

} // namespace tandem

#endif

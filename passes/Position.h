//===- Position.h - the thread's transaction, as code sees it ---*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `position` while it is in a register, and access to the fields of
// `__tandem_transaction` (docs/transactions.md).
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_POSITION_H
#define TANDEM_POSITION_H

#include "RuntimeABI.h"
#include "llvm/IR/IRBuilder.h"

namespace tandem {

class Position {
public:
  Position(llvm::Function &F, RuntimeABI &ABI) : F(F), ABI(ABI) {}

  /// Of struct tandem_transaction, in its order.
  enum Field { Next, Limit, Frame, Generation };

  llvm::Value *load(llvm::IRBuilder<> &B, Field Which);
  void store(llvm::IRBuilder<> &B, Field Which, llvm::Value *V);

  /// The copy in a register.
  llvm::Value *get(llvm::IRBuilder<> &B);
  void set(llvm::IRBuilder<> &B, llvm::Value *V);

  /// Whether it is \p Bytes or more behind the limit, which says: not open, or
  /// no room; or, with \p Bytes more than can be used, out of the log.
  llvm::Value *isBeyond(llvm::IRBuilder<> &B, uint64_t Bytes);

  /// Makes registers of it, once all code is there.
  void promote();

private:
  llvm::Function &F;
  RuntimeABI &ABI;
  llvm::AllocaInst *Slot = nullptr;

  llvm::Value *address(llvm::IRBuilder<> &B, Field Which);
  llvm::AllocaInst *slot();
};

} // namespace tandem

#endif

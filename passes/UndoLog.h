//===- UndoLog.h - entries of the log in front of stores --------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. What memory is about to lose goes to the log; the format of an
// entry, and why its size is written last, is in docs/transactions.md.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_UNDOLOG_H
#define TANDEM_UNDOLOG_H

#include "Position.h"
#include "Transactions.h"

namespace tandem {

class UndoLog {
public:
  UndoLog(RuntimeABI &ABI, Position &Where) : ABI(ABI), Where(Where) {}

  /// Appends \p Size bytes from where \p Store writes, which it and its
  /// neighbours overwrite, \p Offset bytes behind the position.
  void append(llvm::StoreInst &Store, uint64_t Size, uint64_t Offset);

  /// Has the runtime append what \p Memory overwrites. Returns the call. Before
  /// replication: the operands are then checked like those of any call.
  llvm::Instruction *appendRange(llvm::MemIntrinsic &Memory);

private:
  RuntimeABI &ABI;
  Position &Where;

  void appendEntry(llvm::StoreInst &Store, uint64_t At, uint64_t Size,
                   uint64_t Offset);
};

} // namespace tandem

#endif

//===- Effects.h - what an instruction does to a transaction ----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS. Whether a rollback can take back what an instruction does, and what
// it needs for that. Knows which functions may be called in a transaction; that
// of a function depends on those it calls (Transactions.h), so they are asked
// in the order of callGraphOrder().
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_EFFECTS_H
#define TANDEM_EFFECTS_H

#include "Frame.h"
#include "Options.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include <optional>

namespace tandem {

enum class Effect {
  None,    ///< nothing, or what a rollback takes back anyway
  Store,   ///< overwrites memory: one entry in the log
  Range,   ///< overwrites memory of any size: memcpy and the like
  Inside,  ///< calls a function that only appends a few entries
  Own,     ///< calls a function that may end the transaction on its own
  Unknown, ///< calls what may be Own or Outside: asks it when it runs (Mark.h)
  Outside, ///< cannot be taken back: the transaction ends before
  Return,  ///< leaves the frame
};

/// The hardened functions of a module.
class Callees {
public:
  void add(llvm::Function &F, Options::RecoveryKind Recovery);

  /// \p F neither begins nor ends transactions, and appends at most \p Bytes.
  void setInside(const llvm::Function &F, uint64_t Bytes);

  /// \p Callee is null for a call through a pointer.
  Effect effectOf(const llvm::Function &Caller,
                  const llvm::Function *Callee) const;
  uint64_t bytesOf(const llvm::Function &F) const { return Inside.lookup(&F); }

  /// True when a transaction of \p F is in a log, and not the processor's.
  bool isLogged(const llvm::Function &F) const;

  /// True when a call in \p F may ask the callee whether it is hardened.
  bool mayAsk(const llvm::Function &F) const;

  /// True when only hardened functions of the same recovery call \p F.
  bool isOnlyCalledBelow(const llvm::Function &F) const;

  /// The functions added, callees before callers as far as that is possible.
  std::vector<llvm::Function *> callGraphOrder() const;

private:
  llvm::SmallVector<llvm::Function *, 32> All;
  llvm::DenseMap<const llvm::Function *, Options::RecoveryKind> Hardened;
  llvm::DenseMap<const llvm::Function *, uint64_t> Inside;
  std::optional<llvm::TargetLibraryInfoImpl> Library;

  bool isOfLibrary(const llvm::Function &F) const;
};

class Effects {
public:
  Effects(llvm::Function &F, const Callees &C) : Own(F), C(C) {}

  Effect of(const llvm::Instruction &I) const;

  /// Bytes of log that a Store or an Inside call needs at most.
  uint64_t bytes(const llvm::Instruction &I) const;

  /// Bytes that \p Store overwrites.
  static uint64_t storeSize(const llvm::StoreInst &Store);

  /// Bytes of a column of the log that entries for \p Size bytes take.
  static uint64_t entrySize(uint64_t Size);

private:
  Frame Own;
  const Callees &C;

  Effect ofCall(const llvm::CallBase &Call) const;
  Effect ofIntrinsic(const llvm::IntrinsicInst &I) const;
  Effect ofAccess(const llvm::Instruction &I) const;
};

/// True for a call that becomes a jump: nothing may follow it.
bool becomesJump(const llvm::Instruction &I);

} // namespace tandem

#endif

//===- Scope.h - what is inside the sphere of replication -------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS. Gives each instruction of a function one role, and each function
// that stays outside a reason. Says nothing about how values are replicated or
// checked: see Replicas.h and Checks.h.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_SCOPE_H
#define TANDEM_SCOPE_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/PassManager.h"

namespace tandem {

enum class Role {
  Replicate, ///< computed once per replica; no effect but its result
  Load,      ///< plain load: repeated through the replicas of its address
  Store,     ///< plain store: done once, loaded back and compared
  Branch,    ///< conditional branch: decided again on both outgoing edges
  Switch,    ///< likewise, with many edges
  Return,    ///< the result is checked as it leaves
  Once,      ///< executed once: operands checked, result copied into the sphere
  Pass,      ///< carries no data that a fault could reach
  Unable,    ///< cannot be protected: reported, its result has no replica
};

class Scope {
public:
  explicit Scope(llvm::Function &F);

  /// Why \p F as a whole is not hardened; empty when it is.
  static llvm::StringRef outside(const llvm::Function &F);

  Role role(const llvm::Instruction &I) const { return Roles.lookup(&I); }

  /// True for values that every replica computes from constants alone (also
  /// addresses of static allocas). A copy would be merged with the original, so
  /// there is none; checks compare them with the constant itself.
  bool isConstant(const llvm::Value *V);

  /// True when no other thread can write the memory at \p Ptr.
  bool isPrivate(const llvm::Value *Ptr) const;

  /// True for a call whose result goes straight to the following return: left
  /// as it is, so that it stays a tail call.
  static bool isTailPosition(const llvm::CallInst &Call);

private:
  llvm::DenseMap<const llvm::Instruction *, Role> Roles;
  llvm::DenseMap<const llvm::Value *, bool> Constants;
  llvm::DenseMap<const llvm::AllocaInst *, bool> Captured;

  bool computeConstant(const llvm::Value *V);
};

/// `print<tandem-scope>`: one line per instruction, with its role.
class ScopePrinter : public llvm::PassInfoMixin<ScopePrinter> {
public:
  llvm::PreservedAnalyses run(llvm::Function &F,
                              llvm::FunctionAnalysisManager &);
  static bool isRequired() { return true; }
};

} // namespace tandem

#endif

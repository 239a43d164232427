//===- RuntimeABI.h - the runtime as hardened code sees it ------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declares in a module what include/tandem/abi.def lists; the other half is the
// C prototypes of include/tandem/abi.h.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_RUNTIMEABI_H
#define TANDEM_RUNTIMEABI_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/Module.h"

namespace tandem {

/// True when code of \p M can be in a program only, and not in a library, which
/// may have a runtime of its own.
bool isOfProgram(const llvm::Module &M);

class RuntimeABI {
public:
  explicit RuntimeABI(llvm::Module &M) : M(M) {}

  /// Declares `__tandem_<Name>`; Name is one of abi.def.
  llvm::FunctionCallee get(llvm::StringRef Name);

  /// The constant struct tandem_site (abi.h) that describes \p F.
  llvm::Constant *site(llvm::Function &F);

  /// The thread's state, `__tandem_transaction` (abi.h).
  llvm::GlobalVariable *transaction();

  /// Makes the object refer to the version symbol, so that it links only with a
  /// runtime of its own version.
  void referToVersion();

private:
  llvm::Module &M;
  llvm::DenseMap<llvm::Function *, llvm::Constant *> Sites;
};

} // namespace tandem

#endif

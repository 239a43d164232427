//===- StrengthReduction.h - addresses that step ----------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM, before replication. Behind the copies that keep replicas apart the
// back end's loop strength reduction does nothing: it would compute an address
// anew in each round, and so would its replica. So LLVM's pass runs here, in
// innermost loops with addresses that are more than one addressing mode; other
// loops stay as they are. The replicas step as the original does then.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_STRENGTHREDUCTION_H
#define TANDEM_STRENGTHREDUCTION_H

#include "llvm/IR/PassManager.h"

namespace tandem {

/// To be called before prepare(), which drops what is known about overflows.
/// Does nothing to functions that are not optimised or optimised for least
/// size. What \p FAM knows about \p F is right afterwards.
void reduceStrength(llvm::Function &F, llvm::FunctionAnalysisManager &FAM);

} // namespace tandem

#endif

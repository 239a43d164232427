//===- NaN.h - NaNs equal each other whatever their bits --------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// NaNs count as equal: which of two a sum of them is depends on the order in
// which the processor gets them (Intel SDM, volume 1, table 4-7), and the back
// end swaps the operands of one replica and not of the other.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_NAN_H
#define TANDEM_NAN_H

#include "Opaque.h"
#include "llvm/IR/Instruction.h"

namespace tandem {

/// True when \p V is a number in floating point, or holds some, whose NaNs
/// depend on the processor.
bool holdsNumbers(const llvm::Value *V);

/// An i1: \p L and \p R differ in some element that is not a NaN in both.
llvm::Value *numbersDiffer(llvm::IRBuilder<> &B, const Opaque &O,
                           llvm::Value *L, llvm::Value *R);

/// True when the result of \p I can tell apart NaNs that count as equal: it
/// looks at the bits of what arithmetic made of two NaNs.
bool readsBitsOfNaN(const llvm::Instruction &I);

/// `L or R`; either may be null.
llvm::Value *either(llvm::IRBuilder<> &B, llvm::Value *L, llvm::Value *R);

} // namespace tandem

#endif

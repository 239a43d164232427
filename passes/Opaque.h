//===- Opaque.h - copies that no optimiser can merge ------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An opaque copy equals its source at run time, and no later pass, in the IR or
// in the back end, can know it: it is the result of an empty inline asm with a
// tied operand. The copy costs at most one move. Two opaque copies of one value
// stay apart because their asm texts (comments) differ. This is the only place
// that knows how copies are hidden, for values of any type.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_OPAQUE_H
#define TANDEM_OPAQUE_H

#include "llvm/Analysis/TargetTransformInfo.h"
#include "llvm/IR/IRBuilder.h"

namespace tandem {

class Opaque {
public:
  Opaque(llvm::Function &F, const llvm::TargetTransformInfo &TTI);

  /// False for types that no value can be copied of: tokens, scalable vectors,
  /// tiles, target types.
  static bool supports(llvm::Type *Ty);

  /// An opaque copy of \p V, made at the insertion point of \p B. \p Tag
  /// tells apart copies of one value: 0 for the checked value itself, k for its
  /// k-th replica.
  llvm::Value *copy(llvm::IRBuilder<> &B, llvm::Value *V, unsigned Tag) const;

  /// As copy() with tag 0, of the value of an argument or result: in the
  /// register where the calling convention wants it, so that no move follows.
  llvm::Value *copyForUse(llvm::IRBuilder<> &B, const llvm::Use &U) const;

  /// As copy(), of an address that is the same in all replicas, a constant or
  /// that of a static alloca: computed by itself, from another one.
  llvm::Value *copyAddress(llvm::IRBuilder<> &B, llvm::Value *Ptr,
                           unsigned Tag) const;

  /// True for a constant that lies in a register before it is used.
  static bool needsRegister(const llvm::Value *V);

  /// An i1 that is true when any bit of \p L and \p R differs (padding of
  /// aggregates excepted). Floating-point values are compared as bits: NaN
  /// equals itself and 0.0 is not -0.0.
  llvm::Value *differ(llvm::IRBuilder<> &B, llvm::Value *L,
                      llvm::Value *R) const;

  /// 16 bytes of zeros that no other copy shares.
  llvm::Value *zeros(llvm::IRBuilder<> &B, unsigned Tag) const;

  /// True where instructions of SSE2 may be asked for.
  bool unpacks() const { return X86 && VectorBits >= 128; }

  /// True where a register of 16 bytes holds numbers, and computes with them.
  bool packsNumbers() const { return VectorBits >= 128; }

  /// A value and its replica.
  using Pair = std::pair<llvm::Value *, llvm::Value *>;

  /// True for vector types of 16 bytes where a vector register has them all.
  bool fillsRegister(llvm::Type *Ty) const;

  /// True for vector types of 8 bytes that a vector register has.
  bool fillsHalf(llvm::Type *Ty) const;

  /// As differ(), for one pair of values, or several that fillsRegister(),
  /// fillsHalf() or are lanes (Lanes.h), at the cost of one comparison and a
  /// bit for each.
  llvm::Value *anyDiffers(llvm::IRBuilder<> &B,
                          llvm::ArrayRef<Pair> Pairs) const;

private:
  llvm::Function &F;
  const llvm::DataLayout &DL;
  unsigned VectorBits;  ///< widest vector register, 0: none
  unsigned IntegerBits; ///< widest general register
  bool X86;

  llvm::Value *hide(llvm::IRBuilder<> &B, llvm::Value *V,
                    const char *Constraint, unsigned Tag) const;
  llvm::Value *copyConstant(llvm::IRBuilder<> &B, llvm::Constant *C,
                            unsigned Tag) const;
  llvm::Value *copyInteger(llvm::IRBuilder<> &B, llvm::Value *V,
                           unsigned Tag) const;
  llvm::Value *copyVector(llvm::IRBuilder<> &B, llvm::Value *V,
                          unsigned Tag) const;
  llvm::Value *copyAggregate(llvm::IRBuilder<> &B, llvm::Value *V,
                             unsigned Tag) const;
  llvm::Value *copyThroughMemory(llvm::IRBuilder<> &B, llvm::Value *V) const;
};

} // namespace tandem

#endif

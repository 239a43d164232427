//===- Lanes.h - all replicas in the lanes of one register ------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. Rewrites the webs of Webs.h: a value and its replicas become the
// lanes of one vector, each of their operations becomes one on vectors (ELZAR:
// Kuvaiskii et al., DSN 2016). Lane 0 is the value, lane k its k-th replica. A
// lane is rounded like a scalar, so the result has the same bits. A fault of
// the unit that hits all lanes in the same way is not seen.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_LANES_H
#define TANDEM_LANES_H

#include "Replicas.h"

namespace tandem {

class Lanes {
public:
  explicit Lanes(Replicas &R) : R(R) {}

  /// Puts \p Members, and what they need, into lanes. What computed them before
  /// is erased, and \p R knows the lanes in place of it.
  void join(llvm::ArrayRef<llvm::Instruction *> Members);

  /// What stands for \p V since join(): lane 0, null when nothing but lanes
  /// needs it, or \p V itself.
  llvm::Value *now(llvm::Value *V) const {
    auto Found = Now.find(V);
    return Found == Now.end() ? V : Found->second;
  }

  /// The vector that has \p First as lane 0 and \p Second as lane 1; null when
  /// they are no lanes of one.
  static llvm::Value *of(llvm::Value *First, llvm::Value *Second);

private:
  Replicas &R;
  llvm::DenseMap<llvm::Value *, llvm::Value *> Packed, Now;

  llvm::Value *packed(llvm::Value *V);
  llvm::Value *pack(llvm::Value *V, const Replicas::Copies &Copies);
  llvm::Instruction *create(llvm::Instruction &I);
  void fill(llvm::Instruction &I);
  void replace(llvm::Instruction &I);
};

} // namespace tandem

#endif

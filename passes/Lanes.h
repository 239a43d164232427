//===- Lanes.h - all replicas in the lanes of one register ------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. Rewrites the webs of Webs.h: a value and its replicas become the
// lanes of one vector, each of their operations becomes one on vectors (ELZAR:
// Kuvaiskii et al., DSN 2016). Lane 0 is the value, lane k its k-th replica;
// of three copies the last may stay apart. A lane is rounded like a scalar, so
// the result has the same bits. A fault of the unit that hits all lanes in the
// same way is not seen.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_LANES_H
#define TANDEM_LANES_H

#include "Replicas.h"
#include "llvm/ADT/MapVector.h"

namespace tandem {

class Lanes {
public:
  /// The first \p N copies of each value share a register, \p R has no fewer.
  Lanes(Replicas &R, const Opaque &O, unsigned N) : R(R), O(O), N(N) {}

  /// Puts \p Members, and what they need, into lanes. What computed them before
  /// is erased, and \p R knows the lanes in place of it. What \p IsWanted has
  /// scalars even if nothing uses them.
  void join(llvm::ArrayRef<llvm::Instruction *> Members,
            llvm::function_ref<bool(llvm::Value *)> IsWanted);

  /// Takes scalars from their vector where they are used: behind a vote that
  /// repaired it, from the repaired one.
  void sink();

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
  const Opaque &O;
  unsigned N;
  llvm::MapVector<llvm::Value *, llvm::Value *> Packed;
  llvm::DenseMap<llvm::Value *, llvm::Value *> Now;
  std::vector<llvm::Instruction *> Scalars; ///< taken from vectors

  /// The replicas that share the register of \p V.
  llvm::ArrayRef<llvm::Value *> joined(llvm::Value *V) {
    return llvm::ArrayRef<llvm::Value *>(R.of(V)).take_front(N - 1);
  }
  llvm::Value *packed(llvm::Value *V);
  llvm::Value *pack(llvm::Value *V);
  llvm::Instruction *create(llvm::Instruction &I);
  void fill(llvm::Instruction &I);
  void extract(llvm::ArrayRef<llvm::Value *> All,
               llvm::ArrayRef<llvm::Value *> Apart);
  void replace(llvm::Instruction &I, bool IsWanted);
  void expose(llvm::Value *V);
};

} // namespace tandem

#endif

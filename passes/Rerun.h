//===- Rerun.h - a segment once more ----------------------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. What a segment (Segments.h) computed from loads, once more, in a
// cold block: each load is done once, and its replica is a copy of what it
// gave, so that no other thread can write in between. The cold block leads on,
// not back: a way back would be a loop, and loops that hold others are not
// strength-reduced.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_RERUN_H
#define TANDEM_RERUN_H

#include "Replicas.h"
#include "Segments.h"

namespace tandem {

class Rerun {
public:
  /// Of \p Seg, before anything is inserted into it.
  Rerun(const Segment &Seg, Replicas &R);

  /// Computes \p Roots once more, and what they need, at \p B.
  void compute(llvm::IRBuilder<> &B, const Opaque &O,
               llvm::ArrayRef<llvm::Value *> Roots);

  /// What stands for \p V in the cold block.
  llvm::Value *now(llvm::Value *V) const {
    auto Found = Now.find(V);
    return Found == Now.end() ? V : Found->second;
  }

private:
  Replicas &R;
  /// The replicas of loads: which load, and which replica of it.
  llvm::DenseMap<llvm::Value *, std::pair<llvm::LoadInst *, unsigned>> Repeated;
  llvm::DenseMap<llvm::Value *, llvm::Value *> Now;
  llvm::SmallVector<llvm::Instruction *, 32> Order; ///< what loads flow into

  /// What the clone of \p I uses for \p U. What is wrong may be a constant that
  /// the hot code keeps in a register: it is made anew.
  llvm::Value *operand(llvm::IRBuilder<> &B, const Opaque &O,
                       const llvm::Instruction &I, const llvm::Use &U) const;
};

} // namespace tandem

#endif

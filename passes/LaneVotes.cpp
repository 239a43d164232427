//===- LaneVotes.cpp - votes on what shares a register --------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first two copies of a number are lanes of one register (Lanes.h). A vote
// copies the register with both, and compares it with itself, its lanes
// swapped; the third copy, a scalar, decides in cold code. What is repaired is
// the register.
//
//===----------------------------------------------------------------------===//

#include "Votes.h"
#include "Webs.h"

using namespace llvm;
using namespace tandem;

// ---- plan -------------------------------------------------------------------

// What a store votes on and uses is a copy of the whole register.
void Votes::holdLanes(HeldMap &Copies) {
  HeldMap Now;
  for (auto [V, Copy] : Copies) {
    Value *Scalar = Joined.now(V);
    if (Scalar == V) {
      Now[V] = Copy;
      continue;
    }
    auto *Old = cast<Instruction>(Copy.First);
    IRBuilder<> B(Old);
    Value *Both = O.copy(B, lanesOf(Scalar), 0);
    Now[Scalar] = {B.CreateExtractElement(Both, uint64_t(0)),
                   B.CreateExtractElement(Both, uint64_t(1))};
    Old->replaceAllUsesWith(Now[Scalar].First);
    Old->eraseFromParent();
  }
  Copies = std::move(Now);
}

// Before any vote is made, so that it can compare lanes.
void Votes::joinLanes() {
  if (!O.packsNumbers())
    return;
  SmallPtrSet<Value *, 16> InLoops;
  for (auto &[Header, Vote] : Loops)
    InLoops.insert(Vote.Which.begin(), Vote.Which.end());
  Joined.join(Webs(F, R, Opts.Lanes).members(),
              [&](Value *V) { return InLoops.count(V) != 0; });
  for (auto &[User, Copies] : HeldFor)
    holdLanes(Copies);
  for (auto &[Header, Vote] : Loops) {
    SmallVector<Value *, 8> Old = Vote.Which.takeVector();
    for (Value *V : Old)
      Vote.Which.insert(Joined.now(V));
  }
}

// ---- emit -------------------------------------------------------------------

// Makes the majority all copies of V, and returns it.
Value *Votes::repair(Ballot &Cold, Value *V) {
  Value *Both = lanesOf(V);
  if (!Both)
    return Cold.repair(copies(V), Fixes);
  Trio T = copies(V);
  Value *Majority = Cold.majority(T);
  IRBuilder<> &Fix = Cold.repairing();
  Value *Filled = Fix.CreateVectorSplat(
      cast<FixedVectorType>(Both->getType())->getElementCount(), Majority);
  Fixes.define(Both, Cold.exit(), O.copy(Fix, Filled, 0));
  Fixes.define(T[2], Cold.exit(), O.copy(Fix, Majority, 2));
  return Majority;
}

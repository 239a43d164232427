//===- BranchVotes.cpp - votes on the edges of branches -------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ColdCode.h"
#include "Votes.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using namespace tandem;

// The first copy of the condition chose an edge, and both look at the second
// one. When that disagrees the third decides, in cold code, which is where it
// is computed then: no register need be wrong, a flipped flag shows in none.
void Votes::emitBranch(BranchInst &Branch) {
  Trio Cond = copies(Branch.getCondition());
  BasicBlock *Ways[] = {Branch.getSuccessor(0), Branch.getSuccessor(1)};
  BasicBlock *Cold = BasicBlock::Create(F.getContext(), "tandem.decide", &F);
  ColdEntries.push_back(Cold);
  for (unsigned Side = 0; Side < 2; ++Side) {
    BasicBlock *Edge = splitEdge(Branch.getParent(), Ways[Side]);
    Branch.setSuccessor(Side, Edge);
    IRBuilder<> B(Edge);
    B.SetCurrentDebugLocation(Branch.getDebugLoc());
    BasicBlock *To[] = {Side ? Cold : Ways[0], Side ? Ways[1] : Cold};
    const uint32_t Weights[] = {1, (1U << 20) - 1};
    B.CreateCondBr(Cond[1], To[0], To[1],
                   MDBuilder(F.getContext())
                       .createBranchWeights(Weights[!Side], Weights[Side]));
    ++Count;
    for (PHINode &Phi : Ways[Side]->phis())
      Phi.addIncoming(Phi.getIncomingValueForBlock(Edge), Cold);
  }
  IRBuilder<> B(Cold);
  B.SetCurrentDebugLocation(Branch.getDebugLoc());
  correct(B);
  B.CreateCondBr(Cond[2], Ways[0], Ways[1]);
}

// The cold block repairs the value and switches again.
void Votes::emitSwitch(SwitchInst &Switch) {
  Value *V = Switch.getCondition();
  if (!isVoted(Switch.getOperandUse(0)))
    return;
  Switch.getParent()->splitBasicBlock(Switch.getIterator());
  Ballot Cold(F, O, Switch.getDebugLoc());
  ColdEntries.push_back(Cold.entry());
  Cold.repair(copies(V), Fixes);
  Count += switchAgain(Switch, copies(V)[1], [&] { return Cold.entry(); });
  correct(Cold.repairing());
  Cold.repairing().CreateBr(Switch.getParent());
  Cold.finish(detected());
}

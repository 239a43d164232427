//===- BranchVotes.cpp - votes on the edges of branches -------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ColdCode.h"
#include "Votes.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using namespace tandem;

// What combines conditions, and comparisons: done again in a cold block.
static bool isDecision(const Instruction &I) {
  if (isa<CmpInst>(I))
    return true;
  return I.getType()->isIntegerTy(1) &&
         (isa<BinaryOperator>(I) || isa<SelectInst>(I) || isa<FreezeInst>(I));
}

// The condition, computed from the majorities of what its copies were computed
// from, which are repaired: a flipped flag shows in no register.
Value *Votes::decideAgain(Value *Cond, Ballot &Cold, unsigned Depth) {
  auto *I = dyn_cast<Instruction>(Cond);
  if (S.isConstant(Cond))
    return Cond;
  if (!I || !Depth || S.role(*I) != Role::Replicate || !isDecision(*I)) {
    Value *&Majority = Decided[Cond];
    if (!Majority)
      Majority = Cold.repair(copies(Cond), Fixes);
    return Majority;
  }
  Instruction *Again = I->clone();
  for (Use &U : Again->operands())
    U.set(decideAgain(U, Cold, Depth - 1));
  Cold.counting().Insert(Again);
  return Again;
}

void Votes::emitBranch(BranchInst &Branch) {
  Trio Cond = copies(Branch.getCondition());
  Ballot Cold(F, O, Branch.getDebugLoc());
  BasicBlock *Ways[2];
  for (unsigned Side = 0; Side < 2; ++Side) {
    BasicBlock *To = Ways[Side] = Branch.getSuccessor(Side);
    BasicBlock *Edge = splitEdge(Branch.getParent(), To);
    Branch.setSuccessor(Side, Edge);
    IRBuilder<> B(Edge);
    B.SetCurrentDebugLocation(Branch.getDebugLoc());
    const unsigned Likely = (1U << 20) - 1;
    bool Taken = Side == 0;
    // Either edge looks at another copy, so that a wrong one shows soon.
    B.CreateCondBr(
        Cond[1 + Side], Taken ? To : Cold.entry(), Taken ? Cold.entry() : To,
        MDBuilder(F.getContext())
            .createBranchWeights(Taken ? Likely : 1, Taken ? 1 : Likely));
    ++Count;
    for (PHINode &Phi : To->phis())
      Phi.addIncoming(Phi.getIncomingValueForBlock(Edge), Cold.exit());
  }
  const unsigned Deep = 4;
  Decided.clear();
  Value *Right = decideAgain(Cond[0], Cold, Deep);
  correct(Cold.repairing());
  Cold.repairing().CreateCondBr(Right, Ways[0], Ways[1]);
  Cold.finish(detected());
}

// The cold block repairs the value and switches again.
void Votes::emitSwitch(SwitchInst &Switch) {
  Value *V = Switch.getCondition();
  if (!isVoted(Switch.getOperandUse(0)))
    return;
  Switch.getParent()->splitBasicBlock(Switch.getIterator());
  Ballot Cold(F, O, Switch.getDebugLoc());
  Cold.repair(copies(V), Fixes);
  Count += switchAgain(Switch, copies(V)[1], [&] { return Cold.entry(); });
  correct(Cold.repairing());
  Cold.repairing().CreateBr(Switch.getParent());
  Cold.finish(detected());
}

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

// The edge of one destination: the second copy must have one of its values, or,
// on the default edge, none of the others'.
void Votes::emitSwitchEdge(SwitchInst &Switch, BasicBlock *To,
                           const EdgeValues &Values, BasicBlock *Cold) {
  bool IsDefault = To == Switch.getDefaultDest();
  BasicBlock *Edge = splitEdge(Switch.getParent(), To);
  IRBuilder<> B(Edge);
  B.SetCurrentDebugLocation(Switch.getDebugLoc());
  Trio T = copies(Switch.getCondition());
  SwitchInst *Again = B.CreateSwitch(T[1], IsDefault ? To : Cold);
  for (auto &[Other, Cases] : Values)
    if (IsDefault ? Other != To : Other == To)
      for (ConstantInt *Value : Cases)
        Again->addCase(Value, IsDefault ? Cold : To);
  // A PHI has one entry per edge, and splitEdge() left one.
  for (PHINode &Phi : To->phis()) {
    Value *In = Phi.getIncomingValueForBlock(Edge);
    for (unsigned Extra = 1; !IsDefault && Extra < Again->getNumCases();
         ++Extra)
      Phi.addIncoming(In, Edge);
  }
  for (unsigned At = 0; At < Switch.getNumSuccessors(); ++At)
    if (Switch.getSuccessor(At) == To)
      Switch.setSuccessor(At, Edge);
  ++Count;
}

// The cold block repairs the value and switches again.
void Votes::emitSwitch(SwitchInst &Switch) {
  Value *V = Switch.getCondition();
  if (!isVoted(Switch.getOperandUse(0)))
    return;
  EdgeValues Values;
  Values[Switch.getDefaultDest()];
  for (auto Case : Switch.cases())
    Values[Case.getCaseSuccessor()].push_back(Case.getCaseValue());
  Switch.getParent()->splitBasicBlock(Switch.getIterator());
  Ballot Cold(F, O, Switch.getDebugLoc());
  Cold.repair(copies(V), Fixes);
  for (auto &Destination : Values)
    if (!isa<UnreachableInst>(Destination.first->getFirstNonPHIOrDbg()))
      emitSwitchEdge(Switch, Destination.first, Values, Cold.entry());
  correct(Cold.repairing());
  Cold.repairing().CreateBr(Switch.getParent());
  Cold.finish(detected());
}

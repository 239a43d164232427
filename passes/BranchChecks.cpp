//===- BranchChecks.cpp - checks on the edges of branches -----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Checks.h"
#include "ColdCode.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using namespace tandem;

void Checks::emitBranch(BranchInst &Branch) {
  Value *Cond = Branch.getCondition();
  if (!isChecked(Branch.getOperandUse(0)))
    return;
  for (unsigned Side = 0; Side < 2; ++Side) {
    BasicBlock *To = Branch.getSuccessor(Side);
    BasicBlock *Edge = splitEdge(Branch.getParent(), To);
    Branch.setSuccessor(Side, Edge);
    IRBuilder<> B(Edge);
    B.SetCurrentDebugLocation(Branch.getDebugLoc());
    bool Taken = Side == 0;
    MDNode *Weights = MDBuilder(F.getContext())
                          .createBranchWeights(Taken ? (1U << 20) - 1 : 1,
                                               Taken ? 1 : (1U << 20) - 1);
    B.CreateCondBr(replica(Cond), Taken ? To : onFailure(Cond),
                   Taken ? onFailure(Cond) : To, Weights);
    ++Count;
  }
}

// The edge of one destination: the replica must have one of its values, or, on
// the default edge, none of the others'.
void Checks::emitSwitchEdge(SwitchInst &Switch, BasicBlock *To,
                            const EdgeValues &Values) {
  bool IsDefault = To == Switch.getDefaultDest();
  BasicBlock *Edge = splitEdge(Switch.getParent(), To);
  IRBuilder<> B(Edge);
  B.SetCurrentDebugLocation(Switch.getDebugLoc());
  BasicBlock *Failure = onFailure(Switch.getCondition());
  SwitchInst *Check =
      B.CreateSwitch(replica(Switch.getCondition()), IsDefault ? To : Failure);
  for (auto &[Other, Cases] : Values)
    if (IsDefault ? Other != To : Other == To)
      for (ConstantInt *Value : Cases)
        Check->addCase(Value, IsDefault ? Failure : To);
  // A PHI has one entry per edge, and splitEdge() left one.
  for (PHINode &Phi : To->phis()) {
    Value *In = Phi.getIncomingValueForBlock(Edge);
    for (unsigned Extra = 1; !IsDefault && Extra < Check->getNumCases();
         ++Extra)
      Phi.addIncoming(In, Edge);
  }
  for (unsigned At = 0; At < Switch.getNumSuccessors(); ++At)
    if (Switch.getSuccessor(At) == To)
      Switch.setSuccessor(At, Edge);
  ++Count;
}

void Checks::emitSwitch(SwitchInst &Switch) {
  if (!isChecked(Switch.getOperandUse(0)))
    return;
  EdgeValues Values;
  Values[Switch.getDefaultDest()];
  for (auto Case : Switch.cases())
    Values[Case.getCaseSuccessor()].push_back(Case.getCaseValue());
  for (auto &Destination : Values)
    if (!isa<UnreachableInst>(Destination.first->getFirstNonPHIOrDbg()))
      emitSwitchEdge(Switch, Destination.first, Values);
}

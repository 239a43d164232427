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

void Checks::emitSwitch(SwitchInst &Switch) {
  if (isChecked(Switch.getOperandUse(0)))
    Count += switchAgain(Switch, replica(Switch.getCondition()),
                         [&] { return detectedBlock(); });
}

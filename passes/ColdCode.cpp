//===- ColdCode.cpp - code that runs when replicas differ -----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ColdCode.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;

MDNode *tandem::unlikely(LLVMContext &Ctx) {
  return MDBuilder(Ctx).createBranchWeights(1, (1U << 20) - 1);
}

void tandem::clobberMemory(IRBuilder<> &B) {
  auto *Ty = FunctionType::get(B.getVoidTy(), false);
  B.CreateCall(InlineAsm::get(Ty, "", "~{memory}", /*hasSideEffects=*/true));
}

BasicBlock *tandem::splitEdge(BasicBlock *From, BasicBlock *To) {
  Function &F = *From->getParent();
  BasicBlock *Edge = BasicBlock::Create(F.getContext(), "tandem.edge", &F,
                                        From->getNextNode());
  for (PHINode &Phi : To->phis()) {
    int At = Phi.getBasicBlockIndex(From);
    Phi.setIncomingBlock(At, Edge);
    while ((At = Phi.getBasicBlockIndex(From)) >= 0)
      Phi.removeIncomingValue(At, /*DeletePHIIfEmpty=*/false);
  }
  return Edge;
}

using EdgeValues = MapVector<BasicBlock *, SmallVector<ConstantInt *, 4>>;

// The edge of one destination: the replica must have one of its values, or, on
// the default edge, none of the others'.
static void switchAgainOnEdge(SwitchInst &Switch, BasicBlock *To,
                              const EdgeValues &Values, Value *Replica,
                              function_ref<BasicBlock *()> FailureBlock) {
  bool IsDefault = To == Switch.getDefaultDest();
  BasicBlock *Edge = tandem::splitEdge(Switch.getParent(), To);
  IRBuilder<> B(Edge);
  B.SetCurrentDebugLocation(Switch.getDebugLoc());
  BasicBlock *Failure = FailureBlock();
  SwitchInst *Again = B.CreateSwitch(Replica, IsDefault ? To : Failure);
  for (auto &[Other, Cases] : Values)
    if (IsDefault ? Other != To : Other == To)
      for (ConstantInt *Value : Cases)
        Again->addCase(Value, IsDefault ? Failure : To);
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
}

unsigned tandem::switchAgain(SwitchInst &Switch, Value *Replica,
                             function_ref<BasicBlock *()> Failure) {
  EdgeValues Values;
  unsigned Edges = 0;
  Values[Switch.getDefaultDest()];
  for (auto Case : Switch.cases())
    Values[Case.getCaseSuccessor()].push_back(Case.getCaseValue());
  for (auto &Destination : Values)
    if (!isa<UnreachableInst>(Destination.first->getFirstNonPHIOrDbg())) {
      switchAgainOnEdge(Switch, Destination.first, Values, Replica, Failure);
      ++Edges;
    }
  return Edges;
}

BasicBlock *tandem::detectedBlock(Function &F, RuntimeABI &ABI,
                                  Constant *Site) {
  BasicBlock *Result =
      BasicBlock::Create(F.getContext(), "tandem.detected", &F);
  IRBuilder<> B(Result);
  if (DISubprogram *SP = F.getSubprogram())
    B.SetCurrentDebugLocation(DILocation::get(F.getContext(), 0, 0, SP));
  B.CreateCall(ABI.get("detected"), {Site})->setDoesNotReturn();
  B.CreateUnreachable();
  return Result;
}

//===- ColdCode.cpp - code that runs when replicas differ -----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ColdCode.h"
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

//===- StrengthReduction.cpp - addresses that step ------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "StrengthReduction.h"
#include "Replicas.h"
#include "SyncPoints.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Scalar/LoopStrengthReduce.h"

using namespace llvm;
using namespace llvm::PatternMatch;
using namespace tandem;

// True for what lies in a register in each round: V comes from outside or is
// carried round, or is that and a constant.
static bool isAtHand(Value *V, const Loop &L) {
  Value *X;
  if (match(V, m_Add(m_Value(X), m_ConstantInt())) ||
      match(V, m_Or(m_Value(X), m_ConstantInt())))
    V = X;
  auto *Phi = dyn_cast<PHINode>(V);
  return L.isLoopInvariant(V) || (Phi && Phi->getParent() == L.getHeader());
}

// True when it takes instructions besides User to compute its address Ptr. A
// constant base is among them when it needs a register: each replica copies it.
static bool isComputed(Value *Ptr, const Instruction &User, const Loop &L) {
  bool IsIndexed = false;
  while (!L.isLoopInvariant(Ptr)) {
    auto *Address = dyn_cast<GetElementPtrInst>(Ptr);
    if (!Address)
      return false;
    if (!Address->hasAllConstantIndices()) {
      if (IsIndexed || !fitsAddressingMode(*Address) ||
          !all_of(Address->indices(),
                  [&](Value *Index) { return isAtHand(Index, L); }))
        return true;
      IsIndexed = true;
    }
    Ptr = Address->getPointerOperand();
  }
  return IsIndexed && Replicas::isInRegister(Ptr, User);
}

static bool stepsIn(const Loop &L, Value *Ptr, ScalarEvolution &SE) {
  const auto *Steps = dyn_cast<SCEVAddRecExpr>(SE.getSCEV(Ptr));
  return Steps && Steps->getLoop() == &L && Steps->isAffine();
}

static bool pays(const Loop &L, ScalarEvolution &SE) {
  if (!L.isInnermost())
    return false;
  for (BasicBlock *BB : L.blocks())
    for (Instruction &I : *BB) {
      Value *Ptr = getLoadStorePointerOperand(&I);
      if (Ptr && isComputed(Ptr, I, L) && stepsIn(L, Ptr, SE))
        return true;
    }
  return false;
}

namespace {
class ReduceLoop : public PassInfoMixin<ReduceLoop> {
public:
  PreservedAnalyses run(Loop &L, LoopAnalysisManager &LAM,
                        LoopStandardAnalysisResults &Known, LPMUpdater &U) {
    if (!pays(L, Known.SE))
      return PreservedAnalyses::all();
    return LoopStrengthReducePass().run(L, LAM, Known, U);
  }
};
} // namespace

// Asked first, because the loop passes bring each loop into their form.
static bool paysAnywhere(Function &F, FunctionAnalysisManager &FAM) {
  const LoopInfo &LI = FAM.getResult<LoopAnalysis>(F);
  if (LI.empty())
    return false;
  ScalarEvolution &SE = FAM.getResult<ScalarEvolutionAnalysis>(F);
  return any_of(LI.getLoopsInPreorder(),
                [&](const Loop *L) { return pays(*L, SE); });
}

void tandem::reduceStrength(Function &F, FunctionAnalysisManager &FAM) {
  if (F.hasOptNone() || F.hasMinSize() || !paysAnywhere(F, FAM))
    return;
  FunctionPassManager Passes;
  Passes.addPass(createFunctionToLoopPassAdaptor(ReduceLoop()));
  FAM.invalidate(F, Passes.run(F, FAM));
}

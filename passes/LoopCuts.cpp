//===- LoopCuts.cpp - the loops that need a test in each round ------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "LoopCuts.h"
#include "LLVMCompat.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/IR/Dominators.h"

using namespace llvm;
using namespace tandem;

// Loops that use less than this in all their rounds go untested: bytes of log,
// instructions.
static constexpr uint64_t MaxShortBytes = 1024, MaxShortWork = 512;

void LoopCuts::measure(BasicBlock &BB) {
  uint64_t Sum = 0;
  for (const Instruction &I : BB) {
    Effect What = E.of(I);
    bool Counts = What == Effect::Store || What == Effect::Inside;
    if (What == Effect::Own || What == Effect::Unknown ||
        What == Effect::Outside || (Undo && What == Effect::Range))
      Cut.insert(&BB);
    if (!Undo)
      Sum += !I.isDebugOrPseudoInst() + (What == Effect::Inside ? 64 : 0);
    else if (Counts)
      Sum += E.bytes(I);
  }
  Use[&BB] = Sum;
  if (isa<CallBrInst>(BB.getTerminator()))
    for (BasicBlock *Next : successors(&BB))
      Tested.insert(Next);
}

// Whether some way from the head back to it uses budget and passes no cut.
bool LoopCuts::usesEachRound(const Loop &L) const {
  const BasicBlock *Header = L.getHeader();
  auto Passes = [&](const BasicBlock *BB) {
    return L.contains(BB) && !Cut.count(BB) &&
           (BB == Header || !Tested.count(BB));
  };
  if (!Passes(Header))
    return false;
  auto Reach = [&](auto Neighbours) {
    DenseSet<const BasicBlock *> Seen;
    SmallVector<const BasicBlock *, 16> Pending{Header};
    while (!Pending.empty())
      for (const BasicBlock *Next : Neighbours(Pending.pop_back_val()))
        if (Passes(Next) && Seen.insert(Next).second && Next != Header)
          Pending.push_back(Next);
    return Seen;
  };
  auto Forth = Reach([](const BasicBlock *BB) { return successors(BB); });
  auto Back = Reach([](const BasicBlock *BB) { return predecessors(BB); });
  return any_of(Forth, [&](const BasicBlock *BB) {
    return Back.count(BB) && Use.lookup(BB);
  });
}

bool LoopCuts::makeShort(Loop &L, ScalarEvolution &SE) {
  uint64_t Rounds = SE.getSmallConstantMaxTripCount(&L), Sum = 0;
  if (!Rounds)
    return false;
  for (const BasicBlock *BB : L.blocks()) {
    if (Cut.count(BB) || Tested.count(BB))
      return false;
    Sum += Short.count(BB) ? Short.lookup(BB)
                           : (InShort.count(BB) ? 0 : Use.lookup(BB));
  }
  if (Sum * Rounds > (Undo ? MaxShortBytes : MaxShortWork))
    return false;
  for (const BasicBlock *BB : L.blocks()) {
    Short.erase(BB);
    InShort.insert(BB);
  }
  Short[L.getHeader()] = Sum * Rounds;
  return true;
}

// Inner loops first: a test there may do for the outer one.
void LoopCuts::visit(Loop &L, ScalarEvolution &SE) {
  for (Loop *Inner : L)
    visit(*Inner, SE);
  uint64_t Sum = 0;
  for (const BasicBlock *BB : L.blocks())
    Sum += Use.lookup(BB);
  Work[L.getHeader()] = Sum;
  if (usesEachRound(L) && !makeShort(L, SE))
    Tested.insert(L.getHeader());
}

// Cycles with several entries are no loops to LLVM: a test where they close.
void LoopCuts::testIrreducible(const LoopInfo &LI) {
  if (none_of(Use, [](const auto &Entry) { return Entry.second; }))
    return;
  DenseMap<const BasicBlock *, unsigned> Number;
  ReversePostOrderTraversal<Function *> Order(&F);
  for (BasicBlock *BB : Order)
    Number[BB] = Number.size();
  for (BasicBlock *BB : Order)
    for (BasicBlock *Next : successors(BB)) {
      const Loop *L = LI.getLoopFor(Next);
      bool IsLoop = L && L->getHeader() == Next && L->contains(BB);
      if (Number.lookup(Next) <= Number.lookup(BB) && !IsLoop) {
        Tested.insert(Next);
        Work[Next] = 64;
      }
    }
}

LoopCuts::LoopCuts(Function &F, const Effects &E, Options::RecoveryKind Kind)
    : F(F), E(E), Undo(Kind == Options::RecoveryKind::Undo) {
  for (BasicBlock &BB : F)
    measure(BB);
  DominatorTree DT(F);
  LoopInfo LI(DT);
  if (!LI.empty()) {
    TargetLibraryInfoImpl Impl{Triple(F.getParent()->getTargetTriple())};
    TargetLibraryInfo TLI(Impl, &F);
    AssumptionCache AC(F);
    ScalarEvolution SE(F, TLI, AC, DT, LI);
    for (Loop *L : LI)
      visit(*L, SE);
  }
  testIrreducible(LI);
}

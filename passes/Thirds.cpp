//===- Thirds.cpp - third copies, computed where they decide --------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Thirds.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace tandem;

// An empty asm that copies a constant, or the address of a variable: each copy
// starts from a constant of its own. What else it copies may be the first copy,
// and is no longer what was voted on later.
static bool isCopyOfConstant(const CallInst &Call) {
  const auto *Asm = dyn_cast<InlineAsm>(Call.getCalledOperand());
  if (!Asm || Asm->hasSideEffects() || Call.arg_size() != 1)
    return false;
  const Value *V = Call.getArgOperand(0);
  if (const auto *Address = dyn_cast<GetElementPtrInst>(V);
      Address && Address->hasAllConstantIndices())
    V = Address->getPointerOperand();
  return isa<Constant, AllocaInst>(V);
}

// Whether I gives the same wherever it is computed.
static bool mayMove(const Instruction &I) {
  if (auto *Call = dyn_cast<CallInst>(&I))
    return isCopyOfConstant(*Call) ||
           (isa<IntrinsicInst>(I) && Call->doesNotAccessMemory() &&
            !Call->mayHaveSideEffects() && !Call->isConvergent());
  return isa<BinaryOperator, UnaryOperator, CastInst, GetElementPtrInst,
             SelectInst, CmpInst, ExtractElementInst, InsertElementInst,
             ShuffleVectorInst, ExtractValueInst, InsertValueInst, FreezeInst>(
      I);
}

// Whether V is in a register for the sake of its one use alone.
static bool isKeptForOne(const Value *V) {
  const auto *I = dyn_cast<Instruction>(V);
  return V->hasOneUse() && (I ? !mayMove(*I) : isa<Argument>(V));
}

namespace {
class Sinking {
public:
  Sinking(Function &F, ArrayRef<BasicBlock *> Entries);
  void run();

private:
  using Blocks = SmallVector<BasicBlock *, 8>;

  SmallPtrSet<BasicBlock *, 32> Cold;
  std::vector<BasicBlock *> Hot; ///< what uses a value before what computes it

  BasicBlock *home(const Use &U) const;
  bool findHomes(const Instruction &I, Blocks &Homes) const;
  void sink(Instruction &I);
};
} // namespace

Sinking::Sinking(Function &F, ArrayRef<BasicBlock *> Entries)
    : Cold(Entries.begin(), Entries.end()) {
  SmallPtrSet<BasicBlock *, 32> Seen;
  SmallVector<BasicBlock *, 32> Open{&F.getEntryBlock()};
  while (!Open.empty()) {
    BasicBlock *BB = Open.pop_back_val();
    if (!Cold.count(BB) && Seen.insert(BB).second)
      append_range(Open, successors(BB));
  }
  for (BasicBlock *BB : post_order(&F))
    if (Seen.count(BB))
      Hot.push_back(BB);
    else
      Cold.insert(BB);
}

// The cold block that is to compute what U uses: the first of those that lead
// to it alone. Null in hot code.
BasicBlock *Sinking::home(const Use &U) const {
  auto *User = cast<Instruction>(U.getUser());
  auto *Phi = dyn_cast<PHINode>(User);
  BasicBlock *BB = Phi ? Phi->getIncomingBlock(U) : User->getParent();
  if (!Cold.count(BB))
    return nullptr;
  BasicBlock *Up = BB->getSinglePredecessor();
  for (; Up && Cold.count(Up); Up = BB->getSinglePredecessor())
    BB = Up;
  return BB;
}

// Of all uses of I. False when there are too many, or hot code uses it.
bool Sinking::findHomes(const Instruction &I, Blocks &Homes) const {
  const unsigned Most = 8;
  for (const Use &U : I.uses()) {
    BasicBlock *To = home(U);
    if (!To)
      return false;
    if (!is_contained(Homes, To))
      Homes.push_back(To);
    if (Homes.size() > Most)
      return false;
  }
  return !Homes.empty();
}

// One register for two would be a loss: what I is computed from has to last
// until then.
void Sinking::sink(Instruction &I) {
  Blocks Homes;
  if (!mayMove(I) || count_if(I.operand_values(), isKeptForOne) > 1 ||
      !findHomes(I, Homes))
    return;
  SmallDenseMap<BasicBlock *, Instruction *, 8> Clones;
  for (BasicBlock *To : Homes) {
    Clones[To] = I.clone();
    Clones[To]->insertBefore(&*To->getFirstInsertionPt());
  }
  for (Use &U : make_early_inc_range(I.uses()))
    U.set(Clones[home(U)]);
  I.eraseFromParent();
}

void Sinking::run() {
  for (BasicBlock *BB : Hot)
    for (Instruction &I : make_early_inc_range(reverse(*BB)))
      sink(I);
}

void tandem::sinkThirds(Function &F, ArrayRef<BasicBlock *> Entries) {
  Sinking(F, Entries).run();
}

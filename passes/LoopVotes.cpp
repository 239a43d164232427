//===- LoopVotes.cpp - votes on what loops carry round --------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A sum that nothing looks at before the loop ends could be struck twice. And a
// copy that other votes find wrong stays so. So what a loop carries round, and
// what a long one uses from outside, is voted on in some of its rounds, with
// all three copies, and repaired. An induction variable tells which, or a
// counter. The vote is on the way back to the header, where PHIs take what it
// repaired.
//
//===----------------------------------------------------------------------===//

#include "ColdCode.h"
#include "Votes.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;
using namespace tandem;

// Rounds from one vote to the next, in a loop without others in it and in
// others.
enum : uint64_t { Period = 64, OuterPeriod = 8 };

// By how much Next is more or less than Phi, a constant; 0: it is none.
static uint64_t stepTo(const Instruction &Next, const PHINode &Phi) {
  if (Next.getOperand(0) != &Phi)
    return 0;
  if (auto *Address = dyn_cast<GetElementPtrInst>(&Next)) {
    const DataLayout &DL = Phi.getModule()->getDataLayout();
    APInt Offset(DL.getIndexTypeSizeInBits(Phi.getType()), 0);
    return Address->accumulateConstantOffset(DL, Offset)
               ? Offset.abs().getLimitedValue()
               : 0;
  }
  auto *Step = Next.getOpcode() == Instruction::Add
                   ? dyn_cast<ConstantInt>(Next.getOperand(1))
                   : nullptr;
  return Step ? Step->getValue().abs().getLimitedValue() : 0;
}

// By how much Phi changes in each round, on every way through it; 0: not a
// constant.
static uint64_t stepOf(const PHINode &Phi, const Loop &L) {
  const BasicBlock *Latch = L.getLoopLatch();
  if (!Latch)
    return 0;
  SmallVector<const Value *, 4> Ways{Phi.getIncomingValueForBlock(Latch)};
  auto *Join = dyn_cast<PHINode>(Ways.front());
  if (Join && Join->getParent() == Latch && Latch != L.getHeader())
    Ways.assign(Join->value_op_begin(), Join->value_op_end());
  uint64_t Result = 0;
  for (const Value *Way : Ways) {
    auto *Next = dyn_cast<Instruction>(Way);
    uint64_t Step = Next && Next->getNumOperands() ? stepTo(*Next, Phi) : 0;
    if (!Step || (Result && Step != Result))
      return 0;
    Result = Step;
  }
  return Result;
}

// The bits of an induction variable of the step that are 0 in one of so many
// rounds at least; 0: its type has too few.
static uint64_t maskFor(uint64_t Step, uint64_t Rounds, unsigned Bits) {
  const uint64_t TooLong = uint64_t(1) << 24;
  if (!Step || Step > TooLong)
    return 0;
  uint64_t Unit = PowerOf2Ceil(Step);
  return Log2_64(Unit * Rounds) < Bits ? Unit * (Rounds - 1) : 0;
}

// Whether Phi, at the head of L, is computed from what L carried round before:
// only then do faults stay in it.
static bool accumulates(PHINode &Phi, const Loop &L, const Scope &S) {
  SmallPtrSet<Value *, 16> Seen;
  SmallVector<Value *, 16> Open;
  for (unsigned At = 0; At < Phi.getNumIncomingValues(); ++At)
    if (L.contains(Phi.getIncomingBlock(At)))
      Open.push_back(Phi.getIncomingValue(At));
  while (!Open.empty()) {
    auto *I = dyn_cast<Instruction>(Open.pop_back_val());
    if (!I || !L.contains(I) || S.role(*I) != Role::Replicate ||
        !Seen.insert(I).second)
      continue;
    if (isa<PHINode>(I) && I->getParent() == L.getHeader())
      return true;
    append_range(Open, I->operand_values());
  }
  return false;
}

// Whether V adds up absolute differences or products in a vector. Where nothing
// else looks at the elements the back end forms other sums of them, with
// instructions that do four times the work (psadbw, pmaddwd on x86).
static bool isPartialSum(Value *V) {
  auto *Ty = dyn_cast<FixedVectorType>(V->getType());
  if (!Ty || !Ty->getElementType()->isIntegerTy(32))
    return false;
  SmallPtrSet<Value *, 16> Seen;
  SmallVector<Value *, 8> Open{V};
  while (!Open.empty()) {
    auto *I = dyn_cast<Instruction>(Open.pop_back_val());
    if (!I || I->getType() != Ty || !Seen.insert(I).second)
      continue;
    auto *Call = dyn_cast<IntrinsicInst>(I);
    if ((Call && Call->getIntrinsicID() == Intrinsic::abs) ||
        I->getOpcode() == Instruction::Mul)
      return true;
    if (I->getOpcode() == Instruction::Add)
      append_range(Open, I->operand_values());
  }
  return false;
}

bool Votes::isCopied(Value *V) const {
  const Replicas::Copies *Replica = R.find(V);
  return Replica && (*Replica)[0] != V && !V->getType()->isIntegerTy(1);
}

// Whether the edges that leave BB can be split.
static bool canSplitBehind(const BasicBlock &BB) {
  return isa<BranchInst, SwitchInst, InvokeInst>(BB.getTerminator());
}

void Votes::planLoop(Loop &L) {
  for (Loop *Inner : L)
    planLoop(*Inner);
  LoopVote &Vote = Loops[L.getHeader()];
  const DataLayout &DL = F.getParent()->getDataLayout();
  uint64_t Rounds = L.isInnermost() ? Period : OuterPeriod;
  if (L.getLoopLatch() && canSplitBehind(*L.getLoopLatch()))
    Vote.Latch = L.getLoopLatch();
  for (PHINode &Phi : L.getHeader()->phis()) {
    if (!isCopied(&Phi))
      continue;
    Value *Carried =
        Vote.Latch ? Phi.getIncomingValueForBlock(Vote.Latch) : &Phi;
    if (accumulates(Phi, L, S) && isCopied(Carried) && !isPartialSum(Carried))
      Vote.Which.insert(Carried);
    if (!Phi.getType()->isIntOrPtrTy() || Vote.Counter)
      continue;
    unsigned Bits = DL.getTypeSizeInBits(Phi.getType()).getFixedValue();
    Vote.Mask = Bits <= 64 ? maskFor(stepOf(Phi, L), Rounds, Bits) : 0;
    if (Vote.Mask)
      Vote.Counter = Carried;
  }
}

// Whether L can run for long: its rounds do more than compute.
bool Votes::isLong(const Loop &L) const {
  return !L.isInnermost() || any_of(L.blocks(), [&](const BasicBlock *BB) {
    return any_of(
        *BB, [&](const Instruction &I) { return S.role(I) == Role::Once; });
  });
}

// What comes from outside of several loops is voted on in the outermost. A loop
// that only computes ends soon, and a repair would make a value that it carries
// round of each that it only uses.
void Votes::planInvariant(Value *V, Loop *L) {
  auto *Def = dyn_cast<Instruction>(V);
  if (!L || (Def && L->contains(Def)) || !isCopied(V))
    return;
  while (Loop *Outer = L->getParentLoop()) {
    if (Def && Outer->contains(Def))
      break;
    L = Outer;
  }
  if (isLong(*L))
    Loops[L->getHeader()].Which.insert(V);
}

void Votes::planLoops() {
  DominatorTree DT(F);
  LoopInfo LI(DT);
  for (Loop *L : LI)
    planLoop(*L);
  for (Instruction &I : instructions(F)) {
    auto *Phi = dyn_cast<PHINode>(&I);
    for (Use &U : I.operands())
      planInvariant(
          U, LI.getLoopFor(Phi ? Phi->getIncomingBlock(U) : I.getParent()));
    for (Value *Part : Parts.lookup(&I))
      planInvariant(Part, LI.getLoopFor(I.getParent()));
  }
}

// Behind the PHIs, the counter, and opaque copies that hide some replicas.
static Instruction &behindCopies(BasicBlock &Header,
                                 const SmallPtrSetImpl<Value *> &Copies) {
  Instruction *Result = &*Header.getFirstInsertionPt();
  for (Instruction &I : Header)
    if (!isa<PHINode>(I) && Copies.count(&I))
      Result = I.getNextNode();
  return *Result;
}

// A byte that counts the rounds of the loop with that header in such steps that
// it is 0 in one of so many, increased in front of At. Back is its only way
// back, if any. A fault in it shifts the votes.
static Value *countRounds(BasicBlock &Header, const BasicBlock *Back,
                          Instruction &At, const DominatorTree &DT) {
  IRBuilder<> B(&Header, Header.begin());
  B.SetCurrentDebugLocation(At.getDebugLoc());
  PHINode *Before = B.CreatePHI(B.getInt8Ty(), 2, "tandem.rounds");
  B.SetInsertPoint(&At);
  Value *Now = B.CreateAdd(Before, B.getInt8(256 / Period));
  for (BasicBlock *From : predecessors(&Header)) {
    bool IsWayBack = Back ? From == Back : DT.dominates(&Header, From);
    Before->addIncoming(IsWayBack ? Now : B.getInt8(0), From);
  }
  return Now;
}

// A block of its own on the way back from Latch to Header: what is repaired
// there is one more value of the PHIs that are there already.
static BasicBlock &splitWayBack(BasicBlock &Latch, BasicBlock &Header) {
  BasicBlock *Back = splitEdge(&Latch, &Header);
  Latch.getTerminator()->replaceSuccessorWith(&Header, Back);
  IRBuilder<> B(Back);
  B.SetCurrentDebugLocation(Latch.getTerminator()->getDebugLoc());
  B.CreateBr(&Header);
  return *Back;
}

// Before the votes split blocks.
void Votes::countLoops() {
  DominatorTree DT(F);
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (auto &[Header, Vote] : Loops) {
    if (Vote.Which.empty() || Header->isEHPad())
      continue;
    if (Vote.Latch)
      Vote.Back = &splitWayBack(*Vote.Latch, *Header);
    Instruction &At =
        Vote.Back ? Vote.Back->front() : *Header->getFirstInsertionPt();
    if (!Vote.Counter) {
      Vote.Rest = countRounds(*Header, Vote.Back, At, DT);
      continue;
    }
    IRBuilder<> B(&At);
    B.SetCurrentDebugLocation(Header->getTerminator()->getDebugLoc());
    Value *Bits = Vote.Counter;
    if (Bits->getType()->isPointerTy())
      Bits = B.CreatePtrToInt(Bits, DL.getIntPtrType(Bits->getType()));
    Vote.Rest = B.CreateAnd(Bits, Vote.Mask);
  }
}

void Votes::emitLoop(BasicBlock &Header, const LoopVote &Vote) {
  SmallPtrSet<Value *, 16> Copies{Vote.Rest};
  for (Value *V : Vote.Which)
    for (Value *Copy : copies(V))
      Copies.insert(Copy);
  Instruction *At =
      Vote.Back ? Vote.Back->getTerminator() : &behindCopies(Header, Copies);
  BasicBlock *Head = At->getParent();
  BasicBlock *Tail = Head->splitBasicBlock(At->getIterator());
  BasicBlock *Round =
      BasicBlock::Create(F.getContext(), "tandem.round", &F, Tail);
  Head->getTerminator()->eraseFromParent();
  IRBuilder<> B(Head);
  B.SetCurrentDebugLocation(At->getDebugLoc());
  B.CreateCondBr(B.CreateIsNull(Vote.Rest), Round, Tail,
                 MDBuilder(F.getContext()).createBranchWeights(1, Period));
  B.SetInsertPoint(Round);
  At = B.CreateBr(Tail);
  Ballot Cold(F, O, At->getDebugLoc());
  SmallVector<Opaque::Pair, 8> Pairs;
  for (Value *V : Vote.Which) {
    append_range(Pairs, pairs({V}, 1));
    append_range(Pairs, pairs({V}, 2));
    repair(Cold, V);
  }
  compareBefore(*At, Pairs, Cold);
  correct(Cold.repairing());
  Cold.repairing().CreateBr(At->getParent());
  Cold.finish(detected());
}

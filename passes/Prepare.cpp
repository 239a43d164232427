//===- Prepare.cpp - code in which replicas can be compared ---------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Prepare.h"
#include "MemoryIntrinsics.h"
#include "Scope.h"
#include "WideLoads.h"
#include "WidePairs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Support/KnownBits.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;
using namespace llvm::PatternMatch;
using namespace tandem;

// C with zeros where it was undef or poison.
static Constant *settled(Constant *C) {
  if (isa<UndefValue>(C))
    return C->getType()->isTokenTy() ? C : Constant::getNullValue(C->getType());
  if (!isa<ConstantAggregate>(C))
    return C;
  SmallVector<Constant *, 8> Elements;
  bool Changed = false;
  for (Use &U : C->operands()) {
    Elements.push_back(settled(cast<Constant>(U)));
    Changed |= Elements.back() != U;
  }
  if (!Changed)
    return C;
  if (auto *Ty = dyn_cast<StructType>(C->getType()))
    return ConstantStruct::get(Ty, Elements);
  if (auto *Ty = dyn_cast<ArrayType>(C->getType()))
    return ConstantArray::get(Ty, Elements);
  return ConstantVector::get(Elements);
}

// Follows chains only: they are what fills a vector.
static bool isLaneUsedBy(const Use &U, unsigned Lane) {
  const auto *User = cast<Instruction>(U.getUser());
  if (const auto *Insert = dyn_cast<InsertElementInst>(User)) {
    auto *Index = dyn_cast<ConstantInt>(Insert->getOperand(2));
    return !Index || U.getOperandNo() != 0 || !Insert->hasOneUse() ||
           (!Index->equalsInt(Lane) &&
            isLaneUsedBy(*Insert->use_begin(), Lane));
  }
  if (const auto *Extract = dyn_cast<ExtractElementInst>(User)) {
    auto *Index = dyn_cast<ConstantInt>(Extract->getIndexOperand());
    return !Index || Index->equalsInt(Lane);
  }
  if (const auto *Shuffle = dyn_cast<ShuffleVectorInst>(User)) {
    auto *Ty = dyn_cast<FixedVectorType>(U->getType());
    int Number = Lane + U.getOperandNo() * (Ty ? Ty->getNumElements() : 0);
    return !Ty || is_contained(Shuffle->getShuffleMask(), Number);
  }
  return true;
}

// A vector that is only there to be filled: what lies in it shows nowhere.
static bool isFilled(const Use &U) {
  auto *Ty = dyn_cast<FixedVectorType>(U->getType());
  if (!isa<UndefValue>(U) || !Ty)
    return false;
  for (unsigned Lane = 0; Lane < Ty->getNumElements(); ++Lane)
    if (isLaneUsedBy(U, Lane))
      return false;
  return true;
}

static void settleOperands(Instruction &I) {
  for (Use &U : I.operands())
    if (auto *C = dyn_cast<Constant>(U); C && !isFilled(U))
      if (Constant *Settled = settled(C); Settled != C)
        U.set(Settled);
}

// A lane that may hold anything takes the lane of its own number, which in most
// cases needs no instruction.
static void settleMask(ShuffleVectorInst &Shuffle) {
  auto *Ty = dyn_cast<FixedVectorType>(Shuffle.getOperand(0)->getType());
  if (!Ty)
    return;
  SmallVector<int, 16> Mask(Shuffle.getShuffleMask());
  for (unsigned I = 0; I < Mask.size(); ++I)
    if (Mask[I] < 0)
      Mask[I] = I % (2 * Ty->getNumElements());
  Shuffle.setShuffleMask(Mask);
}

// The zeros in front of a 0 and a shift by too much are poison: bits that were
// in some register before.
static void settleBitOperation(Instruction &I) {
  Intrinsic::ID Kind = Intrinsic::not_intrinsic;
  if (auto *Call = dyn_cast<IntrinsicInst>(&I))
    Kind = Call->getIntrinsicID();
  const DataLayout &DL = I.getModule()->getDataLayout();
  if ((Kind == Intrinsic::ctlz || Kind == Intrinsic::cttz) &&
      !computeKnownBits(I.getOperand(0), DL).isNonZero())
    I.setOperand(1, ConstantInt::getFalse(I.getContext()));
  const APInt *Amount;
  if (I.isShift() && match(I.getOperand(1), m_APInt(Amount)) &&
      Amount->uge(Amount->getBitWidth()))
    I.setOperand(1, Constant::getNullValue(I.getType()));
}

// The optimiser writes `x + 4` as `x | 4` where the bit is known to be zero.
// The back end does not know it behind copies, and only a sum is part of an
// address.
static Value *sumOfDisjoint(Instruction &I, const DataLayout &DL) {
  Value *X;
  const APInt *C;
  if (!I.getType()->isIntegerTy() || !match(&I, m_Or(m_Value(X), m_APInt(C))) ||
      !C->isSubsetOf(computeKnownBits(X, DL).Zero))
    return nullptr;
  Instruction *Sum = BinaryOperator::CreateAdd(X, I.getOperand(1), "", &I);
  Sum->takeName(&I);
  Sum->setDebugLoc(I.getDebugLoc());
  return Sum;
}

// An index with a constant added is the index, and a constant offset: checks
// then compare the index, and not each of the sums.
static void splitIndex(GetElementPtrInst &Address, const DataLayout &DL) {
  Value *X;
  ConstantInt *C;
  if (Address.getNumIndices() != 1 || Address.getType()->isVectorTy() ||
      !match(Address.getOperand(1), m_Add(m_Value(X), m_ConstantInt(C))) ||
      X->getType() != DL.getIndexType(Address.getType()))
    return;
  IRBuilder<> B(&Address);
  Type *Ty = Address.getSourceElementType();
  Value *Start = B.CreateGEP(Ty, Address.getPointerOperand(), X);
  Address.setOperand(0, Start);
  Address.setOperand(1, C);
}

// `p + (x << 3)` in bytes, as strength reduction writes it, for `p[x]`: checks
// then compare x, which is in a register, and not the shifted index, which
// needs a further one.
static void scaleIndex(GetElementPtrInst &Address) {
  Value *X;
  uint64_t Shift;
  if (Address.getNumIndices() != 1 || Address.getType()->isVectorTy() ||
      !Address.getSourceElementType()->isIntegerTy(8) ||
      !match(Address.getOperand(1), m_Shl(m_Value(X), m_ConstantInt(Shift))) ||
      Shift > 3)
    return;
  Address.setSourceElementType(
      Type::getIntNTy(Address.getContext(), 8U << Shift));
  Address.setResultElementType(Address.getSourceElementType());
  Address.setOperand(1, X);
}

static void exposeOffsets(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (Instruction &I : make_early_inc_range(instructions(F)))
    if (Value *Sum = sumOfDisjoint(I, DL)) {
      I.replaceAllUsesWith(Sum);
      I.eraseFromParent();
    }
  for (Instruction &I : instructions(F))
    if (auto *Address = dyn_cast<GetElementPtrInst>(&I)) {
      scaleIndex(*Address);
      splitIndex(*Address, DL);
    }
}

static void settle(Instruction &I, Role R) {
  if (R == Role::Load) {
    I.setMetadata(LLVMContext::MD_range, nullptr);
    I.setMetadata(LLVMContext::MD_nonnull, nullptr);
    I.setMetadata(LLVMContext::MD_noundef, nullptr);
  }
  if (R == Role::Store)
    settleOperands(I);
  if (R != Role::Replicate)
    return;
  settleOperands(I);
  settleBitOperation(I);
  I.dropPoisonGeneratingFlags();
  if (isa<FPMathOperator>(I))
    I.copyFastMathFlags(FastMathFlags()); // set... only adds
}

// A copy of an invoke's result needs a block that only the invoke enters.
static void separateInvokes(Function &F) {
  SmallVector<InvokeInst *, 8> Invokes;
  for (BasicBlock &BB : F)
    if (auto *Invoke = dyn_cast<InvokeInst>(BB.getTerminator()))
      Invokes.push_back(Invoke);
  for (InvokeInst *Invoke : Invokes) {
    BasicBlock *Normal = Invoke->getNormalDest();
    if (!Normal->getSinglePredecessor() || isa<PHINode>(Normal->front()))
      SplitEdge(Invoke->getParent(), Normal);
  }
}

static bool endsInTailCall(BasicBlock *BB, Value *Result) {
  auto *Branch = dyn_cast<BranchInst>(BB->getTerminator());
  auto *Call = dyn_cast<CallInst>(Result);
  return Branch && Branch->isUnconditional() && Call && Call->isTailCall() &&
         Call->getNextNonDebugInstruction() == Branch;
}

// A tail call whose result meets others in a PHI gets a return of its own, as
// the back end would give it. Behind the check of the PHI it could not.
static void separateTailCalls(Function &F) {
  for (BasicBlock &BB : make_early_inc_range(F)) {
    auto *Ret = dyn_cast<ReturnInst>(BB.getTerminator());
    auto *Phi =
        Ret ? dyn_cast_or_null<PHINode>(Ret->getReturnValue()) : nullptr;
    if (!Phi || Phi->getParent() != &BB || BB.getFirstNonPHIOrDbg() != Ret)
      continue;
    SmallVector<BasicBlock *, 4> Preds;
    for (unsigned At = 0; At < Phi->getNumIncomingValues(); ++At)
      if (endsInTailCall(Phi->getIncomingBlock(At), Phi->getIncomingValue(At)))
        Preds.push_back(Phi->getIncomingBlock(At));
    for (BasicBlock *Pred : Preds)
      FoldReturnIntoUncondBranch(Ret, &BB, Pred);
    if (!Preds.empty() && pred_empty(&BB))
      DeleteDeadBlock(&BB);
  }
}

// Moves what is computed between two stores in front of the first, so that the
// values of both can be checked there.
static void gatherStores(BasicBlock &BB, const Scope &S) {
  Instruction *First = nullptr;
  for (Instruction &I : make_early_inc_range(BB)) {
    Role Kind = S.role(I);
    if (Kind == Role::Store)
      First = First ? First : &I;
    else if (Kind != Role::Replicate || isa<PHINode>(I) || I.isIntDivRem())
      First = I.isDebugOrPseudoInst() ? First : nullptr;
    else if (First)
      I.moveBefore(First);
  }
}

// A vector that a general register has room for is loaded as a number: so it
// can be compared, and copied, before each replica is moved to a vector
// register.
static void loadAsNumbers(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    auto *Load = dyn_cast<LoadInst>(&I);
    if (!Load || !Load->isSimple() || !isa<FixedVectorType>(I.getType()) ||
        I.getType()->isPtrOrPtrVectorTy())
      continue;
    unsigned Bits = I.getType()->getPrimitiveSizeInBits().getFixedValue();
    if (Bits < 8 || !isPowerOf2_32(Bits) || !DL.isLegalInteger(Bits))
      continue;
    IRBuilder<> B(Load);
    LoadInst *Number = B.CreateAlignedLoad(
        B.getIntNTy(Bits), Load->getPointerOperand(), Load->getAlign());
    Number->copyMetadata(
        *Load, {LLVMContext::MD_tbaa, LLVMContext::MD_invariant_load});
    Number->setDebugLoc(Load->getDebugLoc());
    Value *Vector = B.CreateBitCast(Number, I.getType());
    Vector->takeName(Load);
    Load->replaceAllUsesWith(Vector);
    Load->eraseFromParent();
  }
}

// With these the back end takes the freedom of fast-math flags that the
// instructions no longer have, in one replica and not in the other.
static void dropFastMath(Function &F) {
  for (const char *Name :
       {"unsafe-fp-math", "no-infs-fp-math", "no-nans-fp-math",
        "no-signed-zeros-fp-math", "approx-func-fp-math"})
    F.removeFnAttr(Name);
}

void tandem::prepare(Function &F, const TargetTransformInfo &TTI) {
  dropFastMath(F);
  expandMemoryIntrinsics(F, TTI);
  EliminateUnreachableBlocks(F);
  separateInvokes(F);
  separateTailCalls(F);
  exposeOffsets(F);
  widenLoads(F);
  joinPairs(F);
  loadAsNumbers(F);
  spliceAsNumbers(F);
  Scope S(F);
  for (Instruction &I : instructions(F))
    if (auto *Shuffle = dyn_cast<ShuffleVectorInst>(&I);
        Shuffle && S.role(I) == Role::Replicate)
      settleMask(*Shuffle);
  for (Instruction &I : instructions(F))
    settle(I, S.role(I));
  for (BasicBlock &BB : F)
    gatherStores(BB, S);
}

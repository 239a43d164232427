//===- WidePairs.cpp - pairs of small vectors in one register -------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "WidePairs.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

static unsigned lanes(const Value *V) {
  return cast<FixedVectorType>(V->getType())->getNumElements();
}

static Type *twice(Type *Ty) {
  return VectorType::getDoubleElementsVectorType(cast<VectorType>(Ty));
}

// The vector that Low and High are the halves of.
static Value *joinedFrom(const Value *Low, const Value *High) {
  const auto *L = dyn_cast<ShuffleVectorInst>(Low);
  const auto *H = dyn_cast<ShuffleVectorInst>(High);
  if (!L || !H || L->getOperand(0) != H->getOperand(0) ||
      lanes(L->getOperand(0)) != 2 * lanes(L))
    return nullptr;
  for (int I = 0, Size = lanes(L); I < Size; ++I)
    if (L->getMaskValue(I) != I || H->getMaskValue(I) != Size + I)
      return nullptr;
  return L->getOperand(0);
}

// Whether something can be computed at the end of each block that Phi has a
// value from: each comes once, and does not end in what makes the value.
static bool canAppend(const PHINode &Phi) {
  return all_of(Phi.blocks(), [&](const BasicBlock *From) {
    return isa<BranchInst>(From->getTerminator()) &&
           count(Phi.blocks(), From) == 1;
  });
}

// Reductions of more terms, and terms of more operations, are not worth the
// time that it takes to compare each with each.
static constexpr unsigned MaxTerms = 8;
static constexpr unsigned MaxOperations = 64;

namespace {

/// Two accumulators of one loop, and what is added to them in each round.
class Accumulators {
public:
  Accumulators(Value *Low, Value *High)
      : Low(dyn_cast<BinaryOperator>(Low)),
        High(dyn_cast<BinaryOperator>(High)) {}
  /// Their sum, as one of twice as many lanes; null when they stay two.
  Value *join();
  /// Removes the two, which only add to themselves when nothing else is left.
  void drop() const;

private:
  BinaryOperator *Low, *High;
  PHINode *LowPhi = nullptr, *HighPhi = nullptr;
  PHINode *Wide = nullptr;
  bool AnyHalves = false;
  unsigned Operations = 0;

  bool continues() const;
  bool fits(Value *L, Value *H);
  bool fitsOperands(Instruction &L, Instruction &H);
  Value *joined(Value *L, Value *H);
  static PHINode *phiOf(const BinaryOperator &Sum);
};

} // namespace

// The PHI that Sum adds to, when nothing else in the loop uses either.
PHINode *Accumulators::phiOf(const BinaryOperator &Sum) {
  if (Sum.getOpcode() != Instruction::Add || !Sum.hasNUses(2))
    return nullptr;
  for (Value *V : Sum.operands())
    if (auto *Phi = dyn_cast<PHINode>(V);
        Phi && Phi->hasOneUse() && count(Phi->incoming_values(), &Sum) == 1 &&
        canAppend(*Phi))
      return Phi;
  return nullptr;
}

// Whether each sum comes from the same block as the other.
bool Accumulators::continues() const {
  return LowPhi->getParent() == HighPhi->getParent() &&
         all_of(LowPhi->blocks(), [&](const BasicBlock *From) {
           return (LowPhi->getIncomingValueForBlock(From) == Low) ==
                  (HighPhi->getIncomingValueForBlock(From) == High);
         });
}

bool Accumulators::fitsOperands(Instruction &L, Instruction &H) {
  for (unsigned At = 0; At < L.getNumOperands(); ++At) {
    Value *One = L.getOperand(At), *Other = H.getOperand(At);
    if (One->getType()->isVectorTy() ? !fits(One, Other) : One != Other)
      return false;
  }
  return true;
}

bool Accumulators::fits(Value *L, Value *H) {
  if (L->getType() != H->getType())
    return false;
  if (L == LowPhi || H == HighPhi)
    return L == LowPhi && H == HighPhi;
  if (isa<Constant>(L) && isa<Constant>(H))
    return true;
  if (joinedFrom(L, H))
    return AnyHalves = true;
  auto *A = dyn_cast<Instruction>(L), *B = dyn_cast<Instruction>(H);
  if (!A || !B || A->getParent() != Low->getParent() ||
      B->getParent() != Low->getParent() || !A->isSameOperationAs(B) ||
      ++Operations > MaxOperations ||
      (A != Low && (!A->hasOneUse() || !B->hasOneUse())))
    return false;
  if (auto *Call = dyn_cast<IntrinsicInst>(A))
    return Call->getIntrinsicID() == Intrinsic::abs && fitsOperands(*A, *B);
  return isa<BinaryOperator, CastInst>(A) && !isa<BitCastInst>(A) &&
         fitsOperands(*A, *B);
}

// Both at once, in place of the later one.
Value *Accumulators::joined(Value *L, Value *H) {
  if (L == LowPhi)
    return Wide;
  if (Value *Whole = joinedFrom(L, H))
    return Whole;
  if (isa<Constant>(L)) {
    IRBuilder<> B(Low);
    return concatenateVectors(B, {L, H});
  }
  auto *A = cast<Instruction>(L), *Other = cast<Instruction>(H);
  SmallVector<Value *, 2> Operands;
  for (unsigned At = 0; At < A->getNumOperands(); ++At)
    if (Value *V = A->getOperand(At); V->getType()->isVectorTy())
      Operands.push_back(joined(V, Other->getOperand(At)));
  IRBuilder<> B(A->comesBefore(Other) ? Other : A);
  B.SetCurrentDebugLocation(A->getDebugLoc());
  if (auto *Operation = dyn_cast<BinaryOperator>(A))
    return B.CreateBinOp(Operation->getOpcode(), Operands[0], Operands[1]);
  if (auto *Cast = dyn_cast<CastInst>(A))
    return B.CreateCast(Cast->getOpcode(), Operands[0], twice(Cast->getType()));
  return B.CreateBinaryIntrinsic(Intrinsic::abs, Operands[0], B.getFalse());
}

Value *Accumulators::join() {
  LowPhi = Low ? phiOf(*Low) : nullptr;
  HighPhi = High ? phiOf(*High) : nullptr;
  if (!LowPhi || !HighPhi || !continues() ||
      Low->getParent() != High->getParent() || !fits(Low, High) || !AnyHalves)
    return nullptr;
  Wide = PHINode::Create(twice(LowPhi->getType()),
                         LowPhi->getNumIncomingValues(), "", LowPhi);
  Value *Sum = joined(Low, High);
  for (unsigned At = 0; At < LowPhi->getNumIncomingValues(); ++At) {
    BasicBlock *From = LowPhi->getIncomingBlock(At);
    Value *First = LowPhi->getIncomingValue(At);
    IRBuilder<> B(From->getTerminator());
    Wide->addIncoming(
        First == Low ? Sum
                     : concatenateVectors(
                           B, {First, HighPhi->getIncomingValueForBlock(From)}),
        From);
  }
  return Sum;
}

void Accumulators::drop() const {
  RecursivelyDeleteDeadPHINode(LowPhi);
  RecursivelyDeleteDeadPHINode(HighPhi);
}

// What V, a sum that nothing else uses, is the sum of. A PHI of one value only
// says that it leaves a loop.
static void collectTerms(Value *V, SmallVectorImpl<Value *> &Terms) {
  if (auto *Phi = dyn_cast<PHINode>(V);
      Phi && Phi->getNumIncomingValues() == 1 && Phi->hasOneUse())
    return collectTerms(Phi->getIncomingValue(0), Terms);
  auto *Sum = dyn_cast<BinaryOperator>(V);
  if (!Sum || Sum->getOpcode() != Instruction::Add || !Sum->hasOneUse() ||
      Terms.size() > MaxTerms)
    return Terms.push_back(V);
  collectTerms(Sum->getOperand(0), Terms);
  collectTerms(Sum->getOperand(1), Terms);
}

static Value *sumOf(IRBuilder<> &B, ArrayRef<Value *> Terms) {
  Value *Sum = Terms[0];
  for (Value *Term : Terms.drop_front())
    Sum = B.CreateAdd(Sum, Term);
  return B.CreateAddReduce(Sum);
}

// The lanes of all accumulators end in one sum: so two of them may be one that
// is twice as wide.
static void joinAccumulators(IntrinsicInst &Reduce) {
  SmallVector<Value *, MaxTerms> Terms, Wide;
  SmallVector<Accumulators, MaxTerms> Joined;
  collectTerms(Reduce.getArgOperand(0), Terms);
  if (Terms.size() > MaxTerms)
    return;
  for (unsigned At = 0; At < Terms.size(); ++At)
    for (unsigned Other = 0; Other < Terms.size(); ++Other) {
      Accumulators Two(Terms[At], Terms[Other]);
      Value *Both = At == Other ? nullptr : Two.join();
      if (!Both)
        continue;
      Joined.push_back(Two);
      Wide.push_back(Both);
      Terms.erase(Terms.begin() + std::max(At, Other));
      Terms.erase(Terms.begin() + std::min(At, Other));
      Other = At = 0;
    }
  if (Wide.empty())
    return;
  IRBuilder<> B(&Reduce);
  Value *Sum = sumOf(B, Wide);
  if (!Terms.empty())
    Sum = B.CreateAdd(Sum, sumOf(B, Terms));
  Reduce.replaceAllUsesWith(Sum);
  RecursivelyDeleteTriviallyDeadInstructions(&Reduce);
  for (const Accumulators &Two : Joined)
    Two.drop();
}

// ---- stores -----------------------------------------------------------------

static bool isSmallVector(const DataLayout &DL, Type *Ty) {
  if (!isa<FixedVectorType>(Ty) || Ty->isPtrOrPtrVectorTy() ||
      Ty->getScalarSizeInBits() % 8 != 0)
    return false;
  TypeSize Bits = DL.getTypeSizeInBits(Ty);
  return Bits == TypeSize::getFixed(32) || Bits == TypeSize::getFixed(64);
}

static bool areNeighbours(const DataLayout &DL, StoreInst &Low,
                          StoreInst &High) {
  Value *From = Low.getPointerOperand(), *To = High.getPointerOperand();
  unsigned Bits = DL.getIndexTypeSizeInBits(From->getType());
  if (From->getType() != To->getType())
    return false;
  APInt Start(Bits, 0), End(Bits, 0);
  From = From->stripAndAccumulateConstantOffsets(DL, Start, true);
  To = To->stripAndAccumulateConstantOffsets(DL, End, true);
  return From == To &&
         End - Start == DL.getTypeStoreSize(Low.getValueOperand()->getType());
}

// Narrowed elements are narrowed at once: that takes one instruction.
static Value *storedAtOnce(IRBuilder<> &B, Value *Low, Value *High) {
  auto *L = dyn_cast<TruncInst>(Low), *H = dyn_cast<TruncInst>(High);
  if (L && H && L->hasOneUse() && H->hasOneUse() &&
      L->getSrcTy() == H->getSrcTy())
    return B.CreateTrunc(
        concatenateVectors(B, {L->getOperand(0), H->getOperand(0)}),
        twice(Low->getType()));
  return concatenateVectors(B, {Low, High});
}

// Puts the store of both where the second one stands.
static StoreInst *joinStores(StoreInst &First, StoreInst &Second,
                             StoreInst &Low) {
  StoreInst &High = &Low == &First ? Second : First;
  IRBuilder<> B(&Second);
  Value *L = Low.getValueOperand(), *H = High.getValueOperand();
  StoreInst *Both = B.CreateAlignedStore(
      storedAtOnce(B, L, H), Low.getPointerOperand(), Low.getAlign());
  if (MDNode *Tag = Low.getMetadata(LLVMContext::MD_tbaa);
      Tag == High.getMetadata(LLVMContext::MD_tbaa))
    Both->setMetadata(LLVMContext::MD_tbaa, Tag);
  First.eraseFromParent();
  Second.eraseFromParent();
  RecursivelyDeleteTriviallyDeadInstructions(L);
  RecursivelyDeleteTriviallyDeadInstructions(H);
  return Both;
}

static void joinStores(BasicBlock &BB) {
  const DataLayout &DL = BB.getModule()->getDataLayout();
  StoreInst *Earlier = nullptr;
  SmallVector<StoreInst *, 16> Stores;
  for (Instruction &I : BB)
    if (I.mayReadOrWriteMemory() ||
        !isGuaranteedToTransferExecutionToSuccessor(&I))
      // Anything else stands between stores.
      Stores.push_back(dyn_cast<StoreInst>(&I));
  for (StoreInst *Store : Stores) {
    bool IsSmall = Store && Store->isSimple() &&
                   !Store->hasMetadata(LLVMContext::MD_nontemporal) &&
                   isSmallVector(DL, Store->getValueOperand()->getType());
    StoreInst *First = Earlier;
    Earlier = IsSmall ? Store : nullptr;
    if (!IsSmall || !First ||
        First->getValueOperand()->getType() !=
            Store->getValueOperand()->getType())
      continue;
    bool IsUpwards = areNeighbours(DL, *First, *Store);
    if (!IsUpwards && !areNeighbours(DL, *Store, *First))
      continue;
    joinStores(*First, *Store, IsUpwards ? *First : *Store);
    Earlier = nullptr;
  }
}

void tandem::joinPairs(Function &F) {
  if (F.hasOptNone())
    return;
  SmallVector<IntrinsicInst *, 4> Reductions;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<IntrinsicInst>(&I);
        Call && Call->getIntrinsicID() == Intrinsic::vector_reduce_add &&
        isa<FixedVectorType>(Call->getArgOperand(0)->getType()))
      Reductions.push_back(Call);
  for (IntrinsicInst *Reduce : Reductions)
    joinAccumulators(*Reduce);
  for (BasicBlock &BB : F)
    joinStores(BB);
}

// ---- splices ----------------------------------------------------------------

// A constant with lanes that are poison would be a number that is.
static bool canBeNumber(const Value *V) {
  return !isa<Constant>(V) || cast<Constant>(V)->isNullValue();
}

// The number of elements that User, a shuffle, leaves away of Phi to put the
// elements that follow in front of as many others; 0 when it does not.
static unsigned skipped(const PHINode &Phi, const User *User) {
  const auto *Shuffle = dyn_cast<ShuffleVectorInst>(User);
  if (!Shuffle || Shuffle->getOperand(0) != &Phi ||
      Shuffle->getOperand(1) == &Phi || !canBeNumber(Shuffle->getOperand(1)) ||
      Shuffle->getType() != Phi.getType())
    return 0;
  int First = Shuffle->getMaskValue(0), Size = lanes(&Phi);
  for (int I = 0; I < Size; ++I)
    if (Shuffle->getMaskValue(I) != First + I)
      return 0;
  return First > 0 && First < Size ? First : 0;
}

static Value *asNumber(IRBuilder<> &B, Value *V, Type *Ty) {
  auto *Cast = dyn_cast<BitCastInst>(V);
  return Cast && Cast->getSrcTy() == Ty ? Cast->getOperand(0)
                                        : B.CreateBitCast(V, Ty);
}

static void spliceAsNumbers(PHINode &Phi, Type *Ty) {
  auto *Number = PHINode::Create(Ty, Phi.getNumIncomingValues(), "", &Phi);
  for (unsigned At = 0; At < Phi.getNumIncomingValues(); ++At) {
    BasicBlock *From = Phi.getIncomingBlock(At);
    IRBuilder<> B(From->getTerminator());
    Number->addIncoming(asNumber(B, Phi.getIncomingValue(At), Ty), From);
  }
  for (User *U : make_early_inc_range(Phi.users())) {
    auto *Splice = cast<ShuffleVectorInst>(U);
    unsigned Shift = skipped(Phi, U) * Phi.getType()->getScalarSizeInBits();
    IRBuilder<> B(Splice);
    Value *Next = asNumber(B, Splice->getOperand(1), Ty);
    Value *Both = B.CreateIntrinsic(
        Intrinsic::fshr, {Ty}, {Next, Number, ConstantInt::get(Ty, Shift)});
    Splice->replaceAllUsesWith(B.CreateBitCast(Both, Splice->getType()));
    Splice->eraseFromParent();
  }
  Phi.eraseFromParent();
}

void tandem::spliceAsNumbers(Function &F) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  if (F.hasOptNone() || !DL.isLittleEndian())
    return;
  for (BasicBlock &BB : F)
    for (PHINode &Phi : make_early_inc_range(BB.phis())) {
      if (!isSmallVector(DL, Phi.getType()) || Phi.use_empty() ||
          !Phi.getType()->isIntOrIntVectorTy() || !canAppend(Phi) ||
          !all_of(Phi.incoming_values(), canBeNumber) ||
          !all_of(Phi.users(), [&](User *U) { return skipped(Phi, U) != 0; }))
        continue;
      unsigned Bits = DL.getTypeSizeInBits(Phi.getType()).getFixedValue();
      if (DL.isLegalInteger(Bits))
        ::spliceAsNumbers(Phi, Type::getIntNTy(F.getContext(), Bits));
    }
}

//===- WideLoads.cpp - neighbours that fill vectors, at once --------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "WideLoads.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallSet.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/Transforms/Utils/Local.h"
#include <map>

using namespace llvm;

namespace {

/// A vector that is filled by loads alone, and the load of each lane.
struct Filling {
  InsertElementInst *Last;
  SmallVector<LoadInst *, 16> Lanes;
};

/// Loads that become one, by address.
using Chunk = SmallVector<LoadInst *, 16>;

class BlockLoads {
public:
  explicit BlockLoads(BasicBlock &BB)
      : DL(BB.getModule()->getDataLayout()), BB(BB) {}
  void widen();

private:
  /// What equals in the addresses of neighbours: the type, what no write and no
  /// call stands between, and the address but for its constant part; types and
  /// values by numbers, so that the order is that of the program.
  using Place = std::tuple<unsigned, unsigned, unsigned,
                           std::vector<std::pair<unsigned, int64_t>>>;

  const DataLayout &DL;
  BasicBlock &BB;
  DenseMap<LoadInst *, unsigned> Stretch;
  DenseMap<const void *, unsigned> Numbers;
  SmallVector<Filling, 8> Fillings;
  std::vector<Chunk> Chunks;
  /// The chunk of each load, and its place there.
  DenseMap<LoadInst *, std::pair<unsigned, unsigned>> At;

  void findStretches();
  bool fills(InsertElementInst &Last);
  unsigned number(const void *Named) {
    return Numbers.try_emplace(Named, Numbers.size()).first->second;
  }
  Place placeOf(LoadInst &Load, int64_t &Offset);
  void findChunks();
  void cut(ArrayRef<std::pair<int64_t, LoadInst *>> Run);
  bool isServed(const Filling &Filled) const;
  void dropUnserved();
  Value *wideLoad(const Chunk &Loads);
  void joinPairs();
  void joinPair(LoadInst &Low, LoadInst &High);
  void replace(Filling &Filled, ArrayRef<Value *> Wide) const;
};

} // namespace

// Numbers the stretches in which a load may be done earlier.
void BlockLoads::findStretches() {
  unsigned Number = 0;
  for (Instruction &I : BB) {
    if (auto *Load = dyn_cast<LoadInst>(&I); Load && Load->isSimple())
      Stretch[Load] = Number;
    else if (I.mayWriteToMemory() ||
             !isGuaranteedToTransferExecutionToSuccessor(&I))
      ++Number;
  }
}

// Adds the vector that Last completes, if loads fill it in this block.
bool BlockLoads::fills(InsertElementInst &Last) {
  auto *Ty = dyn_cast<FixedVectorType>(Last.getType());
  if (!Ty || (Last.hasOneUse() && isa<InsertElementInst>(Last.user_back())))
    return false;
  Filling Filled{&Last, {}};
  Filled.Lanes.resize(Ty->getNumElements());
  Value *V = &Last;
  while (auto *Insert = dyn_cast<InsertElementInst>(V)) {
    auto *Load = dyn_cast<LoadInst>(Insert->getOperand(1));
    auto *Lane = dyn_cast<ConstantInt>(Insert->getOperand(2));
    if (!Load || !Lane || !Load->hasOneUse() || !Stretch.count(Load) ||
        Lane->uge(Filled.Lanes.size()) || Filled.Lanes[Lane->getZExtValue()])
      return false;
    Filled.Lanes[Lane->getZExtValue()] = Load;
    V = Insert->getOperand(0);
  }
  if (!isa<UndefValue>(V) || is_contained(Filled.Lanes, nullptr))
    return false;
  Fillings.push_back(std::move(Filled));
  return true;
}

BlockLoads::Place BlockLoads::placeOf(LoadInst &Load, int64_t &Offset) {
  Value *Ptr = Load.getPointerOperand();
  unsigned Bits = DL.getIndexTypeSizeInBits(Ptr->getType());
  MapVector<Value *, APInt> Variable;
  APInt Constant(Bits, 0);
  while (auto *Address = dyn_cast<GEPOperator>(Ptr)) {
    if (!Address->collectOffset(DL, Bits, Variable, Constant))
      break;
    Ptr = Address->getPointerOperand();
  }
  std::vector<std::pair<unsigned, int64_t>> Scaled;
  for (auto &[V, Scale] : Variable)
    Scaled.push_back({number(V), Scale.getSExtValue()});
  sort(Scaled);
  Offset = Constant.getSExtValue();
  return {number(Load.getType()), Stretch.lookup(&Load), number(Ptr),
          std::move(Scaled)};
}

// Cuts Run, loads without a gap, into chunks.
void BlockLoads::cut(ArrayRef<std::pair<int64_t, LoadInst *>> Run) {
  while (Run.size() > 1) {
    uint64_t Size = DL.getTypeStoreSize(Run[0].second->getType());
    size_t Count = 0;
    for (uint64_t Bytes : {4, 8, 16})
      if (Bytes <= Run.size() * Size)
        Count = Bytes / Size;
    if (Count < 2)
      return;
    Chunks.emplace_back();
    for (auto &Member : Run.take_front(Count)) {
      At[Member.second] = {Chunks.size() - 1, Chunks.back().size()};
      Chunks.back().push_back(Member.second);
    }
    Run = Run.drop_front(Count);
  }
}

void BlockLoads::findChunks() {
  std::map<Place, std::map<int64_t, LoadInst *>> Places;
  for (Filling &Filled : Fillings)
    for (LoadInst *Load : Filled.Lanes) {
      int64_t Offset = 0;
      Place Where = placeOf(*Load, Offset);
      Places[Where][Offset] = Load; // another of this offset is left out
    }
  for (auto &[Where, Loads] : Places) {
    int64_t Size = DL.getTypeStoreSize(Loads.begin()->second->getType());
    SmallVector<std::pair<int64_t, LoadInst *>, 16> Run;
    for (auto &Next : Loads) {
      if (!Run.empty() && Run.back().first + Size != Next.first) {
        cut(Run);
        Run.clear();
      }
      Run.push_back(Next);
    }
    cut(Run);
  }
}

// A shuffle has two operands.
bool BlockLoads::isServed(const Filling &Filled) const {
  SmallSet<unsigned, 4> From;
  for (LoadInst *Load : Filled.Lanes) {
    auto Found = At.find(Load);
    if (Found == At.end())
      return false;
    From.insert(Found->second.first);
  }
  return From.size() <= 2 && all_of(From, [&](unsigned No) {
           return Chunks[No].size() == Chunks[*From.begin()].size();
         });
}

// A load that its vector still needs by itself keeps its chunk from being one.
void BlockLoads::dropUnserved() {
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (Filling &Filled : Fillings)
      if (!isServed(Filled))
        for (LoadInst *Load : Filled.Lanes)
          if (auto Found = At.find(Load); Found != At.end()) {
            for (LoadInst *Other : Chunks[Found->second.first])
              At.erase(Other);
            Changed = true;
          }
  }
}

// Stands where the first of Loads does.
Value *BlockLoads::wideLoad(const Chunk &Loads) {
  LoadInst *First = *std::min_element(
      Loads.begin(), Loads.end(),
      [](LoadInst *L, LoadInst *R) { return L->comesBefore(R); });
  int64_t Offset = 0, Start = 0;
  placeOf(*First, Offset);
  placeOf(*Loads[0], Start);
  IRBuilder<> B(First);
  Value *Ptr = First->getPointerOperand();
  if (Start != Offset)
    Ptr = B.CreateConstGEP1_64(B.getInt8Ty(), Ptr, Start - Offset);
  unsigned Lanes = Loads.size();
  if (auto *Vector = dyn_cast<FixedVectorType>(First->getType()))
    Lanes *= Vector->getNumElements();
  return B.CreateAlignedLoad(
      FixedVectorType::get(First->getType()->getScalarType(), Lanes), Ptr,
      Loads[0]->getAlign());
}

// Small vectors that lie side by side become one, and its halves.
void BlockLoads::joinPair(LoadInst &Low, LoadInst &High) {
  auto *Wide = cast<Instruction>(wideLoad({&Low, &High}));
  unsigned Lanes = cast<FixedVectorType>(Low.getType())->getNumElements();
  IRBuilder<> B(Wide->getNextNode());
  for (LoadInst *Load : {&Low, &High})
    Load->replaceAllUsesWith(B.CreateShuffleVector(
        Wide, createSequentialMask(Load == &Low ? 0 : Lanes, Lanes, 0)));
  for (LoadInst *Load : {&Low, &High}) {
    Stretch.erase(Load);
    Load->eraseFromParent();
  }
}

void BlockLoads::joinPairs() {
  std::map<Place, std::map<int64_t, LoadInst *>> Places;
  for (Instruction &I : BB) {
    auto *Load = dyn_cast<LoadInst>(&I);
    Type *Ty = I.getType();
    if (!Load || !Stretch.count(Load) || !isa<FixedVectorType>(Ty) ||
        Ty->isPtrOrPtrVectorTy() || Ty->getScalarSizeInBits() % 8 != 0)
      continue;
    TypeSize Bits = DL.getTypeSizeInBits(Ty);
    int64_t Offset = 0;
    if (Bits != TypeSize::getFixed(32) && Bits != TypeSize::getFixed(64))
      continue;
    Place Where = placeOf(*Load, Offset);
    Places[Where].insert({Offset, Load});
  }
  for (auto &[Where, Loads] : Places) {
    int64_t Size = DL.getTypeStoreSize(Loads.begin()->second->getType());
    for (auto It = Loads.begin(); It != Loads.end(); ++It) {
      auto Next = std::next(It);
      if (Next == Loads.end() || Next->first != It->first + Size)
        continue;
      joinPair(*It->second, *Next->second);
      It = Next;
    }
  }
}

// Of each two elements of Wide the upper or the lower one, extended: made once,
// behind Wide, as replicas of equal computations stay apart. (Nothing else but
// shuffles uses Wide, which was made here, too.)
static Value *everySecond(Instruction &Wide, bool Upper) {
  auto *From = cast<FixedVectorType>(Wide.getType());
  unsigned Bits = From->getScalarSizeInBits();
  auto Opcode = Upper ? Instruction::LShr : Instruction::And;
  for (User *Cast : Wide.users())
    if (isa<BitCastInst>(Cast))
      for (User *U : Cast->users())
        if (cast<Instruction>(U)->getOpcode() == Opcode)
          return U;
  IRBuilder<> B(Wide.getParent(), std::next(Wide.getIterator()));
  B.SetCurrentDebugLocation(Wide.getDebugLoc());
  Value *Halves =
      B.CreateBitCast(&Wide, FixedVectorType::get(B.getIntNTy(2 * Bits),
                                                  From->getNumElements() / 2));
  return Upper ? B.CreateLShr(Halves, Bits)
               : B.CreateAnd(Halves, APInt::getLowBitsSet(2 * Bits, Bits));
}

// Of members that alternate and are extended, every second element of Wide: as
// halves of integers twice as wide they are a mask or a shift away, where
// shuffles of bytes take several instructions.
static bool extendHalves(InsertElementInst &Last, Value *Wide,
                         ArrayRef<int> Mask) {
  Type *Ty = Last.getType()->getElementType();
  bool Alternates = Ty->isIntegerTy() && Ty->getIntegerBitWidth() <= 16;
  for (int I = 0; I < int(Mask.size()); ++I)
    Alternates &= Mask[I] == Mask[0] + 2 * I;
  if (!Alternates ||
      !all_of(Last.users(), [](const User *U) { return isa<ZExtInst>(U); }))
    return false;
  IRBuilder<> B(&Last);
  Value *Halves = everySecond(*cast<Instruction>(Wide), Mask[0] % 2);
  SmallVector<int, 16> Part;
  for (int Lane : Mask)
    Part.push_back(Lane / 2);
  Value *Chosen = B.CreateShuffleVector(Halves, Part);
  for (User *U : make_early_inc_range(Last.users())) {
    B.SetInsertPoint(cast<Instruction>(U));
    U->replaceAllUsesWith(B.CreateZExtOrTrunc(Chosen, U->getType()));
    cast<Instruction>(U)->eraseFromParent();
  }
  return true;
}

void BlockLoads::replace(Filling &Filled, ArrayRef<Value *> Wide) const {
  unsigned First = At.lookup(Filled.Lanes[0]).first, Second = First;
  SmallVector<int, 16> Mask;
  for (LoadInst *Load : Filled.Lanes) {
    auto [From, Lane] = At.lookup(Load);
    if (From != First)
      Second = From;
    Mask.push_back(Lane + (From != First ? Chunks[From].size() : 0));
  }
  IRBuilder<> B(Filled.Last);
  if (First != Second || !DL.isLittleEndian() ||
      !extendHalves(*Filled.Last, Wide[First], Mask))
    Filled.Last->replaceAllUsesWith(
        B.CreateShuffleVector(Wide[First], Wide[Second], Mask));
  RecursivelyDeleteTriviallyDeadInstructions(Filled.Last);
}

void BlockLoads::widen() {
  findStretches();
  joinPairs();
  for (Instruction &I : BB)
    if (auto *Insert = dyn_cast<InsertElementInst>(&I))
      fills(*Insert);
  findChunks();
  dropUnserved();
  erase_if(Fillings, [&](const Filling &Filled) { return !isServed(Filled); });
  SmallVector<Value *, 8> Wide;
  for (const Chunk &Loads : Chunks)
    Wide.push_back(At.count(Loads[0]) ? wideLoad(Loads) : nullptr);
  for (Filling &Filled : Fillings)
    replace(Filled, Wide);
}

void tandem::widenLoads(Function &F) {
  if (F.hasOptNone())
    return;
  for (BasicBlock &BB : F)
    BlockLoads(BB).widen();
}

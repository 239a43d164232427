//===- MemoryIntrinsics.cpp - small copies as loads and stores ------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "MemoryIntrinsics.h"
#include "LLVMCompat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace tandem;

// The back end's limits, in stores (MaxStoresPerMemcpy and so on in
// X86ISelLowering.cpp; no header tells them here). They hold in code optimised
// for size too: what is too long for stores there becomes `rep movs` in line.
enum : unsigned { MaxCopies = 8, MaxSets = 16 };
// Loads of a memcpy before its first store: leaves registers to the replicas.
enum : unsigned { CopiesAtOnce = 4 };

namespace {
struct Chunk {
  uint64_t At;
  unsigned Size;
};

class Expansion {
public:
  Expansion(MemIntrinsic &MI, const TargetTransformInfo &TTI, unsigned Widest)
      : MI(MI), Transfer(dyn_cast<MemTransferInst>(&MI)), TTI(TTI),
        Widest(Widest), B(&MI) {}
  bool plan();
  void emitSet();
  void emitCopy();

private:
  MemIntrinsic &MI;
  MemTransferInst *Transfer; ///< null for a memset
  const TargetTransformInfo &TTI;
  unsigned Widest; ///< bytes
  IRBuilder<> B;
  SmallVector<Chunk, 16> Chunks;

  bool anyAlignment(unsigned Size) const;
  Value *load(const Chunk &C);
  void store(const Chunk &C, Value *V);
  Value *repeated(Value *Byte, unsigned Size);
};
} // namespace

bool Expansion::anyAlignment(unsigned Size) const {
  auto Allowed = [&](unsigned Space) {
    return Size == 1 || TTI.allowsMisalignedMemoryAccesses(
                            MI.getContext(), Size * 8, Space, Align(1));
  };
  return Allowed(MI.getDestAddressSpace()) &&
         (!Transfer || Allowed(Transfer->getSourceAddressSpace()));
}

// The widest chunks first. The last one may lie partly over the one before: 31
// bytes are 16 at 0 and 16 at 15. False: the intrinsic stays.
bool Expansion::plan() {
  auto *Constant = dyn_cast<ConstantInt>(MI.getLength());
  unsigned Max = Transfer ? MaxCopies : MaxSets, Size = Widest;
  if (!Constant || MI.isVolatile() || Constant->getValue().ugt(Max * Widest))
    return false;
  Align Known = MI.getDestAlign().valueOrOne();
  if (Transfer)
    Known = std::min(Known, Transfer->getSourceAlign().valueOrOne());
  uint64_t Length = Constant->getZExtValue(), At = 0;
  while (At < Length) {
    uint64_t Rest = Length - At, Tail = PowerOf2Ceil(Rest);
    if (Tail <= std::min<uint64_t>(Length, Widest) && anyAlignment(Tail)) {
      Chunks.push_back({Length - Tail, unsigned(Tail)});
      break;
    }
    while (Size > Rest || (Known < Size && !anyAlignment(Size)))
      Size /= 2;
    Chunks.push_back({At, Size});
    At += Size;
  }
  return Chunks.size() <= Max;
}

static Type *typeOf(IRBuilder<> &B, unsigned Size) {
  return Size <= 8 ? (Type *)B.getIntNTy(Size * 8)
                   : FixedVectorType::get(B.getInt64Ty(), Size / 8);
}

static Value *address(IRBuilder<> &B, Value *Base, uint64_t At) {
  return At ? B.CreateConstGEP1_64(B.getInt8Ty(), Base, At) : Base;
}

// Constant memory is known: a plain load and a volatile one of it become one
// load where nothing in their block is ordered before them. Of the metadata,
// types (tbaa) describe the copy as a whole and are dropped.
Value *Expansion::load(const Chunk &C) {
  Type *Ty = typeOf(B, C.Size);
  Value *From = address(B, Transfer->getRawSource(), C.At);
  const DataLayout &DL = MI.getModule()->getDataLayout();
  Constant *Bytes = nullptr;
  if (auto *Place = dyn_cast<Constant>(From))
    Bytes = ConstantFoldLoadFromConstPtr(Place, Ty, DL);
  if (Bytes && isa<ConstantData>(Bytes)) // not an address: that is computed
    return Bytes;
  Align Known = Transfer->getSourceAlign().valueOrOne();
  LoadInst *Load = B.CreateAlignedLoad(Ty, From, commonAlignment(Known, C.At));
  Load->copyMetadata(MI,
                     {LLVMContext::MD_alias_scope, LLVMContext::MD_noalias});
  return Load;
}

void Expansion::store(const Chunk &C, Value *V) {
  Align Known = MI.getDestAlign().valueOrOne();
  StoreInst *Store = B.CreateAlignedStore(V, address(B, MI.getRawDest(), C.At),
                                          commonAlignment(Known, C.At));
  Store->copyMetadata(MI, {LLVMContext::MD_alias_scope, LLVMContext::MD_noalias,
                           LLVMContext::MD_DIAssignID});
}

Value *Expansion::repeated(Value *Byte, unsigned Size) {
  if (Size == 1)
    return Byte;
  unsigned Bits = 8 * std::min(Size, 8u);
  Value *Ones = B.getInt(APInt::getSplat(Bits, APInt(8, 1)));
  Value *Word = B.CreateMul(B.CreateZExt(Byte, B.getIntNTy(Bits)), Ones);
  return Size <= 8 ? Word : B.CreateVectorSplat(Size / 8, Word);
}

void Expansion::emitSet() {
  SmallDenseMap<unsigned, Value *> Values; // by size
  for (const Chunk &C : Chunks)
    if (!Values.count(C.Size))
      Values[C.Size] = repeated(cast<MemSetInst>(MI).getValue(), C.Size);
  for (const Chunk &C : Chunks)
    store(C, Values[C.Size]);
}

// A memmove may store where it will load: all of its loads come first.
void Expansion::emitCopy() {
  ArrayRef<Chunk> Rest = Chunks;
  while (!Rest.empty()) {
    ArrayRef<Chunk> Group = Rest;
    if (!isa<MemMoveInst>(MI))
      Group = Rest.take_front(CopiesAtOnce);
    SmallVector<Value *, MaxCopies> Values;
    for (const Chunk &C : Group)
      Values.push_back(load(C));
    for (auto [C, V] : zip(Group, Values))
      store(C, V);
    Rest = Rest.drop_front(Group.size());
  }
}

// Bytes of the widest register, vectors where Opaque.cpp knows them.
static unsigned widestAccess(const Function &F,
                             const TargetTransformInfo &TTI) {
  const Module &M = *F.getParent();
  uint64_t Bits = M.getDataLayout().getLargestLegalIntTypeSizeInBits();
  Bits = std::clamp<uint64_t>(Bits, 32, 64);
  bool X86 = Triple(M.getTargetTriple()).getArch() == Triple::x86_64;
  if (X86 && !F.hasFnAttribute(Attribute::NoImplicitFloat))
    Bits = std::max<uint64_t>(
        Bits, TTI.getRegisterBitWidth(TargetTransformInfo::RGK_FixedWidthVector)
                  .getFixedValue());
  return Bits / 8;
}

void tandem::expandMemoryIntrinsics(Function &F,
                                    const TargetTransformInfo &TTI) {
  unsigned Widest = widestAccess(F, TTI);
  for (Instruction &I : make_early_inc_range(instructions(F))) {
    auto *MI = dyn_cast<MemIntrinsic>(&I);
    if (!MI)
      continue;
    Expansion E(*MI, TTI, Widest);
    if (!E.plan())
      continue;
    if (isa<MemTransferInst>(MI))
      E.emitCopy();
    else
      E.emitSet();
    MI->eraseFromParent();
  }
}

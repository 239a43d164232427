//===- MemoryChecks.cpp - checks of stores and addresses ------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Checks.h"
#include "ColdCode.h"
#include "Lanes.h"
#include "NaN.h"
#include "SyncPoints.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

// The address as the addressing mode of User, a load or store, will compute it;
// null when it is a value like others. Constant offsets are added wherever they
// stand: that spares a register for each.
GetElementPtrInst *Checks::foldedAddress(Value *Ptr,
                                         const Instruction &User) const {
  auto *Address = dyn_cast<GetElementPtrInst>(Ptr);
  if (!Address || !fitsAddressingMode(*Address))
    return nullptr;
  bool IsNear = home(Address->getParent()) == home(User.getParent());
  return IsNear || Address->hasAllConstantIndices() ? Address : nullptr;
}

// A store to an address that the segment loaded from. When the address went
// astray in between, loading back shows it: either the replica's address still
// holds what it held, or the store changed nothing.
bool Checks::isUpdate(const StoreInst &Store) const {
  const Value *Ptr = Store.getPointerOperand();
  Type *Ty = Store.getValueOperand()->getType();
  bool Tolerate = Opts.Races == Options::RacesKind::Tolerate;
  if (!Ty->isIntOrPtrTy() && (Tolerate || Ty->isVectorTy()))
    return false;
  SmallVector<Value *, 4> Parts;
  addressParts(const_cast<Value *>(Ptr), Store, Parts);
  if (Parts.size() < (Tolerate ? 2 : 1))
    return false;
  for (const Instruction *I = Store.getPrevNode(); I; I = I->getPrevNode()) {
    if (const auto *Load = dyn_cast<LoadInst>(I);
        Load && Load->getPointerOperand() == Ptr && Load->isSimple() &&
        Load->getType() == Store.getValueOperand()->getType())
      return true;
    if (I->mayWriteToMemory() && !isa<StoreInst>(I))
      return false;
    if (isa<StoreInst>(I) && !isa<StoreInst>(I->getNextNode()))
      return false;
  }
  return false;
}

// As checkedCopy(), but once for all stores in a row. Vectors are compared
// together, by checkVectors().
Value *Checks::checkedOnce(Value *V, Instruction &At) {
  Value *&Copy = Checked[V];
  if (Copy)
    return Copy;
  if (Value *Earlier = sharedPart(V))
    return Copy = Earlier;
  bool IsVector = O.fillsRegister(V->getType()) || O.fillsHalf(V->getType());
  if (!IsVector && !Lanes::of(V, replica(V)))
    return Copy = checkedCopy(V, At);
  IRBuilder<> B(&At);
  Vectors.push_back(copyToCheck(B, V, nullptr));
  VectorsFail = onFailure(V);
  return Copy = Vectors.back().first;
}

void Checks::checkVectors(Instruction &At) {
  if (!Vectors.empty())
    failIfDiffers(At, Vectors, VectorsFail);
  Vectors.clear();
}

// Of an address that the addressing mode of Store will compute, the Parts are
// checked: that costs no instruction to compute it in a register. The address
// is computed from them in front of the store.
void Checks::takeAddressApart(Use &Ptr, StoreInst &Store,
                              SmallVectorImpl<Use *> &Parts) {
  bool IsConstant = S.isConstant(Ptr), IsWhole = Ptr.getUser() == &Store;
  if (IsConstant && (IsWhole || !Replicas::isInRegister(Ptr, Store)))
    return;
  GetElementPtrInst *Address = IsConstant ? nullptr : foldedAddress(Ptr, Store);
  if (!Address)
    return Parts.push_back(&Ptr);
  Instruction *Again = Address->clone();
  Again->insertBefore(cast<Instruction>(Ptr.getUser()));
  Ptr.set(Again);
  for (Use &Part : Again->operands())
    takeAddressApart(Part, Store, Parts);
}

// What takeAddressApart() will say.
void Checks::partsToCheck(const Use &Ptr, const StoreInst &Store,
                          SmallVectorImpl<Value *> &Parts) const {
  bool IsConstant = S.isConstant(Ptr), IsWhole = Ptr.getUser() == &Store;
  if (IsConstant && (IsWhole || !Replicas::isInRegister(Ptr, Store)))
    return;
  GetElementPtrInst *Address = IsConstant ? nullptr : foldedAddress(Ptr, Store);
  if (!Address)
    return Parts.push_back(Ptr);
  for (const Use &Part : Address->operands())
    partsToCheck(Part, Store, Parts);
}

// Finds the parts of addresses that several stores of a block use. A call
// between them would have the copy on the stack, where nothing checks it.
void Checks::shareParts() {
  const BasicBlock *BB = nullptr;
  DenseMap<Value *, Instruction *> First;
  for (Segment &Seg : Segs) {
    Instruction *I = Seg.SyncPoints.empty() ? nullptr : Seg.SyncPoints[0];
    if (!I || I->getParent() != BB || S.role(*I) != Role::Store)
      First.clear();
    BB = I ? I->getParent() : nullptr;
    if (!I || S.role(*I) != Role::Store)
      continue;
    SmallVector<Value *, 8> Parts;
    for (Instruction *Store : Seg.SyncPoints)
      if (!Updates.count(Store))
        partsToCheck(Store->getOperandUse(1), *cast<StoreInst>(Store), Parts);
    for (Value *Part : Parts) {
      Instruction *&Earlier = First[Part];
      if (Earlier && Earlier != I)
        CheckedAt[{I, Part}] = Earlier;
      else if (!Seg.Loaded.count(Part))
        Earlier = I;
    }
  }
}

// The copy of V that an earlier sync point checks; null when none does.
Value *Checks::sharedPart(Value *V) {
  Instruction *Earlier = CheckedAt.lookup({Current->SyncPoints[0], V});
  if (!Earlier)
    return nullptr;
  Opaque::Pair &Both = SharedParts[{Earlier, V}];
  if (!Both.first) {
    IRBuilder<> B(Earlier);
    Both = copyToCheck(B, V, nullptr);
  }
  return Both.first;
}

// The value stored is compared as an integer where memory has one of its size.
static Type *storedBits(Value *V) {
  Type *Ty = V->getType();
  if (Ty->isFloatTy() || Ty->isDoubleTy() || Ty->isHalfTy() || Ty->isBFloatTy())
    return Type::getIntNTy(V->getContext(),
                           Ty->getPrimitiveSizeInBits().getFixedValue());
  return Ty;
}

// What the replica of the address holds behind the store must be the replica of
// the value (nZDC). If not, and the registers are equal, another thread wrote.
void Checks::emitUpdate(StoreInst &Store) {
  Value *V = Store.getValueOperand(), *Ptr = Store.getPointerOperand();
  Instruction *Next = Store.getNextNode();
  IRBuilder<> B(Next);
  B.SetCurrentDebugLocation(Store.getDebugLoc());
  Type *Ty = storedBits(V);
  LoadInst *Back = B.CreateAlignedLoad(Ty, replica(Ptr), Store.getAlign(),
                                       /*isVolatile=*/false, "tandem.back");
  Back->setMetadata(LLVMContext::MD_tbaa,
                    Store.getMetadata(LLVMContext::MD_tbaa));
  Value *Expected = B.CreateBitCast(replica(V), Ty);
  Value *Differ = O.differ(B, Back, Expected);
  bool MayRace =
      !S.isPrivate(Ptr) && Opts.Races == Options::RacesKind::Tolerate;
  if (!MayRace && !holdsNumbers(V)) {
    failIf(Next, Differ, detectedBlock());
    return;
  }
  BasicBlock *Race = BasicBlock::Create(F.getContext(), "tandem.race", &F);
  failIf(Next, Differ, Race);
  IRBuilder<> C(Race);
  C.SetCurrentDebugLocation(Store.getDebugLoc());
  Value *Fault = numbersDiffer(C, O, V, replica(V));
  SmallVector<Value *, 4> Parts;
  addressParts(Ptr, Store, Parts);
  for (Value *Part : Parts)
    Fault = C.CreateOr(Fault, O.differ(C, Part, replica(Part)));
  C.CreateCondBr(Fault, detectedBlock(), Next->getParent());
}

// Everything that stores in a row use is checked in front of the first; what
// the second run computes comes last.
void Checks::emitStores(ArrayRef<Instruction *> Stores) {
  Checked.clear();
  for (Instruction *I : reverse(Stores))
    if (Updates.count(I))
      emitUpdate(cast<StoreInst>(*I));
  Instruction *Ahead = Stores[0]->getPrevNode();
  SmallVector<Use *, 8> Operands;
  for (Instruction *I : Stores) {
    auto &Store = cast<StoreInst>(*I);
    if (Updates.count(I))
      continue;
    if (isChecked(Store.getOperandUse(0)))
      Operands.push_back(&Store.getOperandUse(0));
    takeAddressApart(Store.getOperandUse(1), Store, Operands);
  }
  Instruction &At =
      Ahead ? *Ahead->getNextNode() : Stores[0]->getParent()->front();
  for (bool Last : {false, true}) {
    for (Use *U : Operands)
      if (isLoaded(*U) == Last)
        place(*U, checkedOnce(*U, At));
    checkVectors(At);
  }
  // Or the back end makes one store of two, of a value that nothing checked.
  if (Stores.size() > 1)
    for (Instruction *Store : Stores)
      cast<StoreInst>(Store)->setVolatile(true);
}

// The values that addressing modes combine to Ptr: neither it nor its replica
// need be in a register to be compared.
void Checks::addressParts(Value *Ptr, const Instruction &User,
                          SmallVectorImpl<Value *> &Parts) const {
  if (S.isConstant(Ptr))
    return;
  GetElementPtrInst *Address = foldedAddress(Ptr, User);
  if (!Address)
    return Parts.push_back(Ptr);
  for (Value *Operand : Address->operand_values())
    addressParts(Operand, User, Parts);
}

// Whether one of the parts is a constant that lies in a register, where a fault
// would persist.
bool Checks::hasConstantBase(Value *Ptr, const Instruction &User) const {
  GetElementPtrInst *Address = foldedAddress(Ptr, User);
  return Address &&
         (Replicas::isInRegister(Address->getPointerOperand(), User) ||
          hasConstantBase(Address->getPointerOperand(), User));
}

Value *Checks::sunkAddress(Value *Ptr, Instruction &User) {
  GetElementPtrInst *Address = foldedAddress(Ptr, User);
  if (!Address)
    return Ptr;
  Value *Base = sunkAddress(Address->getPointerOperand(), User);
  if (Address->getParent() == User.getParent() &&
      Address->getPointerOperand() == Base)
    return Ptr;
  Instruction *Again = Address->clone();
  Again->setOperand(0, Base);
  Again->insertBefore(&User);
  return Again;
}

// Checks split blocks, and the back end computes addresses where they are used
// only within a block.
void Checks::sinkAddresses() {
  for (Instruction &I : instructions(F))
    if (isa<LoadInst>(I) || isa<StoreInst>(I)) {
      unsigned No = isa<StoreInst>(I);
      I.setOperand(No, sunkAddress(I.getOperand(No), I));
    }
}

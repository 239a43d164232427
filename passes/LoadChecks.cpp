//===- LoadChecks.cpp - checks of loads, and second runs ------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When two loads differ, or what was computed from them, their addresses are
// compared, and all else that they had as input. If that is equal, either a
// load failed or another thread wrote in between. Then cold code does each load
// once, copies what it gave for the replica, and goes on behind the check.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "ColdCode.h"
#include "NaN.h"
#include "SyncPoints.h"

using namespace llvm;
using namespace tandem;

// Ptr, an address that User's addressing mode can compute, in another block.
Value *Checks::addressAgain(IRBuilder<> &B, Value *Ptr,
                            const Instruction &User) {
  GetElementPtrInst *Address = foldedAddress(Ptr, User);
  if (!Address)
    return Ptr;
  Value *Base = addressAgain(B, Address->getPointerOperand(), User);
  Instruction *Again = Address->clone();
  Again->setOperand(0, Base);
  return B.Insert(Again);
}

// Whether V is wanted as a value, too, and not only as an address: then it is
// in a register, and the back end may well have the load use that.
static bool isAlsoValue(const Value &V) {
  return any_of(V.uses(), [](const Use &U) {
    const auto *Store = dyn_cast<StoreInst>(U.getUser());
    return !isa<LoadInst, GetElementPtrInst>(U.getUser()) &&
           (!Store || U.getOperandNo() != Store->getPointerOperandIndex());
  });
}

// An address is compared part by part, so that neither it nor its replica need
// be in a register; but as a whole where a constant is one of the parts: that
// lies in a register, where a fault would persist. And where it is in one
// anyway, it is compared, too.
Value *Checks::anyInputDiffers(IRBuilder<> &B, ArrayRef<Value *> Inputs,
                               const Instruction &User) {
  Value *Any = nullptr;
  SmallVector<Value *, 8> Parts;
  for (Value *V : Inputs)
    if (hasConstantBase(V, User))
      Any = either(B, Any,
                   O.differ(B, addressAgain(B, V, User),
                            addressAgain(B, replica(V), User)));
    else {
      addressParts(V, User, Parts);
      if (isAlsoValue(*V))
        Parts.push_back(V);
    }
  SmallSetVector<Value *, 8> Once(Parts.begin(), Parts.end());
  SmallVector<Opaque::Pair, 8> Whole;
  for (Value *V : Once)
    if (O.fillsRegister(V->getType()) && !holdsNumbers(V))
      Whole.push_back({V, replica(V)});
    else
      Any = either(B, Any, numbersDiffer(B, O, V, replica(V)));
  return Whole.empty() ? Any : either(B, Any, O.anyDiffers(B, Whole));
}

// ---- second runs ------------------------------------------------------------

// Leaves a second run for At, which follows the checks that led to it. What
// they let pass, or what the second run computed, is used there.
void Checks::goOn(IRBuilder<> &B, const Rerun &Second, Instruction &At) {
  BasicBlock *Cold = B.GetInsertBlock(), *Tail = At.getParent();
  B.CreateBr(Tail);
  SmallVector<BasicBlock *, 4> From(predecessors(Tail));
  IRBuilder<> Join(Tail, Tail->begin());
  Join.SetCurrentDebugLocation(At.getDebugLoc());
  DenseMap<Value *, PHINode *> Phis;
  for (auto [U, V] : Loaded) {
    PHINode *&Phi = Phis[V];
    if (!Phi) {
      Phi = Join.CreatePHI(V->getType(), From.size());
      for (BasicBlock *BB : From)
        Phi->addIncoming(BB == Cold ? Second.now(V) : U->get(), BB);
    }
    U->set(Phi);
  }
}

// Leaves a second run by Leave, a branch to where the segment's own led before
// its edges were checked.
void Checks::leaveAgain(IRBuilder<> &B, const Rerun &Second,
                        BranchInst &Leave) {
  const auto &Own = cast<BranchInst>(*Current->SyncPoints[0]);
  Leave.setCondition(Second.now(Leave.getCondition()));
  B.Insert(&Leave);
  for (unsigned At = 0; At < Leave.getNumSuccessors(); ++At) {
    const BasicBlock *Edge = Own.getSuccessor(At);
    for (PHINode &Phi : Leave.getSuccessor(At)->phis())
      Phi.addIncoming(Phi.getIncomingValueForBlock(Edge), Leave.getParent());
  }
}

// Fills the block that the checks of Seg lead to when values differ that depend
// on its loads.
void Checks::runAgain(const Segment &Seg, Rerun &Second, BranchInst *Leave) {
  Instruction &At = *Seg.SyncPoints[0];
  IRBuilder<> B(Unequal);
  B.SetCurrentDebugLocation(At.getDebugLoc());
  Home[Unequal] = home(Seg.Loads[0]->getParent());
  detectIf(B, anyInputDiffers(B, Seg.Inputs.getArrayRef(), *Seg.Loads[0]));
  SmallSetVector<Value *, 4> Results;
  if (Leave)
    Results.insert(Leave->getCondition());
  for (auto &Operand : Loaded)
    Results.insert(Operand.second);
  clobberMemory(B);
  Second.compute(B, O, Results.getArrayRef());
  if (Leave)
    leaveAgain(B, Second, *Leave);
  else
    goOn(B, Second, At);
}

// ---- loads compared on their own --------------------------------------------

// A byte fills a register when it is loaded, whoever needs the rest.
static ZExtInst *extended(LoadInst &Load) {
  auto *Result = new ZExtInst(&Load, Type::getInt32Ty(Load.getContext()), "",
                              Load.getNextNode());
  Result->setDebugLoc(Load.getDebugLoc());
  return Result;
}

// Uses of Old behind the check that ends Head refer to New, as far as it has as
// many bits. B stands there; the PHIs in its block join Old.
static void replaceBehind(Instruction &Old, const BasicBlock *Head, Value *New,
                          IRBuilder<> &B) {
  if (Old.getType()->isIntegerTy() && Old.getType()->getIntegerBitWidth() >
                                          New->getType()->getIntegerBitWidth())
    return;
  if (Old.getType() != New->getType())
    New = B.CreateTrunc(New, Old.getType());
  Old.replaceUsesWithIf(New, [&](const Use &U) {
    const auto *User = cast<Instruction>(U.getUser());
    const BasicBlock *Own = isa<PHINode>(User) ? B.GetInsertBlock() : Head;
    return User->getParent() != Own;
  });
}

// Compares the value loaded with what the replica of the address holds. Of a
// byte that is extended the extended value is compared, all of it: every bit of
// the register may fail. Its replica is what was loaded for it; other values
// are compared in memory, and copied.
void Checks::emitLoad(LoadInst &Load) {
  Value *Ptr = Load.getPointerOperand();
  if (S.isPrivate(Ptr) || Load.getMetadata(LLVMContext::MD_invariant_load))
    return;
  auto *Again = cast<LoadInst>(replica(&Load));
  SmallVector<ZExtInst *, 4> Extensions = extensions(Load);
  if (Type *Ty = Load.getType();
      Extensions.empty() && (Ty->isIntegerTy(8) || Ty->isIntegerTy(16)))
    Extensions.push_back(extended(Load));
  for (ZExtInst *Extension : Extensions)
    Extension->moveBefore(Again);
  Value *Widest = widest(Load, Extensions);
  bool IsExtended = Widest != &Load;
  SmallVector<ZExtInst *, 4> AgainExtended = extensions(*Again);
  Instruction *Next = Again->getNextNode();
  IRBuilder<> B(Next);
  B.SetCurrentDebugLocation(Load.getDebugLoc());
  auto Extend = [&](Value *V) {
    return IsExtended ? B.CreateZExt(V, Widest->getType()) : V;
  };
  Value *Other = Extend(Again);
  BasicBlock *Race = BasicBlock::Create(F.getContext(), "tandem.race", &F);
  BasicBlock *Head = Load.getParent();
  failIf(Next, O.differ(B, Widest, Other), Race);

  Home[Race] = home(Head);
  B.SetInsertPoint(Race);
  detectIf(B, S.isConstant(Ptr) ? nullptr : anyInputDiffers(B, {Ptr}, Load));
  clobberMemory(B);
  auto *Once = cast<LoadInst>(Load.clone());
  Once->setOperand(0, replica(Ptr)); // sinkAddresses() brings it here
  Value *Cold = Extend(B.Insert(Once));
  BasicBlock *Tail = Next->getParent();
  B.CreateBr(Tail);

  auto Join = [&](Value *Hot) {
    B.SetInsertPoint(Tail, Tail->begin());
    PHINode *Phi = B.CreatePHI(Widest->getType(), 2);
    Phi->addIncoming(Hot, Head);
    Phi->addIncoming(Cold, Once->getParent());
    return Phi;
  };
  PHINode *First = Join(Widest);
  Value *Source = IsExtended ? Join(Other) : First;
  B.SetInsertPoint(Tail, Tail->getFirstInsertionPt());
  Value *Copy = O.copy(B, Source, 1);
  replaceBehind(Load, Head, First, B);
  replaceBehind(*Again, Head, Copy, B);
  for (ZExtInst *Extension : Extensions)
    replaceBehind(*Extension, Head, First, B);
  for (ZExtInst *Extension : AgainExtended)
    replaceBehind(*Extension, Head, Copy, B);
}

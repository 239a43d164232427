//===- MemoryVotes.cpp - votes at loads and stores ------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ColdCode.h"
#include "NaN.h"
#include "SyncPoints.h"
#include "Votes.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

// ---- plan -------------------------------------------------------------------

// What is loaded is compared once, behind the load; the other copies are moved
// from it then. Of a byte that is extended the extended value is: the load does
// that, and behind a copy the back end would not know that the upper bits are
// zero.
void Votes::shareLoad(LoadInst &Load) {
  if (!Opaque::supports(Load.getType()))
    return;
  SmallVector<ZExtInst *, 4> Extensions = extensions(Load);
  Value *Widest = widest(Load, Extensions);
  for (ZExtInst *Extension : Extensions)
    Extension->moveAfter(&Load);
  Instruction *Last = &Load;
  for (size_t Left = Extensions.size(); Left; --Left)
    Last = Last->getNextNode();
  Instruction *Leader = Leaders.lookup(&Load);
  if (Row Together = Rows.lookup(Leader ? Leader : &Load); !Together.empty())
    Last = Together.back();
  IRBuilder<> B(Last->getNextNode());
  B.SetCurrentDebugLocation(Load.getDebugLoc());
  Value *Copies[] = {O.copy(B, Widest, 1), O.copy(B, Widest, 2)};
  // There are few vector registers: of a spilled one each use would load all.
  if (Widest->getType()->isVectorTy())
    R.enter(Widest, Copies);
  auto Narrow = [&](Value *V) {
    Value *Result[] = {B.CreateZExtOrTrunc(Copies[0], V->getType()),
                       B.CreateZExtOrTrunc(Copies[1], V->getType())};
    R.know(V, Result);
  };
  for (ZExtInst *Extension : Extensions)
    Narrow(Extension);
  if (Widest == &Load)
    R.know(&Load, Copies);
  else
    Narrow(&Load);
  Widened[&Load] = Widest;
}

// Each copy is computed from another constant, or they would be one.
Value *Votes::baseFor(Value *Ptr, BasicBlock &BB) {
  Value *&Base = Bases[{&BB, Ptr}];
  if (Base)
    return Base;
  IRBuilder<> B(&BB, BB.getFirstInsertionPt());
  Base = O.copyAddress(B, Ptr, 3);
  R.know(Base, {O.copyAddress(B, Ptr, 1), O.copyAddress(B, Ptr, 2)});
  return Base;
}

// The values that addressing modes combine to Ptr: it need not be in a register
// to be voted on. Constant offsets are added wherever they stand: what several
// addresses start from takes three registers then, and one vote.
void Votes::planAddress(Value *Ptr, Instruction &User) {
  if (S.isConstant(Ptr)) {
    if (Ptr != getLoadStorePointerOperand(&User) &&
        Replicas::isInRegister(Ptr, User))
      Parts[&User].push_back(baseFor(Ptr, *User.getParent()));
    return;
  }
  auto *Address = dyn_cast<GetElementPtrInst>(Ptr);
  if (!Address || !fitsAddressingMode(*Address) ||
      (Address->getParent() != User.getParent() &&
       !Address->hasAllConstantIndices())) {
    R.of(Ptr);
    Parts[&User].push_back(Ptr);
    return;
  }
  Home.insert({Address, User.getParent()});
  for (Value *Operand : Address->operands())
    planAddress(Operand, User);
}

using Places = DenseMap<Instruction *, unsigned>; ///< from the block's end

// Whether A, in the block of B, comes before it. What was moved has the place
// of what it was moved to.
static bool isAhead(Instruction &A, Instruction &B, const Places &Place) {
  unsigned Own = Place.lookup(&A);
  if (Own != Place.lookup(&B))
    return Own > Place.lookup(&B);
  for (Instruction *I = &A; I && Place.lookup(I) == Own; I = I->getNextNode())
    if (I == &B)
      return true;
  return false;
}

// Behind a vote on its parts, an address uses what was voted: each is moved to
// its first user.
void Votes::sinkAddresses(BasicBlock &BB) {
  DenseMap<Instruction *, Instruction *> FirstUser;
  Places Place;
  unsigned Last = 0;
  for (Instruction &I : make_early_inc_range(reverse(BB))) {
    if (isa<PHINode>(I))
      break;
    Place[&I] = ++Last;
    auto *Address = dyn_cast<GetElementPtrInst>(&I);
    if (Address && fitsAddressingMode(*Address)) {
      Instruction *To = FirstUser.lookup(&I);
      To = To ? To : BB.getTerminator();
      Address->moveBefore(To);
      Place[&I] = Place[To];
    }
    for (Value *V : I.operands()) {
      auto *Used = dyn_cast<Instruction>(V);
      if (!Used || Used->getParent() != &BB)
        continue;
      Instruction *&First = FirstUser[Used];
      if (!First || isAhead(I, *First, Place))
        First = &I;
    }
  }
}

// ---- emit -------------------------------------------------------------------

// The address Ptr, in front of At, from what Of makes of its parts and of
// constants; In is the block that At was in before any split. The back end
// finds an addressing mode only within a block.
Value *Votes::addressFor(Value *Ptr, Instruction &At, BasicBlock *In,
                         function_ref<Value *(Value *)> Of) {
  auto *Address = dyn_cast<GetElementPtrInst>(Ptr);
  if (!Address || S.isConstant(Ptr) || !fitsAddressingMode(*Address) ||
      (Home.lookup(Address) != In && !Address->hasAllConstantIndices()))
    return Of(Ptr);
  Instruction *Again = Address->clone();
  for (Use &Part : Again->operands())
    Part.set(addressFor(Part, At, In, Of));
  Again->insertBefore(&At);
  return Again;
}

void Votes::emitStores(StoreInst &First) {
  Row Stores = row(First);
  SmallSetVector<Value *, 8> Which;
  for (Instruction *Store : Stores) {
    Values Own = Parts.lookup(Store);
    for (Value *Part : Own)
      if (!HeldFor[&First].lookup(Part).WasVoted)
        Which.insert(Part);
    Value *V = Store->getOperand(0);
    if (isVoted(Store->getOperandUse(0)) && S.isConstant(V))
      Store->setOperand(0, votedCopy(V, First));
    else if (isVoted(Store->getOperandUse(0)))
      Which.insert(V);
    // Or the back end makes one of two, of a value that nothing voted on.
    cast<StoreInst>(Store)->setVolatile(Stores.size() > 1);
  }
  bool IsLogged = Opts.Recovery != Options::RecoveryKind::None;
  if (!Which.empty() && IsLogged)
    repairHeld(First, Which.getArrayRef());
  else if (!Which.empty())
    storeRight(Stores, Which.getArrayRef());
  auto Of = [&](Value *V) { return held(V, First).First; };
  for (Instruction *Store : Stores) {
    Store->setOperand(0, Of(Store->getOperand(0)));
    Store->setOperand(
        1, addressFor(Store->getOperand(1), *Store, Home.lookup(Store), Of));
  }
}

// The vote in front of Store, with an undo log, which is written in one place.
void Votes::repairHeld(StoreInst &Store, ArrayRef<Value *> Which) {
  Ballot Cold(F, O, Store.getDebugLoc());
  compareBefore(Store, heldPairs(Which, Store), Cold);
  for (Value *V : Which) {
    Value *Majority = repair(Cold, V);
    Fixes.define(held(V, Store).First, Cold.exit(),
                 O.copy(Cold.repairing(), Majority, 0));
  }
  correct(Cold.repairing());
  Cold.repairing().CreateBr(Store.getParent());
  Cold.finish(detected());
}

// The vote in front of Stores, whose cold code stores itself, and goes on
// behind them: so the copies need not be repaired.
void Votes::storeRight(const Row &Stores, ArrayRef<Value *> Which) {
  Instruction &First = *Stores.front();
  Ballot Cold(F, O, First.getDebugLoc());
  TrioMap Copies;
  for (Value *V : Which)
    Copies[V] = heldTrio(V, First);
  compareBefore(First, heldPairs(Which, First), Cold);
  BasicBlock *Tail = First.getParent()->splitBasicBlock(
      std::next(Stores.back()->getIterator()));
  DenseMap<Value *, Value *> Right;
  for (Value *V : Which)
    Right[V] = Cold.majority(Copies.lookup(V), Which.size() == 1);
  auto RightOf = [&](Value *V) {
    Value *Base = Bases.lookup({Home.lookup(&First), V});
    Value *Found = Right.lookup(Base ? Base : V);
    return Found ? Found : held(V, First).First;
  };
  correct(Cold.repairing());
  for (Instruction *Store : Stores) {
    Instruction *Again = Store->clone();
    Cold.repairing().Insert(Again);
    Again->setOperand(0, RightOf(Store->getOperand(0)));
    Again->setOperand(1, addressFor(Store->getOperand(1), *Again,
                                    Home.lookup(Store), RightOf));
  }
  Cold.repairing().CreateBr(Tail);
  Cold.finish(detected());
}

// The cold code of Loads, where their addresses differed from the second copies
// in some part, or a value from what those hold: a fault, or another thread
// wrote in between. Loads again, from the majority of the address. Code that
// runs without a fault does not depend on it: a constant that it keeps in a
// register may be what is wrong.
void Votes::reload(const Row &Loads, Ballot &Cold, const TrioMap &Copies,
                   BasicBlock *Tail) {
  Instruction *First = Loads.front();
  DenseMap<Value *, Value *> Right;
  for (Instruction *Load : Loads)
    for (Value *Part : Parts.lookup(Load)) {
      if (Right.count(Part))
        continue;
      Right[Part] = Cold.majority(Copies.lookup(Part));
      // Other loads in the block use what is voted on here.
      if (!is_contained(Lasting.lookup(First), Part))
        continue;
      Held Now = held(Part, *First);
      IRBuilder<> &Fix = Cold.repairing();
      Fixes.define(Now.First, Cold.exit(), O.copy(Fix, Right[Part], 0));
      Fixes.define(Now.Second, Cold.exit(), O.copy(Fix, Right[Part], 1));
    }
  BasicBlock *Again = BasicBlock::Create(F.getContext(), "tandem.again", &F);
  IRBuilder<> B(Again);
  B.SetCurrentDebugLocation(First->getDebugLoc());
  Instruction *End = B.CreateBr(Tail);
  B.SetInsertPoint(End);
  auto Of = [&](Value *V) -> Value * {
    Value *Base = Bases.lookup({Home.lookup(First), V});
    if (Value *Voted = Right.lookup(Base ? Base : V))
      return Voted;
    return isa<ConstantInt>(V) ? V : O.copy(B, V, 2);
  };
  bool MayRace = false;
  for (Instruction *I : Loads) {
    auto *Load = cast<LoadInst>(I);
    MayRace |= Opts.Races == Options::RacesKind::Tolerate &&
               !S.isPrivate(Load->getPointerOperand()) &&
               !Load->getMetadata(LLVMContext::MD_invariant_load);
    Value *Ptr =
        addressFor(Load->getPointerOperand(), *End, Home.lookup(Load), Of);
    Value *Loaded = B.CreateAlignedLoad(Load->getType(), Ptr, Load->getAlign(),
                                        /*isVolatile=*/true);
    Fixes.define(Load, Again, Loaded);
    if (Value *Used = Addressing.lookup(Load)) {
      Value *Wide = B.CreateZExt(Loaded, Used->getType());
      Fixes.define(Used, Again, O.copy(B, Wide, 0));
      auto *Copy = cast<CallInst>(copies(Widened[Load])[1]);
      Fixes.define(Copy->getArgOperand(0), Again, Wide);
    }
    if (Widened.lookup(Load) != Load)
      for (ZExtInst *Extension : extensions(*Load))
        Fixes.define(Extension, Again,
                     B.CreateZExt(Loaded, Extension->getType()));
  }
  IRBuilder<> &Fix = Cold.repairing();
  if (MayRace) {
    BasicBlock *Fault = BasicBlock::Create(F.getContext(), "tandem.count", &F);
    Fix.CreateCondBr(Cold.anyDiffers(), Fault, Again);
    Fix.SetInsertPoint(Fault);
  }
  correct(Fix);
  Fix.CreateBr(Again);
  Cold.finish(detected());
}

// What Load loaded, and what the second copy of its address holds, in front of
// Next. Where later addresses use it, what is compared is what they use: a
// further copy, and what the second load gave. So both are in registers then,
// and none is made from the other.
Opaque::Pair Votes::loadAgain(LoadInst &Load, Instruction *&Next) {
  Value *Ptr = Load.getPointerOperand();
  Value *Widest = Widened.lookup(&Load);
  auto *Used = cast_or_null<Instruction>(Addressing.lookup(&Load));
  if (Used && Used == Next)
    Next = Next->getNextNode();
  else if (Used)
    Used->moveBefore(Next);
  auto Second = [&](Value *V) { return held(V, Load).Second; };
  // Two loads of one address are one load to the back end.
  auto *Other = new LoadInst(
      Load.getType(), addressFor(Ptr, *Next, Home.lookup(&Load), Second),
      "tandem.second", /*isVolatile=*/S.isConstant(Ptr), Load.getAlign(), Next);
  Other->setDebugLoc(Load.getDebugLoc());
  IRBuilder<> B(Next);
  Value *Wide = B.CreateZExt(Other, Widest->getType());
  if (!Used)
    return {Widest, Wide};
  cast<CallInst>(copies(Widest)[1])->setArgOperand(0, Wide);
  return {Used, Wide};
}

void Votes::emitLoads(LoadInst &First) {
  Values Which = Before.lookup(&First);
  if (!Widened.count(&First))
    return voteBefore(First, Which, 1);
  Row Loads = row(First);
  TrioMap Copies;
  for (Instruction *Load : Loads)
    for (Value *Part : Parts.lookup(Load))
      Copies[Part] = heldTrio(Part, First);
  Ballot Cold(F, O, First.getDebugLoc());
  compareBefore(First, heldPairs(Which, First), Cold);
  // Behind the loads and extensions, in front of the copies: those of an odd
  // width begin with an extension, too.
  Instruction *Last = Loads.back(), *Next = Last->getNextNode();
  while (Widened[cast<LoadInst>(Last)] != Last && isa<ZExtInst>(Next) &&
         Next->getOperand(0) == Last)
    Next = Next->getNextNode();
  SmallVector<Opaque::Pair, 4> Pairs;
  for (Instruction *Load : Loads)
    Pairs.push_back(loadAgain(*cast<LoadInst>(Load), Next));
  IRBuilder<> B(Next);
  B.SetCurrentDebugLocation(First.getDebugLoc());
  BasicBlock *Tail = leave(*Next, O.anyDiffers(B, Pairs), Cold.entry());
  reload(Loads, Cold, Copies, Tail);
  auto Of = [&](Value *V) { return held(V, First).First; };
  for (Instruction *Load : Loads)
    Load->setOperand(
        0, addressFor(Load->getOperand(0), *Load, Home.lookup(Load), Of));
}

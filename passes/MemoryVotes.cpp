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
  Value *Widest = &Load;
  for (ZExtInst *Extension : Extensions) {
    Extension->moveAfter(&Load);
    if (Widest == &Load || Widest->getType()->getIntegerBitWidth() <
                               Extension->getType()->getIntegerBitWidth())
      Widest = Extension;
  }
  Instruction *Last = &Load;
  for (size_t Left = Extensions.size(); Left; --Left)
    Last = Last->getNextNode();
  IRBuilder<> B(Last->getNextNode());
  B.SetCurrentDebugLocation(Load.getDebugLoc());
  Value *Copies[] = {O.copy(B, Widest, 1), O.copy(B, Widest, 2)};
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

// Copies, in front of User, what it is to vote on and to use.
void Votes::hold(Value *V, Instruction &User) {
  if (HeldFor[&User].count(V))
    return;
  Trio T = copies(V);
  IRBuilder<> B(&User);
  B.SetCurrentDebugLocation(User.getDebugLoc());
  Value *First = O.copy(B, T[0], 0);
  HeldFor[&User][V] = {First,
                       isa<LoadInst>(User) ? O.copy(B, T[1], 1) : nullptr};
}

// The values that addressing modes combine to Ptr: it need not be in a register
// to be voted on.
void Votes::planAddress(Value *Ptr, Instruction &User) {
  if (S.isConstant(Ptr)) {
    if (Ptr != getLoadStorePointerOperand(&User) &&
        Replicas::isInRegister(Ptr, User))
      Parts[&User].push_back(baseFor(Ptr, *User.getParent()));
    return;
  }
  auto *Address = dyn_cast<GetElementPtrInst>(Ptr);
  if (!Address || !fitsAddressingMode(*Address) ||
      Address->getParent() != User.getParent()) {
    R.of(Ptr);
    Parts[&User].push_back(Ptr);
    return;
  }
  Home[Address] = User.getParent();
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
  if (!Address || S.isConstant(Ptr) || Home.lookup(Address) != In ||
      !fitsAddressingMode(*Address))
    return Of(Ptr);
  Instruction *Again = Address->clone();
  for (Use &Part : Again->operands())
    Part.set(addressFor(Part, At, In, Of));
  Again->insertBefore(&At);
  return Again;
}

// What User uses instead of V.
Votes::Held Votes::held(Value *V, Instruction &User) {
  Value *Base = Bases.lookup({Home.lookup(&User), V});
  Held Found = HeldFor[&User].lookup(Base ? Base : V);
  return Found.First ? Found : Held{V, V};
}

SmallVector<Opaque::Pair, 4> Votes::heldPairs(ArrayRef<Value *> Which,
                                              Instruction &User) {
  SmallVector<Opaque::Pair, 4> Result;
  for (Value *V : Which) {
    Held Now = HeldFor[&User].lookup(V);
    Result.push_back({Now.First, Now.Second ? Now.Second : copies(V)[1]});
  }
  return Result;
}

void Votes::emitStore(StoreInst &Store) {
  Values Which = Parts.lookup(&Store);
  if (isVoted(Store.getOperandUse(0))) {
    Value *V = Store.getValueOperand();
    if (S.isConstant(V))
      Store.setOperand(0, votedCopy(V, Store));
    else if (!is_contained(Which, V))
      Which.push_back(V);
  }
  Value *Ptr = Store.getPointerOperand();
  if (Which.empty())
    return;
  if (Opts.Recovery != Options::RecoveryKind::None)
    repairHeld(Store, Which);
  else
    storeRight(Store, Which);
  auto Of = [&](Value *V) { return held(V, Store).First; };
  Store.setOperand(0, Of(Store.getOperand(0)));
  Store.setOperand(1, addressFor(Ptr, Store, Home.lookup(&Store), Of));
}

// The vote in front of Store, with an undo log, which is written in one place.
void Votes::repairHeld(StoreInst &Store, ArrayRef<Value *> Which) {
  Ballot Cold(F, O, Store.getDebugLoc());
  compareBefore(Store, heldPairs(Which, Store), Cold);
  for (Value *V : Which) {
    Value *Majority = Cold.repair(copies(V), Fixes);
    Fixes.define(held(V, Store).First, Cold.exit(),
                 O.copy(Cold.repairing(), Majority, 0));
  }
  correct(Cold.repairing());
  Cold.repairing().CreateBr(Store.getParent());
  Cold.finish(detected());
}

// The vote in front of Store, whose cold code stores itself, and goes on behind
// Store: so the copies need not be repaired.
void Votes::storeRight(StoreInst &Store, ArrayRef<Value *> Which) {
  Ballot Cold(F, O, Store.getDebugLoc());
  compareBefore(Store, heldPairs(Which, Store), Cold);
  BasicBlock *Tail =
      Store.getParent()->splitBasicBlock(std::next(Store.getIterator()));
  DenseMap<Value *, Value *> Right;
  for (Value *V : Which)
    Right[V] = Cold.majority(copies(V), Which.size() == 1);
  auto RightOf = [&](Value *V) {
    Value *Base = Bases.lookup({Home.lookup(&Store), V});
    Value *Found = Right.lookup(Base ? Base : V);
    return Found ? Found : V;
  };
  correct(Cold.repairing());
  Instruction *Again = Store.clone();
  Cold.repairing().Insert(Again);
  Cold.repairing().CreateBr(Tail);
  Again->setOperand(0, RightOf(Store.getOperand(0)));
  Again->setOperand(1, addressFor(Store.getPointerOperand(), *Again,
                                  Home.lookup(&Store), RightOf));
  Cold.finish(detected());
}

// The cold code of Load, whose address differed from its second copy in one of
// its parts, or its value from what that holds: a fault, or another thread
// wrote in between. Loads again, from the majority of the address. Code that
// runs without a fault does not depend on it: a constant that it keeps in a
// register may be what is wrong.
void Votes::reload(LoadInst &Load, Ballot &Cold, BasicBlock *Tail) {
  bool MayRace = Opts.Races == Options::RacesKind::Tolerate &&
                 !S.isPrivate(Load.getPointerOperand()) &&
                 !Load.getMetadata(LLVMContext::MD_invariant_load);
  DenseMap<Value *, Value *> Right;
  for (Value *Part : Parts.lookup(&Load)) {
    Right[Part] = Cold.majority(copies(Part));
    // Other loads in the block use what is voted on here.
    if (!is_contained(Lasting.lookup(&Load), Part))
      continue;
    Held Now = held(Part, Load);
    IRBuilder<> &Fix = Cold.repairing();
    Fixes.define(Now.First, Cold.exit(), O.copy(Fix, Right[Part], 0));
    Fixes.define(Now.Second, Cold.exit(), O.copy(Fix, Right[Part], 1));
  }
  BasicBlock *Again = BasicBlock::Create(F.getContext(), "tandem.again", &F);
  IRBuilder<> B(Again);
  B.SetCurrentDebugLocation(Load.getDebugLoc());
  auto Of = [&](Value *V) -> Value * {
    Value *Base = Bases.lookup({Home.lookup(&Load), V});
    if (Value *Voted = Right.lookup(Base ? Base : V))
      return Voted;
    return isa<ConstantInt>(V) ? V : O.copy(B, V, 2);
  };
  Instruction *End = B.CreateBr(Tail);
  B.SetInsertPoint(End);
  Value *Ptr =
      addressFor(Load.getPointerOperand(), *End, Home.lookup(&Load), Of);
  Value *Loaded = B.CreateAlignedLoad(Load.getType(), Ptr, Load.getAlign(),
                                      /*isVolatile=*/true);
  Fixes.define(&Load, Again, Loaded);
  if (Value *Widest = Widened.lookup(&Load); Widest != &Load)
    Fixes.define(Widest, Again, B.CreateZExt(Loaded, Widest->getType()));
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

void Votes::emitLoad(LoadInst &Load) {
  Values Which = Before.lookup(&Load);
  Value *Widest = Widened.lookup(&Load);
  if (!Widest)
    return voteBefore(Load, Which, 1);
  Ballot Cold(F, O, Load.getDebugLoc());
  compareBefore(Load, heldPairs(Which, Load), Cold);
  BasicBlock *In = Home.lookup(&Load);
  Value *Ptr = Load.getPointerOperand();
  // Behind the load and its extensions, in front of the copies.
  Instruction *Next = Load.getNextNode();
  while (isa<ZExtInst>(Next) && Next->getOperand(0) == &Load)
    Next = Next->getNextNode();
  auto First = [&](Value *V) { return held(V, Load).First; };
  auto Second = [&](Value *V) { return held(V, Load).Second; };
  // Two loads of one address are one load to the back end.
  auto *Other = new LoadInst(Load.getType(), addressFor(Ptr, *Next, In, Second),
                             "tandem.second", /*isVolatile=*/S.isConstant(Ptr),
                             Load.getAlign(), Next);
  Other->setDebugLoc(Load.getDebugLoc());
  IRBuilder<> B(Next);
  B.SetCurrentDebugLocation(Load.getDebugLoc());
  Value *Compared = Widest == &Load ? static_cast<Value *>(Other)
                                    : B.CreateZExt(Other, Widest->getType());
  BasicBlock *Tail = leave(*Next, O.differ(B, Widest, Compared), Cold.entry());
  reload(Load, Cold, Tail);
  Load.setOperand(0, addressFor(Ptr, Load, In, First));
}

//===- HeldParts.cpp - copies that loads and stores use -------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a vote has compared is what is used behind it: copies that live from
// there to the load or store, and no longer, so that the back end has no reason
// to keep them elsewhere. A part of an address that another load in the block
// has voted on, or loaded and compared, is used from there.
//
//===----------------------------------------------------------------------===//

#include "Votes.h"

using namespace llvm;
using namespace tandem;

// Behind more instructions than these, a register may have been needed for
// something else: what comes back from the stack was not compared. A store that
// uses what loads did keeps that alive, which costs more than a vote in a loop
// that has no register left.
static constexpr unsigned NearLoad = 16, NearStore = 4;

// Whether A is no more than Most instructions in front of B, without a call in
// between.
static bool isNear(const Instruction &A, const Instruction &B, unsigned Most) {
  for (const Instruction *I = B.getPrevNode(); I && Most;
       I = I->getPrevNode()) {
    if (I == &A)
      return true;
    const auto *Call = dyn_cast<CallBase>(I);
    if (Call && !Call->isInlineAsm())
      return false;
    Most -= !Call && !isa<GetElementPtrInst>(I);
  }
  return false;
}

// The load that V is, or extends.
static LoadInst *loadOf(Value *V) {
  auto *Extension = dyn_cast<ZExtInst>(V);
  return dyn_cast<LoadInst>(Extension ? Extension->getOperand(0) : V);
}

// ---- plan -------------------------------------------------------------------

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

// What User uses of Part when that was loaded in front of it, and compared with
// memory: no further vote is needed, as nothing has written its registers since
// (loadAgain()). Nothing, if it was not.
Votes::Held Votes::heldLoaded(Value *Part, Instruction &User) {
  LoadInst *Load = loadOf(Part);
  if (!Load || Widened.lookup(Load) != Part ||
      !Part->getType()->isIntOrPtrTy() || !isNear(*Load, User, NearLoad))
    return {};
  auto *Copy = dyn_cast<CallInst>(copies(Part)[1]);
  if (!Copy || !Copy->isInlineAsm())
    return {}; // not in one register
  Value *&First = Addressing[Load];
  if (!First) {
    IRBuilder<> B(Copy);
    First = O.copy(B, Part, 0);
  }
  return {First, Copy};
}

// The load right in front of Store from the same address; null if there is
// none.
LoadInst *Votes::loadBefore(Instruction &Store) {
  for (Instruction *I = Store.getPrevNode(); I; I = I->getPrevNode()) {
    auto *Load = dyn_cast<LoadInst>(I);
    if (Load && Load->getPointerOperand() == Store.getOperand(1))
      return isNear(*Load, Store, NearStore) ? Load : nullptr;
  }
  return nullptr;
}

// Loads use what others in their block have voted on. A store that follows the
// load from its address uses what that did, without another vote.
void Votes::holdParts(Instruction &I, VotedParts &VotedInBlock) {
  Instruction &First = leader(I);
  LoadInst *Same =
      isa<StoreInst>(I) && !Rows.count(&First) ? loadBefore(I) : nullptr;
  for (Value *Part : Parts[&I]) {
    if (HeldFor[&First].count(Part))
      continue;
    Held There{};
    auto Found = VotedInBlock.find(Part);
    if (Same) {
      There = HeldFor[&leader(*Same)].lookup(Part);
      There.WasVoted = true;
      Lasting[&leader(*Same)].push_back(Part);
    } else if (isa<LoadInst>(I)) {
      There = heldLoaded(Part, First);
      if (!There.First && Found != VotedInBlock.end()) {
        There = HeldFor[Found->second].lookup(Part);
        Lasting[Found->second].push_back(Part);
      }
    }
    if (There.First) {
      HeldFor[&First][Part] = There;
      continue;
    }
    hold(Part, First);
    if (isa<StoreInst>(I))
      continue;
    VotedInBlock[Part] = &First;
    Before[&First].push_back(Part);
  }
}

// ---- emit -------------------------------------------------------------------

// What User uses instead of V.
Votes::Held Votes::held(Value *V, Instruction &User) {
  Value *Base = Bases.lookup({Home.lookup(&User), V});
  Held Found = HeldFor[&leader(User)].lookup(Base ? Base : V);
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

// Whether nothing behind User uses V.
static bool endsAt(const Value *V, const Instruction &User) {
  return isa<Instruction>(V) && all_of(V->users(), [&](const llvm::User *U) {
           const auto *By = cast<Instruction>(U);
           return By == &User || (By->getParent() == User.getParent() &&
                                  !isa<PHINode>(By) && By->comesBefore(&User));
         });
}

// The copies of V from which the cold code of User takes the majority: those
// that were held in place of those that nothing else uses any more, which
// would need registers of their own until then. For loads, what was loaded.
Trio Votes::heldTrio(Value *V, Instruction &User) {
  Trio T = copies(V);
  Held Now = HeldFor[&User].lookup(V);
  LoadInst *Load = loadOf(V);
  bool WasLoaded = Load && Addressing.lookup(Load) == Now.First;
  if (!Now.First || (isa<LoadInst>(User) && !WasLoaded) ||
      V->getType()->isVectorTy() || lanesOf(V))
    return T;
  if (endsAt(T[0], User))
    T[0] = Now.First;
  if (Now.Second && endsAt(T[1], User))
    T[1] = Now.Second;
  return T;
}

//===- Votes.cpp - the majority of three copies at sync points ------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where votes are, and why there:
//
//   load     in front, the address: a crash cannot be voted away. Behind it the
//            value loaded is compared with what a second copy of the address
//            holds; the other two copies are made of it then.
//   store    in front, value and address.
//   divisor  in front of the division, with both other copies.
//   branch   on both edges, one from the second and one from the third copy of
//            the condition. The cold block decides again from the majority of
//            what was compared, and goes where that leads: this covers the
//            flags and the jump too.
//   others   in front: the operand is copied, the copy is compared and then
//            used.
//   loops    what a loop carries round is voted on now and then, with all three
//            copies, so that faults far apart do not meet (LoopVotes.cpp).
//
// Elsewhere two copies are compared: if they are equal the first is right, as
// faults strike one at a time, and if not the third one decides.
//
//===----------------------------------------------------------------------===//

#include "Votes.h"
#include "ColdCode.h"
#include "Divisions.h"
#include "NaN.h"
#include "SyncPoints.h"
#include "Thirds.h"
#include "Widening.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;
using namespace tandem;

// ---- plan -------------------------------------------------------------------

bool Votes::isVoted(const Use &U) const {
  const auto &I = *cast<Instruction>(U.getUser());
  if (!Opaque::supports(U->getType()) || hasUndef(U))
    return false;
  switch (S.role(I)) {
  case Role::Load:
    return false; // by its parts
  case Role::Replicate:
    return I.isIntDivRem() && U.getOperandNo() == 1 && !S.isConstant(U);
  case Role::Store:
    return U.getOperandNo() == 0 &&
           (!S.isConstant(U) || Opaque::needsRegister(U));
  case Role::Branch:
    return !S.isConstant(U) && I.getSuccessor(0) != I.getSuccessor(1);
  case Role::Switch:
    return U.getOperandNo() == 0 && !S.isConstant(U);
  case Role::Unable:
    return isa<CallBrInst>(I) && isCheckedOperand(I, U, S);
  case Role::Return:
    return !returnsTailCall(cast<ReturnInst>(I)) && isCheckedOperand(I, U, S);
  case Role::Pass:
    return false;
  case Role::Once:
    return isCheckedOperand(I, U, S);
  }
  llvm_unreachable("covered");
}

void Votes::planPoint(Instruction &I, VotedParts &VotedInBlock) {
  bool Any = false;
  for (Use &U : I.operands())
    if (isVoted(U)) {
      R.of(U);
      Any = true;
    }
  Role Kind = S.role(I);
  if (Kind == Role::Load || Kind == Role::Store) {
    Home[&I] = I.getParent();
    planAddress(I.getOperand(Kind == Role::Store), I);
    holdParts(I, VotedInBlock);
    if (Value *V = I.getOperand(0);
        Kind == Role::Store && isVoted(I.getOperandUse(0)) && !S.isConstant(V))
      hold(V, leader(I));
    Any = true;
  }
  if (Kind == Role::Once)
    VotedInBlock.clear();
  if (Any && &leader(I) == &I)
    Points.push_back(&I);
}

void Votes::plan() {
  for (BasicBlock &BB : F)
    gatherLoads(BB);
  for (Instruction &I : make_early_inc_range(instructions(F)))
    if (S.role(I) == Role::Load)
      shareLoad(cast<LoadInst>(I));
  for (BasicBlock &BB : F)
    sinkAddresses(BB);
  for (BasicBlock &BB : F)
    gatherStores(BB);
  // Without the replicas that planning makes.
  SmallVector<Instruction *, 128> Originals;
  for (Instruction &I : instructions(F))
    Originals.push_back(&I);
  VotedParts VotedInBlock;
  for (Instruction *I : Originals) {
    if (I == &I->getParent()->front())
      VotedInBlock.clear();
    planPoint(*I, VotedInBlock);
  }
  R.complete();
  widenApart(F, R, O);
  divideApart(F, R, O);
  planLoops();
  joinLanes();
}

// ---- emit -------------------------------------------------------------------

Trio Votes::copies(Value *V) {
  const Replicas::Copies &Replica = R.of(V);
  return {V, Replica[0], Replica[1]};
}

BasicBlock *Votes::detected() {
  if (!Site)
    Site = ABI.site(F);
  if (!Detected)
    Detected = detectedBlock(F, ABI, Site);
  return Detected;
}

// Whether F keeps values in vector registers.
static bool usesVectors(const Function &F) {
  return !F.hasFnAttribute(Attribute::NoImplicitFloat) &&
         any_of(instructions(F), [](const Instruction &I) {
           return I.getType()->isFPOrFPVectorTy() || I.getType()->isVectorTy();
         });
}

// A call in so many places takes no argument: the function it goes to has one.
// It saves all registers that the hot code may have values in.
Function *Votes::corrected() {
  if (Corrected)
    return Corrected;
  if (!Site)
    Site = ABI.site(F);
  LLVMContext &Ctx = F.getContext();
  FunctionCallee Callee = ABI.get("corrected");
  CallingConv::ID Most = cast<Function>(Callee.getCallee())->getCallingConv();
  Corrected = Function::createWithDefaultAttr(
      FunctionType::get(Type::getVoidTy(Ctx), false),
      GlobalValue::InternalLinkage, F.getAddressSpace(), "tandem.corrected",
      F.getParent());
  bool SavesAll = Most == CallingConv::PreserveMost && usesVectors(F);
  Corrected->setCallingConv(SavesAll ? CallingConv::PreserveAll : Most);
  Corrected->setComdat(F.getComdat());
  for (Attribute::AttrKind Same :
       {Attribute::NoRedZone, Attribute::NoImplicitFloat})
    if (F.hasFnAttribute(Same))
      Corrected->addFnAttr(Same);
  for (Attribute::AttrKind Kind :
       {Attribute::Cold, Attribute::NoInline, Attribute::NoUnwind,
        Attribute::MinSize, Attribute::OptimizeForSize})
    Corrected->addFnAttr(Kind);
  for (const char *Name : {"target-cpu", "target-features"})
    if (F.hasFnAttribute(Name))
      Corrected->addFnAttr(F.getFnAttribute(Name));
  Corrected->addFnAttr("tandem-hardened");
  IRBuilder<> B(BasicBlock::Create(Ctx, "", Corrected));
  CallInst *Call = B.CreateCall(Callee, {Site});
  Call->setCallingConv(Most);
  Call->setTailCallKind(CallInst::TCK_NoTail); // it restores registers behind
  B.CreateRetVoid();
  return Corrected;
}

void Votes::correct(IRBuilder<> &B) {
  B.CreateCall(corrected())->setCallingConv(corrected()->getCallingConv());
}

// Splits in front of At; the first half goes to Cold when Differ holds. Returns
// the second half.
BasicBlock *Votes::leave(Instruction &At, Value *Differ, BasicBlock *Cold) {
  BasicBlock *Head = At.getParent();
  BasicBlock *Tail = Head->splitBasicBlock(At.getIterator());
  Head->getTerminator()->eraseFromParent();
  IRBuilder<> B(Head);
  B.SetCurrentDebugLocation(At.getDebugLoc());
  B.CreateCondBr(Differ, Cold, Tail, unlikely(F.getContext()));
  ColdEntries.push_back(Cold);
  ++Count;
  return Tail;
}

// Where a difference between some of Pairs leads: two NaNs are none, and then
// it goes on with Tail.
BasicBlock *Votes::unlessNaN(Ballot &Cold, ArrayRef<Opaque::Pair> Pairs,
                             BasicBlock *Tail) {
  if (none_of(Pairs, [](const auto &P) { return holdsNumbers(P.first); }))
    return Cold.entry();
  BasicBlock *NaN = BasicBlock::Create(F.getContext(), "tandem.nan", &F);
  ColdEntries.push_back(NaN);
  IRBuilder<> B(NaN);
  B.SetCurrentDebugLocation(Cold.counting().getCurrentDebugLocation());
  Value *Fault = nullptr;
  for (const Opaque::Pair &P : Pairs)
    Fault = either(B, Fault, numbersDiffer(B, O, P.first, P.second));
  B.CreateCondBr(Fault, Cold.entry(), Tail);
  return NaN;
}

// Compares Pairs in front of At, which then starts a block; leads to Cold when
// some differ.
void Votes::compareBefore(Instruction &At, ArrayRef<Opaque::Pair> Pairs,
                          Ballot &Cold) {
  SmallVector<BranchInst *, 4> Ways;
  SmallVector<Opaque::Pair, 4> Vectors;
  auto Leave = [&](ArrayRef<Opaque::Pair> Some) {
    IRBuilder<> B(&At);
    BasicBlock *Head = At.getParent();
    leave(At, O.anyDiffers(B, Some), Cold.entry());
    Ways.push_back(cast<BranchInst>(Head->getTerminator()));
  };
  for (const Opaque::Pair &P : Pairs)
    if (O.fillsRegister(P.first->getType()) || Lanes::of(P.first, P.second))
      Vectors.push_back(P);
    else
      Leave(P);
  if (!Vectors.empty())
    Leave(Vectors);
  BasicBlock *Entry = unlessNaN(Cold, Pairs, At.getParent());
  for (BranchInst *Way : Ways)
    Way->setSuccessor(0, Entry);
}

// Of each value, the first copy and another.
SmallVector<Opaque::Pair, 4> Votes::pairs(ArrayRef<Value *> Which,
                                          unsigned With) {
  SmallVector<Opaque::Pair, 4> Result;
  for (Value *V : Which)
    Result.push_back({V, copies(V)[With]});
  return Result;
}

// A vote in front of At behind which all three copies are equal.
void Votes::voteBefore(Instruction &At, ArrayRef<Value *> Which,
                       unsigned With) {
  if (Which.empty())
    return;
  Ballot Cold(F, O, At.getDebugLoc());
  compareBefore(At, pairs(Which, With), Cold);
  for (Value *V : Which)
    repair(Cold, V);
  correct(Cold.repairing());
  Cold.repairing().CreateBr(At.getParent());
  Cold.finish(detected());
}

// Copies V, votes on the copy, and returns it for At to use.
Value *Votes::votedCopy(Value *V, Instruction &At, const Use *Leaving) {
  IRBuilder<> B(&At);
  bool InMemory = V->getType()->isX86_FP80Ty() || V->getType()->isPPC_FP128Ty();
  if (InMemory) {
    voteBefore(At, {V}, 1);
    return V;
  }
  Trio T = copies(V);
  if (Value *Both = lanesOf(V)) {
    Both = O.copy(B, Both, 0);
    T[0] = B.CreateExtractElement(Both, uint64_t(0));
    T[1] = B.CreateExtractElement(Both, uint64_t(1));
  } else {
    T[0] = Leaving ? O.copyForUse(B, *Leaving) : O.copy(B, V, 0);
  }
  Value *Copy = T[0];
  // The address of a local variable: both would be one computation.
  bool IsAddress =
      V->getType()->isPointerTy() && isa<Instruction>(V) && S.isConstant(V);
  if (Opaque::needsRegister(V) && !V->getType()->isVectorTy())
    T[1] = O.copy(B, V, 1);
  else if (IsAddress)
    T[1] = O.copyAddress(B, V, 1);
  Ballot Cold(F, O, At.getDebugLoc());
  compareBefore(At, {{Copy, T[1]}}, Cold);
  IRBuilder<> &Fix = Cold.repairing();
  // A constant is loaded once more.
  Value *Right = S.isConstant(V) ? V : Cold.majority(T, true);
  Fixes.define(Copy, Cold.exit(),
               IsAddress ? O.copyAddress(Fix, V, 2)
                         : O.copy(Fix, Right, S.isConstant(V) ? 2 : 0));
  correct(Fix);
  Fix.CreateBr(At.getParent());
  Cold.finish(detected());
  return Copy;
}

void Votes::emitPoint(Instruction &I) {
  if (auto *Load = dyn_cast<LoadInst>(&I); Load && S.role(I) == Role::Load)
    return emitLoads(*Load);
  if (auto *Store = dyn_cast<StoreInst>(&I); Store && S.role(I) == Role::Store)
    return emitStores(*Store);
  if (S.role(I) == Role::Branch)
    return emitBranch(cast<BranchInst>(I));
  if (auto *Switch = dyn_cast<SwitchInst>(&I))
    return emitSwitch(*Switch);
  if (I.isIntDivRem()) {
    // Three divisions: none of them may trap.
    voteBefore(I, {I.getOperand(1)}, 2);
    return voteBefore(I, {I.getOperand(1)}, 1);
  }
  for (Use &U : I.operands())
    if (isVoted(U))
      U.set(votedCopy(U, I, &U));
}

// Backwards: a split then moves only what lies between two votes, and the time
// stays linear in the size of a block.
void Votes::emit() {
  countLoops();
  for (Instruction *I : reverse(Points))
    emitPoint(*I);
  for (auto &[Header, Vote] : Loops)
    if (Vote.Rest)
      emitLoop(*Header, Vote);
  Joined.sink();
  Fixes.apply();
  sinkThirds(F, ColdEntries);
}

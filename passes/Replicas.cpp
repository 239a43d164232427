//===- Replicas.cpp - the replicas of each value --------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Replicas.h"
#include "LLVMCompat.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

Replicas::Copies Replicas::copyAt(BasicBlock *BB, BasicBlock::iterator At,
                                  Value *V) {
  IRBuilder<> B(BB, At);
  if (auto *I = dyn_cast<Instruction>(V))
    B.SetCurrentDebugLocation(I->getDebugLoc());
  else
    B.SetCurrentDebugLocation(DebugLoc());
  Copies Result;
  for (unsigned K = 1; K < N; ++K)
    Result.push_back(O.copy(B, V, K));
  enter(V, Result);
  Count += N - 1;
  return Result;
}

// Opaque copies of replicas, in front of Before.
Replicas::Copies Replicas::hideEach(const Copies &Values, Instruction *Before) {
  IRBuilder<> B(Before);
  Copies Result;
  for (unsigned K = 0; K + 1 < N; ++K)
    Result.push_back(O.copy(B, Values[K], K + 1));
  Count += N - 1;
  return Result;
}

Replicas::Copies Replicas::copyBehind(Instruction &I) {
  if (auto *Invoke = dyn_cast<InvokeInst>(&I)) {
    BasicBlock *Normal = Invoke->getNormalDest();
    return copyAt(Normal, Normal->getFirstInsertionPt(), &I);
  }
  if (isa<PHINode>(I) || isa<LandingPadInst>(I))
    return copyAt(I.getParent(), I.getParent()->getFirstInsertionPt(), &I);
  return copyAt(I.getParent(), std::next(I.getIterator()), &I);
}

static bool isConstantMemory(const Value *Ptr) {
  const auto *Global = dyn_cast<GlobalVariable>(getUnderlyingObject(Ptr));
  return Global && Global->isConstant() && isa<Constant>(Ptr);
}

Replicas::Copies Replicas::clone(Instruction &I) {
  Copies Result;
  for (unsigned K = 1; K < N; ++K) {
    Instruction *Clone = I.clone();
    Clone->insertAfter(&I);
    Clone->setName(I.hasName() ? I.getName() + ".r" : "");
    if (auto *Load = dyn_cast<LoadInst>(Clone))
      // Two loads of one address are one load to the back end. (Of constant
      // memory even then: there the address is hidden.)
      Load->setVolatile(S.isConstant(Load->getPointerOperand()) &&
                        !isConstantMemory(Load->getPointerOperand()));
    Result.push_back(Clone);
  }
  Count += N - 1;
  if (auto *Load = dyn_cast<LoadInst>(&I))
    Loads.push_back(Load);
  Pending.push_back(&I);
  return Result;
}

Replicas::Copies Replicas::make(Value *V) {
  if (S.isConstant(V) || !Opaque::supports(V->getType()))
    return Copies(N - 1, V);
  auto *I = dyn_cast<Instruction>(V);
  if (!I) {
    BasicBlock &Entry = F.getEntryBlock();
    return copyAt(&Entry, behindAllocas(Entry), V);
  }
  Role R = S.role(*I);
  if (R == Role::Replicate || R == Role::Load)
    return clone(*I);
  return copyBehind(*I);
}

const Replicas::Copies &Replicas::of(Value *V) {
  auto Found = Map.find(V);
  if (Found != Map.end())
    return Found->second;
  Copies Made = make(V);
  return Map[V] = std::move(Made);
}

const Replicas::Copies *Replicas::find(Value *V) const {
  auto Found = Map.find(V);
  return Found == Map.end() ? nullptr : &Found->second;
}

// Scalar evolution would see that a replica of an induction variable has the
// step of the original, and loop strength reduction would compute the one from
// the other. A copy on the way back hides the step.
bool Replicas::closesLoop(const PHINode &Phi, unsigned At) const {
  const Loop *L = LI.getLoopFor(Phi.getParent());
  return L && L->getHeader() == Phi.getParent() &&
         L->contains(Phi.getIncomingBlock(At)) && Phi.getType()->isIntOrPtrTy();
}

// A constant that enters a PHI is copied at the end of the predecessor: without
// that, two induction variables are one to the back end.
void Replicas::fillPhi(PHINode &Phi) {
  for (unsigned At = 0; At < Phi.getNumIncomingValues(); ++At) {
    Value *In = Phi.getIncomingValue(At);
    BasicBlock *From = Phi.getIncomingBlock(At);
    Copies Edge = of(In);
    if (S.isConstant(In) && Opaque::supports(In->getType())) {
      Copies &Made = Incoming[{From, In}];
      if (Made.empty())
        Made = hideEach(Edge, From->getTerminator());
      Edge = Made;
    } else if (closesLoop(Phi, At) && In != &Phi && isa<Instruction>(In)) {
      Steps.insert(cast<Instruction>(In));
    }
    for (unsigned K = 0; K + 1 < N; ++K)
      cast<PHINode>(Map[&Phi][K])->setIncomingValue(At, Edge[K]);
  }
}

// Copied where it is computed, so that it stays in one register.
void Replicas::hideStep(Instruction &I) {
  Role Kind = S.role(I);
  if (Kind != Role::Replicate && Kind != Role::Load)
    return; // an opaque copy already
  Copies &Replica = Map[&I];
  for (unsigned K = 0; K + 1 < N; ++K) {
    auto *Clone = cast<Instruction>(Replica[K]);
    SmallVector<Use *, 8> Uses;
    for (Use &U : Clone->uses())
      Uses.push_back(&U);
    IRBuilder<> B(Clone->getParent(),
                  isa<PHINode>(Clone)
                      ? Clone->getParent()->getFirstInsertionPt()
                      : std::next(Clone->getIterator()));
    B.SetCurrentDebugLocation(Clone->getDebugLoc());
    Replica[K] = O.copy(B, Clone, K + 1);
    for (Use *U : Uses)
      U->set(Replica[K]);
  }
  Count += N - 1;
}

// The address of a global is computed into a register in position-independent
// code, unless it is all of the address of a load or store.
bool Replicas::isInRegister(const Value *V, const Instruction &User) {
  const Module &M = *User.getModule();
  return isa<Constant>(V) && V->getType()->isPointerTy() &&
         !isa<ConstantPointerNull>(V) &&
         (M.getPICLevel() != PICLevel::NotPIC ||
          M.getPIELevel() != PIELevel::Default);
}

static bool fitsVectorRegister(Type *Ty) {
  return Ty->isFPOrFPVectorTy() && Ty->getScalarSizeInBits() <= 64;
}

// What a conditional move may choose must be in a register. Of two constants
// the back end computes one from the other, or from the condition.
static bool isArm(const Instruction &I, const Use &U) {
  const auto *Select = dyn_cast<SelectInst>(&I);
  return Select && U.getOperandNo() != 0 && !U->getType()->isIntegerTy(1) &&
         isa<Constant>(Select->getTrueValue()) !=
             isa<Constant>(Select->getFalseValue());
}

// The back end loads a constant like a vector of integers into a register, and
// there is nothing simpler for it to make of the operation: no shift by an
// immediate operand, no sum of few terms.
static bool isVectorOperand(const Instruction &I, const Use &U) {
  const auto *C = dyn_cast<Constant>(U);
  Type *Ty = U->getType();
  return C && isa<BinaryOperator>(I) && !I.isShift() && !C->isNullValue() &&
         isa<FixedVectorType>(Ty) && Ty->isIntOrIntVectorTy() &&
         (I.getOpcode() != Instruction::Mul || Ty->getScalarSizeInBits() == 16);
}

// A constant that lies in a register before it is used: both replicas would use
// that one.
bool Replicas::isSharedConstant(const Instruction &I, const Use &U) {
  if (isa<UndefValue>(U))
    return false; // no bit of it shows, see Prepare.cpp
  if (isa<LoadInst>(I))
    return isConstantMemory(U);
  if (isa<CallBase>(I))
    return isa<Constant>(U) && fitsVectorRegister(U->getType());
  if (isa<ConstantInt>(U))
    return Opaque::needsRegister(U) || isArm(I, U);
  return isInRegister(U, I) || isVectorOperand(I, U) ||
         (isa<Constant>(U) && fitsVectorRegister(U->getType()));
}

void Replicas::fill(Instruction &I) {
  if (auto *Phi = dyn_cast<PHINode>(&I))
    return fillPhi(*Phi);
  Copies Clones = of(&I);
  for (unsigned At = 0; At < I.getNumOperands(); ++At) {
    Copies Operands = of(I.getOperand(At));
    const Use &U = I.getOperandUse(At);
    if (isSharedConstant(I, U) && (O.packsNumbers() || !isVectorOperand(I, U)))
      Operands = hideEach(Operands, &I);
    for (unsigned K = 0; K + 1 < N; ++K)
      cast<Instruction>(Clones[K])->setOperand(At, Operands[K]);
  }
}

void Replicas::complete() {
  while (!Pending.empty())
    fill(*Pending.pop_back_val());
  for (Instruction *I : Steps)
    hideStep(*I);
  Steps.clear();
}

//===- Scope.cpp - what is inside the sphere of replication ---------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Scope.h"
#include "LLVMCompat.h"
#include "NaN.h"
#include "llvm/Analysis/CaptureTracking.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace tandem;

static bool carriesNoData(const IntrinsicInst &I) {
  if (isa<DbgInfoIntrinsic>(I) || I.isLifetimeStartOrEnd() ||
      I.isAssumeLikeIntrinsic())
    return true;
  switch (I.getIntrinsicID()) {
  case Intrinsic::stackrestore:
  case Intrinsic::localescape:
  case Intrinsic::trap:
  case Intrinsic::debugtrap:
  case Intrinsic::donothing:
    return true;
  default:
    return false;
  }
}

// Without operands there is nothing to compute twice: such an intrinsic reads
// state (a register, the thread pointer) and its result is copied instead.
static bool isComputation(const IntrinsicInst &I) {
  return I.arg_size() && !I.isConvergent() && I.doesNotAccessMemory() &&
         !I.mayHaveSideEffects() && !I.hasOperandBundles() &&
         !I.getType()->isVoidTy() &&
         I.getIntrinsicID() != Intrinsic::threadlocal_address &&
         I.getIntrinsicID() != Intrinsic::returnaddress &&
         I.getIntrinsicID() != Intrinsic::frameaddress;
}

static Role callRole(const CallBase &Call) {
  if (const auto *I = dyn_cast<IntrinsicInst>(&Call)) {
    if (carriesNoData(*I))
      return Role::Pass;
    if (isComputation(*I))
      return Role::Replicate;
  }
  if (isa<CallBrInst>(Call) && !Call.getType()->isVoidTy())
    return Role::Unable;
  return Role::Once;
}

static Role memoryRole(const Instruction &I) {
  if (const auto *Load = dyn_cast<LoadInst>(&I))
    return Load->isSimple() ? Role::Load : Role::Once;
  const auto &Store = cast<StoreInst>(I);
  bool Plain = Store.isSimple() && !Store.getMetadata("nontemporal");
  return Plain ? Role::Store : Role::Once;
}

static Role roleOf(const Instruction &I) {
  // Replicas of such results may differ though those of the operands count as
  // equal.
  if (readsBitsOfNaN(I))
    return Role::Once;
  if (const auto *Call = dyn_cast<CallBase>(&I))
    return callRole(*Call);
  if (isa<LoadInst>(I) || isa<StoreInst>(I))
    return memoryRole(I);
  if (const auto *Branch = dyn_cast<BranchInst>(&I))
    return Branch->isConditional() ? Role::Branch : Role::Pass;
  if (isa<SwitchInst>(I))
    return Role::Switch;
  if (isa<ReturnInst>(I))
    return Role::Return;
  if (isa<UnreachableInst>(I) || isa<FenceInst>(I))
    return Role::Pass;
  if (const auto *Alloca = dyn_cast<AllocaInst>(&I))
    return Alloca->isStaticAlloca() || Alloca->isSwiftError() ? Role::Pass
                                                              : Role::Once;
  if (isa<IndirectBrInst>(I) || isa<ResumeInst>(I) || isa<LandingPadInst>(I) ||
      isa<AtomicRMWInst>(I) || isa<AtomicCmpXchgInst>(I) || isa<VAArgInst>(I))
    return Role::Once;
  return Role::Replicate;
}

static bool usesUnsupportedType(const Instruction &I) {
  auto Unsupported = [](const Value *V) {
    Type *Ty = V->getType();
    return Ty->isTokenTy() || Ty->isX86_AMXTy() ||
           isa<ScalableVectorType>(Ty) ||
           Ty->getTypeID() == Type::TargetExtTyID;
  };
  return Unsupported(&I) || any_of(I.operand_values(), Unsupported);
}

Scope::Scope(Function &F) {
  for (Instruction &I : instructions(F)) {
    Role R = roleOf(I);
    Roles[&I] = R != Role::Pass && usesUnsupportedType(I) ? Role::Unable : R;
  }
  // Before any copy is made: a copy would look like a capture.
  for (Instruction &I : F.getEntryBlock())
    if (auto *Alloca = dyn_cast<AllocaInst>(&I))
      Captured[Alloca] = PointerMayBeCaptured(Alloca, /*ReturnCaptures=*/true,
                                              /*StoreCaptures=*/true);
}

StringRef Scope::outside(const Function &F) {
  if (F.isDeclaration() || F.hasAvailableExternallyLinkage())
    return "it is not defined here";
  if (F.hasFnAttribute("tandem-off"))
    return "it is marked TANDEM_OFF";
  if (F.hasFnAttribute("tandem-outside"))
    return F.getFnAttribute("tandem-outside").getValueAsString();
  if (F.hasFnAttribute("tandem-hardened"))
    return "it is hardened already";
  if (F.hasFnAttribute(Attribute::Naked))
    return "it is naked: it has no prologue the compiler knows";
  if (F.isPresplitCoroutine())
    return "it is a coroutine that was not split";
  if (F.hasPersonalityFn() &&
      isScopedEHPersonality(classifyEHPersonality(F.getPersonalityFn())))
    return "it uses funclet exception handling";
  return "";
}

bool Scope::computeConstant(const Value *V) {
  if (isa<Constant>(V) || isa<InlineAsm>(V) || isa<MetadataAsValue>(V))
    return true;
  const auto *I = dyn_cast<Instruction>(V);
  if (!I)
    return V->getType()->isLabelTy() ||
           (isa<Argument>(V) && cast<Argument>(V)->hasSwiftErrorAttr());
  if (role(*I) == Role::Pass || role(*I) == Role::Unable)
    return true;
  return role(*I) == Role::Replicate && !isa<PHINode>(I) &&
         all_of(I->operand_values(),
                [&](const Value *Op) { return isConstant(Op); });
}

bool Scope::isConstant(const Value *V) {
  auto Found = Constants.find(V);
  if (Found != Constants.end())
    return Found->second;
  bool Result = computeConstant(V);
  Constants[V] = Result;
  return Result;
}

bool Scope::isPrivate(const Value *Ptr) const {
  const Value *Object = getUnderlyingObject(Ptr, /*MaxLookup=*/0);
  if (const auto *Alloca = dyn_cast<AllocaInst>(Object)) {
    auto Found = Captured.find(Alloca);
    return Found != Captured.end() && !Found->second;
  }
  const auto *Global = dyn_cast<GlobalVariable>(Object);
  return Global && Global->isConstant();
}

bool Scope::isTailPosition(const CallInst &Call) {
  // Intrinsics are marked `tail` too, and are not calls.
  if (isa<IntrinsicInst>(Call))
    return false;
  const auto *Ret =
      dyn_cast_or_null<ReturnInst>(Call.getNextNonDebugInstruction());
  if (Call.isMustTailCall())
    return true;
  return Call.isTailCall() && Ret && Ret->getReturnValue() == &Call;
}

static StringRef text(Role R) {
  switch (R) {
  case Role::Replicate:
    return "replicate";
  case Role::Load:
    return "load";
  case Role::Store:
    return "store";
  case Role::Branch:
    return "branch";
  case Role::Switch:
    return "switch";
  case Role::Return:
    return "return";
  case Role::Once:
    return "once";
  case Role::Pass:
    return "pass";
  case Role::Unable:
    return "unable";
  }
  llvm_unreachable("covered");
}

PreservedAnalyses ScopePrinter::run(Function &F, FunctionAnalysisManager &) {
  errs() << "tandem scope of " << F.getName() << ":";
  StringRef Why = Scope::outside(F);
  if (!Why.empty()) {
    errs() << " outside: " << Why << "\n";
    return PreservedAnalyses::all();
  }
  errs() << "\n";
  Scope S(F);
  for (Instruction &I : instructions(F))
    errs() << left_justify(text(S.role(I)), 9)
           << (S.isConstant(&I) && S.role(I) == Role::Replicate ? " constant"
                                                                : "")
           << I << "\n";
  return PreservedAnalyses::all();
}

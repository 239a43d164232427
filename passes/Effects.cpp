//===- Effects.cpp - what an instruction does to a transaction ------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Effects.h"
#include "Mark.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

// ---- functions --------------------------------------------------------------

void Callees::add(Function &F, Options::RecoveryKind Recovery) {
  All.push_back(&F);
  Hardened[&F] = Recovery;
  if (!Library)
    Library.emplace(Triple(F.getParent()->getTargetTriple()));
}

void Callees::setInside(const Function &F, uint64_t Bytes) {
  Inside[&F] = Bytes;
}

// Known by name. As such a function might yet be one of the program, hardened
// in another module, it is treated like one that ends the transaction.
static bool isHarmless(const Function &F) {
#define TANDEM_HARMLESS(Name) #Name,
  static const StringSet<> Names = {
#include "Harmless.def"
  };
  return F.isDeclaration() && Names.contains(F.getName());
}

// True when a call of F in this module runs what is defined in it.
static bool isThisDefinition(const Function &F) {
  return F.hasLocalLinkage() || (F.isDSOLocal() && F.hasExactDefinition());
}

// Functions that the compiler knows are hardly ever the program's own: asking
// them would not pay.
bool Callees::isOfLibrary(const Function &F) const {
  LibFunc Known;
  return F.isDeclaration() && Library && Library->getLibFunc(F, Known);
}

bool Callees::isLogged(const Function &F) const {
  auto Found = Hardened.find(&F);
  return Found != Hardened.end() &&
         Found->second == Options::RecoveryKind::Undo;
}

bool Callees::mayAsk(const Function &F) const {
  return isLogged(F) && canMark(*F.getParent());
}

Effect Callees::effectOf(const Function &Caller, const Function *Callee) const {
  Effect Foreign = mayAsk(Caller) ? Effect::Unknown : Effect::Outside;
  if (!Callee)
    return Foreign;
  if (isHarmless(*Callee))
    return Effect::Own;
  if (isOfLibrary(*Callee))
    return Effect::Outside;
  if (!isThisDefinition(*Callee))
    return Foreign;
  auto From = Hardened.find(&Caller), To = Hardened.find(Callee);
  bool Same = From != Hardened.end() && To != Hardened.end() &&
              From->second == To->second;
  if (!Same)
    return Effect::Outside;
  return Inside.count(Callee) ? Effect::Inside : Effect::Own;
}

bool Callees::isOnlyCalledBelow(const Function &F) const {
  auto To = Hardened.find(&F);
  if (To == Hardened.end() || !F.hasLocalLinkage())
    return false;
  return all_of(F.uses(), [&](const Use &U) {
    auto *Call = dyn_cast<CallBase>(U.getUser());
    auto From = Call && Call->isCallee(&U) ? Hardened.find(Call->getFunction())
                                           : Hardened.end();
    return From != Hardened.end() && From->second == To->second;
  });
}

std::vector<Function *> Callees::callGraphOrder() const {
  std::vector<Function *> Result;
  SmallPtrSet<Function *, 32> Seen;
  for (Function *Root : All) {
    // Without recursion of our own: call chains are as long as modules are.
    std::vector<std::pair<Function *, inst_iterator>> Path;
    auto Enter = [&](Function *F) {
      if (Hardened.count(F) && Seen.insert(F).second)
        Path.push_back({F, inst_begin(F)});
    };
    Enter(Root);
    while (!Path.empty()) {
      auto &[F, At] = Path.back();
      if (At == inst_end(F)) {
        Result.push_back(F);
        Path.pop_back();
        continue;
      }
      Instruction &I = *At;
      ++At;
      if (auto *Call = dyn_cast<CallBase>(&I);
          Call && Call->getCalledFunction())
        Enter(Call->getCalledFunction());
    }
  }
  return Result;
}

// ---- instructions -----------------------------------------------------------

bool tandem::becomesJump(const Instruction &I) {
  const auto *Call = dyn_cast<CallInst>(&I);
  if (!Call || !Call->isTailCall() || isa<IntrinsicInst>(Call) ||
      Call->isInlineAsm())
    return false;
  const auto *Ret =
      dyn_cast_or_null<ReturnInst>(Call->getNextNonDebugInstruction());
  if (Call->isMustTailCall())
    return true;
  return Ret && (!Ret->getReturnValue() || Ret->getReturnValue() == Call);
}

static bool isInDefaultSpace(const Value *Ptr) {
  return Ptr->getType()->getPointerAddressSpace() == 0;
}

uint64_t Effects::storeSize(const StoreInst &Store) {
  TypeSize Size = Store.getModule()->getDataLayout().getTypeStoreSize(
      Store.getValueOperand()->getType());
  return Size.isScalable() ? 0 : Size.getFixedValue();
}

// One for each power of two that the size is made of.
uint64_t Effects::entrySize(uint64_t Size) {
  return Size / 8 * 8 + llvm::popcount(Size % 8) * 8;
}

// An aggregate that would fill the log.
static constexpr uint64_t MaxStore = 2048;

// An atomic or volatile load may be repeated: what other threads have handed
// over by then is still there, and what is ours they do not write. Memory goes
// to them by a store, and that ends the transaction. With hardware a loop that
// waits would have it in its read set.
Effect Effects::ofAccess(const Instruction &I) const {
  const Value *Ptr = getLoadStorePointerOperand(&I);
  const auto *Store = dyn_cast<StoreInst>(&I);
  if (Own.holds(Ptr) && !I.isAtomic())
    return Effect::None;
  bool Plain = Store ? Store->isSimple() : cast<LoadInst>(I).isSimple();
  if (!Plain)
    return !Store && C.isLogged(*I.getFunction()) ? Effect::None
                                                  : Effect::Outside;
  if (Store && (!isInDefaultSpace(Ptr) || !storeSize(*Store) ||
                storeSize(*Store) > MaxStore))
    return Effect::Outside;
  return Store ? Effect::Store : Effect::None;
}

Effect Effects::ofIntrinsic(const IntrinsicInst &I) const {
  if (const auto *Memory = dyn_cast<MemIntrinsic>(&I)) {
    if (Memory->isVolatile() || !isInDefaultSpace(Memory->getRawDest()))
      return Effect::Outside;
    return Own.holds(Memory->getRawDest()) ? Effect::None : Effect::Range;
  }
  if (I.isLifetimeStartOrEnd() || I.isAssumeLikeIntrinsic() ||
      (I.onlyReadsMemory() && !I.isConvergent()))
    return Effect::None;
  switch (I.getIntrinsicID()) {
  case Intrinsic::stacksave:
  case Intrinsic::stackrestore:
  case Intrinsic::trap:
  case Intrinsic::ubsantrap:
  case Intrinsic::donothing:
  case Intrinsic::prefetch:
  case Intrinsic::vaend:
  case Intrinsic::localescape:
    return Effect::None;
  case Intrinsic::vastart:
  case Intrinsic::vacopy:
    return Own.holds(I.getArgOperand(0)) ? Effect::None : Effect::Outside;
  default:
    return Effect::Outside;
  }
}

Effect Effects::ofCall(const CallBase &Call) const {
  if (const auto *Asm = dyn_cast<InlineAsm>(Call.getCalledOperand())) {
    bool Pure = !Asm->hasSideEffects() && Call.onlyReadsMemory();
    return Pure || (Asm->getAsmString().empty() && isa<CallInst>(Call))
               ? Effect::None
               : Effect::Outside;
  }
  if (const auto *I = dyn_cast<IntrinsicInst>(&Call))
    return ofIntrinsic(*I);
  const Function *Callee = Call.getCalledFunction();
  if (Call.hasFnAttr(Attribute::ReturnsTwice) || isa<CallBrInst>(Call))
    return Effect::Outside;
  return C.effectOf(*Call.getFunction(), Callee);
}

Effect Effects::of(const Instruction &I) const {
  if (isa<LoadInst>(I) || isa<StoreInst>(I))
    return ofAccess(I);
  if (const auto *Call = dyn_cast<CallBase>(&I))
    return ofCall(*Call);
  if (isa<ReturnInst>(I))
    return Effect::Return;
  bool Ends = I.isAtomic() || isa<FenceInst>(I) || isa<VAArgInst>(I) ||
              isa<ResumeInst>(I) || isa<LandingPadInst>(I);
  return Ends ? Effect::Outside : Effect::None;
}

uint64_t Effects::bytes(const Instruction &I) const {
  if (const auto *Store = dyn_cast<StoreInst>(&I))
    return entrySize(storeSize(*Store));
  const auto *Call = dyn_cast<CallBase>(&I);
  return Call && Call->getCalledFunction()
             ? C.bytesOf(*Call->getCalledFunction())
             : 0;
}

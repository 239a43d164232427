//===- Harden.cpp - the pass `tandem` -------------------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Harden.h"
#include "Checks.h"
#include "Prepare.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Verifier.h"

#define DEBUG_TYPE "tandem"

using namespace llvm;
using namespace tandem;

STATISTIC(FunctionsHardened, "Functions hardened");
STATISTIC(FunctionsOutside, "Functions defined but not hardened");
STATISTIC(ReplicasMade, "Replicas made");
STATISTIC(ChecksAdded, "Checks added");
STATISTIC(InstructionsUnable, "Instructions that could not be protected");

// The text of one annotation, `{function, text, ...}`; empty if it is none.
static StringRef annotationText(ConstantStruct *Entry) {
  auto *Text =
      dyn_cast<GlobalVariable>(Entry->getOperand(1)->stripPointerCasts());
  if (!Text || !Text->hasInitializer())
    return "";
  auto *Data = dyn_cast<ConstantDataSequential>(Text->getInitializer());
  return Data && Data->isCString() ? Data->getAsCString() : "";
}

// TANDEM_OFF and TANDEM_DMR (tandem.h) arrive as entries of one global array.
// They become the function attributes "tandem-off" and "tandem-dmr".
static void readAnnotations(Module &M) {
  GlobalVariable *List = M.getNamedGlobal("llvm.global.annotations");
  auto *Entries =
      List ? dyn_cast<ConstantArray>(List->getInitializer()) : nullptr;
  if (!Entries)
    return;
  for (Use &U : Entries->operands()) {
    auto *Entry = cast<ConstantStruct>(U);
    auto *F = dyn_cast<Function>(Entry->getOperand(0)->stripPointerCasts());
    StringRef Text = annotationText(Entry);
    if (F && Text == "tandem.off")
      F->addFnAttr("tandem-off");
    if (F && Text == "tandem.dmr")
      F->addFnAttr("tandem-dmr");
    if (F && Text == "tandem.tmr")
      M.getContext().emitError(
          "tandem: '" + F->getName() +
          "' is marked TANDEM_TMR, which is not available "
          "in this version; valid: TANDEM_DMR, TANDEM_OFF");
  }
}

static void reportOutside(Function &F, StringRef Why) {
  if (F.isDeclaration() || F.hasAvailableExternallyLinkage())
    return;
  ++FunctionsOutside;
  OptimizationRemarkEmitter(&F).emit([&] {
    return OptimizationRemarkMissed(DEBUG_TYPE, "Outside",
                                    DiagnosticLocation(F.getSubprogram()),
                                    &F.getEntryBlock())
           << "function " << F.getName() << " is not protected: " << Why;
  });
}

static void reportUnable(Function &F, Scope &S,
                         OptimizationRemarkEmitter &ORE) {
  for (Instruction &I : instructions(F)) {
    if (S.role(I) != Role::Unable)
      continue;
    ++InstructionsUnable;
    ORE.emit([&] {
      return OptimizationRemarkMissed(DEBUG_TYPE, "Unprotected", &I)
             << I.getOpcodeName()
             << " is not protected: values of its type or kind cannot be "
                "copied";
    });
  }
}

static void harden(Function &F, const TargetTransformInfo &TTI, RuntimeABI &ABI,
                   const Options &Opts) {
  prepare(F);
  Scope S(F);
  OptimizationRemarkEmitter ORE(&F);
  reportUnable(F, S, ORE);
  Opaque O(F, TTI);
  Replicas R(F, S, O, /*N=*/2);
  Checks C(F, S, R, O, ABI, Opts);
  C.plan();
  C.emit();
  F.addFnAttr("tandem-hardened");
  // A detection writes a line and does not return.
  for (Attribute::AttrKind Stale :
       {Attribute::Memory, Attribute::WillReturn, Attribute::Speculatable})
    F.removeFnAttr(Stale);
  ++FunctionsHardened;
  ReplicasMade += R.count();
  ChecksAdded += C.count();
  ORE.emit([&] {
    return OptimizationRemark(DEBUG_TYPE, "Hardened",
                              DiagnosticLocation(F.getSubprogram()),
                              &F.getEntryBlock())
           << "hardened " << F.getName() << ": "
           << ore::NV("Replicas", R.count()) << " replicas, "
           << ore::NV("Checks", C.count()) << " checks";
  });
  assert(!verifyFunction(F, &errs()) && "tandem produced an invalid function");
}

PreservedAnalyses HardenPass::run(Module &M, ModuleAnalysisManager &MAM) {
  if (!Error.empty()) {
    M.getContext().emitError(Error);
    return PreservedAnalyses::all();
  }
  readAnnotations(M);
  auto &FAM = MAM.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
  RuntimeABI ABI(M);
  bool Changed = false;
  for (Function &F : M) {
    if (Opts.Mode == Options::ModeKind::Off && !F.hasFnAttribute("tandem-dmr"))
      continue;
    StringRef Why = Scope::outside(F);
    if (!Why.empty()) {
      reportOutside(F, Why);
      continue;
    }
    harden(F, FAM.getResult<TargetIRAnalysis>(F), ABI, Opts);
    Changed = true;
  }
  if (!Changed)
    return PreservedAnalyses::all();
  ABI.referToVersion();
  return PreservedAnalyses::none();
}

void HardenPass::printPipeline(raw_ostream &OS,
                               function_ref<StringRef(StringRef)>) {
  OS << "tandem<";
  Opts.print(OS);
  OS << '>';
}

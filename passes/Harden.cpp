//===- Harden.cpp - the pass `tandem` -------------------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Harden.h"
#include "Checks.h"
#include "Prepare.h"
#include "Stamp.h"
#include "Summary.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Verifier.h"
#include <map>

#define DEBUG_TYPE "tandem"

using namespace llvm;
using namespace tandem;

STATISTIC(FunctionsHardened, "Functions hardened");
STATISTIC(FunctionsOutside, "Functions defined but not hardened");
STATISTIC(ReplicasMade, "Replicas made");
STATISTIC(ChecksAdded, "Checks added");
STATISTIC(InstructionsUnable, "Instructions that could not be protected");

static void reportOutside(Function &F, StringRef Why) {
  ++FunctionsOutside;
  OptimizationRemarkEmitter(&F).emit([&] {
    return OptimizationRemarkMissed(DEBUG_TYPE, "Outside",
                                    DiagnosticLocation(F.getSubprogram()),
                                    &F.getEntryBlock())
           << "function " << F.getName()
           << " is not protected: " << ore::NV("Reason", Why);
  });
}

static void reportUnable(Function &F, Scope &S, OptimizationRemarkEmitter &ORE,
                         Counts &Result) {
  for (Instruction &I : instructions(F)) {
    if (S.role(I) != Role::Unable)
      continue;
    ++InstructionsUnable;
    ++Result.Unable;
    ++Result.UnableNames[I.getOpcodeName()];
    ORE.emit([&] {
      return OptimizationRemarkMissed(DEBUG_TYPE, "Unprotected", &I)
             << I.getOpcodeName()
             << " is not protected: values of its type or kind cannot be "
                "copied";
    });
  }
}

// Cold blocks run again into hot ones, and so lie in loops. Only in functions
// with an entry count does the back end leave them out of the loops it lays
// out, and does not move their constants to the front of the loop.
static void markCold(Function &F) {
  if (!F.hasProfileData() && !F.getParent()->getProfileSummary(/*IsCS=*/false))
    F.setEntryCount(1U << 20);
}

static Counts harden(Function &F, const TargetTransformInfo &TTI,
                     RuntimeABI &ABI, const Options &Opts) {
  prepare(F, TTI);
  Scope S(F);
  OptimizationRemarkEmitter ORE(&F);
  Counts Result;
  reportUnable(F, S, ORE, Result);
  Opaque O(F, TTI);
  Replicas R(F, S, O, /*N=*/2);
  Checks C(F, S, R, O, ABI, Opts);
  C.plan();
  C.emit();
  F.addFnAttr("tandem-hardened");
  markCold(F);
  // A detection writes a line and does not return.
  for (Attribute::AttrKind Stale :
       {Attribute::Memory, Attribute::WillReturn, Attribute::Speculatable})
    F.removeFnAttr(Stale);
  ++FunctionsHardened;
  ReplicasMade += Result.Replicas = R.count();
  ChecksAdded += Result.Checks = C.count();
  ORE.emit([&] {
    return OptimizationRemark(DEBUG_TYPE, "Hardened",
                              DiagnosticLocation(F.getSubprogram()),
                              &F.getEntryBlock())
           << "hardened " << F.getName() << ": "
           << ore::NV("Replicas", R.count()) << " replicas, "
           << ore::NV("Checks", C.count()) << " checks";
  });
  assert(!verifyFunction(F, &errs()) && "tandem produced an invalid function");
  return Result;
}

// Says what went wrong, if something did.
static bool complain(Module &M, Error E) {
  bool Failed = !!E;
  if (Failed)
    M.getContext().emitError(toString(std::move(E)));
  return Failed;
}

static bool isDefinedHere(const Function &F) {
  return !F.isDeclaration() && !F.hasAvailableExternallyLinkage();
}

std::string HardenPass::whyOutside(const Function &F,
                                   const Selection &Wanted) const {
  StringRef Why = Scope::outside(F);
  if (!Why.empty() || isStamped(F))
    return Why.str();
  if (When == Phase::Link)
    return "it was compiled without Tandem";
  return Wanted.outside(F);
}

PreservedAnalyses HardenPass::stampAll(Module &M, const Selection &Wanted) {
  bool Any = false;
  for (Function &F : M) {
    if (!isDefinedHere(F))
      continue;
    std::string Why = whyOutside(F, Wanted);
    if (!Why.empty())
      reportOutside(F, Why);
    Any |= Why.empty();
    stamp(F, Opts, Why);
  }
  if (Any) {
    RuntimeABI(M).referToVersion();
    requirePlugin(M);
  }
  return PreservedAnalyses::none();
}

PreservedAnalyses HardenPass::hardenAll(Module &M, const Selection &Wanted,
                                        ModuleAnalysisManager &MAM) {
  auto &FAM = MAM.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
  RuntimeABI ABI(M);
  std::map<std::string, Summary> Reports; // by file
  bool Hardened = false;
  for (Function &F : M) {
    if (!isDefinedHere(F))
      continue;
    Expected<Options> Own = isStamped(F) ? stampedOptions(F) : Opts;
    if (!Own) {
      complain(M, Own.takeError());
      continue;
    }
    std::string Why = whyOutside(F, Wanted);
    if (!Why.empty()) {
      reportOutside(F, Why);
      Reports[Own->Report].addOutside(unitOf(F), F.getName(), Why);
      continue;
    }
    Counts Done = harden(F, FAM.getResult<TargetIRAnalysis>(F), ABI, *Own);
    Reports[Own->Report].addHardened(unitOf(F), F.getName(), Done);
    Hardened = true;
  }
  for (auto &[Path, Report] : Reports)
    complain(M, Report.write(M.getSourceFileName(), Path));
  if (Hardened)
    ABI.referToVersion();
  bool Changed = waivePlugin(M) || Hardened;
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

PreservedAnalyses HardenPass::run(Module &M, ModuleAnalysisManager &MAM) {
  if (!Problem.empty()) {
    M.getContext().emitError(Problem);
    return PreservedAnalyses::all();
  }
  Selection::readAnnotations(M);
  Selection Wanted(Opts);
  if (complain(M, Wanted.load()))
    return PreservedAnalyses::all();
  if (When == Phase::Compile && goesToLinker(M) && !isStamped(M))
    return stampAll(M, Wanted);
  return hardenAll(M, Wanted, MAM);
}

void HardenPass::printPipeline(raw_ostream &OS,
                               function_ref<StringRef(StringRef)>) {
  OS << "tandem<";
  Opts.print(OS);
  OS << '>';
}

//===- Harden.cpp - the pass `tandem` -------------------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Harden.h"
#include "Checks.h"
#include "Cuts.h"
#include "Entering.h"
#include "Mark.h"
#include "Prepare.h"
#include "Stamp.h"
#include "StrengthReduction.h"
#include "Summary.h"
#include "Votes.h"
#include "llvm/ADT/Statistic.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Verifier.h"
#include <map>
#include <optional>

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

// Cold blocks lead on to hot ones, and so lie in loops. Only in functions with
// an entry count does the back end leave them out of the loops it lays out, and
// does not move their constants to the front of the loop.
static void markCold(Function &F) {
  if (!F.hasProfileData() && !F.getParent()->getProfileSummary(/*IsCS=*/false))
    F.setEntryCount(1U << 20);
}

// What transactions need of the runtime is there on x86-64 Linux. A module
// without a triple is for whatever runs it.
static bool hasTransactions(const Module &M) {
  Triple Target(M.getTargetTriple());
  bool IsKnown = Target.getArch() == Triple::x86_64 && Target.isOSLinux() &&
                 !Target.isX32();
  return (IsKnown || Target.getTriple().empty()) &&
         M.getCodeModel() != CodeModel::Kernel;
}

// Says so where the user asked for another recovery than is there.
static void dropRecovery(Function &F, Options &Opts) {
  if (Opts.Recovery == Options::RecoveryKind::None ||
      hasTransactions(*F.getParent()))
    return;
  Opts.Recovery = Options::RecoveryKind::None;
  OptimizationRemarkEmitter(&F).emit([&] {
    return OptimizationRemarkMissed(DEBUG_TYPE, "NoRecovery",
                                    DiagnosticLocation(F.getSubprogram()),
                                    &F.getEntryBlock())
           << "a detection in " << F.getName()
           << " stops the program: only x86-64 Linux has recovery, and the "
              "kernel has none";
  });
}

namespace {
/// A function, and what is to be done with it.
struct Job {
  Function *F;
  Options Opts;
  std::string Outside; ///< why it is not hardened; empty if it is
  std::optional<Transactions> Plan = std::nullopt;
  bool IsMarked = false; ///< callers elsewhere stay in their transaction
};
} // namespace

// clang does not verify what a plugin made; emitted, it would be code that does
// something else in silence.
static void rejectInvalid(Function &F) {
  std::string Text;
  raw_string_ostream OS(Text);
  if (verifyFunction(F, &OS))
    F.getContext().emitError("tandem: a fault of Tandem, which hardened '" +
                             F.getName() +
                             "' wrongly (TANDEM_OFF leaves it out): " + Text);
}

template <class Comparisons>
static unsigned insert(Comparisons &&C, Replicas &R, Cuts *Transacted) {
  C.plan();
  if (Transacted)
    Transacted->remember(R);
  C.emit();
  return C.count();
}

static Counts harden(const Job &J, const TargetTransformInfo &TTI,
                     RuntimeABI &ABI) {
  Function &F = *J.F;
  Opaque O(F, TTI);
  std::optional<Cuts> Transacted;
  if (J.Plan)
    Transacted.emplace(F, ABI, O, J.Opts.Recovery, J.Plan->steps());
  Scope S(F);
  OptimizationRemarkEmitter ORE(&F);
  Counts Result;
  reportUnable(F, S, ORE, Result);
  bool IsVoted = J.Opts.Mode == Options::ModeKind::TMR;
  Replicas R(F, S, O, IsVoted ? 3 : 2);
  Cuts *Steps = Transacted ? &*Transacted : nullptr;
  if (IsVoted)
    Result.Checks = insert(Votes(F, S, R, O, ABI, J.Opts), R, Steps);
  else
    Result.Checks = insert(Checks(F, S, R, O, ABI, J.Opts), R, Steps);
  if (Steps)
    Steps->emit();
  separate(R.entered());
  F.addFnAttr("tandem-hardened");
  if (J.IsMarked)
    mark(F);
  markCold(F);
  // No vote can be taken between the load from a jump table and the jump.
  // Comparisons leave nothing in a register.
  if (IsVoted)
    F.addFnAttr("no-jump-tables", "true");
  // A detection writes a line and does not return; a log is written to.
  for (Attribute::AttrKind Stale :
       {Attribute::Memory, Attribute::WillReturn, Attribute::Speculatable})
    F.removeFnAttr(Stale);
  ++FunctionsHardened;
  ReplicasMade += Result.Replicas = R.count();
  ChecksAdded += Result.Checks;
  ORE.emit([&] {
    return OptimizationRemark(DEBUG_TYPE, "Hardened",
                              DiagnosticLocation(F.getSubprogram()),
                              &F.getEntryBlock())
           << "hardened " << F.getName() << ": "
           << ore::NV("Replicas", R.count()) << " replicas, "
           << ore::NV("Checks", Result.Checks) << " checks";
  });
  rejectInvalid(F);
  return Result;
}

// Where transactions are depends on the functions called: all are planned
// before one is changed, callees first.
static void planTransactions(MutableArrayRef<Job> Jobs) {
  Callees C;
  DenseMap<Function *, Job *> JobOf;
  for (Job &J : Jobs) {
    if (!J.Outside.empty() || J.Opts.Recovery == Options::RecoveryKind::None)
      continue;
    C.add(*J.F, J.Opts.Recovery);
    JobOf[J.F] = &J;
    Frame::gather(*J.F);
  }
  for (Function *F : C.callGraphOrder()) {
    Job &J = *JobOf[F];
    J.Plan.emplace(*F, C, J.Opts.Recovery);
    J.IsMarked = C.mayAsk(*F) && J.Plan->mayBeOpen() &&
                 !(F->hasLocalLinkage() && !F->hasAddressTaken());
    if (J.Plan->isInside())
      C.setInside(*F, J.Plan->bytes());
  }
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
    Options Own = Opts;
    Own.Mode = Wanted.mode(F);
    stamp(F, Own, Why);
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
  std::vector<Job> Jobs;
  for (Function &F : M) {
    if (!isDefinedHere(F))
      continue;
    Expected<Options> Own = isStamped(F) ? stampedOptions(F) : Opts;
    if (!Own) {
      complain(M, Own.takeError());
      continue;
    }
    if (!isStamped(F))
      Own->Mode = Wanted.mode(F);
    Jobs.push_back({&F, *Own, whyOutside(F, Wanted)});
    if (!Jobs.back().Outside.empty())
      continue;
    dropRecovery(F, Jobs.back().Opts);
    reduceStrength(F, FAM);
    prepare(F, FAM.getResult<TargetIRAnalysis>(F));
  }
  planTransactions(Jobs);
  bool Hardened = false;
  for (Job &J : Jobs) {
    if (!J.Outside.empty()) {
      reportOutside(*J.F, J.Outside);
      Reports[J.Opts.Report].addOutside(unitOf(*J.F), J.F->getName(),
                                        J.Outside);
      continue;
    }
    Hardened = true;
    Counts Done = harden(J, FAM.getResult<TargetIRAnalysis>(*J.F), ABI);
    Reports[J.Opts.Report].addHardened(unitOf(*J.F), J.F->getName(), Done);
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

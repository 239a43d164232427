//===- Plugin.cpp - registration with LLVM's pass manager -----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Harden.h"
#include "LLVMCompat.h"
#include "Scope.h"
#include "Transactions.h"

using namespace llvm;
using namespace tandem;

// An error in the options is reported when the pass runs: only then is there a
// context to report it to.
static void addPass(ModulePassManager &MPM, Phase When, StringRef Params = "") {
  Expected<Options> Opts = Options::fromCommandLine();
  Error E = Opts ? Opts->parse(Params) : Opts.takeError();
  if (E)
    MPM.addPass(HardenPass(toString(std::move(E))));
  else
    MPM.addPass(HardenPass(*Opts, When));
}

static bool parseModulePass(StringRef Name, ModulePassManager &MPM,
                            ArrayRef<PassBuilder::PipelineElement>) {
  if (Name.consume_front("print<tandem-transactions") &&
      Name.consume_back(">")) {
    using Kind = Options::RecoveryKind;
    bool Hardware = Name == ";rtm";
    if (Hardware || Name.empty())
      MPM.addPass(TransactionsPrinter(Hardware ? Kind::RTM : Kind::Undo));
    return Hardware || Name.empty();
  }
  if (!Name.consume_front("tandem"))
    return false;
  bool HasParams = Name.consume_front("<") && Name.consume_back(">");
  if (!HasParams && !Name.empty())
    return false;
  addPass(MPM, Phase::Named, Name);
  return true;
}

static bool parseFunctionPass(StringRef Name, FunctionPassManager &FPM,
                              ArrayRef<PassBuilder::PipelineElement>) {
  if (Name != "print<tandem-scope>")
    return false;
  FPM.addPass(ScopePrinter());
  return true;
}

static void registerPasses(PassBuilder &PB) {
  // The pipeline of a compiler has a start, and what ThinLTO runs in the linker
  // has not; no other callback and no property of the module tells the two.
  auto Started = std::make_shared<bool>(false);
  PB.registerPipelineStartEPCallback(
      [Started](ModulePassManager &, OptimizationLevel) { *Started = true; });
  atOptimizerLast(PB, [Started](ModulePassManager &MPM) {
    addPass(MPM, *Started ? Phase::Compile : Phase::Link);
  });
  PB.registerFullLinkTimeOptimizationLastEPCallback(
      [](ModulePassManager &MPM, OptimizationLevel) {
        addPass(MPM, Phase::Link);
      });
  PB.registerPipelineParsingCallback(parseModulePass);
  PB.registerPipelineParsingCallback(parseFunctionPass);
}

extern "C" __attribute__((visibility("default"))) PassPluginLibraryInfo
llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "tandem", TANDEM_VERSION, registerPasses};
}

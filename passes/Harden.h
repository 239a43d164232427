//===- Harden.h - the pass `tandem` -----------------------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hardens each function of a module: prepare, plan, replicate, check. Runs last
// in the optimiser, so that what it hardens is what is emitted.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_HARDEN_H
#define TANDEM_HARDEN_H

#include "Options.h"
#include "llvm/IR/PassManager.h"

namespace tandem {

class HardenPass : public llvm::PassInfoMixin<HardenPass> {
public:
  explicit HardenPass(const Options &Opts) : Opts(Opts) {}
  /// A pass that only reports \p Problem, for callers that cannot.
  explicit HardenPass(std::string Problem) : Problem(std::move(Problem)) {}

  llvm::PreservedAnalyses run(llvm::Module &M,
                              llvm::ModuleAnalysisManager &MAM);
  void printPipeline(llvm::raw_ostream &OS,
                     llvm::function_ref<llvm::StringRef(llvm::StringRef)>);
  static bool isRequired() { return true; }

private:
  Options Opts;
  std::string Problem;
};

} // namespace tandem

#endif

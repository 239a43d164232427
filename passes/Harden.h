//===- Harden.h - the pass `tandem` -----------------------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hardens each function of a module: prepare, plan, replicate, check. Runs last
// in the optimiser, so that what it hardens is what is emitted; with link-time
// optimisation, in the linker's.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_HARDEN_H
#define TANDEM_HARDEN_H

#include "Selection.h"
#include "llvm/IR/PassManager.h"

namespace tandem {

/// Where the pass stands (see Stamp.h).
enum class Phase {
  Named,   ///< in a pipeline that names it: hardens
  Compile, ///< at the end of a compiler's pipeline: hardens, or stamps for LTO
  Link,    ///< at the end of a linker's: hardens what is stamped
};

class HardenPass : public llvm::PassInfoMixin<HardenPass> {
public:
  HardenPass(const Options &Opts, Phase When) : Opts(Opts), When(When) {}
  /// A pass that only reports \p Problem, for callers that cannot.
  explicit HardenPass(std::string Problem) : Problem(std::move(Problem)) {}

  llvm::PreservedAnalyses run(llvm::Module &M,
                              llvm::ModuleAnalysisManager &MAM);
  void printPipeline(llvm::raw_ostream &OS,
                     llvm::function_ref<llvm::StringRef(llvm::StringRef)>);
  static bool isRequired() { return true; }

private:
  Options Opts;
  Phase When = Phase::Named;
  std::string Problem;

  llvm::PreservedAnalyses stampAll(llvm::Module &M, const Selection &Wanted);
  llvm::PreservedAnalyses hardenAll(llvm::Module &M, const Selection &Wanted,
                                    llvm::ModuleAnalysisManager &MAM);
  std::string whyOutside(const llvm::Function &F,
                         const Selection &Wanted) const;
};

} // namespace tandem

#endif

//===- Selection.h - which functions the user wants hardened ----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS. Annotations in the source, ignorelists, sections and the mode, in
// this order; docs/selective.md is its specification. What cannot be hardened,
// whatever the user wants, is Scope's to say (Scope.h).
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_SELECTION_H
#define TANDEM_SELECTION_H

#include "Options.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/SpecialCaseList.h"

namespace tandem {

class Selection {
public:
  explicit Selection(const Options &Opts) : Opts(Opts) {}

  /// Reads the ignorelists; must have succeeded before outside() is asked.
  /// Fails with a sentence that names the file, and the line if there is one.
  llvm::Error load();

  /// Why the user does not want \p F hardened; empty when he does.
  std::string outside(const llvm::Function &F) const;

  /// How \p F is to be hardened if it is.
  Options::ModeKind mode(const llvm::Function &F) const;

  /// Makes function attributes, "tandem-off", "tandem-dmr" and "tandem-tmr", of
  /// the annotations of \p M.
  static void readAnnotations(llvm::Module &M);

private:
  struct Ignorelist {
    std::string Path;
    std::unique_ptr<llvm::SpecialCaseList> Entries;
  };

  const Options &Opts;
  std::vector<Ignorelist> Lists;
  std::vector<llvm::GlobPattern> SectionsOff;

  llvm::Error loadList(const std::string &Path);
  llvm::Error loadSections();
  /// The name of the mode that something asks for; why \p F is to be left
  /// alone; empty when nothing says so.
  std::string verdict(const llvm::Function &F) const;
  std::string listed(llvm::StringRef Kind,
                     llvm::ArrayRef<std::string> Names) const;
};

} // namespace tandem

#endif

//===- Summary.h - the report on a translation unit -------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What was done to each function, one line each, and a line of totals; the
// format is in docs/selective.md. Collected first and written at once, so that
// the lines of compilers that run at the same time do not mix.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_SUMMARY_H
#define TANDEM_SUMMARY_H

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace tandem {

/// What hardening one function came to.
struct Counts {
  unsigned Replicas = 0;
  unsigned Checks = 0;
  unsigned Unable = 0;
  /// The instructions that could not be protected: how many of which name.
  llvm::MapVector<llvm::StringRef, unsigned> UnableNames;
};

class Summary {
public:
  void addHardened(llvm::StringRef Unit, llvm::StringRef Function,
                   const Counts &C);
  void addOutside(llvm::StringRef Unit, llvm::StringRef Function,
                  llvm::StringRef Why);

  /// Appends the lines, and the totals of \p Unit, to the file \p Path, which
  /// is made if there is none; "-" is stderr, an empty path nothing.
  llvm::Error write(llvm::StringRef Unit, llvm::StringRef Path) const;

private:
  std::string Lines;
  Counts Total;
  unsigned Hardened = 0;
  unsigned Outside = 0;
};

} // namespace tandem

#endif

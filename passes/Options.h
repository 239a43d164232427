//===- Options.h - what the user asked the pass to do -----------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options of Options.def, reached through two doors: `-mllvm
// -tandem-NAME=VALUE` and the parameters of `-passes='tandem<...>'`, for
// instance `tandem<dmr;races=assume-none>` (a bare value is a mode).
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_OPTIONS_H
#define TANDEM_OPTIONS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace tandem {

struct Options {
#define TANDEM_VALUE(Text, Name, Help) Name,
#define TANDEM_OPTION(Text, Field, Help, Values)                               \
  enum class Field##Kind{Values} Field = Field##Kind();
#define TANDEM_TEXT(Text, Field, Default, Bare, Argument, Help)                \
  std::string Field = Default;
#define TANDEM_LIST(Text, Field, Argument, Help) std::vector<std::string> Field;
#include "Options.def"

  /// Sets one option, or adds to it if it is a list. Fails with a sentence that
  /// names the valid ones.
  llvm::Error set(llvm::StringRef Name, llvm::StringRef Value);

  /// Reads `VALUE` and `NAME=VALUE` separated by ';' on top of *this.
  llvm::Error parse(llvm::StringRef Params);

  /// The options given by -mllvm.
  static llvm::Expected<Options> fromCommandLine();

  /// Prints what parse() reads; of texts and lists those that were given.
  void print(llvm::raw_ostream &OS) const;
};

} // namespace tandem

#endif

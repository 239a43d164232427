//===- Options.cpp - what the user asked the pass to do -------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Options.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"

using namespace llvm;
using namespace tandem;

// The -mllvm door. The values are text here, so that a wrong one is reported by
// the pass with the list of valid ones, which cl::values does not print.
#define TANDEM_VALUE(Text, Name, Help) "\n  " Text ": " Help
#define TANDEM_OPTION(Text, Field, Help, Values)                               \
  static cl::opt<std::string> Field##Flag("tandem-" Text,                      \
                                          cl::desc(Help ":" Values));
#include "Options.def"

static Error unknown(const Twine &What, const Twine &Valid) {
  return createStringError(inconvertibleErrorCode(),
                           "tandem: unknown " + What + "; valid: " + Valid);
}

Error Options::set(StringRef Name, StringRef Value) {
#define TANDEM_VALUE(Text, Name, Help) {Text, Kind::Name},
#define TANDEM_OPTION(Text, Field, Help, Values)                               \
  if (Name == Text) {                                                          \
    using Kind = Field##Kind;                                                  \
    const std::pair<StringRef, Kind> Table[] = {Values};                       \
    SmallVector<StringRef, 4> Valid;                                           \
    for (auto [ValueText, K] : Table) {                                        \
      if (Value == ValueText) {                                                \
        this->Field = K;                                                       \
        return Error::success();                                               \
      }                                                                        \
      Valid.push_back(ValueText);                                              \
    }                                                                          \
    return unknown(Name + " '" + Value + "'", join(Valid, ", "));              \
  }
#include "Options.def"
#define TANDEM_VALUE(Text, Name, Help)
#define TANDEM_OPTION(Text, Field, Help, Values) Names.push_back(Text);
  SmallVector<StringRef, 4> Names;
#include "Options.def"
  return unknown("option '" + Name + "'", join(Names, ", "));
}

Error Options::parse(StringRef Params) {
  SmallVector<StringRef, 4> Parts;
  Params.split(Parts, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts) {
    auto [Name, Value] = Part.split('=');
    bool IsMode = !Part.contains('=');
    if (Error E = IsMode ? set("mode", Part) : set(Name, Value))
      return E;
  }
  return Error::success();
}

Expected<Options> Options::fromCommandLine() {
  Options Result;
#define TANDEM_VALUE(Text, Name, Help)
#define TANDEM_OPTION(Text, Field, Help, Values)                               \
  if (Field##Flag.getNumOccurrences())                                         \
    if (Error E = Result.set(Text, Field##Flag))                               \
      return Expected<Options>(std::move(E));
#include "Options.def"
  return Result;
}

void Options::print(raw_ostream &OS) const {
  ListSeparator Separator(";");
#define TANDEM_VALUE(Text, Name, Help)                                         \
  if (Current == Kind::Name)                                                   \
    OS << Text;
#define TANDEM_OPTION(Text, Field, Help, Values)                               \
  {                                                                            \
    using Kind = Field##Kind;                                                  \
    Kind Current = this->Field;                                                \
    OS << Separator << Text << '=';                                            \
    Values                                                                     \
  }
#include "Options.def"
}

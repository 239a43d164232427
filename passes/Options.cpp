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
#define TANDEM_TEXT(Text, Field, Default, Bare, Argument, Help)                \
  static cl::opt<std::string> Field##Flag("tandem-" Text, cl::desc(Help),      \
                                          cl::value_desc(Argument));
#define TANDEM_LIST(Text, Field, Argument, Help)                               \
  static cl::list<std::string> Field##Flag("tandem-" Text, cl::desc(Help),     \
                                           cl::value_desc(Argument));
#include "Options.def"

static Error failure(const Twine &What) {
  return createStringError(inconvertibleErrorCode(), "tandem: " + What);
}

static Error unknown(const Twine &What, const Twine &Valid) {
  return failure("unknown " + What + "; valid: " + Valid);
}

Error Options::set(StringRef Name, StringRef Value) {
  // print() could not say it.
  if (Value.contains(';'))
    return failure(Name + " '" + Value +
                   "' has a ';', which separates options");
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
#define TANDEM_TEXT(Text, Field, Default, Bare, Argument, Help)                \
  if (Name == Text) {                                                          \
    this->Field = Value.str();                                                 \
    return Error::success();                                                   \
  }
#define TANDEM_LIST(Text, Field, Argument, Help)                               \
  if (Name == Text) {                                                          \
    this->Field.push_back(Value.str());                                        \
    return Error::success();                                                   \
  }
#include "Options.def"
#define TANDEM_VALUE(Text, Name, Help)
#define TANDEM_OPTION(Text, Field, Help, Values) Names.push_back(Text);
#define TANDEM_TEXT(Text, Field, Default, Bare, Argument, Help)                \
  Names.push_back(Text);
#define TANDEM_LIST(Text, Field, Argument, Help) Names.push_back(Text);
  SmallVector<StringRef, 8> Names;
#include "Options.def"
  return unknown("option '" + Name + "'", join(Names, ", "));
}

// What an option that is named without a value means; empty: not possible.
static StringRef bareValue(StringRef Name) {
#define TANDEM_VALUE(Text, Name, Help)
#define TANDEM_OPTION(Text, Field, Help, Values)
#define TANDEM_TEXT(Text, Field, Default, Bare, Argument, Help)                \
  if (Name == Text)                                                            \
    return Bare;
#include "Options.def"
  return "";
}

Error Options::parse(StringRef Params) {
  SmallVector<StringRef, 4> Parts;
  Params.split(Parts, ';', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts) {
    auto [Name, Value] = Part.split('=');
    if (!Part.contains('='))
      Value = bareValue(Name);
    bool IsMode = !Part.contains('=') && Value.empty();
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
#define TANDEM_TEXT(Text, Field, Default, Bare, Argument, Help)                \
  if (Field##Flag.getNumOccurrences())                                         \
    if (Error E = Result.set(Text, Field##Flag))                               \
      return Expected<Options>(std::move(E));
#define TANDEM_LIST(Text, Field, Argument, Help)                               \
  for (const std::string &Value : Field##Flag)                                 \
    if (Error E = Result.set(Text, Value))                                     \
      return Expected<Options>(std::move(E));
#include "Options.def"
  return Result;
}

void Options::print(raw_ostream &OS) const {
  const Options Defaults;
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
#define TANDEM_TEXT(Text, Field, Default, Bare, Argument, Help)                \
  if (this->Field != Defaults.Field)                                           \
    OS << Separator << Text << '=' << this->Field;
#define TANDEM_LIST(Text, Field, Argument, Help)                               \
  for (const std::string &Value : this->Field)                                 \
    OS << Separator << Text << '=' << Value;
#include "Options.def"
}

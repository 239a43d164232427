//===- Summary.cpp - the report on a translation unit ---------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Summary.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace tandem;

static void print(raw_ostream &OS, const Counts &C) {
  OS << "replicas=" << C.Replicas << " checks=" << C.Checks
     << " unable=" << C.Unable;
}

void Summary::addHardened(StringRef Unit, StringRef Function, const Counts &C) {
  raw_string_ostream OS(Lines);
  OS << "tandem-report: " << Unit << ": " << Function << ": hardened: ";
  print(OS, C);
  if (!C.UnableNames.empty()) {
    OS << " (cannot be copied:";
    for (const auto &[Name, Number] : C.UnableNames)
      OS << ' ' << Name << '=' << Number;
    OS << ')';
  }
  OS << '\n';
  ++Hardened;
  Total.Replicas += C.Replicas;
  Total.Checks += C.Checks;
  Total.Unable += C.Unable;
}

void Summary::addOutside(StringRef Unit, StringRef Function, StringRef Why) {
  raw_string_ostream OS(Lines);
  OS << "tandem-report: " << Unit << ": " << Function << ": outside: " << Why
     << '\n';
  ++Outside;
}

Error Summary::write(StringRef Unit, StringRef Path) const {
  if (Path.empty())
    return Error::success();
  std::string Text = Lines;
  raw_string_ostream OS(Text);
  OS << "tandem-report: " << Unit << ": total: hardened=" << Hardened
     << " outside=" << Outside << ' ';
  print(OS, Total);
  OS << '\n';
  OS.flush();
  if (Path == "-") {
    errs() << Text;
    return Error::success();
  }
  std::error_code Code;
  raw_fd_ostream File(Path, Code, sys::fs::OF_Append);
  // Unbuffered, it is one write, which O_APPEND makes one piece of the file.
  File.SetUnbuffered();
  if (!Code) {
    File << Text;
    Code = File.error();
    File.clear_error();
  }
  if (Code)
    return createStringError(Code, "tandem: report '" + Path +
                                       "': " + Code.message());
  return Error::success();
}

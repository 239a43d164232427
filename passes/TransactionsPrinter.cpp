//===- TransactionsPrinter.cpp - print<tandem-transactions> ---------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Scope.h"
#include "Transactions.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

static StringRef text(Step::Kind What) {
  switch (What) {
  case Step::Load:
    return "load";
  case Step::Flush:
    return "flush";
  case Step::Advance:
    return "advance";
  case Step::Test:
    return "test";
  case Step::Begin:
    return "begin";
  case Step::End:
    return "end";
  case Step::Leave:
    return "leave";
  case Step::Close:
    return "close";
  case Step::Log:
    return "log";
  case Step::Range:
    return "range";
  }
  llvm_unreachable("covered");
}

static void print(raw_ostream &OS, const Step &S) {
  static const char *const Sides[] = {"before", "behind", "top of"};
  std::string Place;
  raw_string_ostream PlaceOS(Place);
  if (S.Where == Step::Top)
    S.Block->printAsOperand(PlaceOS, /*PrintType=*/false);
  else
    S.At->print(PlaceOS);
  OS << "  " << text(S.What);
  if (S.What == Step::Advance)
    OS << " by " << S.Bytes;
  if (S.What == Step::Log)
    OS << " at " << S.Bytes << ", " << S.Size << " bytes";
  OS << ", " << Sides[S.Where] << ' ' << StringRef(PlaceOS.str()).ltrim()
     << '\n';
}

PreservedAnalyses TransactionsPrinter::run(Module &M, ModuleAnalysisManager &) {
  Callees C;
  for (Function &F : M)
    if (Scope::outside(F).empty())
      C.add(F, Kind);
  for (Function *F : C.callGraphOrder()) {
    Transactions T(*F, C, Kind);
    errs() << "tandem transactions of " << F->getName() << ":";
    if (T.isInside()) {
      C.setInside(*F, T.bytes());
      errs() << " inside its callers', " << T.bytes() << " bytes";
    }
    errs() << '\n';
    for (const Step &S : T.steps())
      print(errs(), S);
  }
  return PreservedAnalyses::all();
}

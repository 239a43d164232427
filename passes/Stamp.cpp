//===- Stamp.cpp - what compiling leaves for link-time optimisation -------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Stamp.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/IR/Constants.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;
using namespace tandem;

// What a user reads when the linker lacks the pass.
static const char Undefined[] =
    "__tandem_pass_missing_in_linker__link_with_tandem_clang_flto";

bool tandem::goesToLinker(const Module &M) {
  return M.getModuleFlag("ThinLTO") || M.getModuleFlag("EnableSplitLTOUnit");
}

bool tandem::isStamped(const Function &F) {
  return F.hasFnAttribute("tandem-stamp");
}

bool tandem::isStamped(const Module &M) {
  return any_of(M, [](const Function &F) {
    return !F.isDeclaration() && !F.hasAvailableExternallyLinkage() &&
           isStamped(F);
  });
}

void tandem::stamp(Function &F, const Options &Opts, StringRef Why) {
  // What only decides which functions are hardened is decided.
  Options Kept = Opts;
  Kept.Ignorelists.clear();
  Kept.SectionsOff = Options().SectionsOff;
  // The linker may run in another folder.
  SmallString<128> Report = StringRef(Opts.Report);
  if (!Report.empty() && Report != "-")
    sys::fs::make_absolute(Report);
  Kept.Report = Report.str().str();

  std::string Text;
  raw_string_ostream OS(Text);
  Kept.print(OS);
  F.addFnAttr("tandem-stamp", OS.str());
  F.addFnAttr("tandem-unit", F.getParent()->getSourceFileName());
  if (!Why.empty())
    F.addFnAttr("tandem-outside", Why);
}

Expected<Options> tandem::stampedOptions(const Function &F) {
  Options Result;
  StringRef Text = F.getFnAttribute("tandem-stamp").getValueAsString();
  if (Error E = Result.parse(Text))
    return Expected<Options>(std::move(E));
  return Result;
}

StringRef tandem::unitOf(const Function &F) {
  return isStamped(F) ? F.getFnAttribute("tandem-unit").getValueAsString()
                      : StringRef(F.getParent()->getSourceFileName());
}

// Hidden, so that it is missed in shared libraries too; used, so that it is
// where garbage is collected. Private: nothing to resolve between modules.
void tandem::requirePlugin(Module &M) {
  auto *Ptr = PointerType::getUnqual(M.getContext());
  auto *Missing = cast<GlobalVariable>(
      M.getOrInsertGlobal(Undefined, Type::getInt8Ty(M.getContext())));
  Missing->setVisibility(GlobalValue::HiddenVisibility);
  auto *Reference =
      new GlobalVariable(M, Ptr, /*isConstant=*/true,
                         GlobalValue::PrivateLinkage, Missing, "tandem.lto");
  appendToUsed(M, {Reference});
}

bool tandem::waivePlugin(Module &M) {
  GlobalVariable *Missing = M.getNamedGlobal(Undefined);
  if (!Missing)
    return false;
  SmallVector<GlobalVariable *, 8> References;
  for (User *U : Missing->users())
    if (auto *Reference = dyn_cast<GlobalVariable>(U))
      References.push_back(Reference);
  removeFromUsedLists(M, [&](Constant *C) {
    return is_contained(References, C->stripPointerCasts());
  });
  for (GlobalVariable *Reference : References)
    Reference->eraseFromParent();
  if (Missing->use_empty())
    Missing->eraseFromParent();
  return true;
}

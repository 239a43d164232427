//===- RuntimeABI.cpp - the runtime as hardened code sees it --------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "RuntimeABI.h"
#include "LLVMCompat.h"
#include "tandem/abi.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;
using namespace tandem;

static const char SavesRegisters[] = "tandem-saves-registers";

// Declares the function, in the C calling convention.
static FunctionCallee declare(Module &M, StringRef Name) {
  LLVMContext &Ctx = M.getContext();
  [[maybe_unused]] Type *VOID = Type::getVoidTy(Ctx);
  [[maybe_unused]] Type *PTR = PointerType::getUnqual(Ctx);
  [[maybe_unused]] Type *I32 = Type::getInt32Ty(Ctx);
  [[maybe_unused]] Type *I64 = Type::getInt64Ty(Ctx);
  [[maybe_unused]] Type *SIZE = M.getDataLayout().getIntPtrType(Ctx);
#define COLD .addFnAttribute(Ctx, Attribute::Cold)
#define NORETURN .addFnAttribute(Ctx, Attribute::NoReturn)
#define NOUNWIND .addFnAttribute(Ctx, Attribute::NoUnwind)
#define RETURNS_TWICE .addFnAttribute(Ctx, Attribute::ReturnsTwice)
#define PRESERVE_MOST .addFnAttribute(Ctx, SavesRegisters)
#define TANDEM_TYPES(...) {__VA_ARGS__}
#define TANDEM_FN(Symbol, Result, Params, Attributes)                          \
  if (Name == #Symbol)                                                         \
    return M.getOrInsertFunction(                                              \
        "__tandem_" #Symbol,                                                   \
        FunctionType::get(Result, TANDEM_TYPES Params, false),                 \
        AttributeList() Attributes);
#include "tandem/abi.def"
  llvm_unreachable("not in abi.def");
}

FunctionCallee RuntimeABI::get(StringRef Name) {
  FunctionCallee Callee = declare(M, Name);
  auto *F = dyn_cast<Function>(Callee.getCallee());
  bool X86 = Triple(M.getTargetTriple()).getArch() == Triple::x86_64;
  if (F && X86 && F->hasFnAttribute(SavesRegisters)) {
    F->setCallingConv(CallingConv::PreserveMost);
    // The dynamic linker's code that binds a symbol when it is first called
    // saves no more than the C convention asks for.
    F->addFnAttr(Attribute::NonLazyBind);
  }
  return Callee;
}

static Constant *text(Module &M, StringRef Text) {
  Constant *Data = ConstantDataArray::getString(M.getContext(), Text);
  auto *GV =
      new GlobalVariable(M, Data->getType(), true, GlobalValue::PrivateLinkage,
                         Data, "tandem.text");
  GV->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  GV->setAlignment(Align(1));
  return GV;
}

// Per function, not per line: a finer place would cost code at every check, and
// code must not depend on -g.
Constant *RuntimeABI::site(Function &F) {
  Constant *&Known = Sites[&F];
  if (Known)
    return Known;
  LLVMContext &Ctx = M.getContext();
  auto *Ptr = PointerType::getUnqual(Ctx);
  Constant *File = ConstantPointerNull::get(Ptr);
  unsigned Line = 0;
  if (DISubprogram *SP = F.getSubprogram()) {
    File = text(M, SP->getFilename());
    Line = SP->getLine();
  }
  Constant *Fields[] = {text(M, demangle(F.getName().str())), File,
                        ConstantInt::get(Type::getInt32Ty(Ctx), Line)};
  Constant *Init = ConstantStruct::getAnon(Fields);
  auto *GV =
      new GlobalVariable(M, Init->getType(), true, GlobalValue::PrivateLinkage,
                         Init, "tandem.site");
  GV->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  return Known = GV;
}

bool tandem::isOfProgram(const Module &M) {
  return M.getPICLevel() == PICLevel::NotPIC ||
         M.getPIELevel() != PIELevel::Default;
}

// The runtime is in the program itself (docs/abi.md), so code that can only be
// in a program knows where the state is, and a library asks the dynamic linker.
GlobalVariable *RuntimeABI::transaction() {
  const char *Name = "__tandem_transaction";
  if (GlobalVariable *Known = M.getNamedGlobal(Name))
    return Known;
  bool IsProgram = isOfProgram(M);
  Type *Word = M.getDataLayout().getIntPtrType(M.getContext());
  auto *State = new GlobalVariable(
      M,
      StructType::get(PointerType::getUnqual(M.getContext()), Word, Word, Word),
      /*isConstant=*/false, GlobalValue::ExternalLinkage, nullptr, Name,
      nullptr,
      IsProgram ? GlobalValue::LocalExecTLSModel
                : GlobalValue::InitialExecTLSModel);
  State->setDSOLocal(IsProgram);
  return State;
}

void RuntimeABI::referToVersion() {
  LLVMContext &Ctx = M.getContext();
  Constant *Symbol =
      M.getOrInsertGlobal(TANDEM_VERSION_SYMBOL_NAME, Type::getInt32Ty(Ctx));
  const char *Name = "__tandem_abi_reference";
  if (M.getNamedGlobal(Name))
    return;
  auto *GV = new GlobalVariable(M, Symbol->getType(), true,
                                GlobalValue::LinkOnceODRLinkage, Symbol, Name);
  GV->setVisibility(GlobalValue::HiddenVisibility);
  GV->setComdat(M.getOrInsertComdat(Name));
  appendToUsed(M, {GV});
}

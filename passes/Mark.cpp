//===- Mark.cpp - which functions keep a transaction open -----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Mark.h"
#include "LLVMCompat.h"
#include "RuntimeABI.h"
#include "tandem/abi.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

static constexpr uint64_t Alignment = 8;

// Where the processor checks the targets of jumps, functions begin with an
// instruction for it.
bool tandem::canMark(const Module &M) {
  const Metadata *Targets = M.getModuleFlag("cf-protection-branch");
  return Triple(M.getTargetTriple()).getArch() == Triple::x86_64 && !Targets &&
         isOfProgram(M);
}

void tandem::mark(Function &F) {
  if (F.hasPrologueData())
    return;
  Type *I32 = Type::getInt32Ty(F.getContext());
  Constant *Words[] = {ConstantInt::get(I32, TANDEM_MARK_NOP),
                       ConstantInt::get(I32, TANDEM_MARK)};
  F.setPrologueData(ConstantStruct::getAnon(Words));
  F.setAlignment(std::max(F.getAlign().valueOrOne(), Align(Alignment)));
}

// A foreign function may begin anywhere, also at the end of a page that nothing
// follows: what is read lies in one word with its first byte.
Value *tandem::isMarked(IRBuilder<> &B, Value &Callee) {
  Value *Mask = B.getInt64(-Alignment);
  Value *Begin = B.CreateIntrinsic(
      Intrinsic::ptrmask, {Callee.getType(), Mask->getType()}, {&Callee, Mask});
  Value *Word = B.CreateAlignedLoad(
      B.getInt32Ty(), B.CreateConstGEP1_64(B.getInt8Ty(), Begin, 4), Align(4));
  return B.CreateICmpEQ(Word, B.getInt32(TANDEM_MARK));
}

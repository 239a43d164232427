//===- Retries.cpp - how often code may run again -------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Retries.h"
#include "Replicas.h"

using namespace llvm;
using namespace tandem;

// Runs in a row. Another thread would have to write between the two loads in
// each of them: even one that does in 999 of 1000 runs has a chance of 1 in
// 10^450. A fault is found out after some milliseconds.
static constexpr unsigned Bound = 1U << 20;

// Only these get by with immediate operands when they are not scalar integers.
static bool hasNoConstant(const Instruction &I) {
  return isa<LoadInst>(I) || isa<PHINode>(I) || isa<ExtractElementInst>(I) ||
         isa<InsertElementInst>(I) || isa<ExtractValueInst>(I) ||
         isa<InsertValueInst>(I) || isa<BitCastInst>(I) || isa<FCmpInst>(I) ||
         isa<FPTruncInst>(I) || isa<FPExtInst>(I) ||
         (isa<BinaryOperator>(I) && !I.isShift() &&
          I.getOpcode() != Instruction::Mul);
}

bool Retries::mayKeepFault(const Instruction &I) {
  auto IsScalar = [](const Value *V) {
    return V->getType()->isIntOrPtrTy() || V->getType()->isLabelTy();
  };
  for (const Value *V : I.operand_values())
    if (isa<Constant>(V) && (!IsScalar(V) || Opaque::needsRegister(V) ||
                             Replicas::isInRegister(V, I)))
      return true;
  return !hasNoConstant(I) &&
         !(IsScalar(&I) && all_of(I.operand_values(), IsScalar));
}

Value *Retries::tooMany(IRBuilder<> &B, Instruction &Again) {
  Type *Ty = B.getInt32Ty();
  BasicBlock &Entry = F.getEntryBlock();
  if (!Count)
    Count = IRBuilder<>(&Entry, Entry.begin())
                .CreateAlloca(Ty, nullptr, "tandem.tries");
  IRBuilder<>(&Again).CreateStore(B.getInt32(0), Count);
  // Such that it overflows at the bound: an addition to memory and a jump.
  Value *Sum = B.CreateBinaryIntrinsic(Intrinsic::uadd_with_overflow,
                                       B.CreateLoad(Ty, Count),
                                       B.getInt32(uint32_t(-1) / Bound + 1));
  B.CreateStore(B.CreateExtractValue(Sum, 0), Count);
  return B.CreateExtractValue(Sum, 1);
}

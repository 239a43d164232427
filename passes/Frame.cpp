//===- Frame.cpp - what of a stack frame a checkpoint holds ---------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Frame.h"
#include "LLVMCompat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/CaptureTracking.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;
using namespace tandem;

// Bytes. A frame is copied each time a transaction begins; more than this is
// cheaper to log.
static constexpr uint64_t MaxCopied = 1024, Large = 256;

static uint64_t sizeOf(const AllocaInst &Alloca) {
  auto Size = Alloca.getAllocationSize(Alloca.getModule()->getDataLayout());
  return Size && !Size->isScalable() ? Size->getFixedValue() : 0;
}

static SmallVector<AllocaInst *, 8> staticAllocas(Function &F) {
  SmallVector<AllocaInst *, 8> Result;
  for (Instruction &I : F.getEntryBlock())
    if (auto *Alloca = dyn_cast<AllocaInst>(&I);
        Alloca && Alloca->isStaticAlloca() && !Alloca->isSwiftError() &&
        !Alloca->isUsedWithInAlloca())
      Result.push_back(Alloca);
  return Result;
}

Frame::Frame(Function &F) {
  uint64_t Copied = 0;
  SmallVector<AllocaInst *, 8> Rest;
  for (AllocaInst *Alloca : staticAllocas(F)) {
    if (PointerMayBeCaptured(Alloca, /*ReturnCaptures=*/true,
                             /*StoreCaptures=*/true)) {
      Logged.push_back(Alloca);
      continue;
    }
    Rest.push_back(Alloca);
    Copied += sizeOf(*Alloca);
  }
  if (Copied > MaxCopied)
    copy_if(Rest, std::back_inserter(Logged),
            [](AllocaInst *Alloca) { return sizeOf(*Alloca) > Large; });
}

bool Frame::holds(const Value *Ptr) const {
  const auto *Alloca =
      dyn_cast<AllocaInst>(getUnderlyingObject(Ptr, /*MaxLookup=*/0));
  return Alloca && Alloca->isStaticAlloca() && !is_contained(Logged, Alloca);
}

// Lifetimes of parts say nothing about the whole.
static void dropLifetimes(AllocaInst &Alloca) {
  SmallVector<Instruction *, 4> Markers;
  for (User *U : Alloca.users())
    if (auto *I = dyn_cast<IntrinsicInst>(U); I && I->isLifetimeStartOrEnd())
      Markers.push_back(I);
  for (Instruction *I : Markers)
    I->eraseFromParent();
}

static void merge(Function &F, ArrayRef<AllocaInst *> Parts) {
  const DataLayout &DL = F.getParent()->getDataLayout();
  SmallVector<std::pair<AllocaInst *, uint64_t>, 8> Places;
  uint64_t Size = 0;
  Align Whole(8);
  for (AllocaInst *Alloca : Parts) {
    dropLifetimes(*Alloca);
    Align A = std::max(Alloca->getAlign(),
                       DL.getPrefTypeAlign(Alloca->getAllocatedType()));
    Whole = std::max(Whole, A);
    Size = alignTo(Size, A);
    Places.push_back({Alloca, Size});
    Size += sizeOf(*Alloca);
  }
  IRBuilder<> B(&F.getEntryBlock(), F.getEntryBlock().begin());
  AllocaInst *Hole = B.CreateAlloca(ArrayType::get(B.getInt8Ty(), Size),
                                    nullptr, "tandem.hole");
  Hole->setAlignment(Whole);
  B.SetInsertPoint(&F.getEntryBlock(), behindAllocas(F.getEntryBlock()));
  DIBuilder DIB(*F.getParent(), /*AllowUnresolved=*/false);
  for (auto [Alloca, At] : Places) {
    replaceDbgDeclare(Alloca, Hole, DIB, DIExpression::ApplyOffset, At);
    Value *Part = B.CreateConstGEP1_64(B.getInt8Ty(), Hole, At);
    Part->takeName(Alloca);
    Alloca->replaceAllUsesWith(Part);
    Alloca->eraseFromParent();
  }
}

void Frame::gather(Function &F) {
  BasicBlock &Entry = F.getEntryBlock();
  SmallVector<AllocaInst *, 8> Found = staticAllocas(F);
  for (AllocaInst *Alloca : reverse(Found))
    if (Alloca != &Entry.front())
      Alloca->moveBefore(&Entry.front());
  Frame Own(F);
  if (Own.Logged.size() > 1)
    merge(F, Own.Logged);
}

//===- Pieces.cpp - the memory that stores write --------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Pieces.h"
#include "tandem/abi.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

// Instructions to look at for the rest of a row: compile time.
static constexpr unsigned MaxRow = 128;

Piece Piece::of(const StoreInst &Store) {
  const Value *Ptr = Store.getPointerOperand();
  const DataLayout &DL = Store.getModule()->getDataLayout();
  APInt At(DL.getIndexTypeSizeInBits(Ptr->getType()), 0);
  const Value *Base =
      Ptr->stripAndAccumulateConstantOffsets(DL, At, /*AllowNonInbounds=*/true);
  return {Base, At.getSExtValue(), Effects::storeSize(Store)};
}

// A load by which another thread may hand over memory.
static bool mayAcquire(const Instruction &I) {
  const auto *Load = dyn_cast<LoadInst>(&I);
  return Load && !Load->isSimple();
}

// What is behind a call, or behind what may not go on, might not be written,
// and what is behind an acquire was not ours before.
static DenseSet<int64_t> followers(const StoreInst &Store, const Piece &First,
                                   const Effects &E) {
  DenseSet<int64_t> Found;
  unsigned Seen = 0;
  for (const Instruction *I = Store.getNextNode(); I && Seen++ < MaxRow;
       I = I->getNextNode()) {
    Effect What = E.of(*I);
    if (What != Effect::None && What != Effect::Store)
      break;
    if (mayAcquire(*I) || !isGuaranteedToTransferExecutionToSuccessor(I))
      break;
    if (What != Effect::Store)
      continue;
    Piece P = Piece::of(cast<StoreInst>(*I));
    if (P.Base == First.Base && P.Size == First.Size)
      Found.insert(P.At);
  }
  return Found;
}

Piece Piece::ofRow(const StoreInst &Store, const Effects &E) {
  Piece P = of(Store);
  const uint64_t Width = P.Size;
  if (!isPowerOf2_64(Width) || Width > TANDEM_LOG_MOST / 2)
    return P;
  DenseSet<int64_t> Found = followers(Store, P, E);
  auto IsWritten = [&](uint64_t From, uint64_t To) {
    for (; From < To && Found.count(P.At + From); From += Width)
      ;
    return From >= To;
  };
  while (P.Size < TANDEM_LOG_MOST && IsWritten(P.Size, 2 * P.Size))
    P.Size *= 2;
  return P;
}

bool Piece::covers(const Piece &Other) const {
  return Base == Other.Base && At <= Other.At && end() >= Other.end();
}

bool Piece::operator==(const Piece &Other) const {
  return covers(Other) && Other.covers(*this);
}

//===- Repairs.cpp - values that a vote defined anew ----------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Repairs.h"
#include "llvm/Transforms/Utils/SSAUpdater.h"

using namespace llvm;
using namespace tandem;

void Repairs::rewrite(Value *Old, ArrayRef<Definition> New) {
  auto *I = dyn_cast<Instruction>(Old);
  SSAUpdater Updater;
  Updater.Initialize(Old->getType(), Old->getName());
  Updater.AddAvailableValue(I ? I->getParent() : &F.getEntryBlock(), Old);
  for (auto [In, Value] : New)
    Updater.AddAvailableValue(In, Value);
  SmallVector<Use *, 16> Uses;
  for (Use &U : Old->uses())
    Uses.push_back(&U);
  for (Use *U : Uses) {
    BasicBlock *At = cast<Instruction>(U->getUser())->getParent();
    // Nearly all uses are in the block of the definition or of a PHI.
    if (I && At == I->getParent() && !isa<PHINode>(U->getUser()))
      continue;
    Updater.RewriteUseAfterInsertions(*U);
  }
}

void Repairs::apply() {
  for (auto &[Old, New] : Definitions)
    rewrite(Old, New);
}

//===- Segments.cpp - stretches of code that can run again ----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Segments.h"

using namespace llvm;
using namespace tandem;

void Segment::rename(function_ref<Value *(Value *)> Now) {
  DenseSet<Value *> NewLoaded;
  SetVector<Value *> NewInputs;
  for (Value *V : Loaded)
    if (Value *New = Now(V))
      NewLoaded.insert(New);
  for (Value *V : Inputs)
    if (Value *New = Now(V))
      NewInputs.insert(New);
  Loaded = std::move(NewLoaded);
  Inputs = std::move(NewInputs);
}

// A division traps on some operands: a value that is only half changed must not
// come that far.
static bool mayTrap(const Instruction &I) { return I.isIntDivRem(); }

// What flows nowhere but into the checks of Seg's sync points. Users stand
// behind what they use.
DenseSet<const Instruction *>
Segments::flowingIntoChecks(const Segment &Seg) const {
  DenseSet<const Instruction *> Result;
  for (Instruction *I : reverse(Order)) {
    bool Flows = all_of(I->uses(), [&](const Use &U) {
      const auto *User = cast<Instruction>(U.getUser());
      if (is_contained(Seg.SyncPoints, User))
        return IsChecked(U);
      return Result.count(User) && S.role(*User) == Role::Replicate &&
             !mayTrap(*User);
    });
    if (Flows)
      Result.insert(I);
  }
  return Result;
}

void Segments::findInputs(Segment &Seg) {
  for (Instruction *I : Order) {
    bool IsLoaded = Seg.Loaded.count(I) ||
                    any_of(I->operand_values(),
                           [&](Value *V) { return Seg.Loaded.count(V); });
    if (!IsLoaded)
      continue;
    Seg.Loaded.insert(I);
    for (Value *V : I->operands())
      if (!S.isConstant(V) && !Seg.Loaded.count(V))
        Seg.Inputs.insert(V);
  }
}

// Leaves loads to the checks of the sync points, unless the second run costs
// more than that spares.
void Segments::coverLoads(Segment &Seg) {
  // A second run that ends in a switch would need its own jump table.
  if (Loads.empty() || Seg.SyncPoints.empty() ||
      isa<SwitchInst>(Seg.SyncPoints[0]))
    return;
  DenseSet<const Instruction *> Flow = flowingIntoChecks(Seg);
  SmallVector<LoadInst *, 8> Flowing;
  copy_if(Loads, std::back_inserter(Flowing),
          [&](LoadInst *Load) { return Flow.count(Load); });
  if (Flowing.empty())
    return;
  Seg.Loaded.insert(Flowing.begin(), Flowing.end());
  findInputs(Seg);
  if (Seg.Inputs.size() > 2 * Flowing.size() + 2) {
    Seg.Inputs.clear();
    Seg.Loaded.clear();
    return;
  }
  Seg.Loads.assign(Flowing.begin(), Flowing.end());
  Covered.insert(Flowing.begin(), Flowing.end());
}

void Segments::clear() {
  Order.clear();
  Loads.clear();
}

void Segments::close(Segment &Seg) {
  coverLoads(Seg);
  Found.push_back(std::move(Seg));
  Seg = Segment();
  clear();
}

void Segments::add(Instruction &I) {
  Order.push_back(&I);
  auto *Load = dyn_cast<LoadInst>(&I);
  if (Load && LoadsMayRace && !S.isPrivate(Load->getPointerOperand()))
    Loads.push_back(Load);
}

// Checked together; more, and their values move between check and store.
static constexpr size_t MaxStores = 2;

Segments::Segments(Function &F, Scope &S, bool LoadsMayRace,
                   function_ref<bool(const Use &)> Checked)
    : S(S), LoadsMayRace(LoadsMayRace), IsChecked(Checked) {
  for (BasicBlock &BB : F) {
    Segment Seg;
    for (Instruction &I : BB) {
      Role Kind = S.role(I);
      bool IsStore = Kind == Role::Store;
      bool AfterStores =
          !Seg.SyncPoints.empty() && S.role(*Seg.SyncPoints[0]) == Role::Store;
      bool GoesOn = IsStore && AfterStores && Seg.SyncPoints.size() < MaxStores;
      if (!Seg.SyncPoints.empty() && !GoesOn && !I.isDebugOrPseudoInst())
        close(Seg);
      if (Kind == Role::Load || (Kind == Role::Replicate && !isa<PHINode>(I)))
        add(I);
      else if (Kind != Role::Pass && Kind != Role::Replicate)
        Seg.SyncPoints.push_back(&I);
      else if (isa<FenceInst>(I))
        clear();
    }
    close(Seg);
  }
}

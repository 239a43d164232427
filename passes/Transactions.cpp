//===- Transactions.cpp - where transactions begin, end, are cut ----------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In this order: the loops that need a test (LoopCuts.h); backwards, what lies
// ahead of each point, which decides where a begin is worth it; forwards, the
// state at each point, to a fixed point; and once more to write the steps down.

#include "Transactions.h"
#include "Scope.h"
#include "tandem/abi.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

// Instructions, before they are replicated, that are worth a begin.
static constexpr unsigned Worth = 40;
// What a function may append without a test of its own.
static constexpr uint64_t MaxInside = 512;
static constexpr uint64_t MaxBytes = TANDEM_LOG_RESERVE;

// ---- what lies ahead --------------------------------------------------------

void Transactions::Ahead::join(const Ahead &Other) {
  Work = std::max(Work, Other.Work);
  Append |= Other.Append;
  Certain |= Other.Certain;
}

bool Transactions::Ahead::operator!=(const Ahead &Other) const {
  return Work != Other.Work || Append != Other.Append ||
         Certain != Other.Certain;
}

// Hardware needs no log.
Effect Transactions::effect(const Instruction &I) const {
  Effect What = E.of(I);
  bool Logs = What == Effect::Store || What == Effect::Range;
  return Logs && !Undo ? Effect::None : What;
}

unsigned Transactions::work(const Instruction &I, Effect What) const {
  if (I.isDebugOrPseudoInst() || isa<PHINode>(I))
    return 0;
  const auto *Call = dyn_cast<CallBase>(&I);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  if (What != Effect::Own && What != Effect::Unknown && What != Effect::Inside)
    return 1;
  // It relies on our transaction.
  return Callee && C.isOnlyCalledBelow(*Callee) ? Worth : 8;
}

Transactions::Ahead Transactions::lookBack(BasicBlock &BB) {
  Ahead A;
  for (BasicBlock *Next : successors(&BB))
    A.join(In.lookup(Next));
  A.Certain = A.Append;
  for (Instruction &I : reverse(BB)) {
    Effect What = effect(I);
    bool Ends = What == Effect::Outside;
    bool MayEnd = Ends || What == Effect::Own || What == Effect::Unknown;
    if (MayEnd || What == Effect::Range)
      Behind[&I] = A;
    if (MayEnd)
      A.Append = A.Certain = false;
    A.Work = Ends ? 0 : std::min(Worth, A.Work + work(I, What));
    bool Calls = What == Effect::Inside && E.bytes(I);
    A.Append |= Calls || What == Effect::Store || What == Effect::Range;
    A.Certain |= Calls;
  }
  if (Loops.isTested(BB))
    A.Append = A.Certain = false;
  return A;
}

void Transactions::lookAhead() {
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (BasicBlock *BB : reverse(Order)) {
      Ahead A = lookBack(*BB);
      Changed |= A != In.lookup(BB);
      In[BB] = A;
    }
  }
}

// ---- the state at each point ------------------------------------------------

// Round a loop that appends and has no test, bytes are counted at its head.
void Transactions::State::join(const State &Other, bool IsBackEdge) {
  Open |= Other.Open;
  Owned |= Other.Owned;
  Dirty |= Other.Dirty;
  if (!IsBackEdge)
    Bytes = std::max(Bytes, Other.Bytes);
  erase_if(Logged,
           [&](const Piece &P) { return !is_contained(Other.Logged, P); });
}

bool Transactions::State::operator!=(const State &Other) const {
  return Open != Other.Open || Owned != Other.Owned || Dirty != Other.Dirty ||
         Bytes != Other.Bytes || Logged != Other.Logged;
}

Transactions::State Transactions::entering(BasicBlock &BB) {
  State S;
  bool First = true, HeadsLoop = false;
  for (BasicBlock *From : predecessors(&BB)) {
    bool IsBackEdge = Number.lookup(From) >= Number.lookup(&BB);
    HeadsLoop |= IsBackEdge;
    auto Found = Out.find(From);
    if (Found == Out.end())
      continue;
    if (!First) {
      S.join(Found->second, IsBackEdge);
      continue;
    }
    S = Found->second;
    S.Bytes = IsBackEdge ? 0 : S.Bytes;
    First = false;
  }
  // The addresses may be other ones in the next round.
  if (HeadsLoop)
    S.Logged.clear();
  S.Bytes += Loops.shortBytes(BB);
  return S;
}

void Transactions::add(Step::Kind What, Instruction &At, Step::Side Where,
                       uint64_t Bytes) {
  if (Emitting)
    Steps.push_back({What, Where, &At, At.getParent(), Bytes});
}

void Transactions::addTop(Step::Kind What, BasicBlock &BB, uint64_t Bytes) {
  if (Emitting)
    Steps.push_back({What, Step::Top, nullptr, &BB, Bytes});
}

void Transactions::advance(Instruction &I, State &S) {
  if (!Offset)
    return;
  add(Step::Advance, I, Step::Before, Offset);
  Offset = 0;
  S.Dirty = true;
}

void Transactions::writeBack(Instruction &I, State &S) {
  advance(I, S);
  if (S.Dirty)
    add(Step::Flush, I);
  S.Dirty = false;
}

void Transactions::open(State &S, Step::Kind How, Instruction &I,
                        Step::Side Where) {
  add(How, I, Where);
  opened(S);
}

void Transactions::opened(State &S) {
  S.Open = S.Owned = true;
  S.Bytes = 0;
  S.Logged.clear();
}

void Transactions::reserve(Instruction &I, uint64_t More, State &S) {
  if (!Loops.isInShort(*I.getParent()))
    S.Bytes += More;
  if (S.Bytes <= MaxBytes)
    return;
  advance(I, S);
  open(S, Step::Test, I, Step::Before);
  S.Bytes = More;
}

void Transactions::visitStore(StoreInst &Store, State &S) {
  if (!S.Open)
    return;
  Piece P = Piece::of(Store);
  if (any_of(S.Logged, [&](const Piece &Old) { return Old.covers(P); }))
    return;
  P = Piece::ofRow(Store, E);
  uint64_t Bytes = Effects::entrySize(P.Size);
  reserve(Store, Bytes, S);
  if (Emitting)
    Steps.push_back(
        {Step::Log, Step::Before, &Store, Store.getParent(), Offset, P.Size});
  Offset += Bytes;
  constexpr unsigned MaxPieces = 16;
  if (S.Logged.size() < MaxPieces)
    S.Logged.push_back(P);
}

void Transactions::visitRange(Instruction &I, State &S) {
  if (!S.Open)
    return;
  writeBack(I, S);
  add(Step::Range, I);
  // The log may have been too small, and the transaction closed.
  if (Behind[&I].Append || Behind[&I].Work >= Worth)
    open(S, Step::Test, I, Step::Behind);
  S.Logged.clear();
}

void Transactions::visitInside(Instruction &I, State &S) {
  uint64_t More = E.bytes(I);
  if (!More)
    return;
  reserve(I, More, S);
  writeBack(I, S);
  add(Step::Load, I, Step::Behind);
}

// A call that may end the transaction, and leaves it open for all one knows.
void Transactions::stayOpen(Instruction &I, State &S) {
  S.Logged.clear();
  if (becomesJump(I)) {
    if (S.Owned)
      add(Step::Close, I);
    S.Owned = false;
    return;
  }
  add(Step::Load, I, Step::Behind);
  if (Behind[&I].Append || Behind[&I].Work >= Worth)
    open(S, Step::Test, I, Step::Behind);
}

void Transactions::visitOwn(Instruction &I, State &S) {
  writeBack(I, S);
  stayOpen(I, S);
}

// In a transaction it is one more call to a hardened function; else what is
// worth a begin behind it is what is worth one behind foreign code.
void Transactions::visitUnknown(Instruction &I, State &S) {
  writeBack(I, S);
  if (S.Open) {
    add(Step::Leave, I);
    return stayOpen(I, S);
  }
  if (becomesJump(I))
    return;
  add(Step::Load, I, Step::Behind);
  const Ahead &A = Behind[&I];
  if (A.Certain || A.Work >= Worth)
    open(S, Step::Begin, I, Step::Behind);
}

void Transactions::visitOutside(Instruction &I, State &S) {
  bool Lands = isa<LandingPadInst>(I);
  if (!Lands)
    writeBack(I, S);
  if (S.Open && !Lands)
    add(Step::End, I);
  S = State();
  if (becomesJump(I) || isa<ResumeInst>(I) || isa<CallBrInst>(I))
    return;
  add(Step::Load, I, Step::Behind);
  const Ahead &A = Behind[&I];
  bool Cuts = Lands && Loops.isTested(*I.getParent());
  if (A.Certain || A.Work >= Worth || Cuts)
    open(S, Step::Begin, I, Step::Behind);
}

void Transactions::visitReturn(Instruction &I, State &S) {
  writeBack(I, S);
  if (S.Owned)
    add(Step::Close, I);
}

void Transactions::visit(Instruction &I, State &S) {
  switch (effect(I)) {
  case Effect::None:
    break;
  case Effect::Store:
    return visitStore(cast<StoreInst>(I), S);
  case Effect::Range:
    return visitRange(I, S);
  case Effect::Inside:
    return visitInside(I, S);
  case Effect::Own:
    return visitOwn(I, S);
  case Effect::Unknown:
    return visitUnknown(I, S);
  case Effect::Outside:
    return visitOutside(I, S);
  case Effect::Return:
    return visitReturn(I, S);
  }
}

void Transactions::walkTop(BasicBlock &BB, State &S) {
  if (&BB == &F.getEntryBlock()) {
    S.Open = mayBeOpen();
    addTop(Step::Load, BB);
    if (TestsEntry) {
      if (!Undo) {
        addTop(Step::Advance, BB, wholeWork());
        S.Dirty = true;
      }
      addTop(Step::Test, BB);
      opened(S);
    }
  }
  if (!Loops.isTested(BB) || BB.isLandingPad())
    return;
  if (!Undo) {
    addTop(Step::Advance, BB, Loops.work(BB));
    S.Dirty = true;
  }
  addTop(Step::Test, BB);
  opened(S);
}

Transactions::State Transactions::walk(BasicBlock &BB) {
  State S = entering(BB);
  Offset = 0;
  walkTop(BB, S);
  for (Instruction &I : BB)
    visit(I, S);
  advance(*BB.getTerminator(), S);
  return S;
}

void Transactions::propagate() {
  Out.clear();
  bool Changed = true;
  while (Changed) {
    Changed = false;
    MostBytes = 0;
    for (BasicBlock *BB : Order) {
      State S = walk(*BB);
      MostBytes = std::max(MostBytes, S.Bytes);
      auto Found = Out.find(BB);
      Changed |= Found == Out.end() || S != Found->second;
      Out[BB] = S;
    }
  }
}

// ---- the whole --------------------------------------------------------------

// Each call of such a function is a step of a recursion, for all one knows.
// With a log the entry to append tells when it has gone too far; hardware has
// to be told.
bool Transactions::callsOwn() const {
  return any_of(instructions(F), [&](const Instruction &I) {
    const auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    return Callee && !Callee->isDeclaration() && effect(I) == Effect::Own;
  });
}

// Of one call; loops that are tested count for themselves besides.
uint64_t Transactions::wholeWork() const {
  uint64_t Sum = 0;
  for (const Instruction &I : instructions(F))
    Sum += !I.isDebugOrPseudoInst() + (effect(I) == Effect::Inside ? 64 : 0);
  constexpr uint64_t Most = 256;
  return std::min(Sum, Most);
}

// Where main is not called in the module nothing that is open calls it.
bool Transactions::mayBeOpen() const {
  return F.getName() != "main" || !F.use_empty();
}

bool Transactions::mayBeInside() const {
  const Ahead &Entry = In.lookup(&F.getEntryBlock());
  if (!C.isOnlyCalledBelow(F) && (Entry.Append || Entry.Work >= Worth))
    return false;
  return all_of(Order, [&](const BasicBlock *BB) {
    return !Loops.isTested(*BB) && all_of(*BB, [&](const Instruction &I) {
      Effect What = effect(I);
      return What != Effect::Range && What != Effect::Own &&
             What != Effect::Unknown && What != Effect::Outside;
    });
  });
}

Transactions::Transactions(Function &F, const Callees &C, Recovery Kind)
    : F(F), C(C), Undo(Kind == Recovery::Undo), E(F, C), Loops(F, E, Kind) {
  for (BasicBlock *BB : ReversePostOrderTraversal<Function *>(&F)) {
    Number[BB] = Order.size();
    Order.push_back(BB);
  }
  lookAhead();
  if (mayBeInside()) {
    propagate();
    IsInside = MostBytes <= MaxInside;
  }
  if (!IsInside) {
    const Ahead &Entry = In[&F.getEntryBlock()];
    TestsEntry = Entry.Append ||
                 (Entry.Work >= Worth && !C.isOnlyCalledBelow(F)) ||
                 (!Undo && callsOwn());
    propagate();
  }
  Emitting = true;
  for (BasicBlock *BB : Order)
    walk(*BB);
}

//===- Cuts.cpp - beginning, ending, cutting transactions -----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Cuts.h"
#include "ColdCode.h"
#include "LLVMCompat.h"
#include "Mark.h"
#include "NaN.h"
#include "tandem/abi.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

// The call that appends a range is one more instruction that is replicated and
// checked, so it is there before that happens.
Cuts::Cuts(Function &F, RuntimeABI &ABI, const Opaque &O,
           Transactions::Recovery Kind, ArrayRef<Step> Planned)
    : F(F), ABI(ABI), O(O), Undo(Kind == Transactions::Recovery::Undo),
      Where(F, ABI), Log(ABI, Where), Hole(Frame(F).hole()) {
  for (const Step &S : Planned) {
    if (S.What != Step::Range) {
      Steps.push_back(S);
      continue;
    }
    Instruction *Call = Log.appendRange(cast<MemIntrinsic>(*S.At));
    // What was to happen in front of the intrinsic happens in front of that.
    for (Step &Old : reverse(Steps)) {
      if (Old.At != S.At || Old.Where != Step::Before)
        break;
      Old.At = Call;
    }
    Steps.push_back({Step::Load, Step::Behind, Call, S.Block});
  }
}

void Cuts::remember(const Replicas &R) {
  if (none_of(Steps, [](const Step &S) {
        return S.What == Step::Test || S.What == Step::Begin;
      }))
    return;
  auto Add = [&](Value &V) {
    const Replicas::Copies *Found = R.find(&V);
    if (!Found || (*Found)[0] == &V)
      return;
    Pairs.push_back({WeakTrackingVH(&V), WeakTrackingVH((*Found)[0])});
    LastCopies[&V] = WeakTrackingVH(Found->back());
  };
  for (Argument &A : F.args())
    Add(A);
  for (Instruction &I : instructions(F))
    Add(I);
}

// The instruction in front of which a step comes. Steps at one place follow one
// another, so what was found first counts.
Instruction *Cuts::place(const Step &S) {
  if (S.Where == Step::Before)
    return S.At;
  Instruction *&P =
      Places[S.Where == Step::Top ? static_cast<void *>(S.Block) : S.At];
  if (P)
    return P;
  if (S.Where == Step::Behind) {
    auto *Invoke = dyn_cast<InvokeInst>(S.At);
    P = Invoke ? &*Invoke->getNormalDest()->getFirstInsertionPt()
               : S.At->getNextNode();
    return P = behindCopies(*S.At, P);
  }
  if (S.Block != &F.getEntryBlock())
    return P = &*S.Block->getFirstInsertionPt();
  P = &*behindAllocas(*S.Block);
  for (Argument &A : F.args())
    P = behindCopies(A, P);
  return P;
}

// P, or what comes behind the copies of V if that is further down. What enters
// the sphere is in one register until it is copied: a begin in between would
// have it moved there and back, unchecked.
Instruction *Cuts::behindCopies(const Value &V, Instruction *P) {
  Value *Last = LastCopies.lookup(&V);
  auto *I = dyn_cast_or_null<Instruction>(Last);
  bool Follows = I && I->getParent() == P->getParent() && !isa<PHINode>(I) &&
                 !I->comesBefore(P) && !I->isTerminator();
  return Follows ? I->getNextNode() : P;
}

// Splits in front of At; a new block of that name, empty, is gone through when
// If holds.
BasicBlock *Cuts::branch(Instruction &At, Value *If, const char *Name,
                         bool Likely) {
  BasicBlock *Head = At.getParent();
  BasicBlock *Tail = Head->splitBasicBlock(At.getIterator());
  BasicBlock *Side =
      BasicBlock::Create(F.getContext(), Name, &F, Likely ? Tail : nullptr);
  Head->getTerminator()->eraseFromParent();
  IRBuilder<> B(Head);
  B.SetCurrentDebugLocation(At.getDebugLoc());
  B.CreateCondBr(If, Side, Tail, Likely ? nullptr : unlikely(F.getContext()));
  B.SetInsertPoint(Side);
  BranchInst *Back = B.CreateBr(Tail);
  Back->setDebugLoc(At.getDebugLoc());
  return Side;
}

// The end of what belongs to this frame alone.
Value *Cuts::frameEnd(IRBuilder<> &B) {
  Triple Target(F.getParent()->getTargetTriple());
  if (Target.isX86())
    return B.CreateIntrinsic(Intrinsic::addressofreturnaddress, {B.getPtrTy()},
                             {});
  return B.CreateIntrinsic(Intrinsic::frameaddress, {B.getPtrTy()},
                           {B.getInt32(0)});
}

// A call in a function with debug information needs some.
static void locate(IRBuilder<> &B, const Function &F) {
  DISubprogram *SP = F.getSubprogram();
  if (!B.getCurrentDebugLocation() && SP)
    B.SetCurrentDebugLocation(DILocation::get(F.getContext(), 0, 0, SP));
}

void Cuts::emitBegin(IRBuilder<> &B) {
  Value *Site = ABI.site(F);
  locate(B, F);
  if (!Undo) {
    B.CreateCall(ABI.get("rtm_begin"), {Site});
  } else {
    Value *From = ConstantPointerNull::get(B.getPtrTy()), *To = From;
    if (Hole) {
      const DataLayout &DL = F.getParent()->getDataLayout();
      From = Hole;
      To = B.CreateConstGEP1_64(
          B.getInt8Ty(), Hole,
          DL.getTypeAllocSize(Hole->getAllocatedType()).getFixedValue() *
              cast<ConstantInt>(Hole->getArraySize())->getZExtValue());
    }
    B.CreateCall(ABI.get("undo_begin"), {frameEnd(B), Site, From, To});
  }
  Where.set(B, Where.load(B, Position::Next));
}

Value *Cuts::isFull(IRBuilder<> &B) {
  if (Undo)
    return Where.isBeyond(B, TANDEM_LOG_ROOM);
  Value *Limit = Where.load(B, Position::Limit);
  return B.CreateICmpUGE(B.CreatePtrToInt(Where.get(B), Limit->getType()),
                         Limit);
}

void Cuts::emitTest(Instruction &At, bool HeadsLoop) {
  IRBuilder<> B(&At);
  Value *Full = isFull(B);
  BasicBlock *Cold = branch(At, Full, "tandem.cut", /*Likely=*/false);
  if (HeadsLoop)
    LoopCuts.push_back({Cold, At.getParent()});
  B.SetInsertPoint(Cold->getTerminator());
  Where.store(B, Position::Next, Where.get(B));
  emitBegin(B);
}

static void emitHardwareEnd(IRBuilder<> &B) {
  auto *Ty = FunctionType::get(B.getVoidTy(), false);
  // xend, which the target need not be known to have.
  B.CreateCall(InlineAsm::get(Ty, ".byte 0x0f, 0x01, 0xd5", "~{memory}",
                              /*hasSideEffects=*/true));
}

// A position out of the log means that old values were written to memory of
// the program.
void Cuts::emitSanity(Instruction &At) {
  IRBuilder<> B(&At);
  Value *Wild = Where.isBeyond(B, TANDEM_LOG_ROOM + TANDEM_LOG_RESERVE);
  BasicBlock *Cold = branch(At, Wild, "tandem.damaged", /*Likely=*/false);
  B.SetInsertPoint(Cold->getTerminator());
  locate(B, F);
  FunctionCallee Damaged = ABI.get("undo_damaged");
  CallInst *Call = B.CreateCall(Damaged, {ABI.site(F)});
  if (auto *Callee = dyn_cast<Function>(Damaged.getCallee()))
    Call->setCallingConv(Callee->getCallingConv());
}

void Cuts::emitEnd(Instruction &At) {
  IRBuilder<> B(&At);
  Value *Limit = Where.load(B, Position::Limit);
  Value *Zero = Constant::getNullValue(Limit->getType());
  if (Undo) {
    emitSanity(At);
    B.SetInsertPoint(&At);
  } else {
    BasicBlock *Side = branch(At, B.CreateICmpNE(Limit, Zero), "tandem.end",
                              /*Likely=*/true);
    B.SetInsertPoint(Side->getTerminator());
    emitHardwareEnd(B);
  }
  Where.store(B, Position::Limit, Zero);
}

void Cuts::emitLeave(Instruction &At) {
  IRBuilder<> B(&At);
  Value *Foreign =
      B.CreateNot(isMarked(B, *cast<CallBase>(At).getCalledOperand()));
  BasicBlock *Side = branch(At, Foreign, "tandem.leave", /*Likely=*/false);
  emitEnd(*Side->getTerminator());
}

// The hardware restores a frame that was left, too.
void Cuts::emitClose(Instruction &At) {
  if (!Undo)
    return;
  IRBuilder<> B(&At);
  Value *Owner = Where.load(B, Position::Frame);
  Value *Mine =
      B.CreateICmpEQ(Owner, B.CreatePtrToInt(frameEnd(B), Owner->getType()));
  BasicBlock *Side = branch(At, Mine, "tandem.close", /*Likely=*/true);
  emitSanity(*Side->getTerminator());
  B.SetInsertPoint(Side->getTerminator());
  Where.store(B, Position::Limit, Constant::getNullValue(Owner->getType()));
}

void Cuts::carryOut(const Step &S) {
  Instruction *At = place(S);
  IRBuilder<> B(At);
  switch (S.What) {
  case Step::Load:
    return Where.set(B, Where.load(B, Position::Next));
  case Step::Flush:
    return Where.store(B, Position::Next, Where.get(B));
  case Step::Advance:
    return Where.set(
        B, B.CreateConstGEP1_64(B.getInt8Ty(), Where.get(B), S.Bytes));
  case Step::Test:
    return emitTest(*At, S.Where == Step::Top && S.Block != &F.getEntryBlock());
  case Step::Begin:
    return emitBegin(B);
  case Step::End:
    return emitEnd(*At);
  case Step::Leave:
    return emitLeave(*At);
  case Step::Close:
    return emitClose(*At);
  case Step::Log:
    return Log.append(cast<StoreInst>(*At), S.Size, S.Bytes);
  case Step::Range:
    llvm_unreachable("done before replication");
  }
}

// ---- checkpoints ------------------------------------------------------------

// The blocks that V is live into.
static SmallPtrSet<BasicBlock *, 16> liveBlocks(Value *V) {
  SmallPtrSet<BasicBlock *, 16> Result;
  SmallVector<BasicBlock *, 16> Work;
  auto *Def = dyn_cast<Instruction>(V);
  for (Use &U : V->uses()) {
    auto *User = cast<Instruction>(U.getUser());
    auto *Phi = dyn_cast<PHINode>(User);
    BasicBlock *BB = Phi ? Phi->getIncomingBlock(U) : User->getParent();
    Work.push_back(BB);
  }
  while (!Work.empty()) {
    BasicBlock *BB = Work.pop_back_val();
    if ((Def && BB == Def->getParent()) || !Result.insert(BB).second)
      continue;
    Work.append(pred_begin(BB), pred_end(BB));
  }
  return Result;
}

// In front of the begin: while the old transaction is open, a difference can
// still be taken back.
void Cuts::compare(const Cut &C, ArrayRef<const Pair *> Live) {
  if (Live.empty())
    return;
  IRBuilder<> B(&*C.Cold->getFirstInsertionPt());
  Value *Any = nullptr;
  for (const Pair *P : Live) {
    Value *L = P->first, *R = P->second;
    Value *Differ =
        holdsNumbers(L) ? numbersDiffer(B, O, L, R) : O.differ(B, L, R);
    Any = either(B, Any, Differ);
  }
  BasicBlock *Fault = branch(*B.GetInsertPoint(), Any, "tandem.checkpoint",
                             /*Likely=*/false);
  B.SetInsertPoint(Fault->getTerminator());
  CallInst *Call = B.CreateCall(ABI.get("detected"), {ABI.site(F)});
  Call->setDoesNotReturn();
  B.CreateUnreachable();
  Fault->getTerminator()->eraseFromParent();
}

// A difference between values that live across a cut would be part of the
// checkpoint, and each retry would find it again.
void Cuts::compareLive() {
  std::vector<SmallVector<const Pair *, 16>> Live(LoopCuts.size());
  for (const Pair &P : Pairs) {
    if (!P.first || !P.second || LoopCuts.empty())
      continue;
    SmallPtrSet<BasicBlock *, 16> First = liveBlocks(P.first);
    if (none_of(LoopCuts, [&](const Cut &C) { return First.count(C.Next); }))
      continue;
    SmallPtrSet<BasicBlock *, 16> Second = liveBlocks(P.second);
    for (unsigned I = 0; I < LoopCuts.size(); ++I)
      if (First.count(LoopCuts[I].Next) && Second.count(LoopCuts[I].Next))
        Live[I].push_back(&P);
  }
  for (unsigned I = 0; I < LoopCuts.size(); ++I)
    compare(LoopCuts[I], Live[I]);
}

void Cuts::emit() {
  for (const Step &S : Steps)
    carryOut(S);
  Where.promote();
  compareLive();
}

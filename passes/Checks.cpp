//===- Checks.cpp - comparing replicas at sync points ---------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where each sync point is checked, and why there:
//
//   store    behind it: what the replica of the address holds must be the
//            replica of the value. One comparison covers address, value and the
//            store itself (nZDC, Didehban and Shrivastava, DAC 2016).
//   load     behind it, when another thread may write the memory: unequal loads
//            through equal addresses are a race, and are loaded again.
//   branch   on both edges, from the replica of the condition: this covers the
//            flags and the jump too (SWIFT, Reis et al., CGO 2005, section 3).
//   others   in front: the operand is copied, the copy is compared and then
//            used, so that no unchecked move lies between check and use.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using namespace tandem;

// ---- plan -------------------------------------------------------------------

static bool hasUndef(const Value *V) {
  auto *C = dyn_cast<Constant>(V);
  return C && (isa<UndefValue>(C) || C->containsUndefOrPoisonElement());
}

// An operand that must stay as it is: no copy of it would mean the same.
static bool isFixed(const CallBase &Call, const Use &U) {
  if (!Call.isArgOperand(&U))
    return true;
  unsigned No = Call.getArgOperandNo(&U);
  return any_of(
      ArrayRef({Attribute::SwiftError, Attribute::InAlloca,
                Attribute::Preallocated, Attribute::ImmArg}),
      [&](Attribute::AttrKind Kind) { return Call.paramHasAttr(No, Kind); });
}

bool Checks::isChecked(const Instruction &I, const Use &U) const {
  if (!Opaque::supports(U->getType()) || hasUndef(U))
    return false;
  bool Constant = S.isConstant(U);
  auto *Call = dyn_cast<CallBase>(&I);
  if (Call && Call->isCallee(&U))
    return !Constant;
  if (Call && isFixed(*Call, U))
    return false;
  if (!Constant)
    return true;
  // A constant that a function passes or returns is checked too: the move that
  // loads it may fail. Intrinsics and the assembler want theirs as they are.
  bool Leaves = isa<ReturnInst>(I) ||
                (Call && !Call->isInlineAsm() && !isa<IntrinsicInst>(Call));
  return Leaves && U->getType()->isIntOrPtrTy();
}

SmallVector<Use *, 4> Checks::operandsToCheck(Instruction &I) const {
  SmallVector<Use *, 4> Result;
  for (Use &U : I.operands())
    if (isChecked(I, U))
      Result.push_back(&U);
  return Result;
}

// A result that is returned as it came needs neither copy nor check: the callee
// checked it, and it does not move.
static bool returnsTailCall(const ReturnInst &Ret) {
  auto *Call = dyn_cast_or_null<CallInst>(Ret.getPrevNonDebugInstruction());
  return Call && Scope::isTailPosition(*Call);
}

void Checks::plan() {
  for (Instruction &I : instructions(F)) {
    Role Kind = S.role(I);
    if (Kind == Role::Pass || Kind == Role::Replicate || Kind == Role::Load)
      continue;
    if (Kind == Role::Unable && !isa<CallBrInst>(I))
      continue;
    if (auto *Ret = dyn_cast<ReturnInst>(&I))
      if (returnsTailCall(*Ret))
        continue;
    SyncPoints.push_back(&I);
  }
  for (Instruction *I : SyncPoints) {
    Role Kind = S.role(*I);
    if (Kind == Role::Store) {
      replica(I->getOperand(0));
      replica(I->getOperand(1));
    } else if (auto *Branch = dyn_cast<BranchInst>(I)) {
      replica(Branch->getCondition());
    } else if (auto *Switch = dyn_cast<SwitchInst>(I)) {
      replica(Switch->getCondition());
    } else {
      for (Use *U : operandsToCheck(*I))
        replica(*U);
    }
  }
  R.complete();
}

// ---- emit -------------------------------------------------------------------

BasicBlock *Checks::detectedBlock() {
  if (Detected)
    return Detected;
  Detected = BasicBlock::Create(F.getContext(), "tandem.detected", &F);
  IRBuilder<> B(Detected);
  if (DISubprogram *SP = F.getSubprogram())
    B.SetCurrentDebugLocation(DILocation::get(F.getContext(), 0, 0, SP));
  CallInst *Call = B.CreateCall(ABI.get("detected"), {ABI.site(F)});
  Call->setDoesNotReturn();
  B.CreateUnreachable();
  return Detected;
}

static MDNode *unlikely(LLVMContext &Ctx) {
  return MDBuilder(Ctx).createBranchWeights(1, (1U << 20) - 1);
}

// Splits in front of Before; the first half goes to To when Differ holds.
// Returns Before, now first in its block.
Instruction *Checks::failIf(Instruction *Before, Value *Differ,
                            BasicBlock *To) {
  BasicBlock *Head = Before->getParent();
  BasicBlock *Tail = Head->splitBasicBlock(Before->getIterator());
  Head->getTerminator()->eraseFromParent();
  IRBuilder<> B(Head);
  B.SetCurrentDebugLocation(Before->getDebugLoc());
  B.CreateCondBr(Differ, To, Tail, unlikely(F.getContext()));
  ++Count;
  return Before;
}

// Copies V, compares the copy, and returns it for At to use.
Value *Checks::checkedCopy(Value *V, Instruction &At) {
  IRBuilder<> B(&At);
  bool InMemory = V->getType()->isX86_FP80Ty() || V->getType()->isPPC_FP128Ty();
  Value *Copy = InMemory ? V : O.copy(B, V, 0);
  failIf(&At, O.differ(B, Copy, replica(V)), detectedBlock());
  return Copy;
}

void Checks::emitOperands(Instruction &I) {
  for (Use *U : operandsToCheck(I))
    U->set(checkedCopy(*U, I));
}

// The value stored is compared as an integer where memory has one of its size.
static Type *storedBits(Value *V) {
  Type *Ty = V->getType();
  if (Ty->isFloatTy() || Ty->isDoubleTy() || Ty->isHalfTy() || Ty->isBFloatTy())
    return Type::getIntNTy(V->getContext(),
                           Ty->getPrimitiveSizeInBits().getFixedValue());
  return Ty;
}

// A checked copy of an address, for Store. Of an address that the addressing
// mode of the store will compute, the parts are checked: that costs no
// instruction to compute it in a register.
Value *Checks::checkedAddress(Value *Ptr, StoreInst &Store) {
  if (S.isConstant(Ptr))
    return Ptr;
  auto *Address = dyn_cast<GetElementPtrInst>(Ptr);
  if (!Address || Address->getParent() != Store.getParent())
    return checkedCopy(Ptr, Store);
  Instruction *Again = Address->clone();
  for (Use &Part : Again->operands())
    Part.set(checkedAddress(Part, Store));
  Again->insertBefore(&Store);
  return Again;
}

void Checks::emitStore(StoreInst &Store) {
  Value *V = Store.getValueOperand(), *Ptr = Store.getPointerOperand();
  if (isa<UndefValue>(V))
    return;
  Instruction *Next = Store.getNextNode();
  IRBuilder<> B(Next);
  B.SetCurrentDebugLocation(Store.getDebugLoc());
  Type *Ty = storedBits(V);
  LoadInst *Back = B.CreateAlignedLoad(Ty, replica(Ptr), Store.getAlign(),
                                       S.isConstant(Ptr), "tandem.back");
  Back->setMetadata(LLVMContext::MD_tbaa,
                    Store.getMetadata(LLVMContext::MD_tbaa));
  Value *Expected = B.CreateBitCast(replica(V), Ty);
  Value *Differ = O.differ(B, Back, Expected);
  BasicBlock *To = detectedBlock();
  if (S.isPrivate(Ptr) || Opts.Races == Options::RacesKind::AssumeNone) {
    failIf(Next, Differ, To);
    return;
  }
  // Equal registers and unequal memory: another thread wrote in between.
  BasicBlock *Race = BasicBlock::Create(F.getContext(), "tandem.race", &F);
  failIf(Next, Differ, Race);
  IRBuilder<> C(Race);
  C.SetCurrentDebugLocation(Store.getDebugLoc());
  Value *Fault = O.differ(C, V, replica(V));
  if (!S.isConstant(Ptr))
    Fault = C.CreateOr(Fault, O.differ(C, Ptr, replica(Ptr)));
  C.CreateCondBr(Fault, To, Next->getParent());
}

// Scalar floating point: one ucomisd instead of two moves and a compare. NaN
// takes the cold way and is loaded again; 0.0 against -0.0 is left to the next
// sync point, which compares bits.
static Value *loadsDiffer(IRBuilder<> &B, const Opaque &O, Value *L, Value *R) {
  Type *Ty = L->getType();
  if (Ty->isFloatTy() || Ty->isDoubleTy())
    return B.CreateFCmpUNE(L, R);
  return O.differ(B, L, R);
}

// Loads a third time, in a cold block that goes on at Tail, and merges: one of
// the first two may be the faulty one.
void Checks::loadAgain(LoadInst &Load, LoadInst *Replica, BasicBlock *Head,
                       BasicBlock *Again, BasicBlock *Tail) {
  IRBuilder<> A(Again);
  auto *Third = cast<LoadInst>(Load.clone());
  Third->setVolatile(true);
  A.Insert(Third);
  A.SetCurrentDebugLocation(Load.getDebugLoc());
  Value *Copy = O.copy(A, Third, 1);
  A.CreateBr(Tail);
  IRBuilder<> T(Tail, Tail->begin());
  T.SetCurrentDebugLocation(Load.getDebugLoc());
  std::pair<LoadInst *, Value *> Pairs[] = {{&Load, Third}, {Replica, Copy}};
  for (auto [Old, New] : Pairs) {
    PHINode *Phi = T.CreatePHI(Load.getType(), 2);
    Old->replaceUsesWithIf(Phi, [Head = Head](Use &U) {
      auto *User = cast<Instruction>(U.getUser());
      return User->getParent() != Head || isa<PHINode>(User);
    });
    Phi->addIncoming(Old, Head);
    Phi->addIncoming(New, Again);
  }
}

void Checks::emitLoad(LoadInst &Load) {
  Value *Ptr = Load.getPointerOperand();
  if (S.isPrivate(Ptr) || Load.getMetadata(LLVMContext::MD_invariant_load))
    return;
  auto *Replica = cast<LoadInst>(replica(&Load));
  Instruction *Next = Replica->getNextNode();
  BasicBlock *Head = Load.getParent();
  BasicBlock *Again = BasicBlock::Create(F.getContext(), "tandem.again", &F);
  BasicBlock *Cold = Again;
  if (!S.isConstant(Ptr)) {
    Cold = BasicBlock::Create(F.getContext(), "tandem.race", &F, Again);
    IRBuilder<> C(Cold);
    C.SetCurrentDebugLocation(Load.getDebugLoc());
    C.CreateCondBr(O.differ(C, Ptr, Replica->getPointerOperand()),
                   detectedBlock(), Again);
  }
  IRBuilder<> B(Next);
  B.SetCurrentDebugLocation(Load.getDebugLoc());
  failIf(Next, loadsDiffer(B, O, &Load, Replica), Cold);
  loadAgain(Load, Replica, Head, Again, Next->getParent());
}

BasicBlock *Checks::edge(BasicBlock *From, BasicBlock *To) {
  BasicBlock *Edge = BasicBlock::Create(F.getContext(), "tandem.edge", &F,
                                        From->getNextNode());
  for (PHINode &Phi : To->phis()) {
    int At = Phi.getBasicBlockIndex(From);
    Phi.setIncomingBlock(At, Edge);
    while ((At = Phi.getBasicBlockIndex(From)) >= 0)
      Phi.removeIncomingValue(At, /*DeletePHIIfEmpty=*/false);
  }
  return Edge;
}

void Checks::emitBranch(BranchInst &Branch) {
  Value *Cond = Branch.getCondition();
  if (S.isConstant(Cond) || Branch.getSuccessor(0) == Branch.getSuccessor(1))
    return;
  for (unsigned Side = 0; Side < 2; ++Side) {
    BasicBlock *To = Branch.getSuccessor(Side);
    BasicBlock *Edge = edge(Branch.getParent(), To);
    Branch.setSuccessor(Side, Edge);
    IRBuilder<> B(Edge);
    B.SetCurrentDebugLocation(Branch.getDebugLoc());
    bool Taken = Side == 0;
    MDNode *Weights = MDBuilder(F.getContext())
                          .createBranchWeights(Taken ? (1U << 20) - 1 : 1,
                                               Taken ? 1 : (1U << 20) - 1);
    B.CreateCondBr(replica(Cond), Taken ? To : detectedBlock(),
                   Taken ? detectedBlock() : To, Weights);
    ++Count;
  }
}

// The edge of one destination: the replica must have one of its values, or, on
// the default edge, none of the others'.
void Checks::emitSwitchEdge(SwitchInst &Switch, BasicBlock *To,
                            const EdgeValues &Values) {
  bool IsDefault = To == Switch.getDefaultDest();
  BasicBlock *Edge = edge(Switch.getParent(), To);
  IRBuilder<> B(Edge);
  B.SetCurrentDebugLocation(Switch.getDebugLoc());
  SwitchInst *Check = B.CreateSwitch(replica(Switch.getCondition()),
                                     IsDefault ? To : detectedBlock());
  for (auto &[Other, Cases] : Values)
    if (IsDefault ? Other != To : Other == To)
      for (ConstantInt *Value : Cases)
        Check->addCase(Value, IsDefault ? detectedBlock() : To);
  // A PHI has one entry per edge, and edge() left one.
  for (PHINode &Phi : To->phis()) {
    Value *In = Phi.getIncomingValueForBlock(Edge);
    for (unsigned Extra = 1; !IsDefault && Extra < Check->getNumCases();
         ++Extra)
      Phi.addIncoming(In, Edge);
  }
  for (unsigned At = 0; At < Switch.getNumSuccessors(); ++At)
    if (Switch.getSuccessor(At) == To)
      Switch.setSuccessor(At, Edge);
  ++Count;
}

void Checks::emitSwitch(SwitchInst &Switch) {
  if (S.isConstant(Switch.getCondition()))
    return;
  EdgeValues Values;
  Values[Switch.getDefaultDest()];
  for (auto Case : Switch.cases())
    Values[Case.getCaseSuccessor()].push_back(Case.getCaseValue());
  for (auto &Destination : Values)
    if (!isa<UnreachableInst>(Destination.first->getFirstNonPHIOrDbg()))
      emitSwitchEdge(Switch, Destination.first, Values);
}

void Checks::emitAt(Instruction &I) {
  if (auto *Store = dyn_cast<StoreInst>(&I);
      Store && S.role(I) == Role::Store) {
    emitStore(*Store);
    // A store that went astray is not seen behind it where memory happened to
    // hold the value already.
    Store->setOperand(1, checkedAddress(Store->getPointerOperand(), *Store));
  } else if (auto *Branch = dyn_cast<BranchInst>(&I))
    emitBranch(*Branch);
  else if (auto *Switch = dyn_cast<SwitchInst>(&I))
    emitSwitch(*Switch);
  else
    emitOperands(I);
}

// Backwards: a split then moves only what lies between two sync points, and the
// time stays linear in the size of a block. Loads come last, because the values
// they merge replace what the other checks refer to.
void Checks::emit() {
  for (Instruction *I : reverse(SyncPoints))
    emitAt(*I);
  if (Opts.Races == Options::RacesKind::AssumeNone)
    return;
  SmallPtrSet<LoadInst *, 16> Repeated(R.loads().begin(), R.loads().end());
  SmallVector<LoadInst *, 16> InOrder;
  for (Instruction &I : instructions(F))
    if (auto *Load = dyn_cast<LoadInst>(&I); Load && Repeated.count(Load))
      InOrder.push_back(Load);
  for (LoadInst *Load : reverse(InOrder))
    emitLoad(*Load);
}

//===- Transactions.h - where transactions begin, end, are cut --*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS, on a function that is prepared and not yet replicated. The plan is
// a list of steps, each at a place; Cuts.h and UndoLog.h carry it out. What the
// steps mean to the runtime is in docs/transactions.md.
//
// The idea: code is in a transaction wherever that is worth its begin. Such a
// point is *open*; behind what cannot be undone it is closed, until the next
// begin. As a function may be called in its caller's transaction, what is open
// is a matter of "may be". Every append to the log is at an open point, and
// each path to it from the entry, from behind a call or round a loop passes a
// test that there is room in the log.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_TRANSACTIONS_H
#define TANDEM_TRANSACTIONS_H

#include "LoopCuts.h"
#include "Pieces.h"
#include "llvm/IR/PassManager.h"

namespace tandem {

struct Step {
  enum Kind {
    Load,    ///< position is read from the thread's state
    Flush,   ///< and written back
    Advance, ///< position grows by Bytes
    Test,    ///< begins when position has reached the limit: open afterwards
    Begin,   ///< begins
    End,     ///< ends the transaction
    Leave,   ///< ends it unless what At calls is hardened
    Close,   ///< ends it when this frame owns it
    Log,     ///< entry for the store At and its row, Bytes behind position
    Range,   ///< entry for the memory intrinsic At
  };
  enum Side { Before, Behind, Top };

  Kind What;
  Side Where;
  llvm::Instruction *At;   ///< Before or Behind it
  llvm::BasicBlock *Block; ///< of Top: its first part, once it is split
  uint64_t Bytes = 0;
  uint64_t Size = 0; ///< of Log: bytes from where At writes on
};

class Transactions {
public:
  using Recovery = Options::RecoveryKind;

  Transactions(llvm::Function &F, const Callees &C, Recovery Kind);

  /// In an order in which steps at one place are to be carried out.
  llvm::ArrayRef<Step> steps() const { return Steps; }

  /// True when a caller's transaction may be open at the entry of \p F.
  bool mayBeOpen() const;
  /// True when \p F neither begins nor ends, so that callers stay open.
  bool isInside() const { return IsInside; }
  /// Bytes that it then appends at most.
  uint64_t bytes() const { return MostBytes; }

private:
  llvm::Function &F;
  const Callees &C;
  bool Undo;
  Effects E;
  LoopCuts Loops;
  bool TestsEntry = false;
  bool IsInside = false;
  uint64_t MostBytes = 0;
  std::vector<Step> Steps;

  /// What lies behind a point, up to where the transaction ends.
  struct Ahead {
    unsigned Work = 0;    ///< instructions on the longest path; saturates
    bool Append = false;  ///< an append, in front of any test
    bool Certain = false; ///< also when the rest of the block is closed
    void join(const Ahead &Other);
    bool operator!=(const Ahead &Other) const;
  };

  /// What may hold at a point; of Logged, what must.
  struct State {
    bool Open = false;
    bool Owned = false;
    bool Dirty = false; ///< position is newer than the thread's state
    uint64_t Bytes = 0; ///< appended since the last test
    llvm::SmallVector<Piece, 4> Logged; ///< have an entry
    void join(const State &Other, bool IsBackEdge);
    bool operator!=(const State &Other) const;
  };

  llvm::SmallVector<llvm::BasicBlock *, 16> Order; ///< reverse post-order
  llvm::DenseMap<const llvm::BasicBlock *, unsigned> Number;
  llvm::DenseMap<const llvm::BasicBlock *, Ahead> In;
  llvm::DenseMap<const llvm::Instruction *, Ahead> Behind;
  llvm::DenseMap<const llvm::BasicBlock *, State> Out;
  bool Emitting = false;
  uint64_t Offset = 0; ///< of the block at hand: behind position

  Effect effect(const llvm::Instruction &I) const;
  unsigned work(const llvm::Instruction &I, Effect What) const;
  Ahead lookBack(llvm::BasicBlock &BB);
  void lookAhead();
  bool mayBeInside() const;
  bool callsOwn() const;
  uint64_t wholeWork() const;
  void propagate();
  State entering(llvm::BasicBlock &BB);
  State walk(llvm::BasicBlock &BB);
  void walkTop(llvm::BasicBlock &BB, State &S);
  void visit(llvm::Instruction &I, State &S);
  void visitStore(llvm::StoreInst &Store, State &S);
  void visitRange(llvm::Instruction &I, State &S);
  void visitInside(llvm::Instruction &I, State &S);
  void visitOwn(llvm::Instruction &I, State &S);
  void visitUnknown(llvm::Instruction &I, State &S);
  void stayOpen(llvm::Instruction &I, State &S);
  void visitOutside(llvm::Instruction &I, State &S);
  void visitReturn(llvm::Instruction &I, State &S);
  void reserve(llvm::Instruction &I, uint64_t More, State &S);
  void writeBack(llvm::Instruction &I, State &S);
  void advance(llvm::Instruction &I, State &S);
  void open(State &S, Step::Kind How, llvm::Instruction &I, Step::Side Where);
  void opened(State &S);
  void add(Step::Kind What, llvm::Instruction &At,
           Step::Side Where = Step::Before, uint64_t Bytes = 0);
  void addTop(Step::Kind What, llvm::BasicBlock &BB, uint64_t Bytes = 0);
};

/// `print<tandem-transactions>`: the steps of each function.
class TransactionsPrinter : public llvm::PassInfoMixin<TransactionsPrinter> {
public:
  explicit TransactionsPrinter(Transactions::Recovery Kind) : Kind(Kind) {}
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }

private:
  Transactions::Recovery Kind;
};

} // namespace tandem

#endif

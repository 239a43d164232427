//===- Votes.h - the majority of three copies at sync points ----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. What Checks is for two copies of a value, this is for three.
// plan() asks for the replicas; emit() inserts the votes. While copies are
// equal a vote costs one comparison. A difference leads to a cold block
// (Ballot.h), which makes the majority all three copies, has the correction
// counted and goes on; or, of three different values, to the report of a
// detection.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_VOTES_H
#define TANDEM_VOTES_H

#include "Ballot.h"
#include "Lanes.h"
#include "Options.h"
#include "Replicas.h"
#include "RuntimeABI.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace tandem {

class Votes {
public:
  Votes(llvm::Function &F, Scope &S, Replicas &R, const Opaque &O,
        RuntimeABI &ABI, const Options &Opts)
      : F(F), S(S), R(R), O(O), ABI(ABI), Opts(Opts), Fixes(F),
        Joined(R, O, 2) {}

  /// Finds what is voted on and has its replicas made. Control flow stays.
  void plan();

  /// Inserts the votes, splitting blocks.
  void emit();

  unsigned count() const { return Count; }

private:
  using Values = llvm::SmallVector<llvm::Value *, 4>;
  /// Parts of addresses, and in front of what they were voted on.
  using VotedParts = llvm::DenseMap<llvm::Value *, llvm::Instruction *>;
  /// Loads or stores in a row, voted on together.
  using Row = llvm::SmallVector<llvm::Instruction *, 4>;

  /// Copies for one use: what a vote has compared in a register is used from
  /// there, however long V lives, and wherever the back end keeps it.
  struct Held {
    llvm::Value *First;
    llvm::Value *Second;   ///< of the second copy; null for stores
    bool WasVoted = false; ///< by a load, right in front of a store
  };
  using HeldMap = llvm::SmallDenseMap<llvm::Value *, Held, 4>;

  using TrioMap = llvm::SmallDenseMap<llvm::Value *, Trio, 4>;

  /// A vote on what a loop carries round or brings in.
  struct LoopVote {
    llvm::BasicBlock *Latch = nullptr; ///< leads back to the header alone
    llvm::BasicBlock *Back = nullptr;  ///< where the vote is; null: the header
    llvm::Value *Counter = nullptr;    ///< tells the rounds with a vote
    uint64_t Mask = 0;           ///< those in which these bits of it are 0
    llvm::Value *Rest = nullptr; ///< those in which this is 0
    llvm::SmallSetVector<llvm::Value *, 8> Which;
  };

  llvm::Function &F;
  Scope &S;
  Replicas &R;
  const Opaque &O;
  RuntimeABI &ABI;
  const Options &Opts;
  Repairs Fixes;
  Lanes Joined;
  llvm::BasicBlock *Detected = nullptr;
  llvm::Constant *Site = nullptr;
  llvm::Function *Corrected = nullptr;
  unsigned Count = 0;
  std::vector<llvm::BasicBlock *> ColdEntries; ///< from hot code
  std::vector<llvm::Instruction *> Points;     ///< where votes are, in order
  llvm::DenseMap<llvm::Instruction *, Values> Parts; ///< of addresses
  /// What loads and stores use of those, and stores of what they store.
  llvm::DenseMap<llvm::Instruction *, HeldMap> HeldFor;
  /// In position-independent code a constant that addresses start from lies in
  /// a register, and is a value: one for each block.
  llvm::DenseMap<std::pair<llvm::BasicBlock *, llvm::Value *>, llvm::Value *>
      Bases;
  /// What is voted on in front of a load; parts voted in front of another are
  /// not voted again in the same block.
  llvm::DenseMap<llvm::Instruction *, Values> Before;
  /// Those of them that loads use which do not vote again.
  llvm::DenseMap<llvm::Instruction *, Values> Lasting;
  llvm::DenseMap<llvm::Value *, llvm::BasicBlock *> Home; ///< of addresses
  llvm::DenseMap<llvm::LoadInst *, llvm::Value *> Widened;
  /// Of loads that later ones are addressed by: the copy that is compared.
  llvm::DenseMap<llvm::LoadInst *, llvm::Value *> Addressing;
  llvm::DenseMap<llvm::Instruction *, Row> Rows; ///< by the first, if several
  llvm::DenseMap<llvm::Instruction *, llvm::Instruction *>
      Leaders;                                         ///< of others
  llvm::MapVector<llvm::BasicBlock *, LoopVote> Loops; ///< by header

  // plan
  bool isVoted(const llvm::Use &U) const;
  void sinkAddresses(llvm::BasicBlock &BB);
  void gatherLoads(llvm::BasicBlock &BB);
  void gatherStores(llvm::BasicBlock &BB);
  void join(llvm::Instruction &First, llvm::Instruction &Next);
  void shareLoad(llvm::LoadInst &Load);
  void planAddress(llvm::Value *Ptr, llvm::Instruction &User);
  void planPoint(llvm::Instruction &I, VotedParts &VotedInBlock);
  llvm::Value *baseFor(llvm::Value *Ptr, llvm::BasicBlock &BB);
  void hold(llvm::Value *V, llvm::Instruction &User);
  Held heldLoaded(llvm::Value *Part, llvm::Instruction &User);
  llvm::LoadInst *loadBefore(llvm::Instruction &Store);
  void holdParts(llvm::Instruction &I, VotedParts &VotedInBlock);
  bool isCopied(llvm::Value *V) const;
  void planLoop(llvm::Loop &L);
  bool isLong(const llvm::Loop &L) const;
  void planInvariant(llvm::Value *V, llvm::Loop *L);
  void planLoops();
  void joinLanes();
  void holdLanes(HeldMap &Copies);

  // emit
  Trio copies(llvm::Value *V);
  /// The register that has the first two copies of \p V, null if there is none.
  llvm::Value *lanesOf(llvm::Value *V) { return Lanes::of(V, copies(V)[1]); }
  llvm::BasicBlock *detected();
  llvm::Function *corrected();
  void correct(llvm::IRBuilder<> &B);
  llvm::BasicBlock *leave(llvm::Instruction &At, llvm::Value *Differ,
                          llvm::BasicBlock *Cold);
  void compareBefore(llvm::Instruction &At, llvm::ArrayRef<Opaque::Pair> Pairs,
                     Ballot &Cold);
  llvm::SmallVector<Opaque::Pair, 4> pairs(llvm::ArrayRef<llvm::Value *> Which,
                                           unsigned With);
  void voteBefore(llvm::Instruction &At, llvm::ArrayRef<llvm::Value *> Which,
                  unsigned With);
  llvm::BasicBlock *unlessNaN(Ballot &B, llvm::ArrayRef<Opaque::Pair> Pairs,
                              llvm::BasicBlock *Tail);
  llvm::Value *votedCopy(llvm::Value *V, llvm::Instruction &At,
                         const llvm::Use *Leaving = nullptr);
  llvm::Value *repair(Ballot &Cold, llvm::Value *V);
  void emitPoint(llvm::Instruction &I);
  /// What votes for \p I: the first of its row, or itself.
  llvm::Instruction &leader(llvm::Instruction &I) const {
    llvm::Instruction *First = Leaders.lookup(&I);
    return First ? *First : I;
  }
  Row row(llvm::Instruction &First);
  Held held(llvm::Value *V, llvm::Instruction &User);
  Trio heldTrio(llvm::Value *V, llvm::Instruction &User);
  llvm::SmallVector<Opaque::Pair, 4>
  heldPairs(llvm::ArrayRef<llvm::Value *> Which, llvm::Instruction &User);
  void emitStores(llvm::StoreInst &First);
  void repairHeld(llvm::StoreInst &Store, llvm::ArrayRef<llvm::Value *> Which);
  void storeRight(const Row &Stores, llvm::ArrayRef<llvm::Value *> Which);
  void emitLoads(llvm::LoadInst &First);
  Opaque::Pair loadAgain(llvm::LoadInst &Load, llvm::Instruction *&Next);
  void reload(const Row &Loads, Ballot &Cold, const TrioMap &Copies,
              llvm::BasicBlock *Tail);
  llvm::Value *addressFor(llvm::Value *Ptr, llvm::Instruction &At,
                          llvm::BasicBlock *In,
                          llvm::function_ref<llvm::Value *(llvm::Value *)> Of);
  void emitBranch(llvm::BranchInst &Branch);
  void emitSwitch(llvm::SwitchInst &Switch);
  void countLoops();
  void emitLoop(llvm::BasicBlock &Header, const LoopVote &Vote);
};

} // namespace tandem

#endif

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
#include "Options.h"
#include "Replicas.h"
#include "RuntimeABI.h"

namespace tandem {

class Votes {
public:
  Votes(llvm::Function &F, Scope &S, Replicas &R, const Opaque &O,
        RuntimeABI &ABI, const Options &Opts)
      : F(F), S(S), R(R), O(O), ABI(ABI), Opts(Opts), Fixes(F) {}

  /// Finds what is voted on and has its replicas made. Control flow stays.
  void plan();

  /// Inserts the votes, splitting blocks.
  void emit();

  unsigned count() const { return Count; }

private:
  using Values = llvm::SmallVector<llvm::Value *, 4>;

  /// A vote on what a loop carries round.
  struct LoopVote {
    llvm::BasicBlock *Header;
    llvm::PHINode *Counter; ///< tells the rounds with a vote; null: all
    uint64_t Mask;          ///< those in which these bits of it are 0
    Values Carried;
  };

  llvm::Function &F;
  Scope &S;
  Replicas &R;
  const Opaque &O;
  RuntimeABI &ABI;
  const Options &Opts;
  Repairs Fixes;
  llvm::BasicBlock *Detected = nullptr;
  llvm::Constant *Site = nullptr;
  unsigned Count = 0;
  std::vector<llvm::Instruction *> Points; ///< where votes are, in order
  llvm::DenseMap<llvm::Instruction *, Values> Parts; ///< of addresses
  /// Of addresses, too: constants that lie in registers.
  llvm::DenseMap<llvm::Instruction *, Values> Bases;
  /// What is voted on in front of a load; parts voted in front of another are
  /// not voted again in the same block.
  llvm::DenseMap<llvm::Instruction *, Values> Before;
  llvm::DenseMap<llvm::Value *, llvm::BasicBlock *> Home; ///< of addresses
  llvm::DenseMap<llvm::LoadInst *, llvm::Value *> Widened;
  std::vector<LoopVote> Loops;
  /// What the cold code of the branch at hand has decided.
  llvm::DenseMap<llvm::Value *, llvm::Value *> Decided;

  // plan
  bool isVoted(const llvm::Use &U) const;
  void sinkAddresses(llvm::BasicBlock &BB);
  void shareLoad(llvm::LoadInst &Load);
  void planAddress(llvm::Value *Ptr, llvm::Instruction &User);
  void planPoint(llvm::Instruction &I,
                 llvm::DenseSet<llvm::Value *> &VotedInBlock);
  void planLoop(llvm::Loop &L);
  void planLoops();

  // emit
  Trio copies(llvm::Value *V);
  llvm::BasicBlock *detected();
  void correct(llvm::IRBuilder<> &B);
  llvm::BasicBlock *leave(llvm::Instruction &At, llvm::Value *Differ,
                          llvm::BasicBlock *Cold);
  void voteBefore(llvm::Instruction &At, llvm::ArrayRef<llvm::Value *> Which,
                  unsigned With);
  llvm::BasicBlock *unlessNaN(Ballot &B, llvm::ArrayRef<Opaque::Pair> Pairs,
                              llvm::BasicBlock *Tail);
  llvm::Value *votedCopy(llvm::Value *V, llvm::Instruction &At,
                         const llvm::Use *Leaving = nullptr);
  void emitPoint(llvm::Instruction &I);
  llvm::Instruction &frontOf(llvm::Instruction &User,
                             llvm::ArrayRef<llvm::Value *> Which);
  void emitStore(llvm::StoreInst &Store);
  void emitLoad(llvm::LoadInst &Load);
  void reload(llvm::LoadInst &Load, llvm::BasicBlock *Race,
              llvm::BasicBlock *Tail);
  llvm::Value *addressFor(llvm::Value *Ptr, llvm::Instruction &At,
                          llvm::BasicBlock *In,
                          llvm::function_ref<llvm::Value *(llvm::Value *)> Of);
  void emitBranch(llvm::BranchInst &Branch);
  llvm::Value *decideAgain(llvm::Value *Cond, Ballot &B, unsigned Depth);
  void emitSwitch(llvm::SwitchInst &Switch);
  void emitLoop(LoopVote &Vote);
};

} // namespace tandem

#endif

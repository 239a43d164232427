//===- Pieces.h - the memory that stores write ------------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS. What one store overwrites, and what one entry of the undo log can
// hold for it and for the stores next to it.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_PIECES_H
#define TANDEM_PIECES_H

#include "Effects.h"
#include "llvm/IR/Instructions.h"

namespace tandem {

/// An address, as an offset from another value, and bytes from there on.
struct Piece {
  const llvm::Value *Base;
  int64_t At;
  uint64_t Size;

  static Piece of(const llvm::StoreInst &Store);

  /// What \p Store overwrites, and what stores of that size that certainly
  /// follow in its block overwrite behind it, as far as one entry holds it.
  static Piece ofRow(const llvm::StoreInst &Store, const Effects &E);

  int64_t end() const { return At + static_cast<int64_t>(Size); }
  bool covers(const Piece &Other) const;
  bool operator==(const Piece &Other) const;
};

} // namespace tandem

#endif

//===- Stamp.h - what compiling leaves for link-time optimisation -*- C++
//-*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With -flto the optimiser runs twice, and only what the linker's leaves is
// emitted: hardening in front of it would be optimised away in part. So the
// compiler decides about each function, while it knows the options and the
// source, and stamps it; the pass in the linker obeys. A stamp is function
// attributes, which survive merging, importing, inlining and cloning:
//
//   "tandem-stamp"="mode=dmr;..."   the options, as Options::print() writes
//   them "tandem-unit"="file.c"          what was compiled
//   "tandem-outside"="reason"       if it is to be left alone; read by Scope
//
// A linker without the pass would leave the program unprotected and say
// nothing. So a stamped module also refers to a symbol that nobody defines, and
// the pass in the linker takes the reference away.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_STAMP_H
#define TANDEM_STAMP_H

#include "Options.h"
#include "llvm/IR/Module.h"

namespace tandem {

/// Whether the compiler writes \p M for a linker to optimise.
bool goesToLinker(const llvm::Module &M);

bool isStamped(const llvm::Function &F);

/// Whether any function that is defined in \p M is.
bool isStamped(const llvm::Module &M);

/// \p Why it is to be left alone, empty if it is to be hardened.
void stamp(llvm::Function &F, const Options &Opts, llvm::StringRef Why);

/// The options \p F was compiled with, it being stamped.
llvm::Expected<Options> stampedOptions(const llvm::Function &F);

/// The source file \p F was compiled from; of one not stamped, its module's.
llvm::StringRef unitOf(const llvm::Function &F);

/// Makes a link of \p M fail until waivePlugin() was called for it, which
/// returns whether there was something to do.
void requirePlugin(llvm::Module &M);
bool waivePlugin(llvm::Module &M);

} // namespace tandem

#endif

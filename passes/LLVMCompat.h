//===- LLVMCompat.h - differences between LLVM versions ---------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every test of LLVM_VERSION_MAJOR in the project is here. Supported: 16, 19.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_LLVMCOMPAT_H
#define TANDEM_LLVMCOMPAT_H

#include "llvm/Config/llvm-config.h"

#if LLVM_VERSION_MAJOR >= 17
#include "llvm/IR/EHPersonalities.h"
#include "llvm/TargetParser/Triple.h"
#else
#include "llvm/ADT/Triple.h"
#include "llvm/Analysis/EHPersonalities.h"
#endif

#include "llvm/IR/BasicBlock.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/OptimizationLevel.h"
#include "llvm/Passes/PassBuilder.h"

#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

#include <functional>

namespace tandem {

/// In the mask of a shuffle: any element.
#if LLVM_VERSION_MAJOR >= 17
constexpr int AnyElement = llvm::PoisonMaskElem;
#else
constexpr int AnyElement = llvm::UndefMaskElem;
#endif

/// Registers \p Add at the end of the optimiser, at every -O level. From LLVM
/// 20 on the callback is also told the LTO phase.
inline void
atOptimizerLast(llvm::PassBuilder &PB,
                std::function<void(llvm::ModulePassManager &)> Add) {
#if LLVM_VERSION_MAJOR >= 20
  PB.registerOptimizerLastEPCallback(
      [Add](llvm::ModulePassManager &MPM, llvm::OptimizationLevel,
            llvm::ThinOrFullLTOPhase) { Add(MPM); });
#else
  PB.registerOptimizerLastEPCallback(
      [Add](llvm::ModulePassManager &MPM, llvm::OptimizationLevel) {
        Add(MPM);
      });
#endif
}

/// First position of \p BB behind PHIs, debug markers and static allocas.
inline llvm::BasicBlock::iterator behindAllocas(llvm::BasicBlock &BB) {
  return BB.getFirstNonPHIOrDbgOrAlloca();
}

} // namespace tandem

#endif

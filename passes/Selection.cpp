//===- Selection.cpp - which functions the user wants hardened ------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Selection.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <optional>

using namespace llvm;
using namespace tandem;

// The text of one annotation, `{function, text, ...}`; empty if it is none.
static StringRef annotationText(ConstantStruct *Entry) {
  auto *Text =
      dyn_cast<GlobalVariable>(Entry->getOperand(1)->stripPointerCasts());
  if (!Text || !Text->hasInitializer())
    return "";
  auto *Data = dyn_cast<ConstantDataSequential>(Text->getInitializer());
  return Data && Data->isCString() ? Data->getAsCString() : "";
}

// TANDEM_OFF and its like (tandem.h) arrive as entries of one global array.
void Selection::readAnnotations(Module &M) {
  GlobalVariable *List = M.getNamedGlobal("llvm.global.annotations");
  auto *Entries =
      List ? dyn_cast<ConstantArray>(List->getInitializer()) : nullptr;
  if (!Entries)
    return;
  for (Use &U : Entries->operands()) {
    auto *Entry = cast<ConstantStruct>(U);
    auto *F = dyn_cast<Function>(Entry->getOperand(0)->stripPointerCasts());
    StringRef Text = annotationText(Entry);
    if (F && Text == "tandem.off")
      F->addFnAttr("tandem-off");
    if (F && Text == "tandem.dmr")
      F->addFnAttr("tandem-dmr");
    if (F && Text == "tandem.tmr")
      F->addFnAttr("tandem-tmr");
  }
}

static Error failure(const Twine &What) {
  return createStringError(inconvertibleErrorCode(), "tandem: " + What);
}

// The mode that hardens, by its name; none for other texts.
static std::optional<Options::ModeKind> modeOf(StringRef Text) {
  if (Text == "dmr")
    return Options::ModeKind::DMR;
  if (Text == "tmr")
    return Options::ModeKind::TMR;
  return std::nullopt;
}

// LLVM takes any kind and category, as one file may serve several tools. Where
// a section is Tandem's own, a wrong one is a typing error, and would leave the
// entry without effect and without a word.
static std::string complaint(StringRef Entry) {
  auto [Kind, Rest] = Entry.split(':');
  StringRef Mode = Rest.split('=').second;
  if (Kind != "fun" && Kind != "type" && Kind != "src" && Kind != "mainfile")
    return ("unknown kind of entry '" + Kind +
            "'; valid: fun, type, src, mainfile")
        .str();
  if (Rest.contains('=') && Mode != "off" && !modeOf(Mode))
    return ("unknown mode '" + Mode + "'; valid: off, dmr, tmr").str();
  return "";
}

static Error checkOwnSections(const MemoryBuffer &Text) {
  bool IsOurs = false;
  for (line_iterator Line(Text, /*SkipBlanks=*/true, '#'); !Line.is_at_eof();
       ++Line) {
    StringRef Entry = Line->trim();
    if (Entry.starts_with("["))
      IsOurs = Entry == "[tandem]";
    else if (std::string Why = IsOurs ? complaint(Entry) : ""; !Why.empty())
      return failure("ignorelist '" + Text.getBufferIdentifier() + "', line " +
                     Twine(Line.line_number()) + ": " + Why);
  }
  return Error::success();
}

Error Selection::loadList(const std::string &Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(Path);
  if (!Text)
    return failure("ignorelist '" + Path + "': " + Text.getError().message());
  std::string Problem;
  auto Entries = SpecialCaseList::create(Text->get(), Problem);
  if (!Entries)
    return failure("ignorelist '" + Path + "': " + Problem);
  Lists.push_back({Path, std::move(Entries)});
  return checkOwnSections(**Text);
}

Error Selection::loadSections() {
  SmallVector<StringRef, 16> Globs;
  // In the text of a pipeline a ',' would end the pass, so ':' is one too.
  StringRef(Opts.SectionsOff).split(Globs, ',');
  for (StringRef List : Globs) {
    SmallVector<StringRef, 4> Parts;
    List.split(Parts, ':', -1, /*KeepEmpty=*/false);
    for (StringRef Part : Parts) {
      Expected<GlobPattern> Glob = GlobPattern::create(Part.trim());
      if (!Glob)
        return failure("sections-off '" + Part +
                       "': " + toString(Glob.takeError()));
      SectionsOff.push_back(std::move(*Glob));
    }
  }
  return Error::success();
}

Error Selection::load() {
  for (const std::string &Path : Opts.Ignorelists)
    if (Error E = loadList(Path))
      return E;
  return loadSections();
}

// A file as it was spelled, and from the root.
static void addSpellings(std::vector<std::string> &Names, StringRef File,
                         StringRef Folder) {
  SmallString<256> Absolute = File;
  if (Folder.empty())
    sys::fs::make_absolute(Absolute);
  else
    sys::fs::make_absolute(Folder, Absolute);
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/false);
  Names.push_back(File.str());
  Names.push_back(Absolute.str().str());
}

// The compiler derives functions from others: f.cold, f.resume,
// f.specialized.1.
static std::vector<std::string> functionNames(const Function &F) {
  StringRef Stem = F.getName().split('.').first;
  std::vector<std::string> Names = {F.getName().str()};
  if (!Stem.empty() && Stem != F.getName())
    Names.push_back(Stem.str());
  return Names;
}

// The class or namespace a C++ function is in.
static std::vector<std::string> typeNames(const Function &F) {
  // The parsed name points into the text.
  const std::string Mangled = functionNames(F).back();
  ItaniumPartialDemangler Name;
  if (Name.partialDemangle(Mangled.c_str()) || !Name.isFunction())
    return {};
  char *Text = Name.getFunctionDeclContextName(nullptr, nullptr);
  std::vector<std::string> Names = {Text ? Text : ""};
  std::free(Text);
  return Names;
}

// The file that defines it; without debug information, the one compiled.
static std::vector<std::string> fileNames(const Function &F, bool IsMain) {
  std::vector<std::string> Names;
  const DISubprogram *Program = IsMain ? nullptr : F.getSubprogram();
  if (Program)
    addSpellings(Names, Program->getFilename(), Program->getDirectory());
  else
    addSpellings(Names, F.getParent()->getSourceFileName(), "");
  return Names;
}

std::string Selection::listed(StringRef Kind,
                              ArrayRef<std::string> Names) const {
  std::string Result;
  for (const Ignorelist &List : Lists) {
    for (StringRef Name : Names) {
      auto Line = [&](StringRef Mode) {
        return List.Entries->inSectionBlame("tandem", Kind, Name, Mode);
      };
      for (const char *Mode : {"tmr", "dmr"})
        if (Line(Mode))
          return Mode;
      if (unsigned Where = std::max(Line(""), Line("off")))
        Result = ("the ignorelist " + List.Path + " excludes it in line " +
                  Twine(Where))
                     .str();
    }
  }
  return Result;
}

std::string Selection::verdict(const Function &F) const {
  for (const char *Mode : {"tmr", "dmr"})
    if (F.hasFnAttribute((Twine("tandem-") + Mode).str()))
      return Mode;
  const std::pair<StringRef, std::vector<std::string>> Kinds[] = {
      {"fun", functionNames(F)},
      {"type", typeNames(F)},
      {"src", fileNames(F, /*IsMain=*/false)},
      {"mainfile", fileNames(F, /*IsMain=*/true)}};
  for (const auto &[Kind, Names] : Kinds) {
    std::string Verdict = listed(Kind, Names);
    if (!Verdict.empty())
      return Verdict;
  }
  StringRef Section = F.getSection();
  auto Matches = [&](const GlobPattern &Glob) { return Glob.match(Section); };
  if (!Section.empty() && any_of(SectionsOff, Matches))
    return ("its section " + Section + " is excluded" +
            (Opts.SectionsOff == Options().SectionsOff ? " by default" : ""))
        .str();
  return Opts.Mode == Options::ModeKind::Off ? "the mode is off" : "";
}

std::string Selection::outside(const Function &F) const {
  std::string Verdict = verdict(F);
  return modeOf(Verdict) ? "" : Verdict;
}

Options::ModeKind Selection::mode(const Function &F) const {
  return modeOf(verdict(F)).value_or(Opts.Mode);
}

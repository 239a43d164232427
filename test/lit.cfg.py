# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# lit.cfg.py - how the tests are run; README.md says what may be used in them.

import os
import shutil
import subprocess

import lit.formats

config.name = "tandem"
# True: RUN lines are lines of bash, with all of its quoting and $?.
config.test_format = lit.formats.ShTest(True)
config.suffixes = [".ll", ".c", ".cpp", ".s", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.tandem_build, "test")

config.available_features.add(config.machine)
config.available_features.add("llvm-" + config.llvm_version)

# FileCheck, not, count, opt, llvm-nm and the rest by their plain names.
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_bin, config.environment["PATH"]])
config.environment["LC_ALL"] = "C"

bin = os.path.join(config.tandem_build, "bin")


def compiler(name):
    """Our compiler of that name, which a second run of the same tests (see
    CMakeLists.txt) has take another recovery than the default."""
    path = os.path.join(bin, name)
    if not recovery:
        return path
    os.makedirs(config.test_exec_root, exist_ok=True)
    script = os.path.join(config.test_exec_root, name)
    with open(script, "w") as file:
        file.write('#!/bin/sh\nexec %s -ftandem-recovery=%s "$@"\n'
                   % (path, recovery))
    os.chmod(script, 0o755)
    return script


recovery = lit_config.params.get("recovery")
if recovery:
    config.name += "-" + recovery
    config.test_exec_root += "-" + recovery
lib = os.path.join(config.tandem_build, "lib")
plugin = os.path.join(lib, "tandem.so")
opt = "%s/opt -load-pass-plugin=%s" % (config.llvm_bin, plugin)
substitutions = {
    "tandem_clang": compiler("tandem-clang"),
    "tandem_clangxx": compiler("tandem-clang++"),
    "inject": os.path.join(bin, "tandem-inject"),
    "bench": os.path.join(bin, "tandem-bench"),
    "opt": opt,
    "opt_tandem": opt + " -S -passes='tandem<recovery=none>'",
    "plugin": plugin,
    "rt_lib": os.path.join(lib, "libtandem_rt.a"),
    "rt_freestanding": os.path.join(lib, "libtandem_rt_freestanding.a"),
    "include": os.path.join(config.tandem_source, "include"),
    "source": config.tandem_source,
    "build": config.tandem_build,
    "cc": os.path.join(config.llvm_bin, "clang"),
    "cxx": os.path.join(config.llvm_bin, "clang++"),
    "host_cc": config.host_cc,
    "unit_cc": " ".join([
        config.llvm_bin + "/clang", "-std=c11 -O2 -Wall -Wextra -Werror",
        "-D__TANDEM__=1", "-I", config.tandem_source + "/include",
        "-I", config.tandem_source + "/runtime"]),
    "cmake": config.cmake,
    "llvm_bin": config.llvm_bin,
    "llvm_version": config.llvm_version,
}
for name, value in substitutions.items():
    config.substitutions.append(("%" + name + r"\b", value.replace("\\", r"\\")))

# Whether a process may become process 1 of a namespace of its own.
if subprocess.run("unshare --user --map-root-user --pid --fork true",
                  shell=True, capture_output=True).returncode == 0:
    config.available_features.add("namespaces")

if shutil.which("csmith") and os.path.exists("/usr/include/csmith/csmith.h"):
    config.available_features.add("csmith")

# Transactions of the processor; some that list them abort them all.
cpuinfo = "/proc/cpuinfo"
if os.path.exists(cpuinfo):
    flags = set(open(cpuinfo).read().split())
    if "rtm" in flags and "rtm_always_abort" not in flags:
        config.available_features.add("rtm")

if shutil.which("valgrind"):
    config.available_features.add("valgrind")

if shutil.which("chromium"):
    config.available_features.add("chromium")

if shutil.which("parallel") and b"GNU" in subprocess.run(
        ["parallel", "--version"], capture_output=True).stdout:
    config.available_features.add("parallel")

# clang has no option for the IR verifier before 17.
config.substitutions.append(
    ("%verify", "" if int(config.llvm_version) < 17
     else "-fverify-intermediate-code"))

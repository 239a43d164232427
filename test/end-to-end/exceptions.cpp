// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Exceptions of every kind, and objects that live and die by them.
// RUN: bash %S/Inputs/same.sh %cxx %tandem_clangxx %t %s
// RUN: bash %S/Inputs/same.sh %cxx '%tandem_clangxx -ftandem=tmr' %t -O2 %s
// RUN: bash %S/Inputs/same.sh %cxx %tandem_clangxx %t -O2 -DTERMINATE %s

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

struct Trace {
  int Number;
  explicit Trace(int Number) : Number(Number) { std::printf("+%d ", Number); }
  Trace(const Trace &Other) : Number(Other.Number + 100) {
    std::printf("=%d ", Number);
  }
  ~Trace() { std::printf("-%d ", Number); }
};

struct Error : std::runtime_error {
  int Code;
  double Extra;
  Error(int Code, double Extra)
      : std::runtime_error("error " + std::to_string(Code)), Code(Code),
        Extra(Extra) {}
};

[[gnu::noinline]] static int risky(int N) {
  Trace T(N);
  if (N % 5 == 0)
    throw N;
  if (N % 7 == 0)
    throw Error(N, N * 0.5);
  if (N % 3 == 0)
    throw std::string("three");
  return N * 2;
}

[[gnu::noinline]] static long nested(int N) {
  long Sum = 0;
  for (int I = 1; I < N; ++I) {
    try {
      Trace Outer(I + 1000);
      try {
        Sum += risky(I);
        Sum ^= risky(I + 1);
      } catch (int Code) {
        Sum += Code;
        if (Code > 10)
          throw;
      } catch (const Error &E) {
        std::throw_with_nested(std::logic_error(E.what()));
      }
    } catch (int Code) {
      Sum -= Code * 3;
    } catch (const std::logic_error &E) {
      try {
        std::rethrow_if_nested(E);
      } catch (const Error &Inner) {
        Sum += static_cast<long>(Inner.Extra * 10) + Inner.Code;
      }
    } catch (...) {
      Sum *= 2;
    }
  }
  return Sum;
}

struct Member {
  Trace A;
  int B;
  explicit Member(int N) try : A(N), B(risky(N)) {
    std::printf("made ");
  } catch (...) {
    std::printf("not made ");
  }
};

struct Base {
  virtual ~Base() { std::printf("~Base "); }
  virtual int value() const { return 1; }
};
struct Left : virtual Base {
  int L = 3;
  int value() const override { return L; }
};
struct Right : virtual Base {
  double R = 2.5;
};
struct Both : Left, Right {
  ~Both() override { std::printf("~Both "); }
  int value() const override { return L + static_cast<int>(R * 2); }
};

[[gnu::noinline]] static int types(Base &B) {
  int Sum = B.value();
  if (auto *R = dynamic_cast<Right *>(&B))
    Sum += static_cast<int>(R->R);
  try {
    Sum += dynamic_cast<Left &>(B).L;
  } catch (const std::bad_cast &) {
    Sum += 1000;
  }
  return Sum;
}

static int throwing(const void *A, const void *B) {
  int X = *static_cast<const int *>(A), Y = *static_cast<const int *>(B);
  if (X == 7 && Y == 7)
    throw Error(X, Y);
  return X - Y;
}

// Sorts through C code that is built with unwind tables.
[[gnu::noinline]] static int callback(int Sevens) {
  int Data[20];
  for (int I = 0; I < 20; ++I)
    Data[I] = I < Sevens ? 7 : 40 - I;
  try {
    std::qsort(Data, 20, sizeof(int), throwing);
  } catch (const Error &E) {
    return E.Code;
  }
  return Data[0];
}

[[gnu::noinline]] static void quiet(int N) noexcept { risky(N); }

// An exception at each place where an argument is made.
[[gnu::noinline]] static int arguments(Trace A, std::unique_ptr<Trace> B,
                                       const Trace &C) {
  return A.Number + B->Number + C.Number;
}

int main(int Argc, char **) {
  std::printf("%ld\n", nested(Argc * 40));
  for (int I = 1; I < 8; ++I)
    try {
      Member M(I);
      std::printf("%d\n", M.B);
    } catch (const Error &E) {
      std::printf("%s\n", E.what());
    } catch (...) {
      std::printf("other\n");
    }
  Both B;
  Left L;
  Base Plain;
  std::printf("%d %d %d\n", types(B), types(L), types(Plain));
  std::printf("%d %d\n", callback(3), callback(0));
  for (int I = 0; I < 4; ++I)
    try {
      std::printf("%d\n",
                  arguments(Trace(I), std::make_unique<Trace>(risky(I)), Trace(9)));
    } catch (...) {
      std::printf("caught %d\n", I);
    }
#ifdef TERMINATE
  std::set_terminate([] {
    std::printf("terminated\n");
    std::fflush(stdout);
    std::_Exit(3);
  });
  quiet(Argc * 10);
#else
  quiet(Argc);
#endif
  return static_cast<int>(nested(10) & 63);
}

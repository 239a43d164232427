// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Coroutines, with exceptions and without.
// RUN: bash %S/Inputs/same.sh %cxx %tandem_clangxx %t -std=c++20 %s
// RUN: bash %S/Inputs/same.sh %cxx '%tandem_clangxx -ftandem=tmr' %t -O2 \
// RUN:   -std=c++20 %s
// RUN: bash %S/Inputs/same.sh %cxx %tandem_clangxx %t -O0 -O2 -std=c++20 \
// RUN:   -fno-exceptions -fno-rtti %s

#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <utility>

#if __cpp_exceptions
#define RETHROW throw
#else
#define RETHROW std::abort()
#endif

template <typename T> struct Generator {
  struct promise_type {
    T Value{};
    int Failed = 0;
    Generator get_return_object() {
      return Generator{Handle::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T V) {
      Value = V;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { Failed = 1; }
  };
  using Handle = std::coroutine_handle<promise_type>;
  Handle H;
  explicit Generator(Handle H) : H(H) {}
  Generator(Generator &&Other) : H(std::exchange(Other.H, nullptr)) {}
  ~Generator() {
    if (H)
      H.destroy();
  }
  bool next() {
    H.resume();
    return !H.done();
  }
};

struct Noisy {
  int N;
  ~Noisy() { std::printf("~%d ", N); }
};

static Generator<long> fibonacci(int N) {
  Noisy First{N};
  long A = 0, B = 1;
  double Ratio = 0;
  for (int I = 0; I < N; ++I) {
    co_yield A + static_cast<long>(Ratio);
    Noisy Inner{I};
    A = std::exchange(B, A + B);
    Ratio = static_cast<double>(B) / static_cast<double>(A);
  }
#if __cpp_exceptions
  if (N > 12)
    throw N;
#endif
}

// Symmetric transfer: each coroutine continues with the next as a tail call.
struct Task {
  struct promise_type {
    std::coroutine_handle<> Next = std::noop_coroutine();
    long Result = 0;
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> H) noexcept {
        return H.promise().Next;
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_value(long V) { Result = V; }
    void unhandled_exception() { std::abort(); }
  };
  std::coroutine_handle<promise_type> H;
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Who) {
    H.promise().Next = Who;
    return H;
  }
  long await_resume() {
    long R = H.promise().Result;
    H.destroy();
    return R;
  }
};

static Task depth(long N) {
  if (N == 0)
    co_return 1;
  long Below = co_await depth(N - 1);
  co_return Below * 3 + N;
}

int main(int Argc, char **) {
  for (int N : {5, 10, 15}) {
    auto G = fibonacci(N * Argc);
    while (G.next())
      std::printf("%ld ", G.H.promise().Value);
    std::printf("failed %d\n", G.H.promise().Failed);
  }
  {
    auto Abandoned = fibonacci(4);
    Abandoned.next();
    Abandoned.next();
  }
  Task T = depth(Argc * 1000);
  T.H.resume();
  long R = T.H.promise().Result;
  T.H.destroy();
  std::printf("%ld\n", R);
  return static_cast<int>(R & 63);
}

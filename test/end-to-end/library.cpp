// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Containers, lambdas, static initialisers, threads of the C++ library.
// RUN: bash %S/Inputs/same.sh %cxx %tandem_clangxx %t -O0 -O2 \
// RUN:   -std=c++20 -pthread %s
// RUN: bash %S/Inputs/same.sh %cxx '%tandem_clangxx -ftandem=tmr' %t -O2 \
// RUN:   -std=c++20 -pthread %s

#include <algorithm>
#include <any>
#include <atomic>
#include <complex>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

struct Registered {
  static std::vector<std::string> &list() {
    static std::vector<std::string> List;
    return List;
  }
  explicit Registered(const char *Name) { list().push_back(Name); }
  ~Registered() { std::printf("bye %zu\n", list().size()); }
};
static Registered A("first"), B("second");
static const int Computed = static_cast<int>(Registered::list().size()) * 7;

static std::atomic<int> Ended;
struct PerThread {
  int Value = Computed;
  ~PerThread() { Ended += Value; }
};
static thread_local PerThread Mine;

static long containers(int N) {
  std::vector<int> V(static_cast<size_t>(N));
  std::mt19937 Random(42);
  for (int &X : V)
    X = static_cast<int>(Random() % 1000);
  std::map<int, std::string> M;
  std::unordered_map<std::string, int> U;
  std::set<std::pair<int, double>> S;
  std::deque<int> D;
  for (int X : V) {
    M[X] += static_cast<char>('a' + X % 26);
    U[std::to_string(X % 37)] += X;
    S.emplace(X % 19, X * 0.25);
    if (X & 1)
      D.push_front(X);
    else
      D.push_back(X);
  }
  std::sort(V.begin(), V.end(), [N](int L, int R) { return L % N < R % N; });
  std::sort(D.begin(), D.end());
  long Sum = std::accumulate(V.begin(), V.end(), 0l);
  for (auto &[Key, Text] : M)
    Sum = Sum * 3 + Key + static_cast<long>(Text.size());
  for (auto &[Key, Count] : U)
    Sum ^= Count;
  for (auto &[Key, Real] : S)
    Sum += static_cast<long>(Real * Key);
  return Sum + D[static_cast<size_t>(N) / 2] + V[7];
}

static std::string texts(int N) {
  std::ostringstream Out;
  std::string Long(static_cast<size_t>(N), 'x');
  Out << Long.substr(3, 5) << ' ' << 3.25 << ' ' << std::hex << 255 << ' '
      << std::complex<double>(1, N) * std::complex<double>(0, 1);
  double Read = 0;
  std::istringstream("  2.5e3 ") >> Read;
  Out << ' ' << std::dec << Read;
  return Out.str();
}

static int variants(int N) {
  using Any = std::variant<int, double, std::string>;
  std::vector<Any> List{N, 2.5, std::string("text")};
  int Sum = 0;
  for (const Any &Item : List)
    Sum += std::visit(
        [](const auto &X) {
          if constexpr (std::is_arithmetic_v<std::decay_t<decltype(X)>>)
            return static_cast<int>(X * 2);
          else
            return static_cast<int>(X.size());
        },
        Item);
  std::optional<std::any> Maybe;
  if (N > 0)
    Maybe = std::any(N + 5);
  std::function<int(int)> Fib = [&](int K) {
    return K < 2 ? K : Fib(K - 1) + Fib(K - 2);
  };
  return Sum + std::any_cast<int>(Maybe.value()) + Fib(15);
}

static long threads(int N) {
  std::mutex Lock;
  std::condition_variable Ready;
  std::vector<std::thread> Threads;
  std::atomic<long> Sum{0};
  long Guarded = 0;
  bool Go = false;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([&, I] {
      std::unique_lock<std::mutex> Hold(Lock);
      Ready.wait(Hold, [&] { return Go; });
      Mine.Value += I;
      Guarded += I * I;
      Hold.unlock();
      for (int K = 0; K < 1000; ++K)
        Sum.fetch_add(K % (I + 1), std::memory_order_relaxed);
    });
  {
    std::lock_guard<std::mutex> Hold(Lock);
    Go = true;
  }
  Ready.notify_all();
  for (std::thread &T : Threads)
    T.join();
  auto Later = std::async(std::launch::async, [] { return 42l; });
  std::promise<int> Broken;
  Broken.set_exception(std::make_exception_ptr(7));
  try {
    Broken.get_future().get();
  } catch (int Code) {
    Guarded += Code;
  }
  return Sum + Guarded + Later.get() + Ended;
}

int main(int Argc, char **) {
  std::cout << containers(Argc * 500) << '\n' << texts(Argc * 20) << '\n';
  std::cout << variants(Argc) << '\n' << threads(Argc * 6) << std::endl;
  std::shared_ptr<int> P = std::make_shared<int>(Argc);
  std::weak_ptr<int> W = P;
  P.reset();
  std::cout << W.expired() << Mine.Value << Registered::list()[1] << std::endl;
  return Computed;
}

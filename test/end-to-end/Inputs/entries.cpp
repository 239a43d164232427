// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// entries.cpp - callbacks (-DPART=2) for code that calls them (-DPART=1).

#include <algorithm>
#include <functional>
#include <streambuf>
#include <string>
#include <thread>
#include <vector>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <ostream>
#include <pthread.h>
#include <stdexcept>

struct Shape {
  virtual ~Shape() = default;
  virtual double area(double Scale) const = 0;
  virtual Shape *copy() const = 0;
  virtual int print(std::string &To, const char *Format, ...) const = 0;
};
struct Other {
  int Number = 3;
  virtual ~Other() = default;
  virtual int number() { return Number; }
};
struct Upper : std::streambuf {
  std::string Text;
  int overflow(int C) override;
  std::streamsize xsputn(const char *From, std::streamsize N) override;
};

Shape *makeShape(double Side);
std::function<bool(int, int)> makeOrder(int By);
extern "C" int compareInts(const void *A, const void *B);
extern "C" int compareBy(const void *A, const void *B, void *By);
extern "C" void *runThread(void *Arg);
extern "C" void atThreadEnd(void *Arg);
extern int Atexit, Dynamic;
int failIfOdd(int X);

#if PART != 1
int Atexit = 1;
int Dynamic = static_cast<int>(std::string("computed").size()) * Atexit;

struct Square final : Other, Shape {
  double Side;
  explicit Square(double Side) : Side(Side) {}
  double area(double Scale) const override { return Side * Side * Scale; }
  Square *copy() const override { return new Square(Side + 1); }
  int print(std::string &To, const char *Format, ...) const override {
    va_list List;
    va_start(List, Format);
    char Line[80];
    int N = std::vsnprintf(Line, sizeof(Line), Format, List);
    va_end(List);
    To += Line + std::to_string(Number);
    return N + static_cast<int>(Side);
  }
};
Shape *makeShape(double Side) { return new Square(Side); }
std::function<bool(int, int)> makeOrder(int By) {
  return [By](int L, int R) { return L % By < R % By; };
}
int Upper::overflow(int C) {
  Text += static_cast<char>(std::toupper(C));
  return C;
}
std::streamsize Upper::xsputn(const char *From, std::streamsize N) {
  for (std::streamsize I = 0; I < N; ++I)
    overflow(From[I]);
  return N;
}
extern "C" int compareInts(const void *A, const void *B) {
  int X = *static_cast<const int *>(A), Y = *static_cast<const int *>(B);
  return (X > Y) - (X < Y);
}
extern "C" int compareBy(const void *A, const void *B, void *By) {
  int X = *static_cast<const int *>(A) ^ *static_cast<int *>(By);
  int Y = *static_cast<const int *>(B) ^ *static_cast<int *>(By);
  return (X > Y) - (X < Y);
}
extern "C" void *runThread(void *Arg) {
  auto *Sum = static_cast<long *>(Arg);
  for (long I = 0; I < 1000; ++I)
    *Sum += *Sum % 7 + I;
  return Arg;
}
extern "C" void atThreadEnd(void *Arg) { ++*static_cast<long *>(Arg); }
int failIfOdd(int X) {
  if (X & 1)
    throw std::runtime_error("odd " + std::to_string(X));
  return X / 2;
}
#endif

#if PART != 2
static void shapes(int N) {
  std::string Text;
  Shape *S = makeShape(N + 1.5);
  Shape *T = S->copy();
  int Count = T->print(Text, "%d %g %s|", N, T->area(2), "text");
  std::printf("%g %s %d\n", S->area(N), Text.c_str(), Count);
  delete S;
  delete T;
}

static void sorts(int N) {
  std::vector<int> V;
  for (int I = 0; I < 300; ++I)
    V.push_back(I * 7919 % 1009 + N);
  std::stable_sort(V.begin(), V.end(), makeOrder(37));
  std::printf("%d %d\n", V[3], V[200]);
  qsort_r(V.data(), V.size(), sizeof(int), compareBy, &N);
  std::printf("%d\n", V[100]);
  std::qsort(V.data(), V.size(), sizeof(int), compareInts);
  int Key = V[77];
  auto *At = static_cast<int *>(
      std::bsearch(&Key, V.data(), V.size(), sizeof(int), compareInts));
  std::printf("%d %td\n", V[0], At - V.data());
}

static void threads(int N) {
  long Sums[4], Ended = N;
  pthread_t Threads[3];
  pthread_key_t OnEnd;
  pthread_key_create(&OnEnd, atThreadEnd);
  for (int I = 0; I < 4; ++I)
    Sums[I] = I * N;
  for (int I = 0; I < 3; ++I)
    pthread_create(&Threads[I], nullptr, runThread, &Sums[I]);
  std::thread Last([&] {
    pthread_setspecific(OnEnd, &Ended);
    runThread(&Sums[3]);
  });
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
  Last.join();
  std::printf("%ld %ld %ld %ld\n", Sums[0], Sums[1], Sums[3], Ended);
}

static int catches(int N) {
  int Sum = 0;
  for (int I = 0; I < 6; ++I)
    try {
      Sum += failIfOdd(I * N);
    } catch (const std::exception &E) {
      Sum += static_cast<int>(std::string(E.what()).size()) * 100;
    }
  return Sum;
}

int main(int Argc, char **) {
  std::atexit([] { std::printf("exit %d\n", Atexit); });
  shapes(Argc);
  sorts(Argc);
  threads(Argc);
  Upper Buffer;
  std::ostream Out(&Buffer);
  Out << "text " << 3.5 << std::flush;
  std::printf("%s %d %d\n", Buffer.Text.c_str(), catches(Argc), Dynamic);
  return Dynamic;
}
#endif

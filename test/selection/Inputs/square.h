// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// square.h - a class and a function of a namespace, defined in a header.

namespace shapes
{

struct Square {
    int side;

    __attribute__((noinline)) int area() const
    {
        return side * side;
    }
};

__attribute__((noinline)) inline int inside(int x)
{
    return x * 5;
}

} // namespace shapes

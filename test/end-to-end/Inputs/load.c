/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* load.c - calls the second part of program.c in a library given by name. */

#include <dlfcn.h>
#include <stdio.h>

struct point {
    int x;
    double y;
};

static int step(int x)
{
    return x * 3 % 1000;
}

int main(int argc, char **argv)
{
    void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
    if (!library)
        return puts(dlerror()), 1;
    struct point (*move)(struct point, int, int (*)(int));
    *(void **)&move = dlsym(library, "move");
    struct point p = move((struct point){1, 2.5}, 30, step);
    printf("%d %g %d\n", p.x, p.y, *(int *)dlsym(library, "shared_count"));
    return dlclose(library);
}

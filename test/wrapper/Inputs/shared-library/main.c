/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* main.c - sets a hook, and calls the library: linked, or with LOAD loaded. */

#include <dlfcn.h>
#include <tandem/tandem.h>
#include <unistd.h>

typedef void function(int detect);

function library;

static TANDEM_OFF void hook(const struct tandem_event *event)
{
    (void)event;
    if (write(STDERR_FILENO, "hook\n", 5) != 5)
        _exit(3);
}

static function *find(void)
{
#ifdef LOAD
    void *loaded = dlopen("libf.so", RTLD_NOW);
    return loaded ? (function *)dlsym(loaded, "library") : NULL;
#else
    return library;
#endif
}

int main(int argc, char **argv)
{
    (void)argv;
    tandem_set_hook(hook);
    function *found = find();
    if (!found)
        return 4;
    found(argc > 1);
    return 0;
}

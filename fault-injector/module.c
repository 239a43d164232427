/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* module.c - modules made ready, and the part of them that is in scope. */
#include "module.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

void module_open(struct module *module, const char *name,
                 struct program *program, const struct launch *launch,
                 double cpu_limit)
{
    *module = (struct module){.name = copy_string(name), .program = program};
    module->text = text_decode(program);
    module->profile = profile_take(module->text, launch, cpu_limit);
    module->layout = layout_make(module->text);
    module->source = source_open(program);
    module->in_scope = allocate(module->text->count, sizeof(bool));
}

void module_close(struct module *module)
{
    free(module->in_scope);
    source_close(module->source);
    layout_free(module->layout);
    profile_free(module->profile);
    text_free(module->text);
    program_close(module->program);
    free(module->name);
}

/* --- scope ---------------------------------------------------------------- */

static bool is_main(const struct module *module)
{
    return !strcmp(module->name, "main");
}

static uint64_t address_of(const struct module *module, uint32_t insn)
{
    return module->text->address + module->text->insns[insn].offset;
}

static void take_functions(struct module *module, const struct scope *scope)
{
    for (uint32_t i = 0; i < module->text->count; i++) {
        const struct function *function =
            program_function(module->program, address_of(module, i));

        if (function && scope_matches(scope, SCOPE_FUNCTION, function->name))
            module->in_scope[i] = true;
    }
}

static void take_files(struct module *module, const struct scope *scope)
{
    for (uint32_t i = 0; i < module->text->count; i++) {
        const char *path, *name;
        int line;

        if (!module->profile->counts[i])
            continue;
        path = source_line(module->source, address_of(module, i), &line);
        if (!path)
            continue;
        name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
        if (scope_matches(scope, SCOPE_FILE, path) ||
            scope_matches(scope, SCOPE_FILE, name))
            module->in_scope[i] = true;
    }
}

static void take_function(struct module *module,
                          const struct function *function)
{
    for (uint32_t i = 0; i < module->text->count; i++)
        if (address_of(module, i) - function->address < function->size)
            module->in_scope[i] = true;
}

/* A function with a check calls the runtime when it fails. */
static void take_hardened(struct module *module)
{
    const struct text *text = module->text;
    uint64_t detected = program_symbol(module->program, "__tandem_detected");

    if (!detected)
        die("'%s' has no symbol __tandem_detected: it is not hardened, or it "
            "is stripped",
            module->program->path);
    for (uint32_t i = 0; i < text->count; i++) {
        const struct insn *insn = &text->insns[i];
        const struct function *function =
            program_function(module->program, address_of(module, i));

        if (function && insn->kind != INSN_PLAIN &&
            text->address + (uint64_t)insn->target == detected &&
            !module->in_scope[i])
            take_function(module, function);
    }
}

void module_limit(struct module *module, const struct scope *scope)
{
    bool whole = scope_has(scope, SCOPE_ALL) || !is_main(module) ||
                 scope_has(scope, SCOPE_MAIN);

    memset(module->in_scope, whole, module->text->count);
    if (is_main(module)) {
        take_functions(module, scope);
        if (scope_has(scope, SCOPE_FILE))
            take_files(module, scope);
        if (scope_has(scope, SCOPE_HARDENED))
            take_hardened(module);
    }
    module->executed = 0;
    for (uint32_t i = 0; i < module->text->count; i++)
        if (module->in_scope[i])
            module->executed += module->profile->counts[i];
}

/* --- libraries ------------------------------------------------------------ */

char **module_libraries(const struct launch *launch)
{
    struct tracee tracee;
    char **paths;

    tracee_start(&tracee, launch);
    paths = tracee_files(&tracee);
    tracee_kill(&tracee);
    return paths;
}

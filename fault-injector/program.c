/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* program.c - reads the target's ELF file through libelf. */
#include "program.h"

#include "die.h"
#include "hash.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *resolve(const char *name)
{
    const char *path = getenv("PATH");
    char *found;

    if (strchr(name, '/') || !path) {
        found = realpath(name, NULL);
        if (!found)
            die_errno("cannot find the program '%s'", name);
        return found;
    }
    for (const char *dir = path; *dir;) {
        size_t length = strcspn(dir, ":");
        char *candidate = format_string("%.*s/%s", (int)length, dir, name);

        found = access(candidate, X_OK) ? NULL : realpath(candidate, NULL);
        free(candidate);
        if (found)
            return found;
        dir += length + (dir[length] == ':');
    }
    die("cannot find the program '%s' in PATH", name);
}

static Elf *open_elf(const char *path, int access_mode)
{
    struct stat st;
    GElf_Ehdr header;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    Elf *elf;

    if (fd < 0)
        die_errno("cannot read '%s'", path);
    if (fstat(fd, &st) || !S_ISREG(st.st_mode))
        die("'%s' is not a regular file", path);
    if (access(path, access_mode))
        die_errno("'%s' is not executable", path);
    elf_version(EV_CURRENT);
    elf = elf_begin(fd, ELF_C_READ_MMAP, NULL);
    if (!elf || elf_kind(elf) != ELF_K_ELF || !gelf_getehdr(elf, &header))
        die("'%s' is not an ELF program (a script? name its interpreter "
            "instead)",
            path);
    if (gelf_getclass(elf) != ELFCLASS64 || header.e_machine != EM_X86_64)
        die("'%s' is not an x86-64 program; this version injects only into "
            "x86-64",
            path);
    if (header.e_type != ET_EXEC && header.e_type != ET_DYN)
        die("'%s' is not a linked program", path);
    return elf;
}

static void read_segments(struct program *program)
{
    size_t count = 0;

    program->low = UINT64_MAX;
    elf_getphdrnum(program->elf, &count);
    for (size_t i = 0; i < count; i++) {
        GElf_Phdr segment;

        if (!gelf_getphdr(program->elf, (int)i, &segment) ||
            segment.p_type != PT_LOAD)
            continue;
        if (segment.p_vaddr < program->low)
            program->low = segment.p_vaddr;
        if (segment.p_vaddr + segment.p_memsz > program->high)
            program->high = segment.p_vaddr + segment.p_memsz;
    }
    if (program->high <= program->low)
        die("'%s' has no loadable segment", program->path);
}

static void read_pointers(struct program *program, Elf_Data *data)
{
    GElf_Rela rela;

    for (int i = 0; gelf_getrela(data, i, &rela); i++) {
        unsigned type = (unsigned)GELF_R_TYPE(rela.r_info);
        size_t n = program->pointer_count;

        if (type != R_X86_64_RELATIVE && type != R_X86_64_IRELATIVE)
            continue;
        if ((n & (n - 1)) == 0)
            program->pointers = reallocate(program->pointers, n ? 2 * n : 1,
                                           sizeof *program->pointers);
        program->pointers[program->pointer_count++] = (uint64_t)rela.r_addend;
    }
}

static void read_functions(struct program *program, Elf_Data *data,
                           size_t strings)
{
    GElf_Sym symbol;
    uint64_t end = program->text.address + program->text.size;
    size_t n = program->function_count;

    for (int i = 0; gelf_getsym(data, i, &symbol); i++) {
        if (GELF_ST_TYPE(symbol.st_info) != STT_FUNC &&
            GELF_ST_TYPE(symbol.st_info) != STT_GNU_IFUNC)
            continue;
        if (symbol.st_value < program->text.address || symbol.st_value >= end ||
            symbol.st_shndx == SHN_UNDEF)
            continue;
        if ((n & (n - 1)) == 0)
            program->functions = reallocate(program->functions, n ? 2 * n : 1,
                                            sizeof *program->functions);
        program->functions[n++] = (struct function){
            .address = symbol.st_value,
            .size = symbol.st_size,
            .name = elf_strptr(program->elf, strings, symbol.st_name),
        };
    }
    program->function_count = n;
}

static int by_address(const void *a, const void *b)
{
    const struct function *x = a, *y = b;

    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void tidy_functions(struct program *program)
{
    struct function *f = program->functions;
    uint64_t end = program->text.address + program->text.size;
    size_t kept = 0;

    if (program->function_count)
        qsort(f, program->function_count, sizeof *f, by_address);
    for (size_t i = 0; i < program->function_count; i++)
        if (!kept || f[kept - 1].address != f[i].address)
            f[kept++] = f[i];
    program->function_count = kept;
    for (size_t i = 0; i < kept; i++) {
        uint64_t next = i + 1 < kept ? f[i + 1].address : end;

        if (f[i].size == 0 || f[i].address + f[i].size > end)
            f[i].size = next - f[i].address;
    }
}

static void read_build_id(struct program *program, Elf_Data *data)
{
    GElf_Nhdr note;
    size_t name, desc, at = 0;

    while ((at = gelf_getnote(data, at, &note, &name, &desc)) > 0) {
        const uint8_t *bytes = (const uint8_t *)data->d_buf + desc;

        if (note.n_type != NT_GNU_BUILD_ID || note.n_descsz > 32)
            continue;
        for (size_t i = 0; i < note.n_descsz; i++) {
            program->build_id[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
            program->build_id[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
        }
    }
}

static void read_section(struct program *program, Elf_Scn *section,
                         const GElf_Shdr *header, bool want_text)
{
    Elf_Data *data =
        header->sh_type == SHT_NOBITS ? NULL : elf_getdata(section, NULL);
    struct span span;

    if (!data || !data->d_buf)
        return;
    span = (struct span){header->sh_addr, data->d_size, data->d_buf};
    if (want_text) {
        program->text = span;
        return;
    }
    if (header->sh_type == SHT_RELA)
        read_pointers(program, data);
    if (header->sh_type == SHT_SYMTAB || header->sh_type == SHT_DYNSYM)
        read_functions(program, data, header->sh_link);
    if (header->sh_type == SHT_NOTE)
        read_build_id(program, data);
    if ((header->sh_flags & SHF_ALLOC) && !(header->sh_flags & SHF_EXECINSTR) &&
        header->sh_addr) {
        program->data =
            reallocate(program->data, program->data_count + 1, sizeof span);
        program->data[program->data_count++] = span;
    }
}

/* .text has to be known before the symbols in it can be chosen: two walks. */
static void read_sections(struct program *program, bool want_text)
{
    size_t names = 0;

    elf_getshdrstrndx(program->elf, &names);
    for (Elf_Scn *s = NULL; (s = elf_nextscn(program->elf, s));) {
        GElf_Shdr header;
        const char *name;

        if (!gelf_getshdr(s, &header))
            continue;
        name = elf_strptr(program->elf, names, header.sh_name);
        if (want_text && (!name || strcmp(name, ".text")))
            continue;
        read_section(program, s, &header, want_text);
    }
}

static struct program *read_program(char *path, int access_mode)
{
    struct program *program = allocate(1, sizeof *program);
    GElf_Ehdr header;
    size_t size;
    const char *raw;

    program->path = path;
    program->elf = open_elf(program->path, access_mode);
    gelf_getehdr(program->elf, &header);
    program->relocatable = header.e_type == ET_DYN;
    program->entry = header.e_entry;
    read_segments(program);
    read_sections(program, true);
    if (!program->text.size || program->text.size > INT32_MAX / 8)
        die("'%s' has no usable .text section", program->path);
    read_sections(program, false);
    tidy_functions(program);
    if (!program->build_id[0]) {
        raw = elf_rawfile(program->elf, &size);
        hash_name(program->build_id, sizeof program->build_id, "fnv-",
                  hash_bytes(HASH_START, raw, size));
    }
    return program;
}

struct program *program_open(const char *name)
{
    return read_program(resolve(name), X_OK);
}

struct program *program_open_library(const char *path)
{
    return read_program(copy_string(path), R_OK);
}

void program_close(struct program *program)
{
    elf_end(program->elf);
    free(program->functions);
    free(program->pointers);
    free(program->data);
    free(program->path);
    free(program);
}

const struct function *program_function(const struct program *program,
                                        uint64_t address)
{
    size_t low = 0, high = program->function_count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (program->functions[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const struct function *f = &program->functions[low - 1];

    return address - f->address < f->size ? f : NULL;
}

uint64_t program_symbol(const struct program *program, const char *name)
{
    for (Elf_Scn *s = NULL; (s = elf_nextscn(program->elf, s));) {
        GElf_Shdr header;
        GElf_Sym symbol;
        Elf_Data *data;

        if (!gelf_getshdr(s, &header) || header.sh_type != SHT_SYMTAB)
            continue;
        data = elf_getdata(s, NULL);
        for (int i = 0; data && gelf_getsym(data, i, &symbol); i++) {
            const char *text =
                elf_strptr(program->elf, header.sh_link, symbol.st_name);

            if (symbol.st_shndx != SHN_UNDEF && text && !strcmp(text, name))
                return symbol.st_value;
        }
    }
    return 0;
}

/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* section.c - adds up code sections through libelf. */
#include "section.h"

#include "die.h"

#include <fcntl.h>
#include <gelf.h>
#include <string.h>
#include <unistd.h>

static int is_text(const char *name)
{
    return name && (!strcmp(name, ".text") || !strncmp(name, ".text.", 6));
}

uint64_t section_text_size(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    Elf_Scn *section = NULL;
    size_t names = 0;
    uint64_t size = 0;
    GElf_Shdr header;
    Elf *elf;

    if (fd < 0)
        die_errno("cannot read '%s'", path);
    elf_version(EV_CURRENT);
    elf = elf_begin(fd, ELF_C_READ, NULL);
    if (!elf || elf_getshdrstrndx(elf, &names))
        die("'%s' is not an ELF file", path);
    while ((section = elf_nextscn(elf, section)))
        if (gelf_getshdr(section, &header) &&
            is_text(elf_strptr(elf, names, header.sh_name)))
            size += header.sh_size;
    elf_end(elf);
    close(fd);
    return size;
}

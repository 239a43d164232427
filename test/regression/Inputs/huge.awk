# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# huge.awk - writes a C program that is one huge function and its caller.
#
# awk -v shape=switch|branchy|straight -v lines=N -f huge.awk

function case_of(i) {
    return "    case " i ": " (i % 3 ? "a = f(a + " i ");" : "b ^= a + " i ";") \
        " break;"
}

function straight(i) {
    if (i % 5 == 0)
        return "    a = f(a + " i "u);"
    if (i % 5 < 3)
        return "    p[" i % 4096 "] = a ^ p[(b >> " i % 5 ") % 4096];"
    return "    b += a * " i "u;"
}

function branchy(i) {
    if (i % 5 == 0)
        return "    if (a & " 2 ^ (i % 20) "u) a = f(b);"
    if (i % 5 == 1)
        return "    if (f(a) > p[" i % 64 "]) p[" i % 4096 "] = a;"
    if (i % 5 == 2)
        return "    b += a >> " i % 31 ";"
    if (i % 5 == 3)
        return "    if (b == " i "u) goto out;"
    return "    p[" i % 4096 "]++;"
}

BEGIN {
    print "#include <stdio.h>\nunsigned f(unsigned);\nstatic unsigned p[4096];"
    print "__attribute__((noinline)) static unsigned huge(unsigned a, unsigned b)"
    print "{"
    if (shape == "switch") {
        print "    for (unsigned i = 0; i < 3000; i++)"
        print "    switch ((a + i) % " lines "u) {"
    }
    for (i = 0; i < lines; i++)
        print shape == "switch" ? case_of(i) : \
            shape == "branchy" ? branchy(i) : straight(i)
    if (shape == "switch")
        print "    default: b++;\n    }"
    print "    goto out;\nout:\n    return a + b;\n}"
    print "__attribute__((noinline)) unsigned f(unsigned x)"
    print "{\n    return x * 3 + (x >> 2);\n}"
    print "int main(int argc, char **argv)\n{\n    unsigned s = 0;"
    print "    (void)argv;\n    printf(\"%u\\n\", huge((unsigned)argc, 5));"
    print "    for (int i = 0; i < 4096; i++)\n        s = s * 31 + p[i];"
    print "    printf(\"%u\\n\", s);\n    return 0;\n}"
}

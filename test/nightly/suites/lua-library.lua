-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
-- lua-library.lua - asks most functions of Lua's library for what its manual
-- promises; prints "PASS: name" or "FAIL: name", for suites/lua5.4.sh.

local function test(name, f)
    local ok, message = pcall(f)
    print((ok and "PASS: " or "FAIL: ") .. name .. (ok and "" or ": " .. message))
end

local function same(a, b)
    if type(a) == "table" and type(b) == "table" then
        for k in pairs(a) do same(a[k], b[k]) end
        for k in pairs(b) do assert(a[k] ~= nil, "missing " .. tostring(k)) end
    elseif not rawequal(a, b) and math.type(a) ~= math.type(b) or a ~= b then
        error(tostring(a) .. " is not " .. tostring(b), 2)
    end
end

for k, case in pairs {
    { "%5.2f|%-6d|%06d|%x|%g", { 3.14159, 42, -17, 255, 1e100 },
        "3.14|42    |-00017|ff|1e+100" },
    { "%q", { 'a"b\n\0c' }, '"a\\"b\\\n\\0c"' },
    { "%s %10.3s|", { nil, "abcdef" }, "nil        abc|" },
    { "%i %c %%", { 7.0, 65 }, "7 A %" },
    { "%a", { 0.5 }, "0x1p-1" },
} do
    test("string.format " .. k, function()
        same((string.format(case[1], table.unpack(case[2], 1, 5)):gsub("^ ", "")),
            case[3])
    end)
end

for pattern, expected in pairs {
    ["(%a+)=(%d+)"] = "key 1234", ["%b()"] = "(b(c)d)", ["^%s*(.-)%s*$"] =
    "a(b(c)d)key=1234, [x]", ["%f[%w]%w+"] = "a", ["(%d)(%d)"] = "1 2",
    ["[%]%[]"] = "[", ["()k"] = 9, ["[^%w]+"] = "(", [".-,"] = "a(b(c)d)key=1234,",
} do
    test("string.match " .. pattern, function()
        local t = table.pack(("a(b(c)d)key=1234, [x]"):match(pattern))
        same(t.n == 1 and t[1] or table.concat(t, " "), expected)
    end)
end

test("string.gsub", function()
    same({ ("hello world"):gsub("o", { o = "0" }) }, { "hell0 w0rld", 2 })
    same({ ("abc"):gsub("%w", "%0%0", 2) }, { "aabbc", 2 })
    same((("x = $y"):gsub("%$(%w+)", function(n) return n:upper() end)), "x = Y")
    same({ (""):gsub("", "-") }, { "-", 1 })
    same(select("#", pcall(string.gsub, "x", "[a", "")), 2)
end)
test("string.pack", function()
    for _, format in ipairs { "<i4", ">i8", "<d", ">f", "<i3", ">I7", "=j", "n" } do
        local bytes = string.pack(format, 100)
        same((string.unpack(format, bytes)) == 100, true)
        same(#bytes, string.packsize(format))
    end
    same(string.pack(">s2", "abc"), "\0\3abc")
    same({ string.unpack("<i2 z B", "\254\255xy\0\200") }, { -2, "xy", 200, 7 })
end)
test("string others", function()
    same(("abc"):rep(3, ","), "abc,abc,abc")
    same({ ("abcde"):byte(-3, -1) }, { 99, 100, 101 })
    same(("AbC"):lower() .. ("AbC"):upper() .. ("abc"):reverse(), "abcABCcba")
    same({ ("a.b"):find(".", 1, true) }, { 2, 2 })
    same("10" + 5, 15)
    same(10 .. "", "10")
    same(#("x"):rep(100000), 100000)
end)
test("utf8", function()
    local text = "aé€😀"
    same(utf8.len(text), 4)
    same({ utf8.codepoint(text, 1, -1) }, { 97, 233, 8364, 128512 })
    same(utf8.char(97, 233, 8364, 128512), text)
    same(utf8.offset(text, 4), 7)
    same({ utf8.len("\xff") }, { nil, 1 })
end)
test("table", function()
    local t = {}
    for i = 1, 1000 do t[i] = (i * 7919) % 1009 end
    table.sort(t)
    for i = 2, #t do assert(t[i - 1] <= t[i]) end
    table.sort(t, function(a, b) return a > b end)
    for i = 2, #t do assert(t[i - 1] >= t[i]) end
    same(pcall(table.sort, { 1, 2, 3, 4, 5 }, function() return true end) ~= nil, true)
    same(table.concat({ 1, 2.5, "x" }, "-", 1, 3), "1-2.5-x")
    same(table.move({ 1, 2, 3 }, 2, 3, 1), { 2, 3, 3 })
    local u = { 1, 2, 3 }
    table.insert(u, 2, 9)
    same(table.remove(u), 3)
    same(table.remove(u, 1), 1)
    same(u, { 9, 2 })
    same({ table.unpack({ 1, 2, 3 }, -1, 1) }, { nil, nil, 1 })
end)
test("integers", function()
    same(math.maxinteger + 1, math.mininteger)
    same({ 7 // -2, 7 % -2, -7 // 2, -7 % 2 }, { -4, -1, -4, 1 })
    same({ 7 // 0.0, -7 % math.huge }, { math.huge, math.huge })
    same(pcall(function() return 1 // 0 end), false)
    same(math.mininteger // -1, math.mininteger)
    same({ 3 & 5, 3 | 5, 3 ~ 5, ~0, 1 << 63, 1 << 64, -1 >> 60 },
        { 1, 7, 6, -1, math.mininteger, 0, 15 })
    same(math.ult(1, -1), true)
    same({ math.tointeger(3.0), math.tointeger(3.5) }, { 3 })
    same(tonumber("0x7fffffffffffffff"), math.maxinteger)
    same({ tonumber("zz", 36), tonumber("8", 8), tonumber(" 0x1p4 ") },
        { 1295, nil, 16.0 })
end)
test("floats", function()
    same(0.1 + 0.2 == 0.3, false)
    same(string.format("%.17g", 0.1), "0.10000000000000001")
    same({ math.floor(-3.5), math.ceil(-3.5), math.fmod(-7, 3), 7.5 % 2 },
        { -4, -3, -1, 1.5 })
    same({ math.modf(-3.7) }, { -3.0, -3.7 + 3 })
    same(math.huge > math.maxinteger, true)
    same(1 / 0 == math.huge and -1 / 0 == -math.huge, true)
    local nan = 0 / 0
    same(nan == nan, false)
    same(2 ^ 53 == 2 ^ 53 + 1, true)
    same(math.abs(math.sin(math.pi / 6) - 0.5) < 1e-15, true)
    same(math.exp(0) + math.log(8, 2) + math.sqrt(16), 8.0)
    same({ math.max(1, 2.5, -1), math.min(3, 1.5) }, { 2.5, 1.5 })
    same(9007199254740993 < 9007199254740992.0, false)
end)
test("random", function()
    math.randomseed(42)
    local a = { math.random(100), math.random(5, 9), math.random() }
    math.randomseed(42)
    same({ math.random(100), math.random(5, 9), math.random() }, a)
end)
test("closures and goto", function()
    local fs = {}
    for i = 1, 3 do fs[i] = function() i = i + 1 return i end end
    same({ fs[1](), fs[1](), fs[3]() }, { 2, 3, 4 })
    local n = 0
    ::again::
    n = n + 1
    if n < 10 then goto again end
    same(n, 10)
end)
test("varargs", function()
    local function f(...) return select("#", ...), ... end
    same({ f(nil, 1, nil) }, { 3, nil, 1, nil })
    same(select(-1, 1, 2, 3), 3)
    same(table.pack(f(table.unpack({}, 1, 200))).n, 201)
end)
test("metatables", function()
    local log = {}
    local mt = { __index = function(_, k) return k .. "!" end,
        __newindex = function(t, k, v) rawset(t, k, v * 2) end,
        __call = function(_, a, b) return a + b end,
        __len = function() return 77 end, __unm = function() return "neg" end,
        __eq = function() return true end, __lt = function() return true end,
        __le = function() return false end, __concat = function() return "cat" end,
        __tostring = function() return "T" end, __name = "My",
        __close = function() log[#log + 1] = "closed" end }
    local t, u = setmetatable({}, mt), setmetatable({}, mt)
    t.x = 4
    same({ t.x, t.y, t(1, 2), #t, -t, t == u, t < u, t <= u, t .. 1, tostring(t) },
        { 8, "y!", 3, 77, "neg", true, true, false, "cat", "T" })
    do local _ <close> = t end
    same(log, { "closed" })
end)
test("errors", function()
    local ok, e = pcall(error, { code = 5 })
    same({ ok, e.code }, { false, 5 })
    local _, m = pcall(function() local x = nil; return x.y end)
    assert(m:find("attempt to index a nil value %(local 'x'%)"), m)
    same({ xpcall(function() error("a", 0) end, function(s) return s .. "b" end) },
        { false, "ab" })
    local function deep(n) return n == 0 and error("bottom") or 1 + deep(n - 1) end
    assert(not pcall(deep, 150))
    local function forever() return 1 + forever() end
    assert(select(2, pcall(forever)):find("stack overflow"))
    assert(not load("x ="))
    assert(select(2, load("for", "=chunk")):find("^chunk:1:"))
end)
test("coroutines", function()
    local co = coroutine.wrap(function(a)
        for i = 1, 3 do a = a + coroutine.yield(a * i) end
        return "end"
    end)
    same({ co(1), co(2), co(3), co(4) }, { 1, 6, 18, "end" })
    local dead = coroutine.create(error)
    same({ coroutine.resume(dead, "x") }, { false, "x" })
    same(coroutine.status(dead), "dead")
    same(coroutine.isyieldable(), false)
    local sum = 0
    for i = 1, 2000 do
        local c = coroutine.create(function(x) sum = sum + coroutine.yield(x) end)
        coroutine.resume(c, i)
        coroutine.resume(c, i)
    end
    same(sum, 2001000)
    local across = coroutine.wrap(function()
        return pcall(function() coroutine.yield(1) error("e", 0) end)
    end)
    same({ across(), across() }, { 1, false, "e" })
end)
test("garbage", function()
    local weak, count = setmetatable({}, { __mode = "k" }), 0
    for i = 1, 10000 do weak[{}] = i end
    setmetatable({}, { __gc = function() count = count + 1 end })
    for _, mode in ipairs { "generational", "incremental" } do
        collectgarbage(mode)
        local keep = {}
        for i = 1, 50000 do keep[i % 100] = { i, tostring(i) } end
    end
    collectgarbage()
    collectgarbage()
    same({ next(weak), count }, { nil, 1 })
end)
test("load and dump", function()
    local f = load(string.dump(load("local a = ... return a * 2, _VERSION")))
    same({ f(21) }, { 42, "Lua 5.4" })
    local parts, i = { "return ", "1 +", " 41" }, 0
    same(load(function() i = i + 1 return parts[i] end)(), 42)
    same(load("return x", "c", "t", { x = 9 })(), 9)
    same(#load("return {" .. ("1,"):rep(5000) .. "}")(), 5000)
end)
test("io", function()
    local f = assert(io.tmpfile())
    f:write("line 1\n", 2, " ", 0x10, " 3.5e1\nrest")
    f:seek("set")
    same({ f:read("l", "n", "n", "n", "L", "a", "a", "l") },
        { "line 1", 2, 16, 35.0, "\n", "rest", "", nil })
    same({ f:seek("set", 5), f:read(3) }, { 5, "1\n2" })
    f:seek("set")
    local n = 0
    for line in f:lines() do n = n + #line end
    same(n, 20)
    f:close()
    same({ io.open("/nonexistent/file") }, { nil,
        "/nonexistent/file: No such file or directory", 2 })
end)
test("os", function()
    same(os.time { year = 2001, month = 9, day = 9, hour = 12 } > 0, true)
    same(os.date("!%Y-%m-%d %H:%M:%S", 1000000000), "2001-09-09 01:46:40")
    same(os.date("!*t", 0).yday, 1)
    same(os.getenv("THIS_IS_NOT_SET"), nil)
end)
test("debug", function()
    local n = 0
    debug.sethook(function() n = n + 1 end, "", 10)
    for _ = 1, 1000 do end
    debug.sethook()
    same(n > 50, true)
    same(debug.getinfo(1, "l").currentline > 0, true)
    local up = 5
    local function f() return up end
    debug.setupvalue(f, 1, 6)
    same(f(), 6)
    assert(debug.traceback("m"):find("^m\nstack traceback:"))
end)

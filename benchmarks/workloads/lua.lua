-- Work for the Lua interpreter that prints the same on every machine and day:
-- strings, tables, closures, sorting, coroutines, metatables, floating point.

local state = 42
local function random(n)
  state = (state * 1103515245 + 12345) % 2147483648
  return state // 65536 % n
end

local function strings()
  local words = {}
  for i = 1, 1200 do
    words[i] = string.format("%x-%03d", i * 2654435761 % 65521, random(1000))
  end
  local text = table.concat(words, " ")
  local digits, hash = 0, 0
  for _ in text:gmatch("%d+") do digits = digits + 1 end
  for i = 1, #text do hash = (hash * 31 + text:byte(i)) & 0xffffffff end
  local swapped = text:gsub("(%x+)%-(%d+)", "%2-%1"):upper():reverse()
  print("strings", digits, hash, #swapped, swapped:sub(1, 24))
end

local function sorting()
  local list = {}
  for i = 1, 2500 do list[i] = { key = random(10000), place = i } end
  table.sort(list, function(a, b)
    if a.key ~= b.key then return a.key < b.key end
    return a.place < b.place
  end)
  local sum = 0
  for i, item in ipairs(list) do sum = (sum + i * item.place) % 1000003 end
  print("sorting", list[1].key, list[#list].key, sum)
end

local function closures()
  local function compose(f, g) return function(x) return g(f(x)) end end
  local chain = function(x) return x end
  for i = 1, 60 do
    chain = compose(chain, function(x) return (x * i + 7) % 99991 end)
  end
  local sum = 0
  for i = 1, 150 do sum = sum + chain(i) end
  print("closures", sum)
end

local function tables()
  local count = {}
  for _ = 1, 8000 do
    local key = "k" .. random(400)
    count[key] = (count[key] or 0) + 1
  end
  local keys = {}
  for key in pairs(count) do keys[#keys + 1] = key end
  table.sort(keys)
  print("tables", #keys, keys[1], count[keys[1]], count[keys[#keys]])
end

local function coroutines()
  local function permutations(list, n)
    if n == 0 then coroutine.yield(list) end
    for i = 1, n do
      list[n], list[i] = list[i], list[n]
      permutations(list, n - 1)
      list[n], list[i] = list[i], list[n]
    end
  end
  local count, sum = 0, 0
  local function all() permutations({ 1, 2, 3, 4, 5, 6 }, 6) end
  for list in coroutine.wrap(all) do
    count = count + 1
    sum = (sum * 7 + list[1] * 10 + list[6]) % 1000003
  end
  print("coroutines", count, sum)
end

local function objects()
  local vector = {}
  vector.__index = vector
  vector.__add = function(a, b)
    return setmetatable({ x = a.x + b.x, y = a.y - b.y }, vector)
  end
  function vector.new(x, y) return setmetatable({ x = x, y = y }, vector) end
  local sum = vector.new(0, 0)
  for i = 1, 3000 do sum = sum + vector.new(i, i % 13) end
  print("objects", sum.x, sum.y, (pcall(function() return sum < sum end)))
end

local function nbody()
  local bodies = {
    { x = 0, y = 0, vx = 0, vy = -0.01, mass = 39.5 },
    { x = 4.84, y = -1.16, vx = 0.6, vy = 2.81, mass = 0.037 },
    { x = 8.34, y = 4.12, vx = -1.01, vy = 1.82, mass = 0.011 },
    { x = 12.89, y = -15.11, vx = 1.08, vy = 0.86, mass = 0.0017 },
  }
  for _ = 1, 600 do
    for i, a in ipairs(bodies) do
      for j = i + 1, #bodies do
        local b = bodies[j]
        local dx, dy = a.x - b.x, a.y - b.y
        local distance = math.sqrt(dx * dx + dy * dy)
        local pull = 0.01 / (distance * distance * distance)
        a.vx, a.vy = a.vx - dx * b.mass * pull, a.vy - dy * b.mass * pull
        b.vx, b.vy = b.vx + dx * a.mass * pull, b.vy + dy * a.mass * pull
      end
    end
    for _, b in ipairs(bodies) do
      b.x, b.y = b.x + 0.01 * b.vx, b.y + 0.01 * b.vy
    end
  end
  for _, b in ipairs(bodies) do
    print(string.format("nbody %.9f %.9f", b.x, b.y))
  end
end

local tasks = { strings, sorting, closures, tables, coroutines, objects, nbody }
for _ = 1, 3 do
  for _, task in ipairs(tasks) do task() end
end
collectgarbage()
print("compiled", load("return 6 * 7")(), #string.pack(">I4z", 7, "seven"))

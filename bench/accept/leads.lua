-- What wrk posts: call-me-back leads as a page sends them, each of another person and with an id of its own.
--
--   wrk --script leads.lua URL -- [v7|v4]
--
-- Prints one line of JSON behind wrk's own: answers, those among them that were no 202, seconds, and the
-- median and 99th percentile in microseconds.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  version = arguments[1] or "v7"
  -- Another run, or thread, of the same second makes other leads.
  math.randomseed(os.time() * 1000 + number * 97 + tonumber(tostring({}):sub(-6), 16))
  run = math.random(0, 0xffff)
  count = 0
  second, in_second = 0, 0
  wrk.method = "POST"
  wrk.headers["content-type"] = "application/x-www-form-urlencoded"
  wrk.headers["accept"] = "application/json"
  wrk.headers["origin"] = "https://www.demo.example"
  wrk.path = "/v1/leads/call-me-back"
end

local function random_bits()
  return math.random(0, 0xfff), math.random(0, 0x3fff) % 0x4000, math.random(0, 0xffffff), math.random(0, 0xffffff)
end

-- By time as in a browser, to which here a millisecond is what it takes for some sixteen leads.
local function uuid_v7()
  local now = os.time()
  if now ~= second then
    second, in_second = now, 0
  end
  in_second = in_second + 1
  local milliseconds = now * 1000 + math.min(999, math.floor(in_second / 16))
  local a, b, c, d = random_bits()
  return string.format("%08x-%04x-7%03x-%04x-%06x%06x", math.floor(milliseconds / 0x10000), milliseconds % 0x10000, a,
    0x8000 + b, c, d)
end

local function uuid_v4()
  local a, b, c, d = random_bits()
  return string.format("%04x%04x-%04x-4%03x-%04x-%06x%06x", math.random(0, 0xffff), math.random(0, 0xffff),
    math.random(0, 0xffff), a, 0x8000 + b, c, d)
end

function request()
  count = count + 1
  local id = version == "v4" and uuid_v4() or uuid_v7()
  -- 47x and six digits of the thread's own, then other prefixes.
  local person = (run * 131 + number * 500000 + count) % 10000000
  local body = string.format(
    "id=%s&partner=demo&lang=nl&form_version=1&first_name=An&last_name=Peeters&phone=047%01d+%02d+%02d+%02d"
      .. "&email=an.peeters%x.%d.%d%%40example.be&slot=&remarks=Liefst+na+vijf+uur"
      .. "&page_url=https%%3A%%2F%%2Fwww.demo.example%%2Fstroom",
    id, math.floor(person / 1000000) % 10, math.floor(person / 10000) % 100, math.floor(person / 100) % 100,
    person % 100, run, number, count)
  return wrk.format(nil, nil, nil, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"answered":%d,"refused":%d,"broken":%d,"seconds":%f,"p50_us":%d,"p99_us":%d}\n',
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6, latency:percentile(50), latency:percentile(99)))
end

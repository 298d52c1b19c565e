import { Script } from './connection.js';

/**
 * One report of one process: takes what it tells into the counts, and rules on its wishes, in one step.
 *
 * The rules are those of `RateWindows` in the client of the bank; what one process counts there, all count here. A
 * request counts from its permit until one window after its answer, so that the bank cannot have seen more than this
 * script allows, however slow the line is.
 *
 * KEYS: state, counts of the short window by slice, of the long window, processes, principals by their last request,
 * then one count for each principal that wishes. ARGV: the report as JSON.
 */
export const rateScript = new Script(`
local report = cjson.decode(ARGV[1])
local limits = report.limits
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local short_slice = limits.shortWindowMs / report.shortSlices
local long_slice = limits.longWindowMs / report.longSlices
local keep_ms = math.ceil(2 * limits.longWindowMs + report.deadAfterMs)

local function number(value) return string.format('%.3f', value) end

local function pairs_of(key)
  local flat, found = redis.call('HGETALL', key), {}
  for place = 1, #flat, 2 do found[flat[place]] = flat[place + 1] end
  return found
end

-- A window: what its slices hold, the oldest first, and the sum. Slices that have left it are removed.
local function read_window(key, slice_ms, window_ms)
  local window = { slices = {}, total = 0, slice_ms = slice_ms, window_ms = window_ms }
  for slice, requests in pairs(pairs_of(key)) do
    local leaves_at = (tonumber(slice) + 1) * slice_ms + window_ms
    if leaves_at <= now then
      redis.call('HDEL', key, slice)
    else
      table.insert(window.slices, { leaves_at = leaves_at, requests = tonumber(requests) })
      window.total = window.total + tonumber(requests)
    end
  end
  table.sort(window.slices, function(one, other) return one.leaves_at < other.leaves_at end)
  return window
end

local function ms_until_below(window, limit)
  local total = window.total
  if total < limit then return 0 end
  for _, slice in ipairs(window.slices) do
    total = total - slice.requests
    if total < limit then return slice.leaves_at - now end
  end
  return window.slice_ms
end

local function count(key, slice_ms, at, requests)
  redis.call('HINCRBY', key, string.format('%d', math.floor(at / slice_ms)), requests)
end

local state = pairs_of(KEYS[1])
if not state.epoch then
  state.epoch = report.process .. ' ' .. number(now)
  state.gathering_until = number(now + report.gatherMs)
  redis.call('HSET', KEYS[1], 'epoch', state.epoch, 'gathering_until', state.gathering_until)
end

-- Who knows another epoch tells its whole past with the next report, so that nothing counts twice.
if report.epoch == state.epoch then
  for _, told in ipairs(report.answered.short) do count(KEYS[2], short_slice, now - told[1], told[2]) end
  for _, told in ipairs(report.answered.long) do count(KEYS[3], long_slice, now - told[1], told[2]) end
end

-- What a dead process had on its way, the bank has counted by now.
local living, on_the_way = 0, 0
for process, line in pairs(pairs_of(KEYS[4])) do
  local requests, seen_at = string.match(line, '^(%d+) (%S+)$')
  if process ~= report.process then
    if now - tonumber(seen_at) > report.deadAfterMs then
      redis.call('HDEL', KEYS[4], process)
      if tonumber(requests) > 0 then
        count(KEYS[2], short_slice, now, requests)
        count(KEYS[3], long_slice, now, requests)
      end
    else
      living = living + 1
      on_the_way = on_the_way + tonumber(requests)
    end
  end
end
if not report.isLast then living = living + 1 end
on_the_way = on_the_way + report.onTheWay

local short = read_window(KEYS[2], short_slice, limits.shortWindowMs)
local long = read_window(KEYS[3], long_slice, limits.longWindowMs)

local pace, paced_at = tonumber(state.pace or '1'), tonumber(state.paced_at or '0')
pace = math.min(1, pace + math.max(0, now - paced_at - limits.shortWindowMs) / (2 * limits.shortWindowMs))
local closed_until = tonumber(state.closed_until or '0')
if report.pauseMs > 0 then
  if closed_until <= now then
    pace = math.max(report.smallestPace, pace / 2)
    redis.call('HSET', KEYS[1], 'pace', string.format('%.6f', pace), 'paced_at', number(now))
  end
  closed_until = math.max(closed_until, now + report.pauseMs)
  redis.call('HSET', KEYS[1], 'closed_until', number(closed_until))
end

local interval = 1000 / (limits.perSecond * pace)
local per_short_window = math.floor(limits.perSecond * limits.shortWindowMs / 1000 + limits.burst) * pace
local arrival = tonumber(state.arrival or '0')
local is_gathering = tonumber(state.gathering_until) > now

redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', number(now - limits.longWindowMs))
local active = redis.call('ZCARD', KEYS[5])
local uses = {}
for place, wish in ipairs(report.wishes) do
  uses[place] = read_window(KEYS[5 + place], long_slice, limits.longWindowMs)
  uses[place].given = 0
  if not redis.call('ZSCORE', KEYS[5], wish.principal) then active = active + 1 end
end

local function long_wait(use)
  local full = ms_until_below(long, limits.perLongWindow - on_the_way)
  local crowded = ms_until_below(long, limits.perLongWindow * report.commonPart - on_the_way)
  if crowded == 0 then return full end
  local share = math.min(report.largestShare, math.max(report.smallestShare, 1 / active))
  local above_share = ms_until_below(use, limits.perLongWindow * share)
  return math.max(full, math.min(crowded, above_share))
end

local function wait_ms(use)
  return math.max(0, closed_until - now, arrival - (limits.burst - 1) * interval - now,
    ms_until_below(short, per_short_window - on_the_way), long_wait(use))
end

local is_open = not is_gathering
while is_open do
  is_open = false
  for place, wish in ipairs(report.wishes) do
    local use = uses[place]
    if use.given < wish.count and wait_ms(use) == 0 then
      arrival = math.max(arrival, now) + interval
      on_the_way = on_the_way + 1
      use.given = use.given + 1
      use.total = use.total + 1
      is_open = true
    end
  end
end

local granted, waits, given = {}, {}, 0
for place, wish in ipairs(report.wishes) do
  local use = uses[place]
  granted[place], waits[place] = use.given, wait_ms(use)
  given = given + use.given
  if use.given > 0 then
    count(KEYS[5 + place], long_slice, now, use.given)
    redis.call('ZADD', KEYS[5], number(now), wish.principal)
    redis.call('PEXPIRE', KEYS[5 + place], keep_ms)
  end
end
if given > 0 then redis.call('HSET', KEYS[1], 'arrival', number(arrival)) end
if report.isLast then
  redis.call('HDEL', KEYS[4], report.process)
else
  redis.call('HSET', KEYS[4], report.process, (report.onTheWay + given) .. ' ' .. number(now))
end
for place = 1, 5 do redis.call('PEXPIRE', KEYS[place], keep_ms) end

local function ages(window)
  local told = {}
  for _, slice in ipairs(window.slices) do
    table.insert(told, { math.max(0, now + window.window_ms - slice.leaves_at), slice.requests })
  end
  return told
end
local view
if report.wantsView then view = { short = ages(short), long = ages(long), onTheWay = on_the_way } end
return cjson.encode({
  epoch = state.epoch, isGathering = is_gathering, processes = living, pace = pace,
  granted = granted, waitMs = waits, view = view,
})
`);

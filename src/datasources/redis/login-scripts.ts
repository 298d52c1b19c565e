import { Script } from './connection.js';

/**
 * What both scripts know. KEYS: refusals of the hour by minute, places of requests whose outcome is not known yet, one
 * credential. ARGV: the hour in milliseconds, then what each script names.
 */
const common = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local hour_ms = tonumber(ARGV[1])
local minute_ms = hour_ms / 60
local function number(value) return string.format('%d', value) end
local function known(field) return tonumber(redis.call('HGET', KEYS[3], field) or '0') end
`;

/** ARGV: the hour, the most refusals in it, a name for the place, how long the place is kept without an outcome. */
export const admitScript = new Script(`${common}
local quarantined_ms = math.max(0, known('quarantined_until') - now)
if quarantined_ms > 0 then return { quarantined_ms, 0 } end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if now - known('accepted_at') >= hour_ms then
  local refusals, oldest, flat = 0, nil, redis.call('HGETALL', KEYS[1])
  for place = 1, #flat, 2 do
    local leaves_at = (tonumber(flat[place]) + 1) * minute_ms + hour_ms
    if leaves_at <= now then
      redis.call('HDEL', KEYS[1], flat[place])
    else
      refusals = refusals + tonumber(flat[place + 1])
      oldest = math.min(oldest or leaves_at, leaves_at)
    end
  end
  if refusals + redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[2]) then
    return { 0, math.ceil(math.max(1, (oldest or now) - now)) }
  end
end
redis.call('ZADD', KEYS[2], now + tonumber(ARGV[4]), ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return { 0, 0 }
`);

/** ARGV: the hour, the outcome, the name of the place or nothing, refusals in a row, the first quarantine. */
export const settleScript = new Script(`${common}
local outcome = ARGV[2]
if ARGV[3] ~= '' then redis.call('ZREM', KEYS[2], ARGV[3]) end
if outcome == 'ACCEPTED' then
  redis.call('DEL', KEYS[3])
  redis.call('HSET', KEYS[3], 'accepted_at', number(now))
  redis.call('PEXPIRE', KEYS[3], ARGV[1])
elseif outcome == 'REFUSED' or outcome == 'REFUSED_KIND' then
  redis.call('HINCRBY', KEYS[1], number(math.floor(now / minute_ms)), 1)
  redis.call('PEXPIRE', KEYS[1], number(2 * hour_ms))
end
if outcome == 'REFUSED' then
  redis.call('HDEL', KEYS[3], 'accepted_at')
  local row = redis.call('HINCRBY', KEYS[3], 'refused_in_row', 1)
  if row >= tonumber(ARGV[4]) and known('quarantined_until') <= now then
    local rest_ms = known('quarantine_ms')
    if rest_ms == 0 then rest_ms = tonumber(ARGV[5]) end
    redis.call('HSET', KEYS[3], 'quarantined_until', number(now + rest_ms))
    redis.call('HSET', KEYS[3], 'quarantine_ms', number(math.min(2 * rest_ms, hour_ms)))
  end
  redis.call('PEXPIRE', KEYS[3], number(3 * hour_ms))
end
return 'OK'
`);

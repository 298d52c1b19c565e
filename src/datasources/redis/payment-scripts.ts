import { Script } from './connection.js';

/**
 * Finds out when the present memory began. `KEYS[1]` holds that time and what it belongs to; `ARGV[1]` is the beginning
 * that the caller saw last.
 *
 * A memory ends when the process does (`run_id`), when another data set takes its place or it becomes a primary
 * (`master_replid`), when keys are dropped for want of room (`evicted_keys`), when all is deleted (no `KEYS[1]`), or when
 * a memory is back that had an heir already (it began before `ARGV[1]`).
 */
const memory = `
local function fact(section, name)
  return string.match(redis.call('INFO', section), '\\n' .. name .. ':(%w+)')
end
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local identity = fact('server', 'run_id') .. ' ' .. fact('replication', 'master_replid') .. ' ' .. fact('stats', 'evicted_keys')
local since, whose = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) (.*)$')
local beganAtMs = tonumber(since)
if whose ~= identity or beganAtMs < tonumber(ARGV[1]) then
  beganAtMs = nowMs
  redis.call('SET', KEYS[1], string.format('%d %s', beganAtMs, identity))
end
`;

/** Gives the time, the beginning of the memory, and the record at `KEYS[2]` or an empty text. */
export const readScript = new Script(`${memory}
return { nowMs, beganAtMs, redis.call('GET', KEYS[2]) or '' }
`);

/**
 * Puts the record `ARGV[3]` (none: empty) in the place of that of version `ARGV[2]` (none: empty) for `ARGV[5]`
 * milliseconds, unless the memory is another one than that of `ARGV[4]`. Gives the beginning of the memory, and 1 or 0.
 */
export const swapScript = new Script(`${memory}
local record = redis.call('GET', KEYS[2])
local version = record and string.match(record, '^%S+') or ''
if beganAtMs ~= tonumber(ARGV[4]) or version ~= ARGV[2] then
  return { beganAtMs, 0 }
end
if ARGV[3] == '' then
  redis.call('DEL', KEYS[2])
else
  redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[5])
end
return { beganAtMs, 1 }
`);

/**
 * Makes a key of the gateway: `npm run gateway-key -- --name ci --roles read,pay`. The key goes to the caller and is
 * kept nowhere; the entry goes into GATEWAY_API_KEYS and is no secret.
 */
import { createHash, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { name: { type: 'string' }, roles: { type: 'string' } } });
const { name = '', roles = 'read' } = values;
const granted = roles.split(',');
if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(name) || !granted.every((role) => /^(read|write|pay)$/.test(role))) {
  console.error('Usage: npm run gateway-key -- --name <a-z, 0-9, . _ -> --roles <read,write,pay>');
  process.exit(1);
}
const key = `qgw_${randomBytes(32).toString('base64url')}`;
console.log(`key    ${key}`);
console.log(`entry  ${name}:${granted.join('+')}:${createHash('sha256').update(key).digest('hex')}`);

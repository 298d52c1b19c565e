import { z } from 'zod';
import { type Membership, MembershipRole } from '../../schema/membership.js';
import { callName } from './call.js';
import type { QontoSession } from './client.js';
import type { Resource } from './resource.js';
import { contractBroken, maybe, openEnum, pathOf } from './wire.js';

// docs.qonto.com, list memberships, read 2026-11-20. Birth date, nationality and the like are not even parsed.
const wireMembership = z.object({
  id: z.string(),
  first_name: maybe(z.string()),
  last_name: maybe(z.string()),
  email: maybe(z.string()),
  role: maybe(z.string()),
  status: maybe(z.string()),
  team_id: maybe(z.string()),
});

const role = openEnum(MembershipRole);

export const memberships: Resource<z.infer<typeof wireMembership>, Membership> = {
  path: '/v2/memberships',
  one: 'membership',
  many: 'memberships',
  wire: wireMembership,
  toRow: toMembership,
};

/** The member that the credential stands for. Source: docs.qonto.com, retrieve a membership, read 2026-11-20. */
export async function readOwnMembership(session: QontoSession): Promise<Membership> {
  const call = { method: 'GET', path: '/v2/membership' } as const;
  const answer = await session.send(call);
  const parsed = z.object({ membership: wireMembership }).safeParse(answer.body);
  if (!parsed.success) throw contractBroken(callName(call), pathOf(parsed.error, 'answer'));
  return toMembership(parsed.data.membership);
}

function toMembership(wire: z.infer<typeof wireMembership>): Membership {
  return {
    id: wire.id,
    firstName: wire.first_name ?? null,
    lastName: wire.last_name ?? null,
    email: wire.email ?? null,
    role: wire.role == null ? null : role(wire.role),
    rawRole: wire.role ?? null,
    rawStatus: wire.status ?? null,
    teamId: wire.team_id ?? null,
  };
}

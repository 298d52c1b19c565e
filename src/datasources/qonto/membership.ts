import { z } from 'zod';
import { type Membership, MembershipRole } from '../../schema/membership.js';
import type { Connection } from '../paging/index.js';
import { callName } from './call.js';
import { type Access, type ConnectionWish, wholeList } from './connection.js';
import { type ListRow, readAll, type Resource, unwrap } from './resource.js';
import { rowReader } from './row.js';
import { maybe, openEnum } from './wire.js';
import { wireReader } from './wire-reader.js';

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

const toMembership = rowReader<z.infer<typeof wireMembership>, Membership>({
  id: (wire) => wire.id,
  firstName: (wire) => wire.first_name ?? null,
  lastName: (wire) => wire.last_name ?? null,
  email: (wire) => wire.email ?? null,
  role: (wire) => (wire.role == null ? null : role(wire.role)),
  rawRole: (wire) => wire.role ?? null,
  rawStatus: (wire) => wire.status ?? null,
  teamId: (wire) => wire.team_id ?? null,
});

const resource: Resource<z.infer<typeof wireMembership>, Membership> = {
  path: '/v2/memberships',
  one: 'membership',
  many: 'memberships',
  wire: wireReader(wireMembership),
  toRow: toMembership,
};

export class Memberships {
  constructor(private readonly access: Access) {}

  /** The member that the credential stands for. Source: docs.qonto.com, retrieve a membership, read 2026-11-20. */
  async own(): Promise<Membership> {
    const call = { method: 'GET', path: '/v2/membership' } as const;
    const answer = await this.access.session.send(call);
    const place = { call: callName(call), at: resource.one };
    return toMembership(resource.wire(unwrap(answer, resource.one, call), place));
  }

  all(): Promise<readonly Membership[]> {
    return readAll(this.access.session, resource);
  }

  list(wish: ConnectionWish): Promise<Connection<ListRow<Membership>>> {
    return wholeList(this.access, resource, wish);
  }
}

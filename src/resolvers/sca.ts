import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { ScaSession } from '../schema/sca.js';

@Resolver(() => ScaSession)
export class ScaResolver {
  @Query(() => ScaSession, {
    nullable: true,
    description:
      'Whether the account holder has confirmed yet; null when the token is dead. Ask at most once per second. One upstream request.',
  })
  scaSession(
    @Ctx() { qonto }: Context,
    @Arg('token', () => String, { description: '`sessionToken` of the `scaChallenge`.' }) token: string,
  ): Promise<ScaSession | null> {
    return qonto.scaSessions.look(token);
  }
}

import type { Patch } from '../support/sowing.js';

/** A way to share what must not be shared, and what gives it away. */
export interface Leak {
  readonly name: string;
  readonly patches: readonly Patch[];
  readonly givenAwayBy: RegExp;
}

const patch = (file: string, find: string, replace: string): Patch => ({ file, find, replace });

/** Each is a mistake that gateways like this one have made. */
export const leaks: readonly Leak[] = [
  {
    name: 'loaders outlive their operation',
    patches: [
      patch(
        'context.ts',
        'load: createLoaders(qonto, meter)',
        'load: ((desk as any).loaders ??= createLoaders(qonto, meter))',
      ),
    ],
    givenAwayBy: /^query of qzt\d+x tells qzt/,
  },
  {
    name: 'equal reads at the same moment are one, whoever asks',
    patches: [
      patch(
        'datasources/qonto/session.ts',
        'const answer = this.#repeat(call);\n',
        `const underWay = ((this.shared as any).underWay ??= new Map());
        if (underWay.has(key)) return underWay.get(key);
        const answer = this.#repeat(call);
        underWay.set(key, answer);
        const end = () => underWay.delete(key);
        answer.then(end, end);\n`,
      ),
    ],
    givenAwayBy: /^\w+ of qzt\d+x tells qzt/,
  },
  {
    name: 'answers of reads are kept for all operations',
    patches: [
      patch(
        'datasources/qonto/session.ts',
        'const known = call.fresh === true ?',
        'const kept = ((this.shared as any).kept ??= this.#memo);\n    const known = kept.has(key) ? kept.get(key) : call.fresh === true ?',
      ),
    ],
    givenAwayBy: /^\w+ of qzt\d+x tells qzt/,
  },
  {
    name: 'keys of payments belong to the token',
    patches: [
      patch(
        'context.ts',
        'await desk.principals.of(session, async () => (await qonto.organizations.own()).id)',
        'session.principal',
      ),
    ],
    givenAwayBy: /paid twice/,
  },
  {
    name: "the bank gets the caller's own key",
    patches: [
      patch('datasources/payments/instruction.ts', 'upstreamKey: uuid(named)', 'upstreamKey: clientKey'),
    ],
    givenAwayBy: /came with the key of/,
  },
  {
    name: 'variables are remembered with their document',
    patches: [
      patch(
        'server/gateway.ts',
        'handler: (request, reply) => drain.track(',
        `handler: (request, reply) => {
          const asked = request.body as any;
          const known = ((app as any).known ??= new Map());
          if (!known.has(asked.query)) known.set(asked.query, asked.variables);
          asked.variables = known.get(asked.query);
          return drain.track(`,
      ),
      patch(
        'server/gateway.ts',
        'answer.call(app, request, reply))),',
        'answer.call(app, request, reply))); },',
      ),
    ],
    givenAwayBy: /told the bank qzt/,
  },
  {
    name: 'a login is believed without its secret',
    patches: [
      patch(
        'datasources/qonto/credential.ts',
        'return fixed(authorization);',
        "return { ...fixed(authorization), identity: authorization.includes(':') ? authorization.split(':')[0] : undefined };",
      ),
    ],
    givenAwayBy: /^stranger of qzt\d+x (tells|was told)/,
  },
];

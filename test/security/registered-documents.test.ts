import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClientSchema, buildSchema, getIntrospectionQuery, type GraphQLSchema, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedChild } from '../harness/named-children.ts';
import { agencies, startWorld, type World } from '../harness/world.ts';

const view = `query View($value: String!, $why: String!) @access(purpose: WELLBEING, reason: $why) {
  childByIdentifier(scheme: UPN, value: $value) { identity { givenName } } }`;
const me = '{ me { organisation } }';
const introspection = getIntrospectionQuery();
const directory = '{ services(first: 2) { name } }';

const idOf = (text: string): string => hash('sha256', text, 'hex');
const manifestOf = (texts: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(texts.map((text) => [idOf(text), text])));

const file = join(
  mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'documents-')),
  'documents.json',
);
/** As deployments do it: the file is another from one moment to the next. */
function replaceManifest(content: string): void {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

let world: World;
let teacher: string;
beforeAll(async () => {
  replaceManifest(manifestOf([view, introspection, directory]));
  world = await startWorld({
    gatewaySettings: { introspection: 'caller', trustedDocuments: { mode: 'enforce', file, pollMs: 100 } },
  });
  teacher = await world.tokenOf('teacher');
}, 120_000);
afterAll(() => world.stop());

const send = async (token: string | null, body: object) => {
  const response = await fetch(`${world.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: (await response.json()) as any };
};
const variables = () => ({ value: namedChild('leeann').identifiers['UPN'], why: 'zq-reason: registered' });
const codeOf = ({ json }: { json: any }): unknown => json.errors?.[0]?.extensions.code;
const readiness = async (): Promise<any> => (await fetch(`${world.gateway.url}/health/ready`)).json();
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('a gateway that answers registered documents only', () => {
  it('answers them by id and by text, and nothing else', async () => {
    for (const body of [{ documentId: idOf(view) }, { query: view }]) {
      const answer = await send(teacher, { ...body, variables: variables() });
      expect(answer.json.data.childByIdentifier.identity.givenName).toBe('Leeann');
    }
    await world.clearReceived();
    for (const body of [
      { query: `${view} ` },
      { query: me },
      { documentId: idOf(me) },
      { query: view.replace('UPN', 'NHS_NUMBER') },
    ]) {
      const answer = await send(teacher, { ...body, variables: variables() });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'DOCUMENT_NOT_TRUSTED']);
    }
    for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
  });

  it('holds a stranger to them, too, and tells a stranger nothing of them', async () => {
    expect((await send(null, { documentId: idOf(directory) })).json.data.services).toHaveLength(2);
    for (const body of [{ query: '{ services { name } }' }, { documentId: idOf(view) }, { documentId: idOf(me) }]) {
      expect((await send(null, body)).status).toBe(401);
    }
  });

  it('takes a manifest that has changed, and keeps what it had where that is not sound', async () => {
    replaceManifest(manifestOf([view, introspection, me]));
    await until(async () => (await send(teacher, { documentId: idOf(me) })).status === 200);
    expect((await send(null, { documentId: idOf(directory) })).status).toBe(401);
    expect((await readiness()).warnings).toBeUndefined();

    for (const unsound of ['{', manifestOf([view, '{ noSuchField }']), JSON.stringify({ [idOf(view)]: me })]) {
      replaceManifest(unsound);
      await until(async () => (await readiness()).warnings?.includes('TRUSTED_DOCUMENTS_REFUSED') === true);
      expect((await send(teacher, { documentId: idOf(me) })).status).toBe(200);
      expect((await send(teacher, { query: '{ noSuchField }' })).status).toBe(400);
      replaceManifest(manifestOf([view, introspection, me]));
      await until(async () => (await readiness()).warnings === undefined);
    }
  }, 60_000);
});

describe('introspection by caller', () => {
  const schemaSeenBy = async (persona: string): Promise<GraphQLSchema> => {
    const answer = await send(await world.tokenOf(persona), { documentId: idOf(introspection) });
    expect(answer.json.errors).toBeUndefined();
    return buildClientSchema(answer.json.data);
  };
  const whole = buildSchema(readFileSync('schemas/childview.graphql', 'utf8'));
  const fieldsOf = (schema: GraphQLSchema): readonly string[] =>
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith('__')
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    );
  const classOf = (coordinate: string): string | undefined => {
    const [typeName = '', field = ''] = coordinate.split('.');
    const type = whole.getType(typeName);
    const node = isObjectType(type) ? type.getFields()[field]?.astNode : undefined;
    const value = node?.directives
      ?.find(({ name }) => name.value === 'disclosure')
      ?.arguments?.find(({ name }) => name.value === 'class')?.value;
    return value?.kind === 'EnumValue' ? value.value : undefined;
  };

  it('shows each the fields of classes that they could ever be granted, and of no other', async () => {
    const classesSeenBy = async (persona: string): Promise<ReadonlySet<string | undefined>> =>
      new Set(fieldsOf(await schemaSeenBy(persona)).map(classOf));
    const teachers = await classesSeenBy('teacher');
    const workers = await classesSeenBy('social-worker');
    for (const denied of ['SCD', 'YJD', 'POL', 'SENS', 'ADU', 'DQ']) expect(teachers.has(denied), denied).toBe(false);
    for (const open of ['ID', 'UNI', 'EDU', undefined]) expect(teachers.has(open), open).toBe(true);
    for (const open of ['SCD', 'HLT', 'POL']) expect(workers.has(open), open).toBe(true);
    expect((await classesSeenBy('youth-club')).has('HLT')).toBe(false);
  }, 60_000);

  it('shows nothing that the public schema does not have, and no type that only what is hidden leads to', async () => {
    const seen = await schemaSeenBy('teacher');
    expect(fieldsOf(seen).filter((coordinate) => !fieldsOf(whole).includes(coordinate))).toEqual([]);
    for (const hidden of ['SocialCareEvent', 'Referral', 'YouthJusticeOutcome', 'Arrest', 'RestrictedTreatment']) {
      expect(seen.getType(hidden), hidden).toBeUndefined();
    }
    expect(seen.getType('Education')).toBeDefined();
  });

  it('never shows less than what is then released', async () => {
    const seen = new Set(fieldsOf(await schemaSeenBy('health-visitor')));
    for (const coordinate of [
      'Child.health',
      'Health.conditions',
      'Child.identity',
      'Identity.givenName',
      'Child.involvements',
    ]) {
      expect(seen.has(coordinate), coordinate).toBe(true);
    }
  });
});

import fc from 'fast-check';
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { type GeneratedOperation, generateOperation, type OperationSource } from './generated-operation.ts';
import { firstDifference } from './first-difference.ts';
import { executeReference, type ReferenceDecision, widened } from './merged-reference.ts';
import { createRandom, type Random } from './random.ts';
import { runOperation } from './run-operation.ts';
import { composed, createWorld, decideEach, everyRestriction, type World } from './world.ts';

const runs = 2_200;

const own = {
  me: {
    organisation: 'ORG:asking',
    organisationName: 'Asking',
    roles: ['ONE', 'TWO'],
    trainedUntil: '2030-01-31',
    vettedOn: null,
    designatedOfficer: false,
    suspended: false,
    obligations: [{ recordId: 'r1', kind: 'WRITTEN_RECORD', dueBy: null, overdue: false, doneAt: null }],
  },
  disclosure: {
    recordId: 'record-1',
    policyVersion: 'version-1',
    purpose: 'CHILD_PROTECTION',
    bases: [{ agency: 'education', bases: ['CA89_S47'] }],
    slots: [
      {
        agency: 'education',
        class: 'HLT',
        power: 'CA89_S47',
        art6: 'A6_1E',
        art9: 'A9_2G_SCH1_P18',
        art10: null,
        confidence: null,
        missing: 'CONFIDENCE',
      },
    ],
    obligations: [{ kind: 'SPECIAL_FILE', dueBy: null, ground: 'Path 1' }],
    accessMode: 'NORMAL',
    dryRun: false,
    searches: [{ fields: ['givenName', 'familyName'], agencies: ['education', 'health'] }],
    granted: [
      { class: 'HLT', mode: 'CONTENT' },
      { class: 'SCS', mode: 'EXISTENCE' },
    ],
    withheld: [],
  },
  breakGlassReviews: [
    {
      recordId: 'r2',
      organisation: 'ORG:asking',
      roles: ['EDT'],
      purpose: 'CHILD_PROTECTION',
      at: '2030-01-31T09:00:00.000Z',
      justifyBy: '2030-02-01T09:00:00.000Z',
      justifiedAt: null,
      isLate: false,
      reviewBy: null,
      reviewedAt: null,
      outcome: null,
    },
  ],
  matchVerdicts: [
    {
      id: 'v1',
      verdict: 'NOT_SAME',
      state: 'PROPOSED',
      organisation: 'ORG:asking',
      isOwn: true,
      at: '2030-01-31T09:00:00.000Z',
      confirmedAt: null,
      endingAt: null,
      endedAt: null,
    },
  ],
  services: [
    {
      id: 'service-1',
      name: 'One',
      description: 'First',
      url: null,
      status: 'ACTIVE',
      minimumAge: null,
      maximumAge: 18,
      eligibilityDescription: 'Anybody',
      organization: { id: 'ORG:asking', name: 'Asking', url: 'https://one.example' },
      contacts: [{ title: 'Desk', phones: [{ number: '01632 960001', description: null }] }],
      schedules: [{ byDay: ['MO', 'TU'], opensAt: '09:00', closesAt: null, description: 'Mornings' }],
      serviceAtLocations: [{ location: { name: 'Here', address: ['1 Lane'], postalCode: 'ZZ99 3WZ' } }],
      costOptions: [{ description: 'Free' }],
      taxonomyTerms: [{ id: 'term', name: 'Term' }],
      assuredDate: '2030-01-31',
      isStale: false,
    },
  ],
  protocol: {
    version: 'version-1',
    signatories: [
      {
        organisation: 'ORG:asking',
        name: 'Asking',
        signedOn: null,
        chiefOfficer: null,
        contact: { organisation: 'Asking', phone: null, hours: null },
        designatedOfficer: null,
      },
    ],
    schedules: [],
    bases: [
      {
        code: 'CA89_S47',
        instrument: 'Children Act 1989 s47',
        kind: 'DUTY',
        effectiveFrom: '1991-10-14',
        effectiveUntil: null,
        jurisdictions: ['EW'],
        purposes: ['CHILD_PROTECTION'],
      },
    ],
    notices: {
      privacyNotice: 'Notice',
      consentGuidance: [{ rule: 'WHO', text: 'Guidance' }],
      classes: [{ class: 'HLT', title: 'Health', privacyNotice: 'Notice', consentGuidance: 'Guidance' }],
    },
  },
};

const itemIds = ['c0-education-id-1', 'c0-health-id-9', 'c1-social-care-id-4', 'nothing'];
const source: OperationSource = {
  schema: composed.schema,
  values: {
    id: ['c0', 'c1', 'nobody'],
    ids: ['c0', 'c1', 'nobody', 'c2'],
    scheme: ['NHS_NUMBER', 'UPN'],
    value: ['c0', 'c2'],
    first: [1, 2, 3, 200],
    after: [...itemIds, 'look-2'],
    text: ['school'],
    taxonomy: ['term'],
    age: [0, 3],
    state: ['PROPOSED', 'IN_FORCE'],
    from: ['2300-01-01'],
    to: ['2900-01-01'],
  },
  roots: [
    'child',
    'child',
    'child',
    'childByIdentifier',
    'children',
    'myCaseload',
    'me',
    'disclosure',
    'protocol',
    'services',
    'breakGlassReviews',
    'matchVerdicts',
  ],
  without: new Set(),
};

/** Worlds are few, operations many: the data is not what varies most. */
function worldOf(seed: number, kinds: Parameters<typeof createWorld>[2]): World {
  const known = worlds.get(seed);
  if (known !== undefined) return known;
  const world = createWorld(seed, 3, kinds);
  worlds.set(seed, world);
  return world;
}
const worlds = new Map<number, World>();

/** An operation that validates; one in a few does not, since aliases are drawn blindly. */
function validOperation(
  random: Random,
  from: OperationSource,
): { operation: GeneratedOperation; document: ReturnType<typeof parse> } {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const operation = generateOperation(from, random);
    const document = parse(operation.text);
    if (validate(composed.schema, document).length === 0) return { operation, document };
  }
  throw new Error('no valid operation was generated');
}

describe('an operation answers as graphql-js answers it over the merged data', () => {
  test(`with everything granted, in ${runs} generated operations`, () => {
    const covered = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = createRandom(seed);
        const world = worldOf(seed % 7, { about: ['CHILD', 'ADULT'], restrictions: everyRestriction });
        const { operation, document } = validOperation(random, source);
        const { variables, operationName } = operation;
        const run = runOperation(world, {
          document,
          operationName,
          variables,
          own,
          decide: (plan) => decideEach(plan.cellsNeeded, () => ({})),
        });
        const expected = executeReference({
          document,
          operationName,
          variables,
          children: world.children,
          own,
          decision: everything,
        });
        const withoutWithheld = { disclosure: { ...own.disclosure, withheld: run.assembled.redactions } };
        for (const coordinate of operation.coordinates) covered.add(coordinate);
        expect(expected.errors, operation.text).toBeUndefined();
        expect(run.assembled.errors, operation.text).toEqual([]);
        if (run.assembled.redactions.length > 0) {
          // Only unknown children are withheld when everything is granted.
          expect(
            run.assembled.redactions.every(({ state, path }) => state === 'WITHHELD_OR_NONE' && path.length <= 2),
          ).toBe(true);
          const again = executeReference({
            document,
            operationName,
            variables,
            children: world.children,
            own: { ...own, ...withoutWithheld },
            decision: everything,
          });
          expectSame(run.json, again.data, operation);
        } else {
          expectSame(run.json, expected.data, operation);
        }
      }),
      { numRuns: runs, seed: 20261122 },
    );
    expect(selectableFields().filter((coordinate) => !covered.has(coordinate))).toEqual([]);
  }, 240_000);

  test('with anything denied: what is not granted is neither asked for nor shown but told, and nothing else changes', () => {
    let count = 0;
    const restricted = new Set(['Child.sources', 'Child.withheld', 'Disclosure.withheld']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = createRandom(seed);
        const world = worldOf(100 + (seed % 7), {
          about: ['CHILD', 'CHILD', 'ADULT', 'OTHER_CHILD'],
          restrictions: everyRestriction,
        });
        const { operation, document } = validOperation(random, { ...source, without: restricted });
        const { variables, operationName } = operation;
        const decision = randomDecision(random);
        const run = runOperation(world, {
          document,
          operationName,
          variables,
          own,
          decide: (plan) =>
            decideEach(
              plan.cellsNeeded,
              ({ agency, class: disclosed, aspect }) => {
                const { read, know } = decision.decide(agency, disclosed, aspect);
                const explanation = { state: 'REDACTED', code: 'DENIED', route: null, shownClass: disclosed } as const;
                return { read, know, mayKnowExistence: know !== 0, explanation: read === 15 ? null : explanation };
              },
              decision.allowedRestrictions,
            ),
        });
        const withheld = new Set<string>();
        const expected = executeReference({
          document,
          operationName,
          variables,
          children: world.children,
          own,
          decision,
          withheld,
        });
        expect(run.assembled.errors, operation.text).toEqual([]);
        expectSame(run.json, expected.data, operation);
        const told = new Set(run.assembled.redactions.map(({ path }) => path.join('.')));
        const silent = [...withheld]
          .map((path) => path.slice(1).replaceAll(/#\d+/g, '*'))
          .filter((path) => !isTold(path, told));
        expect(silent, operation.text).toEqual([]);
        count += withheld.size;
        for (const { call } of run.calls)
          expect(notGranted(call.agency, call.document, decision), call.document).toEqual([]);
      }),
      { numRuns: 1_300, seed: 20261123 },
    );
    expect(count).toBeGreaterThan(5_000);
  }, 240_000);
});

/** Whether a path or one above it is among those told. */
function isTold(path: string, told: ReadonlySet<string>): boolean {
  const steps = path.split('.');
  return steps.some((_step, index) => told.has(steps.slice(0, index + 1).join('.')));
}

/** Compares as text, key order included; the message names the first difference, not the whole of both. */
function expectSame(json: string, data: unknown, { text, variables }: GeneratedOperation): void {
  const expected = JSON.stringify(data);
  if (json === expected) return;
  const difference = firstDifference(JSON.parse(json), JSON.parse(expected));
  throw new Error(`${difference}\n${text}\n${JSON.stringify(variables)}`);
}

const everything: ReferenceDecision = {
  decide: () => ({ read: 15, know: 15 }),
  allowedRestrictions: everyRestriction,
};

function randomDecision(random: Random): ReferenceDecision {
  const seed = random.int(0, 1_000_000);
  const masks = [0, 0, 15, 15, 15, 0b1100, 0b1010, 0b1110, 0b1000];
  const decided = new Map<string, { read: number; know: number }>();
  const source = createRandom(seed);
  return {
    decide: (agency, disclosed, aspect) => {
      const key = `${agency} ${disclosed} ${aspect}`;
      let found = decided.get(key);
      if (found === undefined) {
        const read = source.pick(masks);
        found = { read, know: source.chance(0.5) ? 15 : read };
        decided.set(key, found);
      }
      return found;
    },
    allowedRestrictions: source.some(everyRestriction, 0.5),
  };
}

/** Fields of an upstream document that its filters would let an agency answer beyond what is granted. */
function notGranted(agency: string, text: string, decision: ReferenceDecision): readonly string[] {
  const contract = composed.contracts.get(agency);
  if (contract === undefined) return ['an unknown agency'];
  const { schema } = contract;
  const info = new TypeInfo(schema);
  const found: string[] = [];
  // The caller's own items may be asked for where only own *and* relevant ones are granted: the contract has no such filter.
  const ownItems = 0b1100;
  const path: { readonly granted: number; readonly asked: number }[] = [];
  visit(
    parse(text),
    visitWithTypeInfo(info, {
      Field: {
        enter: (node) => {
          const parent = info.getParentType();
          const outer = path.at(-1) ?? { granted: 15, asked: 15 };
          path.push(outer);
          const name = node.name.value;
          const annotated = parent == null ? undefined : contract.fieldOf(parent.name, name);
          if (parent == null || annotated === undefined || name === 'recordId') return;
          if (annotated.isMarker || (contract.isItem(parent.name) && name === 'id')) return;
          const { disclosure } = annotated;
          if (disclosure === null) return void found.push(`${parent.name}.${name} discloses nothing`);
          const named = getNamedType(info.getType());
          const isItems = named != null && contract.isItem(named.name);
          const cell = decision.decide(agency, disclosure.class, annotated.aspect);
          const isContent = disclosure.mode === 'CONTENT' || (isItems && !isObjectType(named));
          const granted = outer.granted & (isContent ? cell.read : cell.know);
          const isAlone =
            disclosure.alongside === null || decision.decide(agency, disclosure.alongside, 'PRESENCE').know !== 0;
          if (granted === 0 || !isAlone) found.push(`${parent.name}.${name} is not granted`);
          if (isItems) {
            const args = new Set((node.arguments ?? []).map((argument) => argument.name.value));
            const filter = (args.has('heldBy') ? ownItems : 0) | (args.has('relevantTo') ? 0b1010 : 0);
            const asked = filter === 0 ? 15 : filter;
            path[path.length - 1] = { granted, asked };
            if (!args.has('exclude')) found.push(`${parent.name}.${name} excludes nothing`);
            if ((asked & ~widened(granted)) !== 0 && asked !== ownItems)
              found.push(`${parent.name}.${name} is too wide`);
          } else {
            path[path.length - 1] = { granted, asked: outer.asked };
            const isInItem = path.length > 2 && outer.asked !== 15;
            if ((contract.isItem(parent.name) || isInItem) && (outer.asked & ~widened(granted)) !== 0) {
              found.push(`${parent.name}.${name} is asked for of too many items`);
            }
          }
        },
        leave: () => void path.pop(),
      },
    }),
  );
  return found;
}

/**
 * Fields that the generated operations can select. What mutations do is tested where they are built, and what a
 * search finds, which no agency is asked for as content, in search-places.test.ts.
 */
function selectableFields(): readonly string[] {
  const elsewhere = new Set(['Mutation', 'AccountState', 'ReportedInaccuracy', 'SearchResult', 'SearchCandidate']);
  return Object.values(composed.schema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
    .filter(({ name }) => !elsewhere.has(name))
    .flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
        : [],
    )
    .filter((coordinate) => coordinate !== 'Query.findChildren');
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { namedChild, namedChildren } from '../harness/named-children.ts';
import { askFor, documentsOf } from '../harness/view.ts';
import { agencies, startWorld, type World } from '../harness/world.ts';

const run = promisify(execFile);
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.clearReceived());

const content = `{ protocol {
  signatories { organisation signedOn chiefOfficer contact { phone } designatedOfficer { organisation } }
  schedules {
    id path dpiaReference controller processor direction classes bases handling
    conditions { designatedOfficers written responseWithinHours writtenRecordWithinHours specialFile }
  }
  bases { code instrument kind effectiveFrom jurisdictions purposes }
  notices { privacyNotice consentGuidance { rule text } classes { class title privacyNotice consentGuidance } }
} }`;

describe('the protocol, read by those who work under it', () => {
  it('says of each piece of work which path it is, who answers for it, and what it demands', async () => {
    const { data } = await world.ask(await world.tokenOf('teacher'), content);
    const { schedules, signatories } = data?.['protocol'] ?? {};

    expect(schedules).toContainEqual(
      expect.objectContaining({
        id: 'youth-offending',
        path: 1,
        dpiaReference: expect.stringMatching(/^DPIA-/),
        conditions: {
          designatedOfficers: true,
          written: true,
          responseWithinHours: 120,
          writtenRecordWithinHours: 24,
          specialFile: true,
        },
      }),
    );
    expect(schedules).toContainEqual(
      expect.objectContaining({ id: 'teaching', path: 2, bases: expect.arrayContaining(['CA04_S10']) }),
    );
    for (const { controller, processor, handling } of schedules) {
      expect([controller, processor, handling[0]]).not.toContain(undefined);
      expect(handling.length).toBeGreaterThan(0);
    }
    for (const { chiefOfficer, signedOn } of signatories)
      expect([typeof chiefOfficer, typeof signedOn]).toEqual(['string', 'string']);
  });

  it('shows the privacy notice and the consent guidance of every class, and which bases are in force', async () => {
    const { data } = await world.ask(await world.tokenOf('teacher'), content);
    const { notices, bases } = data?.['protocol'] ?? {};

    const { data: schema } = await world.ask(
      await world.tokenOf('teacher'),
      '{ __type(name: "DisclosureClass") { enumValues { name } } }',
    );
    const classes = schema?.['__type'].enumValues.map(({ name }: { name: string }) => name);
    expect(new Set(notices.classes.map((notice: { class: string }) => notice.class))).toEqual(new Set(classes));
    expect(notices.classes).toHaveLength(classes.length);
    expect(notices.consentGuidance.map(({ rule }: { rule: string }) => rule)).toEqual(
      expect.arrayContaining(['WHO', 'DO_NOT_ASK_IF_SHARED_ANYWAY', 'DO_NOT_ASK_IF_UNSAFE', 'SIBLINGS']),
    );
    expect(bases).toContainEqual(expect.objectContaining({ code: 'CA04_S16L_DUTY', effectiveFrom: null }));
    expect(bases).toContainEqual(expect.objectContaining({ code: 'CA89_S47', kind: 'DUTY', jurisdictions: ['EW'] }));
  });

  it('asks no agency anything', async () => {
    await world.ask(await world.tokenOf('teacher'), content);
    for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
  });
});

const disclosure = `disclosure {
  accessMode bases { agency bases } obligations { kind dueBy ground }
  slots { agency class power art6 art9 art10 confidence missing }
}`;

async function disclosed(
  persona: string,
  identifier: { readonly scheme: string; readonly value: string },
  purpose: string,
  more = '',
) {
  return world.ask(
    await world.tokenOf(persona),
    `query ($scheme: IdentifierScheme!, $value: String!, $why: String!${more.includes('$written') ? ', $written: WrittenRequest' : ''})
      @access(purpose: ${purpose}, reason: $why${more}) {
      childByIdentifier(scheme: $scheme, value: $value) { identity { givenName } health { conditions { name } } }
      ${disclosure}
    }`,
    {
      ...identifier,
      why: 'zq-reason: to agree on support',
      written: { reference: 'zq-written', madeAt: new Date(Date.now() - 60_000).toISOString() },
    },
  );
}
const nhs = (slug: string) => ({ scheme: 'NHS_NUMBER', value: namedChild(slug).identifiers['NHS_NUMBER'] ?? '' });

describe('a disclosure says what makes it lawful', () => {
  it('derives the bases and fills the slots from who discloses and which class', async () => {
    const { data } = await disclosed('safeguarding-lead', nhs('leeann'), 'WELLBEING');

    expect(data?.['disclosure'].accessMode).toBe('NORMAL');
    expect(data?.['disclosure'].bases).toContainEqual({ agency: 'health', bases: ['CA04_S10'] });
    expect(data?.['disclosure'].slots).toContainEqual({
      agency: 'education',
      class: 'ID',
      power: 'CA04_S10',
      art6: 'A6_1E',
      art9: null,
      art10: null,
      confidence: 'NOT_CONFIDENTIAL',
      missing: null,
    });
    expect(data?.['disclosure'].slots).toContainEqual({
      agency: 'health',
      class: 'HLT',
      power: 'CA04_S10',
      art6: 'A6_1E',
      art9: 'A9_2G_SCH1_P6',
      art10: null,
      confidence: 'CONSENT',
      missing: null,
    });
  });

  it('says it alike of a child whom nobody knows', async () => {
    const known = await disclosed('safeguarding-lead', nhs('leeann'), 'WELLBEING');
    const unknown = await disclosed(
      'safeguarding-lead',
      { scheme: 'NHS_NUMBER', value: testNhsNumber(400_000) },
      'WELLBEING',
    );

    expect(unknown.data?.['childByIdentifier']).toBeNull();
    expect(unknown.data?.['disclosure']).toEqual(known.data?.['disclosure']);
  });

  it('keeps the slots with each outcome on record', async () => {
    await disclosed('safeguarding-lead', nhs('leeann'), 'WELLBEING');
    const { stdout } = await run(process.execPath, [
      'scripts/ledger.ts',
      'list',
      '--child',
      `NHS_NUMBER:${nhs('leeann').value}`,
      '--json',
      '--data',
      world.directory,
    ]);
    expect(stdout).toContain('A9_2G_SCH1_P6');
    expect(stdout).toContain('NOT_CONFIDENTIAL');
    await run(process.execPath, ['scripts/ledger.ts', 'verify', '--data', world.directory]);
  });

  it('names the bases that do not hold, and asks nobody', async () => {
    const refused = await disclosed('safeguarding-lead', nhs('leeann'), 'WELLBEING', ', basis: [CA04_S10, CA89_S47]');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'BASIS_INVALID', gate: 'G5a', bases: ['CA89_S47'] });

    const dormant = await disclosed('social-worker', nhs('leeann'), 'CIN_ASSESSMENT', ', basis: [CA04_S16L_DUTY]');
    expect(dormant.errors?.[0]?.extensions).toMatchObject({ code: 'BASIS_NOT_IN_FORCE', bases: ['CA04_S16L_DUTY'] });
    for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
  });
});

describe('a disclosure says what is owed for it', () => {
  const young = () => {
    const found = namedChildren().find(
      ({ family, agencies: at }) => family === 'offending' && at.includes('youth-justice'),
    );
    if (found === undefined) throw new Error('no child at risk of offending is named');
    return { scheme: 'NHS_NUMBER', value: found.identifiers['NHS_NUMBER'] ?? '' };
  };
  const kinds = (answer: Awaited<ReturnType<typeof disclosed>>) =>
    answer.data?.['disclosure'].obligations.map(({ kind }: { kind: string }) => kind);

  it('on path 1 the clock and the special file, after an emergency also the written record', async () => {
    const written = await disclosed('yot-worker', young(), 'OFFENDING_PREVENTION', ', written: $written');
    expect(kinds(written)).toEqual(['RESPONSE_DUE', 'SPECIAL_FILE']);
    const emergency = await disclosed('yot-worker', young(), 'OFFENDING_PREVENTION', ', emergency: true');
    expect(kinds(emergency)).toEqual(['RESPONSE_DUE', 'SPECIAL_FILE', 'WRITTEN_RECORD']);
    expect(Date.parse(emergency.data?.['disclosure'].obligations[0].dueBy)).toBeGreaterThan(Date.now());
  });

  it('nothing for ordinary work, unless the family was not told', async () => {
    expect(kinds(await disclosed('safeguarding-lead', nhs('leeann'), 'WELLBEING'))).toEqual([]);
    expect(kinds(await disclosed('safeguarding-lead', nhs('leeann'), 'WELLBEING', ', informed: NO'))).toEqual([
      'INFORM_FAMILY',
    ]);
  });

  it('and nothing where the request is refused', async () => {
    const spoken = await disclosed('yot-worker', young(), 'OFFENDING_PREVENTION');
    expect(spoken.data).toBeFalsy();
    expect(spoken.errors?.[0]?.extensions).toMatchObject({ code: 'WRITTEN_REQUIRED' });
  });
});

describe('generalised values', () => {
  const attendance = `education {
    attendance { on session codeClass }
    attendanceMarks { on session code }
  }
  withheld { path class state code }`;

  it('where only the attendance class may be had, the exact code is not asked for', async () => {
    const answer = await askFor(world, 'teacher', 'leeann', 'NHS_NUMBER', {
      purpose: 'WELLBEING',
      selection: attendance,
    });
    const asked = await documentsOf(world, 'education');

    expect(answer.data?.['childByIdentifier'].education.attendance.length).toBeGreaterThan(0);
    expect(asked).toContain('codeClass');
    expect(asked).not.toContain('attendanceMarks');
    expect(answer.data?.['childByIdentifier'].education.attendanceMarks).toBeNull();
    expect(answer.data?.['childByIdentifier'].withheld).toContainEqual(
      expect.objectContaining({ path: ['education', 'attendanceMarks'], state: 'GENERALISED' }),
    );
  });

  it('where both may be had, it is', async () => {
    const answer = await askFor(world, 'safeguarding-lead', 'leeann', 'NHS_NUMBER', {
      purpose: 'CHILD_PROTECTION',
      more: ', exemption: SIGNIFICANT_HARM',
      selection: attendance,
    });
    expect(await documentsOf(world, 'education')).toContain('attendanceMarks');
    expect(answer.data?.['childByIdentifier'].education.attendanceMarks).not.toBeNull();
    expect(answer.text).not.toContain('GENERALISED');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AgencyUnderTest, identifierOf, startAgencyUnderTest } from './agency-under-test.ts';

let social: AgencyUnderTest;
const document = `query($by: [RecordKey!]!) {
  clientsByIdentifier(by: $by) { recordId custodian carers { name } socialCare { cases { id status } events { __typename } } }
}`;
const variables = {
  by: ['leeann', 'trent', 'greg'].map((slug) => ({
    scheme: 'SOCIAL_CARE_ID',
    value: identifierOf(slug, 'SOCIAL_CARE_ID'),
  })),
};
const rows = async (): Promise<readonly string[]> => {
  const reply = await social.ask(document, variables);
  return reply.body.data?.['clientsByIdentifier'].map((row: { recordId: string }) => row.recordId);
};
const set = (...faults: readonly object[]) => social.control('PUT', '/__faults', faults);

beforeAll(async () => {
  social = await startAgencyUnderTest('social-care', 'PLAIN');
});
afterAll(() => social.server.close());
beforeEach(async () => {
  await social.control('DELETE', '/__faults');
  await social.control('DELETE', '/__state');
  await social.control('DELETE', '/__requests');
});

describe('faults', () => {
  it('cut the connection when the system is down, and end when they are cleared', async () => {
    await set({ fault: 'DOWN' });
    await expect(social.ask(document, variables)).rejects.toThrow();
    await social.control('DELETE', '/__faults');
    expect(await rows()).toEqual(['SO-000001', 'SO-000000', 'SO-000002']);
  });

  it('let a request wait for ever when the system hangs', async () => {
    await set({ fault: 'HANG' });
    const given = new AbortController();
    const grant = await social.signed(document, variables);
    const call = fetch(`${social.server.url}/graphql`, {
      method: 'POST',
      headers: { 'childview-grant': grant },
      body: JSON.stringify({ query: document, variables }),
      signal: given.signal,
    });
    const received = async (): Promise<number> => (await social.control('GET', '/__requests')).body.length;
    while ((await received()) === 0);
    given.abort();
    await expect(call).rejects.toThrow('abort');
  });

  it('delay an answer by the time that is set', async () => {
    await set({ fault: 'SLOW', ms: 150 });
    const start = performance.now();
    expect(await rows()).toHaveLength(3);
    expect(performance.now() - start).toBeGreaterThan(140);
  });

  it.each([
    ['STATUS_500', 500],
    ['HTML', 502],
    ['INVALID_JSON', 200],
    ['GRAPHQL_ERROR', 200],
  ])('answer %s with a text that quotes case data', async (fault, status) => {
    await set({ fault });
    const reply = await social.ask(document, variables);
    expect(reply.status).toBe(status);
    expect(reply.text).toContain('zq-leak');
    expect(reply.body.data ?? null).toBeNull();
  });

  it('change the types of all values but leave the shape', async () => {
    await set({ fault: 'WRONG_TYPES' });
    const reply = await social.ask(document, variables);
    expect(reply.body.data?.['clientsByIdentifier'][0]).toMatchObject({
      recordId: { wrong: 'SO-000001' },
      custodian: { wrong: 'LA:001-CSC' },
    });
  });

  it('add rows of other children, leave the last one out, turn the order round', async () => {
    const right = await rows();
    await set({ fault: 'SURPLUS_ROWS' });
    const surplus = await rows();
    expect(surplus.length).toBeGreaterThan(right.length);
    expect(right.every((id) => surplus.includes(id))).toBe(true);
    await set({ fault: 'MISSING_ROWS' });
    expect(await rows()).toEqual(right.slice(0, 2));
    await set({ fault: 'REORDERED' });
    expect(await rows()).toEqual([...right].reverse());
  });

  it.each(['SOURCE_RESTRICTED', 'DETRIMENT'])(
    'refuse fields of a class with the code %s, and nothing else',
    async (fault) => {
      await set({ fault, classes: ['FAM'], fields: ['SocialCare.events'] });
      const reply = await social.ask(document, { by: variables.by.slice(0, 1) });
      expect(reply.body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: fault }, { code: fault }]);
      expect(reply.body.data?.['clientsByIdentifier'][0]).toMatchObject({ carers: null, socialCare: { events: null } });
      expect(reply.body.data?.['clientsByIdentifier'][0].socialCare.cases.length).toBeGreaterThan(0);
    },
  );

  it('pad an answer to the size that is set', async () => {
    await set({ fault: 'HUGE', bytes: 100_000 });
    expect((await social.ask(document, variables)).text.length).toBeGreaterThan(100_000);
  });

  it('hit only the wave and the number of calls that they are set for', async () => {
    await set({ fault: 'STATUS_500', kind: 'FACTS', count: 1 });
    const status = async (kind: 'FACTS' | 'CONTENT') => (await social.ask(document, variables, { kind })).status;
    expect([await status('CONTENT'), await status('FACTS'), await status('FACTS')]).toEqual([200, 500, 200]);
    expect((await social.control('GET', '/__faults')).body).toEqual([]);
  });

  it('are refused when they are unknown, with the place', async () => {
    const reply = await set({ fault: 'SOMETHING' });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toContain('fault');
  });
});

describe('the record of requests', () => {
  it('holds document and variables of each call in order, until it is cleared', async () => {
    await social.ask(document, variables);
    await social.ask('{ clientsById(ids: []) { recordId } }', {}, { kind: 'FACTS' });
    const { body } = await social.control('GET', '/__requests');
    expect(body).toMatchObject([
      { document, variables, kind: 'CONTENT', accepted: true, refusal: null },
      {
        document: '{ clientsById(ids: []) { recordId } }',
        variables: {},
        kind: 'FACTS',
        accepted: true,
        refusal: null,
      },
    ]);
    await social.control('DELETE', '/__requests');
    expect((await social.control('GET', '/__requests')).body).toEqual([]);
  });
});

describe('the state', () => {
  it('can be changed while the system runs, and put back', async () => {
    const shielded = async (): Promise<unknown> => {
      const reply = await social.ask(
        'query($by: [RecordKey!]!) { clientsByIdentifier(by: $by) { restrictions { shielded linkLocked } } }',
        {
          by: variables.by.slice(0, 1),
        },
      );
      return reply.body.data?.['clientsByIdentifier'][0].restrictions;
    };
    expect(
      await social.control('PATCH', '/__state', { child: 'leeann', patch: { restrictions: { shielded: true } } }),
    ).toEqual({
      status: 200,
      body: { changed: 1 },
    });
    expect(await shielded()).toEqual({ shielded: true, linkLocked: false });
    await social.control('DELETE', '/__state');
    expect(await shielded()).toEqual({ shielded: false, linkLocked: false });
  });

  it('can forget a child and restore it', async () => {
    await social.control('PATCH', '/__state', { child: 'leeann', patch: { forgotten: true } });
    expect(await rows()).toEqual(['SO-000000', 'SO-000002']);
    await social.control('PATCH', '/__state', { child: 'leeann', patch: { forgotten: false } });
    expect(await rows()).toEqual(['SO-000001', 'SO-000000', 'SO-000002']);
  });

  it('refuses the classes that the record says the source refuses', async () => {
    const reply = await social.ask(document, {
      by: [{ scheme: 'SOCIAL_CARE_ID', value: identifierOf('source-refuses', 'SOCIAL_CARE_ID') }],
    });
    expect(reply.body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'SOURCE_RESTRICTED' }]);
    expect(reply.body.data?.['clientsByIdentifier'][0].socialCare).toMatchObject({ events: null, cases: [{}, {}, {}] });
  });

  it('refuses a patch of what records do not have, and of a child that is not held', async () => {
    expect(
      (await social.control('PATCH', '/__state', { child: 'leeann', patch: { shield: true } })).body.error,
    ).toContain('patch.shield');
    expect((await social.control('PATCH', '/__state', { child: 'nobody', patch: { forgotten: true } })).status).toBe(
      404,
    );
  });

  it('tells the markers by which a leak of its case data can be recognised', async () => {
    const markers = (await social.control('GET', '/__markers')).body as readonly string[];
    expect(markers).toContain('Quillfeather');
    expect(markers).toContain(identifierOf('leeann', 'NHS_NUMBER'));
    expect(markers.filter((marker) => marker.includes('zq-social-care-leeann-')).length).toBeGreaterThan(5);
    expect(markers.filter((marker) => marker.length < 4)).toEqual([]);
  });
});

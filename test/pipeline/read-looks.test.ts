import { expect, test, vi } from 'vitest';
import type { ChildPart } from '../../src/graph/graph-step.ts';
import type { CellDecision, ChildDecision, LookDecision } from '../../src/model/decision.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { type FoundLook, readLooks } from '../../src/pipeline/read-looks.ts';

const cell = { agency: 'gateway', class: 'LOG', aspect: 'PLAIN' } as const;
// What is read of a protocol; the rest does not matter here.
const protocol = {
  accessLog: { class: 'LOG', discloser: 'gateway' },
  signatories: [{ organisation: 'ORG:one', name: 'One' }],
} as unknown as Protocol;

function child(looks: Partial<LookDecision> | undefined, isOpen = true): ChildPart {
  const decided = { explanation: isOpen ? null : {} } as CellDecision;
  const record = (agency: string, outcome: string) => ({ record: { agency, recordId: `${agency}-1` }, outcome });
  return {
    root: 0,
    slot: 0,
    id: null,
    linked: {
      records: [record('open', 'MATCH'), record('secret', 'MATCH'), record('perhaps', 'POSSIBLE')],
    } as unknown as ChildPart['linked'],
    decision: {
      kind: 'DECIDED',
      cellOf: () => decided,
      ...(looks === undefined
        ? {}
        : { looks: { foundAt: new Set(['open', 'perhaps']), maySee: () => true, ...looks } }),
    } as unknown as ChildDecision,
  };
}
const row = (id: string, differs: Partial<FoundLook> = {}): FoundLook => ({
  id,
  organisation: 'ORG:one',
  roles: ['ONE'],
  purpose: 'CARE',
  at: Date.UTC(2030, 0, 31, 23, 59),
  heldBackUntil: null,
  ...differs,
});
const whole = (...looks: readonly FoundLook[]) => ({ looks, isLast: true });
const ask = (part: ChildPart, find: Parameters<typeof readLooks>[1]['find'], asked = [cell]) =>
  readLooks([part], { asked, protocol, today: '2030-02-01', find });

test('only records that certainly are the child’s, at agencies that may be known of, are looked up', async () => {
  const find = vi.fn(async () => [whole(row('a'))]);
  const kept = await ask(child({}), find);

  expect(find).toHaveBeenCalledExactlyOnceWith([[{ agency: 'open', recordId: 'open-1' }]], { skip: 0, limit: 5000 });
  expect(kept.get('0.0')?.get('accessLog')).toEqual({
    kind: 'ROWS',
    rows: [{ id: 'a', organisation: 'One', roles: ['ONE'], purpose: 'CARE', date: '2030-01-31' }],
  });
});

test('each row is decided with its date: held back until the day before, not on the day', async () => {
  const seen: [string, boolean][] = [];
  const looks = {
    maySee: ({ roles, isHeldBack }: { readonly roles: readonly string[]; readonly isHeldBack: boolean }) => {
      seen.push([String(roles), isHeldBack]);
      return !isHeldBack;
    },
  };
  const rows = [
    row('a', { roles: ['LATER'], heldBackUntil: '2030-02-02' }),
    row('b', { roles: ['TODAY'], heldBackUntil: '2030-02-01' }),
    row('c', { roles: ['EVER'] }),
  ];
  const kept = (await ask(child(looks), async () => [whole(...rows)])).get('0.0')?.get('accessLog');

  expect(seen).toEqual([
    ['LATER', true],
    ['TODAY', false],
    ['EVER', false],
  ]);
  expect(kept?.kind === 'ROWS' ? kept.rows.map(({ id }) => id) : []).toEqual(['b', 'c']);
});

const onlySeen = { maySee: ({ roles }: { readonly roles: readonly string[] }) => roles[0] !== 'HIDDEN' };
/** A log of so many rows, the first of which may not be seen, and where each page of it began. */
function longLog(count: number, hidden: number) {
  const rows = Array.from({ length: count }, (_, index) =>
    row(`row-${index}`, { at: Date.UTC(2030, 0, 31) - index, roles: [index < hidden ? 'HIDDEN' : 'ONE'] }),
  );
  const skips: number[] = [];
  const find: Parameters<typeof readLooks>[1]['find'] = async (children, { skip, limit }) => {
    skips.push(skip);
    return children.map(() => ({ looks: rows.slice(skip, skip + limit), isLast: skip + limit >= count }));
  };
  return { find, skips };
}
const idsIn = (kept: Awaited<ReturnType<typeof readLooks>>): readonly string[] => {
  const found = kept.get('0.0')?.get('accessLog');
  return found?.kind === 'ROWS' ? found.rows.map(({ id }) => String(id)) : [];
};

test('rows that may not be seen take no place of those that may: it is read on, and then cut', async () => {
  const { find, skips } = longLog(12_000, 5_003);
  const ids = idsIn(await ask(child(onlySeen), find));
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([5_000, 'row-5003', 'row-10002']);
  expect(skips).toEqual([0, 5_000, 10_000]);
});

test('no more is read than is needed, and never without end', async () => {
  const enough = longLog(12_000, 0);
  expect(idsIn(await ask(child(onlySeen), enough.find))).toHaveLength(5_000);
  expect(enough.skips).toEqual([0]);
  const endless = longLog(200_000, 200_000);
  expect(idsIn(await ask(child(onlySeen), endless.find))).toEqual([]);
  expect(endless.skips).toHaveLength(10);
});

test('a row that is found again because others were added meanwhile is shown once', async () => {
  const find: Parameters<typeof readLooks>[1]['find'] = async (_children, { skip }) => [
    { looks: skip === 0 ? [row('a'), row('b')] : [row('b'), row('c')], isLast: skip > 0 },
  ];
  expect(idsIn(await ask(child({}), find))).toEqual(['a', 'b', 'c']);
});

test('a ledger that cannot be read costs the log alone, and is told as unanswered', async () => {
  const kept = await ask(child({}), () => Promise.reject(new Error('unreadable')));
  expect(kept.get('0.0')?.get('accessLog')).toEqual({ kind: 'SILENT', silence: 'NO_RESPONSE' });
});

test.each([
  ['nobody asked for it', child({}), []],
  ['it is not granted', child({}, false), [cell]],
  ['nothing says which rows may be seen', child(undefined), [cell]],
  ['the child is refused as a whole', { ...child({}), decision: { kind: 'REFUSED' } } as ChildPart, [cell]],
])('the ledger is not touched when %s', async (_when, part, asked) => {
  const find = vi.fn(async () => [whole(row('a'))]);
  expect((await ask(part, find, asked as (typeof cell)[])).size).toBe(0);
  expect(find).not.toHaveBeenCalled();
});

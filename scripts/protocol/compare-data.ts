import type { PolicyText } from '../../src/model/protocol.ts';
import { isMap, keyed, yamlContent, yamlFiles } from './yaml-entries.ts';

/**
 * What a change of the protocol's data does. GAIN and LOSS: somebody may have more, or less. UNKNOWN:
 * it may open something. ABOVE: the comparison of decisions shows it exactly. TOLD: what is told, or in
 * which order, not who may have what.
 */
export type DataEffect = 'GAIN' | 'LOSS' | 'UNKNOWN' | 'ABOVE' | 'TOLD';

/** One change of a file that is not a policy. */
export type DataChange = {
  readonly effect: DataEffect;
  readonly file: string;
  readonly where: string;
  readonly older: string;
  readonly newer: string;
};

type Json = Readonly<Record<string, unknown>>;
type Raw = { readonly where: string; readonly older: unknown; readonly newer: unknown; readonly kind: RawKind };
type RawKind = 'ADDED' | 'REMOVED' | 'CHANGED' | 'ORDER';

/** What it does that an entry is there, by file and place (`*`: any one name); whatever is not listed may open. */
const meanings: readonly (readonly [place: RegExp, meaning: Meaning])[] = [
  [/^signatories\.yaml signatories\.[^.]*$/, 'OPENS'],
  [/^signatories\.yaml signatories\.[^.]*\.signedOn$/, 'EARLIER_OPENS'],
  [/^signatories\.yaml signatories\.[^.]*\.designatedFor\b/, 'OPENS'],
  [/^signatories\.yaml (signatories\.[^.]*\.(name|contact|chiefOfficer)|generalContact)\b/, 'TELLS'],
  [/^signatories\.yaml custodians\.shield\b/, 'CLOSES'],
  [/^signatories\.yaml register\.[^.]*$/, 'CLOSES'],
  [/^signatories\.yaml (issuers|custodians|courtOrders)\b/, 'OPENS'],
  [
    /^schedules\.yaml schedules\.[^.]*(\.(purposes|roles|organisationKinds|validFrom|validUntil|mode|classes)\b.*)?$/,
    'ABOVE',
  ],
  [/^schedules\.yaml schedules\.[^.]*\.conditions\.(designatedOfficers|written)$/, 'ABOVE'],
  [/^schedules\.yaml schedules\.[^.]*\.(handling|title|dpiaReference|controller|processor)/, 'TELLS'],
  [/^bases\.yaml bases\.[^.]*\.effectiveFrom$/, 'EARLIER_OPENS'],
  [/^bases\.yaml bases\.[^.]*\.effectiveUntil$/, 'LATER_OPENS'],
  [/^bases\.yaml bases\.[^.]*\.(purposes|exemptions|noConsentNeeded)\b/, 'OPENS'],
  [/^bases\.yaml bases\.[^.]*\.instrument$/, 'TELLS'],
  [/^bases\.yaml allowed\b/, 'OPENS'],
  [/^settings\.yaml (vettingMonths|contactMadeWithinDays|lifecycle\.)/, 'MORE_OPENS'],
  [/^settings\.yaml consentWaivedFor\b/, 'OPENS'],
  [/^settings\.yaml search\.sufficient$/, 'OPENS'],
  [/^settings\.yaml search\.candidates$/, 'MORE_OPENS'],
  [/^settings\.yaml search\.route$/, 'TELLS'],
  [/^settings\.yaml restrictedSchemes\.[^.]*$/, 'CLOSES'],
  [/^settings\.yaml restrictedSchemes\.[^.]*\./, 'OPENS'],
  [
    /^settings\.yaml (neverReleased|neverAbout|ownGroupsOnlyRoles|untoldKinds|presence|concealedClasses|formerNameKinds|anchors\.protectedAgencies)\b/,
    'CLOSES',
  ],
  [/^settings\.yaml (edition|agencyOrder|nameOrder|gateOrder|codes|remedies|generalRoute)\b/, 'TELLS'],
  [/^(notices|directory)\.yaml /, 'TELLS'],
];
type Meaning = 'OPENS' | 'CLOSES' | 'MORE_OPENS' | 'EARLIER_OPENS' | 'LATER_OPENS' | 'ABOVE' | 'TELLS';

/** Compares every YAML file of two directories, entry by entry. */
export function compareData(older: string, newer: string): readonly DataChange[] {
  const names = [...new Set([...yamlFiles(older), ...yamlFiles(newer)])].sort();
  return names.flatMap((file) =>
    differences('', yamlContent(older, file), yamlContent(newer, file)).map((raw) => ({
      effect: effectOf(file, raw),
      file,
      where: raw.where,
      older: raw.kind === 'ADDED' ? '-' : shown(raw.older),
      newer: raw.kind === 'REMOVED' ? '-' : shown(raw.newer),
    })),
  );
}

/** Compares what policies of the same name say of themselves: codes, gates, remedies, grounds. */
export function compareAnnotations(older: readonly PolicyText[], newer: readonly PolicyText[]): readonly DataChange[] {
  return newer.flatMap(({ id, file, annotations }) => {
    const before = older.find((policy) => policy.id === id)?.annotations;
    if (before === undefined) return [];
    return differences('', before, annotations).map(
      (raw): DataChange => ({
        effect: 'TOLD',
        file,
        where: `${id} @${raw.where}`,
        older: raw.kind === 'ADDED' ? '-' : shown(raw.older),
        newer: raw.kind === 'REMOVED' ? '-' : shown(raw.newer),
      }),
    );
  });
}

function effectOf(file: string, { where, older, newer, kind }: Raw): DataEffect {
  if (isUnsigned(where, older ?? newer) && isUnsigned(where, newer ?? older)) return 'TOLD';
  const meaning = meanings.find(([place]) => place.test(`${file} ${where}`))?.[1];
  switch (meaning) {
    case 'ABOVE':
      return 'ABOVE';
    case 'TELLS':
      return 'TOLD';
    case 'OPENS':
    case 'CLOSES': {
      const isMore = kind === 'ADDED' || (kind === 'CHANGED' && newer === true);
      const isLess = kind === 'REMOVED' || (kind === 'CHANGED' && newer === false);
      if (!isMore && !isLess) return 'UNKNOWN';
      return isMore === (meaning === 'OPENS') ? 'GAIN' : 'LOSS';
    }
    case 'MORE_OPENS':
      return Number(newer) > Number(older) ? 'GAIN' : 'LOSS';
    // No date: never begun, or never to end.
    case 'EARLIER_OPENS':
      return asDate(newer, '9999') < asDate(older, '9999') ? 'GAIN' : 'LOSS';
    case 'LATER_OPENS':
      return asDate(newer, '9999') > asDate(older, '9999') ? 'GAIN' : 'LOSS';
    case undefined:
      return 'UNKNOWN';
  }
}

/** An organisation that has not signed is only named. */
function isUnsigned(where: string, entry: unknown): boolean {
  return /^signatories\.[^.]*$/.test(where) && isMap(entry) && entry['signedOn'] === null;
}

function asDate(value: unknown, none: string): string {
  return typeof value === 'string' ? value : none;
}

function differences(where: string, older: unknown, newer: unknown): readonly Raw[] {
  if (JSON.stringify(older) === JSON.stringify(newer)) return [];
  if (older === undefined) return [{ where, older, newer, kind: 'ADDED' }];
  if (newer === undefined) return [{ where, older, newer, kind: 'REMOVED' }];
  if (Array.isArray(older) && Array.isArray(newer)) {
    const [before, after] = [keyed(older), keyed(newer)];
    const found = inEntries(where, before, after);
    return found.length > 0 ? found : [{ where, older: Object.keys(before), newer: Object.keys(after), kind: 'ORDER' }];
  }
  if (isMap(older) && isMap(newer)) return inEntries(where, older, newer);
  return [{ where, older, newer, kind: 'CHANGED' }];
}

function inEntries(where: string, older: Json, newer: Json): readonly Raw[] {
  const names = [...new Set([...Object.keys(older), ...Object.keys(newer)])];
  return names.flatMap((name) => differences(where === '' ? name : `${where}.${name}`, older[name], newer[name]));
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (!isMap(value)) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${isMap(each) ? `{ ${shown(each)} }` : shown(each)}`)
    .join('; ');
}

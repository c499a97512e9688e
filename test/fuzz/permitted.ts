import type { StoredRecord } from '../../mocks/records/stored-record.ts';
import type { AgencyUnderTest } from '../harness/world.ts';
import {
  type Asker,
  breaksGlass,
  hasScottishPower,
  isMediatedFor,
  lawOf,
  orderOf,
  overridesShield,
  systemOf,
} from './asker.ts';
import { type Bounds, everything, higher, lower, nothing } from './bounds.ts';
import { isObjectedTo, openedByConsent } from './consents.ts';
import type { Disclosed } from './disclosed-fields.ts';
import type { Held } from './held-data.ts';
import { columnsFor, mayAsk, meaning } from './matrix-columns.ts';
import { mayHaveRestricted, shieldedClasses, shieldOf } from './protections.ts';
import { ageOf, mayEnter, stageOf } from './stages.ts';
import { hasConflict, isTied } from './ties.ts';

/**
 * Who may have what, worked out from the domain reference (7.0, 7.4) once more: from the table of columns that
 * `test/access/matrix.yaml` states, and from what the mocks say of a child. Nothing of `src/` takes part, and no
 * policy is read.
 *
 * `may` is an upper bound and always meant: nothing above it is ever released. `must` is a lower bound. The two are one
 * but where something decides that the reference leaves open, or that nobody can know: what an exemption opens in the
 * place of consent, placeholders, what failing agencies would say, records that are made hard to link or are kept under
 * another law than the asker's, items that another's system calls the asker's own.
 */

/** What an item says of itself. */
export type Markers = {
  readonly custodian: string;
  readonly relevance: readonly string[];
  readonly restrictions: readonly string[];
  readonly about: string;
};

/** What one asker may have of one child. */
export type Permit = {
  /** Whether any agency's record of the child may be looked into. */
  readonly mayEnter: boolean;
  /** Of a field of an item, or of the record itself. */
  readonly of: (held: Held, field: Disclosed, markers: readonly Markers[]) => Bounds;
  /** Of an identifier. */
  readonly number: (held: Held, scheme: string) => Bounds;
};

/** What is known of one child, and how the agencies fare just now. */
export type Circumstances = {
  readonly child: readonly Held[];
  /** Whether the child's records are easy to link, so that lower bounds can be given. */
  readonly isPlain: boolean;
  /** Agencies that fail in any way, so that nothing of theirs is sure. */
  readonly failing: ReadonlySet<string>;
  /** Those of them that surely do not answer the questions that everything else is decided by. */
  readonly silent: ReadonlySet<string>;
};

/** That an agency holds a record tells what it works with: known to those who may know of this class. */
const statusClass: Partial<Readonly<Record<AgencyUnderTest, string>>> = {
  'social-care': 'SCS',
  'youth-justice': 'YJS',
  police: 'POL',
  housing: 'INV',
  voluntary: 'INV',
};
const likeTheMatrix: readonly AgencyUnderTest[] = [
  'education',
  'health',
  'social-care',
  'youth-justice',
  'police',
  'housing',
  'voluntary',
  'sexual-health',
];

/** Works out what somebody may have of one child. */
export function permitFor(asker: Asker, { child, isPlain, failing, silent }: Circumstances): Permit {
  const { claims, purpose } = asker;
  const own = systemOf(claims.organisation);
  const stages = child.map(({ record }) => stageOf(record));
  const age = child.map(({ record }) => ageOf(record)).find((each) => each !== null) ?? null;
  const shield = shieldOf(child, failing, silent);
  const seesBehind = overridesShield(asker);
  const heard = child.filter(({ agency }) => !failing.has(agency));
  const answering = child.filter(({ agency }) => !silent.has(agency));
  const { found, isSure } = columnsFor(asker, stages, age);
  const order = orderOf(asker);
  const isIn = mayAsk(asker) && !hasConflict(asker, heard) && mayEnter(asker, stages);
  const isSurelyMediated = claims.act === undefined || (isMediatedFor(purpose) && !breaksGlass(asker));
  const isSurelyIn = isIn && isPlain && isSure && isSurelyMediated && !hasConflict(asker, child);

  /** Whether an agency's record of the child may, and will, be looked into (G5b to G8). */
  const entry = ({ agency, record }: Held): Bounds => {
    if (!isIn || !isTied(asker, answering, agency)) return nothing;
    if (claims.kind === 'COURT' && order?.disclosers.includes(agency) !== true) return nothing;
    const law = lawOf(claims.organisation);
    const isOfOneLaw = lawOf(record.custodian) === law && (law === 'EW' || hasScottishPower(asker));
    return { may: 2, must: isSurelyIn && isOfOneLaw && isTied(asker, heard, agency) ? 2 : 0 };
  };

  const cellBounds = (held: Held, name: string, markers: Markers): Bounds => {
    const { agency } = held;
    const byConsent = openedByConsent({ asker, held, class: name, age, child, heard });
    let bounds = nothing;
    for (const column of found) {
      const cell = meaning(column.cells[name] ?? '-', {
        isOwn: markers.custodian === claims.organisation,
        isInOwnSystem: agency === own,
        isRelevant: markers.relevance.includes(purpose),
        byConsent: asker.exemption === null ? byConsent : { ...byConsent, may: 2 },
        isExempt: asker.exemption === 'SIGNIFICANT_HARM' && !breaksGlass(asker),
      });
      bounds = higher(bounds, cell);
    }
    return failing.has(agency) || !likeTheMatrix.includes(agency) ? { ...bounds, must: 0 } : bounds;
  };

  /** Whether the agency's holding anything may be known. */
  const presence = (held: Held): Bounds => {
    const { agency, record } = held;
    const status = statusClass[agency];
    if (agency === own || status === undefined) return everything;
    // An order tells of the agencies that it names.
    if (claims.kind === 'COURT' && order?.disclosers.includes(agency) === true) return everything;
    if (found.some((column) => column.presenceKnownAt?.includes(agency))) return everything;
    const known = lower(cellBounds(held, status, anyItem(record, purpose)), sourceBounds(held, status));
    const bounds = lower(known, shieldBounds(status, false));
    return { may: bounds.may > 0 ? 2 : 0, must: bounds.must > 0 ? 2 : 0 };
  };

  /** G9: what a shield leaves of a class, or of a carer's contact. */
  const shieldBounds = (name: string, isContact: boolean): Bounds => {
    const isHidden = shieldedClasses.includes(name) || (isContact && !breaksGlass(asker));
    if (!isHidden || seesBehind || shield === 'NONE') return everything;
    return { may: shield === 'UNSURE' ? 2 : 0, must: 0 };
  };

  /** G11 and G8 of subject access: what somebody's objection closes, whatever the matrix says. */
  const objectionBounds = (held: Held, name: string, item: Markers): Bounds => {
    const question = { asker, held, class: name, age, child, heard };
    if (claims.kind === 'PARENT') {
      return { may: isObjectedTo(heard, question) ? 0 : 2, must: isObjectedTo(child, question) ? 0 : 2 };
    }
    const isOwn = item.custodian === claims.organisation;
    if (purpose !== 'DIRECT_CARE' || breaksGlass(asker)) return everything;
    const mayObject = asker.exemption === null && !isOwn;
    return { may: mayObject && isObjectedTo(heard, question) ? 0 : 2, must: isObjectedTo(child, question) ? 0 : 2 };
  };

  /** G13: what an agency refuses is its own; what would harm the child, if disclosed, is closed everywhere. */
  const sourceBounds = ({ agency }: Held, name: string): Bounds => {
    const isClosedBy = ({ agency: at, record }: Held): boolean =>
      record.restrictions.detrimentClasses.includes(name) ||
      (at === agency && record.restrictions.refusedClasses.includes(name));
    return { may: heard.some(isClosedBy) ? 0 : 2, must: child.some(isClosedBy) ? 0 : 2 };
  };

  const ofClass = (held: Held, name: string, isContact: boolean, markers: readonly Markers[]): Bounds => {
    const { agency, record } = held;
    if (record.unlisted && record.custodian !== claims.organisation) return nothing;
    if (agency === 'sexual-health' && name !== 'SENS' && record.custodian !== claims.organisation) return nothing;
    if (claims.kind === 'PARENT' && (name === 'ADR' || isContact)) return nothing;
    let bounds = lower(lower(entry(held), presence(held)), sourceBounds(held, name));
    bounds = lower(bounds, shieldBounds(name, isContact));
    // Of a record itself every item is: it says of itself no more than whose it is.
    for (const item of markers.length > 0 ? markers : [plain(record)]) {
      bounds = lower(bounds, lower(cellBounds(held, name, item), itemBounds(held, item)));
      bounds = lower(bounds, objectionBounds(held, name, item));
    }
    return bounds;
  };

  /** What an item's own markers leave of it. */
  const itemBounds = (held: Held, item: Markers): Bounds => {
    if (item.about !== 'CHILD' && item.about !== 'ADULT') return nothing;
    if (item.restrictions.some((each) => !mayHaveRestricted(asker, each))) return nothing;
    return {
      may: item.about === 'ADULT' ? cellBounds(held, 'ADU', item).may : 2,
      must: item.about === 'ADULT' ? 0 : 2,
    };
  };

  /** Under break-glass an emergency department has of health what would kill, and else that there is something. */
  const isCritical = (field: Disclosed): boolean =>
    breaksGlass(asker) && field.isCritical && found.some(({ cells }) => cells[field.class] === 'E');

  return {
    mayEnter: child.some((held) => entry(held).may > 0),
    of: (held, field, markers) => {
      if (asker.dryRun) return nothing;
      let bounds = ofClass(held, field.class, field.isContact, markers);
      if (isCritical(field)) bounds = { may: bounds.may > 0 ? 2 : 0, must: bounds.must > 0 ? 2 : 0 };
      // A second class is revealed by the way: it is enough that there may be anything of it to know of.
      const second = field.alongside;
      if (second !== null) {
        const isPresence = second === statusClass[held.agency] && presence(held).may > 0;
        const known = ofClass(held, second, false, [anyItem(held.record, purpose)]);
        bounds = lower(bounds, { may: isPresence || known.may > 0 ? 2 : 0, must: known.must > 0 ? 2 : 0 });
      }
      if (field.isExistence) return bounds;
      return { may: bounds.may === 2 ? 2 : 0, must: bounds.must === 2 ? 2 : 0 };
    },
    number: (held, scheme) => {
      if (asker.dryRun) return nothing;
      const cells = found.map((column) => column.numbers[scheme] ?? '-');
      const isOwn = held.record.custodian === claims.organisation;
      const isOpen = cells.some((cell) => cell === 'R' || (cell === 'S' && isOwn));
      if (!isOpen) return nothing;
      const isMatrix = likeTheMatrix.includes(held.agency) && !failing.has(held.agency);
      return lower(lower(entry(held), presence(held)), { may: 2, must: isMatrix ? 2 : 0 });
    },
  };
}

const plain = (record: StoredRecord): Markers => ({
  custodian: record.custodian,
  relevance: [],
  restrictions: [],
  about: 'CHILD',
});

const anyItem = (record: StoredRecord, purpose: string): Markers => ({ ...plain(record), relevance: [purpose] });

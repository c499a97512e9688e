import { personasOn } from '../../mocks/identity/personas.ts';
import { purposesByRole } from './matrix-columns.ts';
import { mediatorKinds, type Standing } from './standings.ts';

/** Somebody who asks as somebody for a reason, and children who are anything to them. */
export type Work = {
  readonly kind: WorkKind;
  readonly persona: string;
  readonly purpose: string;
  readonly written: string | null;
  readonly standing: Standing;
  readonly slugs: readonly string[];
};
/** A kind of work; REFERENCE: by a court's order, a review's reference or a task. */
export type WorkKind = 'ORDINARY' | 'BREAK_GLASS' | 'OVERRIDE' | 'REFERENCE' | 'MEDIATED' | 'SUSPENDED';

const everybody = personasOn(new Date().toISOString().slice(0, 10));
const plain: Standing = { kind: 'PLAIN' };
const grounds = ['LIFE_OR_LIMB', 'MISSING_CHILD', 'IMMEDIATE_HARM'] as const;

/** All works there are; `known` tells of whom one gets to see something. */
export function worksFor(known: (work: Omit<Work, 'slugs'>) => readonly string[]): readonly Work[] {
  const works = [
    ...ordinary(
      everybody.filter(({ claims }) => claims.kind !== 'COURT').map(({ name }) => name),
      plain,
      'ORDINARY',
    ),
    ...breakGlass(),
    ...overrides(),
    ...byReference(),
    ...mediatorKinds.flatMap((mediator) =>
      ordinary(mayBeMediated, { kind: 'MEDIATED', mediator }, 'MEDIATED').flatMap((work) =>
        // Mostly one who may.
        mediator === 'MEDIATOR' ? [work, work, work, work] : [work],
      ),
    ),
    ...ordinary(['social-worker', 'gp', 'teacher', 'index-team', 'parent'], { kind: 'SUSPENDED' }, 'SUSPENDED'),
  ];
  return works.map((work) => ({ ...work, slugs: known(work) }));
}

type AnyWork = Omit<Work, 'slugs'>;

/** For every purpose that anything is in the table for, and one for which nothing is. */
function ordinary(names: readonly string[], standing: Standing, kind: WorkKind): readonly AnyWork[] {
  return everybody
    .filter(({ name }) => names.includes(name))
    .flatMap(({ name, claims }) => {
      const known = claims.roles.flatMap((role) => purposesByRole.get(role) ?? []);
      const others = ['WELLBEING', 'CHILD_PROTECTION', 'IMMIGRATION', 'SAR'].filter((each) => !known.includes(each));
      return [...new Set([...known, ...others.slice(0, 1)])].map((purpose) => ({
        kind,
        persona: name,
        purpose,
        written: null,
        standing,
      }));
    });
}

function breakGlass(): readonly AnyWork[] {
  const may: readonly (readonly [string, string])[] = [
    ['ed-clinician', 'DIRECT_CARE'],
    ['ed-clinician', 'CHILD_PROTECTION'],
    ['emergency-duty', 'CHILD_PROTECTION'],
    ['police-cp', 'CHILD_PROTECTION'],
  ];
  const mayNot: readonly (readonly [string, string])[] = [
    ['police-cp', 'CRIME_INVESTIGATION'],
    ['emergency-duty', 'CIN_ASSESSMENT'],
    ['social-worker', 'CHILD_PROTECTION'],
    ['teacher', 'CHILD_PROTECTION'],
    ['gp', 'DIRECT_CARE'],
    ['parent', 'SAR'],
  ];
  const work = ([persona, purpose]: readonly [string, string], differs: object, ground: string): AnyWork => {
    const standing: Standing = { kind: 'BREAK_GLASS', ground, acknowledged: true, isSpent: false, ...differs };
    return { kind: 'BREAK_GLASS', persona, purpose, written: null, standing };
  };
  return [
    ...may.flatMap((each) => grounds.flatMap((ground) => [work(each, {}, ground), work(each, {}, ground)])),
    ...mayNot.map((each) => work(each, {}, 'LIFE_OR_LIMB')),
    ...may.map((each) => work(each, { acknowledged: false }, 'IMMEDIATE_HARM')),
    ...may.slice(0, 2).map((each) => work(each, { isSpent: true }, 'MISSING_CHILD')),
  ];
}

function overrides(): readonly AnyWork[] {
  const declared: readonly Standing[] = [
    { kind: 'OVERRIDE', acknowledged: true, isGranted: true },
    { kind: 'OVERRIDE', acknowledged: true, isGranted: true },
    { kind: 'OVERRIDE', acknowledged: true, isGranted: false },
    { kind: 'OVERRIDE', acknowledged: false, isGranted: true },
  ];
  const names = ['shield-override', 'social-worker', 'csc-manager', 'emergency-duty', 'police-cp', 'index-team'];
  return declared.flatMap((standing) => ordinary(names, standing, 'OVERRIDE'));
}

function byReference(): readonly AnyWork[] {
  const order = (differs: object): AnyWork => {
    const classes = ['ID', 'SCS', 'SCD', 'HLT', 'ADU'];
    const standing: Standing = { kind: 'ORDER', reference: 'WFC-2024-0117', classes, days: 1, ...differs };
    return { kind: 'REFERENCE', persona: 'guardian', purpose: 'COURT', written: null, standing };
  };
  const work = (persona: string, purpose: string, written: string | null): AnyWork => ({
    kind: 'REFERENCE',
    persona,
    purpose,
    written,
    standing: plain,
  });
  return [
    order({}),
    order({}),
    order({ classes: ['ID', 'SCD'] }),
    order({ reference: 'WFC-2024-9999' }),
    order({ days: -1 }),
    { ...order({}), persona: 'social-worker' },
    { ...order({}), standing: plain },
    { ...order({}), purpose: 'CHILD_PROTECTION' },
    work('social-worker', 'REVIEW', 'CSPR-2024-07'),
    work('social-worker', 'REVIEW', 'CSPR-2024-09'),
    work('social-worker', 'REVIEW', null),
    work('data-manager', 'REVIEW', 'CSPR-2024-09'),
    work('reviewer', 'REVIEW', 'CSPR-2024-07'),
    work('fire-officer', 'EARLY_HELP', 'TASK-1'),
    work('fire-officer', 'EARLY_HELP', null),
  ];
}

/** Whose issuers may name a mediator. */
const mayBeMediated = everybody
  .filter(
    ({ issuer, claims }) =>
      ['schools', 'authority', 'community'].includes(issuer) && claims.kind === 'PRACTITIONER' && !claims.act,
  )
  .map(({ name }) => name);

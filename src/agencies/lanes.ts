import type { CallKind } from '../model/agency-call.ts';
import type { AgencyName } from '../model/words.ts';
import type { BreakerState } from './breaker.ts';
import { createLane, type Lane, type LaneLimits } from './lane.ts';

/**
 * The two sorts of calls. FACTS are asked before anything is decided, whether or not a record exists; CONTENT only of
 * records that are there and granted. They are kept apart so that what happens to the second never changes which of
 * the first are made: else the number of requests could tell of a record (domain.md 7.0).
 */
export type LaneName = 'FACTS' | 'CONTENT';

/** How an agency stands. */
export type AgencyHealth = {
  readonly agency: AgencyName;
  /** The worse of the two. */
  readonly state: BreakerState;
  readonly lanes: Readonly<Record<LaneName, BreakerState>>;
  /** Calls under way or waiting for a connection. */
  readonly calls: number;
};

/** Called when a breaker changes. */
export type OnBreaker = (change: {
  readonly agency: AgencyName;
  readonly lane: LaneName;
  readonly state: BreakerState;
}) => void;

/** The lanes of all agencies; there are as many as names in the configuration. */
export type Lanes = {
  readonly of: (agency: AgencyName, kind: CallKind) => Lane;
  readonly health: () => readonly AgencyHealth[];
};

/** Makes the lanes of these agencies, and of no other. */
export function createLanes(options: {
  readonly agencies: readonly AgencyName[];
  readonly limits: LaneLimits;
  readonly onBreaker: OnBreaker;
}): Lanes {
  const lanes = new Map(
    options.agencies.map((agency) => {
      const lane = (name: LaneName): Lane =>
        createLane({
          limits: options.limits,
          now: () => performance.now(),
          onState: (state) => options.onBreaker({ agency, lane: name, state }),
        });
      return [agency, { FACTS: lane('FACTS'), CONTENT: lane('CONTENT') }];
    }),
  );
  return {
    of: (agency, kind) => {
      const both = lanes.get(agency);
      if (both === undefined) throw new Error('An agency is not configured.');
      return both[laneOf(kind)];
    },
    health: () =>
      [...lanes].map(([agency, { FACTS, CONTENT }]) => ({
        agency,
        state: worse(FACTS.state(), CONTENT.state()),
        lanes: { FACTS: FACTS.state(), CONTENT: CONTENT.state() },
        calls: FACTS.calls() + CONTENT.calls(),
      })),
  };
}

function laneOf(kind: CallKind): LaneName {
  switch (kind) {
    case 'CASELOAD':
    case 'FACTS':
      return 'FACTS';
    case 'CONTENT':
    case 'REPORT':
      return 'CONTENT';
  }
}

const fromBest: readonly BreakerState[] = ['CLOSED', 'HALF_OPEN', 'OPEN'];

function worse(one: BreakerState, other: BreakerState): BreakerState {
  return fromBest.indexOf(one) > fromBest.indexOf(other) ? one : other;
}

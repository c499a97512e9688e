import type { LinkRules } from '../../src/matching/link-graph.ts';
import type { MatchingParameters } from '../../src/model/matching-parameters.ts';
import { protocol } from '../access/support.ts';

/** As shipped, with every name as frequent as its weight assumes, so that scores are those of domain.md 5.2. */
export const parameters: MatchingParameters = { ...protocol.matching, termFrequencyCap: 0 };

/** What records are linked by unless a test says otherwise: a custodian named `-abroad` is under another law. */
export const rules: LinkRules = {
  today: '2024-06-01',
  adultAt: 18,
  lawOf: (custodian) => custodian.split('-').at(1) ?? 'home',
  parameters,
};

import fc from 'fast-check';
import type { Asker } from '../../../server/domain/people/people-rights.ts';
import { LEVELS, PARTICIPANT_KINDS, PARTICIPANT_STATUSES } from '../../../shared/people/people-words.ts';

/** `under` stands under `top`. */
const PARENTS: Readonly<Record<string, string>> = { top: '', under: 'top', aside: '' };
export const TREE_GROUPS = Object.keys(PARENTS);
export const childrenOf = (group: string): readonly string[] =>
  TREE_GROUPS.filter((one) => PARENTS[one] === group);

const belonging = fc.record({ group: fc.constantFrom(...TREE_GROUPS), level: fc.constantFrom(...LEVELS) });

/** Somebody of a directory of three groups. */
export const anyParticipant: fc.Arbitrary<Asker> = fc.record({
  participant: fc.record({
    id: fc.constant('p'),
    status: fc.constantFrom(...PARTICIPANT_STATUSES),
    kind: fc.constantFrom(...PARTICIPANT_KINDS),
    belongings: fc
      .uniqueArray(belonging, { selector: ({ group }) => group })
      .map((all) => all.map((one) => ({ ...one, parent: PARENTS[one.group] ?? '' }))),
  }),
});

/** Or an office, or nobody. */
export const anyAsker: fc.Arbitrary<Asker> = fc.oneof(
  anyParticipant,
  fc.constantFrom<Asker>({ office: 'mobilisation' }, { office: 'data-officer' }, {}),
);

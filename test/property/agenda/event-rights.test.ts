import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EVENT_RIGHTS,
  EVENT_SEEN_BY,
  EVENT_VERBS,
  mayOnEvent,
  relationsToEvent,
} from '../../../server/domain/agenda/event-rights.ts';
import type { Asker } from '../../../server/domain/people/people-rights.ts';
import { EVENT_PRIVACIES } from '../../../shared/people/agenda-words.ts';
import { LEVELS, PARTICIPANT_KINDS, PARTICIPANT_STATUSES } from '../../../shared/people/people-words.ts';

/** `under` stands under `top`. */
const PARENTS: Readonly<Record<string, string>> = { top: '', under: 'top', aside: '' };
const GROUPS = Object.keys(PARENTS);
const childrenOf = (group: string) => GROUPS.filter((one) => PARENTS[one] === group);

const belonging = fc.record({ group: fc.constantFrom(...GROUPS), level: fc.constantFrom(...LEVELS) });
const participant: fc.Arbitrary<Asker> = fc.record({
  participant: fc.record({
    id: fc.constant('p'),
    status: fc.constantFrom(...PARTICIPANT_STATUSES),
    kind: fc.constantFrom(...PARTICIPANT_KINDS),
    belongings: fc
      .uniqueArray(belonging, { selector: ({ group }) => group })
      .map((all) => all.map((one) => ({ ...one, parent: PARENTS[one.group] ?? '' }))),
  }),
});
const asker: fc.Arbitrary<Asker> = fc.oneof(
  participant,
  fc.constantFrom<Asker>({ office: 'mobilisation' }, { office: 'data-officer' }, {}),
);
const event = fc.record({
  privacy: fc.constantFrom(...EVENT_PRIVACIES),
  groups: fc.uniqueArray(fc.constantFrom(...GROUPS), { maxLength: 2 }),
});

describe('R-51 rights on an event', () => {
  it('every verb answers every relation by the two tables and by nothing else', () => {
    fc.assert(
      fc.property(asker, event, (who, what) => {
        const seen = relationsToEvent(who, what, childrenOf).filter((one) =>
          EVENT_SEEN_BY[what.privacy].includes(one),
        );
        for (const verb of EVENT_VERBS)
          expect(mayOnEvent(who, verb, { event: what, childrenOf })).toBe(
            seen.some((one) => EVENT_RIGHTS[verb].includes(one)),
          );
      }),
    );
  });

  it('a former participant, an agent and the data officer see no event; a prospect sees public ones alone', () => {
    fc.assert(
      fc.property(asker, event, (who, what) => {
        const sees = mayOnEvent(who, 'see', { event: what, childrenOf });
        const { office, participant: own } = who;
        if (office !== 'mobilisation' && (own === undefined || own.status === 'former'))
          expect(sees).toBe(false);
        if (own?.status === 'prospect') expect(sees).toBe(what.privacy === 'public');
      }),
    );
  });

  it('nobody plans or marks for an event of groups that they do not coordinate, nor of the group under theirs', () => {
    fc.assert(
      fc.property(participant, event, ({ participant: own }, what) => {
        const coordinates = (own?.belongings ?? []).some(
          ({ group, level }) =>
            level === 'coordinator' &&
            (what.groups.includes(group) || childrenOf(group).some((one) => what.groups.includes(one))),
        );
        for (const verb of ['plan', 'attend'] as const)
          expect(mayOnEvent({ ...(own && { participant: own }) }, verb, { event: what, childrenOf })).toBe(
            coordinates && own?.status === 'confirmed',
          );
      }),
    );
  });
});

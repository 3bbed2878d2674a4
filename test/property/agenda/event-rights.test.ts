import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EVENT_RIGHTS,
  EVENT_SEEN_BY,
  EVENT_VERBS,
  mayOnEvent,
  relationsToEvent,
} from '../../../server/domain/agenda/event-rights.ts';
import { EVENT_PRIVACIES } from '../../../shared/people/agenda-words.ts';
import { anyAsker, anyParticipant, childrenOf, TREE_GROUPS } from '../../support/agenda/any-asker.ts';

const event = fc.record({
  privacy: fc.constantFrom(...EVENT_PRIVACIES),
  groups: fc.uniqueArray(fc.constantFrom(...TREE_GROUPS), { maxLength: 2 }),
});

describe('R-51 rights on an event', () => {
  it('every verb answers every relation by the two tables and by nothing else', () => {
    fc.assert(
      fc.property(anyAsker, event, (who, what) => {
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
      fc.property(anyAsker, event, (who, what) => {
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
      fc.property(anyParticipant, event, ({ participant: own }, what) => {
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

import { expect, it } from 'vitest';
import { checkPeopleFields } from '../../../server/domain/people/people-fields-check.ts';
import {
  cardsToTrim,
  dueParticipants,
  KEPT_BY_ITSELF,
  type KeptParticipant,
} from '../../../server/domain/people/retention-plan.ts';
import { FIELDS_TEXT } from '../../support/people/people-house.ts';

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
const NOW = at('2026-12-01');
const fields = checkPeopleFields(FIELDS_TEXT).value ?? [];

function kept(id: string, change: Partial<KeptParticipant>): KeptParticipant {
  const contactMs = at('2020-01-01');
  return {
    id,
    status: 'former',
    contactMs,
    leftMs: contactMs,
    changedAtMs: contactMs,
    trimmedMs: null,
    ...change,
  };
}

it.each([
  ['a prospect without contact for three years', { status: 'prospect', contactMs: at('2023-12-01') }, true],
  ['a prospect, one day earlier', { status: 'prospect', contactMs: at('2023-12-02') }, false],
  ['a former one who left two years ago', { leftMs: at('2024-12-01') }, true],
  ['a former one who came since', { leftMs: at('2020-01-01'), contactMs: at('2025-01-01') }, false],
  ['somebody confirmed, however long ago', { status: 'confirmed', leftMs: null }, false],
] as const)('R-33 %s', (_, change, isDue) => {
  expect(dueParticipants([kept('a', change)], KEPT_BY_ITSELF, NOW)).toHaveLength(isDue ? 1 : 0);
});

it('R-33 shows whoever is kept too long the longest first', () => {
  const people = [kept('b', { leftMs: at('2023-01-01') }), kept('a', { leftMs: at('2022-01-01') })];
  expect(dueParticipants(people, KEPT_BY_ITSELF, NOW).map(({ id }) => id)).toEqual(['a', 'b']);
});

it('R-50 reads how long people are kept, and says its place where it is wrong', () => {
  expect(checkPeopleFields(FIELDS_TEXT).kept).toEqual(KEPT_BY_ITSELF);
  const without = FIELDS_TEXT.replace(/conservation:[\s\S]*?\n\n/, '');
  expect(checkPeopleFields(without).kept).toEqual(KEPT_BY_ITSELF);
  expect(checkPeopleFields(FIELDS_TEXT.replace('prospect: 36', 'prospect: 6')).kept?.prospect).toBe(6);
  expect(checkPeopleFields(FIELDS_TEXT.replace('ancien: 24', 'ancien: 0')).problems).toHaveLength(1);
});

it('R-33 reads a card again once a date passed, or once somebody wrote it since', () => {
  const leftMs = at('2026-10-01');
  const toRead = (change: Partial<KeptParticipant>) =>
    cardsToTrim([kept('a', { leftMs, changedAtMs: leftMs, ...change })], fields, NOW).length;
  expect(toRead({})).toBe(1);
  expect(toRead({ trimmedMs: at('2026-11-15') })).toBe(0);
  expect(toRead({ trimmedMs: at('2026-10-15') })).toBe(1);
  expect(toRead({ trimmedMs: at('2026-11-15'), changedAtMs: at('2026-11-20') })).toBe(1);
  expect(toRead({ status: 'confirmed', leftMs: null })).toBe(0);
  expect(toRead({ leftMs: at('2026-11-20') })).toBe(0);
});

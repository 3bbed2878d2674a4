import { expect, test } from 'vitest';
import { numberRestMs, type SharedNumber } from '../../../server/domain/calling-rules/number-rest.ts';
import { settings } from '../../support/store/store-campaign.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const NOW = at('2026-11-24T17:00');
const FREE: SharedNumber = { isOnScreen: false, talkingUntilMs: 0, promisedAtMs: null, calls: [] };
const called = (text: string, counted = true) => [
  { atMs: at(text), part: 'A' as const, code: counted ? 'NJ_NRP' : 'NJ_OCC', counted },
];
const rest = (
  shared: Partial<SharedNumber>,
  row: { queue: 'new' | 'retry' | 'callback'; dueAtMs: number } = { queue: 'retry', dueAtMs: 0 },
) =>
  numberRestMs({
    row: { ...row, area: 'FR' },
    shared: { ...FREE, ...shared },
    own: [],
    settings: settings(),
    nowMs: NOW,
  });
const DUE = { queue: 'callback', dueAtMs: at('2026-11-24T16:55') } as const;
const LATER = { queue: 'callback', dueAtMs: at('2026-11-26T16:55') } as const;

test.each<[string, Partial<SharedNumber>, Parameters<typeof rest>[1], string | undefined]>([
  ['nothing happens on the number', {}, undefined, undefined],
  ['the other is on a screen', { isOnScreen: true }, undefined, '2026-11-24T17:10'],
  ['… even for an appointment', { isOnScreen: true }, DUE, '2026-11-24T17:10'],
  [
    'a card taken back may be talked about',
    { talkingUntilMs: at('2026-11-24T17:06') },
    DUE,
    '2026-11-24T17:06',
  ],
  ['it may not any more', { talkingUntilMs: at('2026-11-24T16:06') }, undefined, undefined],
  [
    'called this morning: the day, and twenty hours',
    { calls: called('2026-11-24T10:00') },
    undefined,
    '2026-11-25T06:00',
  ],
  ['called an hour ago: twenty hours', { calls: called('2026-11-24T16:00') }, undefined, '2026-11-25T12:00'],
  [
    'a busy line rang all the same',
    { calls: called('2026-11-24T10:00', false) },
    undefined,
    '2026-11-25T00:00',
  ],
  [
    'called today: an appointment waits for the end of the day',
    { calls: called('2026-11-24T16:00') },
    DUE,
    '2026-11-25T00:00',
  ],
  ['called yesterday evening: an appointment stands', { calls: called('2026-11-23T19:00') }, DUE, undefined],
  [
    'called yesterday evening: a try waits for its hours',
    { calls: called('2026-11-23T22:00') },
    undefined,
    '2026-11-24T18:00',
  ],
  [
    'promised this evening: the day is the other’s',
    { promisedAtMs: at('2026-11-24T20:00') },
    undefined,
    '2026-11-25T00:00',
  ],
  [
    'promised yesterday and not kept yet',
    { promisedAtMs: at('2026-11-23T10:00') },
    undefined,
    '2026-11-25T00:00',
  ],
  ['promised tomorrow', { promisedAtMs: at('2026-11-25T00:00') }, undefined, undefined],
  ['both promised today: each may be first', { promisedAtMs: at('2026-11-24T20:00') }, DUE, undefined],
  [
    'an own callback opened before its day',
    { promisedAtMs: at('2026-11-24T20:00') },
    LATER,
    '2026-11-25T00:00',
  ],
])('%s', (_, shared, row, until) => {
  expect(rest(shared, row)).toBe(until === undefined ? undefined : at(until));
});

test('the limits of the week hold for all the records of a number together', () => {
  const calls = ['2026-11-18T18:00', '2026-11-20T18:00', '2026-11-21T15:00'].flatMap((day) => called(day));
  expect(rest({ calls })).toBe(at('2026-11-25T18:00'));
});

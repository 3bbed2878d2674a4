import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOfArea } from '../../../server/domain/calling-rules/calling-area.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import { openCall } from '../../../tui/state/call/call.ts';
import { moveQuarter, moveSpan, openCallbackForm } from '../../../tui/state/call/callback-form.ts';
import { meaningOf } from '../../../tui/state/call/callback-words.ts';
import { acceptForm } from '../../../tui/state/call/form-answers.ts';
import type { CallbackForm } from '../../../tui/state/call/forms.ts';
import { typeInto } from '../../../tui/state/text-field.ts';
import { referenceScript } from '../../support/campaign/reference-campaign.ts';
import { settings } from '../../support/store/store-rows.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../support/workstation/fictitious-cards.ts';

const rules = callingRules();
const script = referenceScript();
const MINUTE_MS = 60_000;

const hour = fc.integer({ min: 8, max: 21 });
const windowOf = fc
  .record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: hour, long: hour })
  .map(({ days, from, long }) => ({
    days,
    from: `${String(from).padStart(2, '0')}:00`,
    to: `${String(Math.min(22, from + 1 + (long % 6))).padStart(2, '0')}:${long % 2 === 0 ? '30' : '00'}`,
  }));

const campaign = fc
  .record({
    windows: fc.array(windowOf, { minLength: 1, maxLength: 3 }),
    callingProfile: fc.constantFrom('STANDARD', 'STRICT_D223-9'),
    appointmentUntil: fc.constantFrom('19:00', '20:30', '21:00'),
    ends: fc.constantFrom('2026-11-25', '2026-12-31', '2027-06-30'),
    add: fc.subarray(['2026-11-26', '2026-12-01']),
  })
  .map(({ add, ...change }) =>
    settings({ ...change, starts: '2026-10-01', holidays: { add, remove: [] } } as Partial<CampaignSettings>),
  );

const area = fc.constantFrom('FR', 'FR-974', 'FR-57', 'BE', 'CH-GE', 'CH-VD');
/** Around All Saints, the change of hour, Christmas and an ordinary week. */
const instant = fc
  .tuple(
    fc.constantFrom(
      MONDAY_EVENING_MS,
      Date.UTC(2026, 9, 24, 15),
      Date.UTC(2026, 9, 31, 8),
      Date.UTC(2026, 11, 23, 18),
    ),
    fc.integer({ min: 0, max: 3 * 24 * 60 }),
  )
  .map(([base, minutes]) => base + minutes * MINUTE_MS);

const day = fc.constantFrom(
  '',
  'demain',
  'mardi',
  'samedi',
  'dimanche',
  'le 3',
  'week-end',
  'la semaine prochaine',
  '01/11',
  '25/12',
  'après-demain',
  'ce',
);
const part = fc.constantFrom(
  '',
  'matin',
  'soir',
  'après-midi',
  'fin de journée',
  '9h',
  '13:30',
  '18h',
  '20h29',
  '3h',
);
const words = fc.oneof(
  fc.tuple(day, part).map((both) => both.join(' ').trim()),
  fc.integer({ min: 1, max: 600 }).map((minutes) => `dans ${minutes} min`),
  fc.string({ maxLength: 20 }),
);

type Move = (form: CallbackForm, call: ReturnType<typeof openCall>) => CallbackForm;
const move: fc.Arbitrary<Move> = fc.oneof(
  words.map(
    (text): Move =>
      ({ among: _, ...form }) => ({
        ...form,
        field: typeInto({ ...form.field, proposed: true }, text),
        span: -1,
      }),
  ),
  fc.integer({ min: -3, max: 9 }).map(
    (by): Move =>
      (form, call) =>
        moveSpan(form, call, by),
  ),
  fc.integer({ min: -40, max: 40 }).map(
    (by): Move =>
      (form, call) =>
        moveQuarter(form, call, by),
  ),
);

describe('the callback picker', () => {
  it('never takes a moment that the server refuses, whatever is typed and whatever the place (R-05)', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        campaign,
        area,
        instant,
        fc.array(move, { minLength: 0, maxLength: 5 }),
        fc.integer({ min: 0, max: 25 }),
        (kept, place, nowMs, moves, wait) => {
          const card = fictitiousCard(1, {
            nowMs,
            callbackSpans: rules.callbackSpans({ area: place, fromMs: nowMs, days: 14, settings: kept }),
            donor: { ...fictitiousCard().donor, zone: zoneOfArea(place) },
          });
          const call = {
            ...openCall(card, script, nowMs),
            closing: { code: 'RP_PERSO', confirmed: false, readBack: false },
          };
          const form = moves.reduce((now, one) => one(now, call), openCallbackForm(call, nowMs));
          const acceptedAtMs = nowMs + wait * MINUTE_MS;
          const atMs = acceptForm(call, form, acceptedAtMs).call.closing?.callbackAtMs;
          if (atMs === undefined) return;
          taken += 1;
          const question = { area: place, atMs, nowMs: acceptedAtMs, settings: kept };
          expect(rules.isAllowedCallback(question), new Date(atMs).toISOString()).toBe(true);
        },
      ),
      { numRuns: 600 },
    );
    expect(taken).toBeGreaterThan(150);
  });
});

describe('how people say when', () => {
  const zone = 'Europe/Paris';
  const text = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString()
      .slice(5, 16);
  const said = (typed: string) => {
    const meaning = meaningOf(typed, { nowMs: MONDAY_EVENING_MS, zone });
    if (!meaning) return undefined;
    if (meaning.kind === 'at') return text(meaning.atMs);
    if (meaning.kind === 'within') return `${text(meaning.fromMs)}…${text(meaning.toMs)}`;
    const [first] = meaning.stretches;
    const last = meaning.stretches.at(-1);
    return `${text(first?.fromMs ?? 0)}…${text(last?.toMs ?? 0)} (${meaning.stretches.length})`;
  };

  // Monday 23 November 2026, 17:05.
  it.each([
    ['demain 18h', '11-24T18:00'],
    ['mardi matin', '11-24T00:00…11-24T12:00'],
    ['dans 20 min', '11-23T17:25'],
    ['le 3 à 14h30', '12-03T14:30'],
    ['ce soir', '11-23T18:00…11-24T00:00'],
    ['Ce matin', '11-23T00:00…11-23T12:00'],
    ['après-demain soir à 7h', '11-25T19:00'],
    ['dans 1h30', '11-23T18:35'],
    ['dans un quart d’heure', '11-23T17:20'],
    ['vendredi 27 à 15h', '11-27T15:00'],
    ['vendredi 28 à 15h', undefined],
    ['lundi', '11-30T00:00…12-01T00:00 (3)'],
    ['le 3', '12-03T00:00…12-04T00:00 (3)'],
    ['samedi', '11-28T00:00…11-29T00:00 (3)'],
    ['le week-end', '11-28T00:00…11-30T00:00 (6)'],
    ['ce weekend matin', '11-28T00:00…11-29T12:00 (2)'],
    ['week-end à 10h', undefined],
    ['la semaine prochaine', '11-30T17:00…12-07T00:00 (7)'],
    ['lundi en huit 10h', '12-07T10:00'],
    ['le 1er décembre à 10h', '12-01T10:00'],
    ['mer. 10h', '11-25T10:00'],
    ['demain à midi', '11-24T12:00'],
    ['6h du soir', '11-23T18:00'],
    ['samedi vers 9h et demie', '11-28T09:30'],
    ['18.30', '11-23T18:30'],
    ['demain sauf midi', undefined],
    ['quand il veut', undefined],
    ['', undefined],
  ])('%s', (typed, meant) => {
    expect(said(typed)).toBe(meant);
  });
});

import { describe, expect, it } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { partsOffered } from '../../../server/domain/calling-rules/calling-rules-spans.ts';
import { sayWhen } from '../../../server/domain/calling-rules/calling-rules-words.ts';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import { USUAL_WINDOWS } from '../../support/call/centre.ts';
import { settings } from '../../support/store/store-rows.ts';

const rules = callingRules();
const usual = settings({ windows: USUAL_WINDOWS, starts: '2026-01-01', ends: '2026-12-31' });
const strict: CampaignSettings = { ...usual, callingProfile: 'STRICT_D223-9' };
const at = (text: string, zone = 'Europe/Paris') =>
  Temporal.ZonedDateTime.from(`${text}[${zone}]`).epochMilliseconds;
const may = (area: string, atMs: number, own = usual) => rules.mayCall({ area, atMs, settings: own });

describe('the hours of a place (R-11, docs/rules/cadence.md)', () => {
  it.each([
    ['2026-11-23T10:00', 'M'],
    ['2026-11-23T12:59', 'M'],
    ['2026-11-23T14:00', 'A'],
    ['2026-11-23T16:59', 'A'],
    ['2026-11-23T17:00', 'S'],
    ['2026-11-23T19:59', 'S'],
    ['2026-11-28T10:00', 'SA'],
    ['2026-11-28T17:59', 'SA'],
  ])('%s is open, day-part %s', (text, part) => {
    expect(may('FR', at(text))).toMatchObject({ ok: true, part });
  });

  it.each([
    ['2026-11-23T09:59', 'Hors des heures d’appel jusqu’à 10:00, heure du donateur.', '2026-11-23T10:00'],
    ['2026-11-23T13:30', 'Hors des heures d’appel jusqu’à 14:00, heure du donateur.', '2026-11-23T14:00'],
    [
      '2026-11-23T20:00',
      'Hors des heures d’appel jusqu’à demain 10:00, heure du donateur.',
      '2026-11-24T10:00',
    ],
    [
      '2026-11-28T18:00',
      'Hors des heures d’appel jusqu’à lundi 10:00, heure du donateur.',
      '2026-11-30T10:00',
    ],
    [
      '2026-11-29T11:00',
      'Hors des heures d’appel jusqu’à demain 10:00, heure du donateur.',
      '2026-11-30T10:00',
    ],
    [
      '2026-11-11T11:00',
      'Jour férié (Armistice 1918) : pas d’appel jusqu’à demain 10:00, heure du donateur.',
      '2026-11-12T10:00',
    ],
  ])('%s is closed and says until when', (text, why, next) => {
    expect(may('FR', at(text))).toEqual({ ok: false, why, nextAtMs: at(next) });
  });

  it('follows the donor’s own clock overseas', () => {
    const parisFive = at('2026-11-23T17:05');
    expect(may('RE', parisFive)).toMatchObject({ ok: false });
    expect(may('GP', parisFive)).toMatchObject({ ok: true, part: 'M' });
    expect(may('RE', at('2026-11-23T07:30'))).toMatchObject({ ok: true, part: 'M' });
    expect(rules.openAreas({ areas: ['FR', 'RE', 'GP'], atMs: parisFive, settings: usual })).toEqual([
      { area: 'FR', part: 'S', untilMs: at('2026-11-23T20:00') },
      { area: 'GP', part: 'M', untilMs: at('2026-11-23T13:00', 'America/Guadeloupe') },
    ]);
  });

  it('keeps the local hours across both changes of clock', () => {
    for (const day of ['2026-03-28', '2026-03-30', '2026-10-24', '2026-10-26']) {
      expect(may('FR', at(`${day}T10:00`))).toMatchObject({ ok: true });
      expect(may('FR', at(`${day}T09:59`))).toMatchObject({ ok: false });
    }
  });

  it('knows the holidays of the place: Alsace-Moselle, overseas, cantons', () => {
    const open = (area: string, day: string) => {
      const zone = { RE: 'Indian/Reunion', GP: 'America/Guadeloupe' }[area] ?? 'Europe/Paris';
      return may(area, at(`${day}T15:00`, zone)).ok;
    };
    expect(['FR', 'FR-57', 'FR-67', 'FR-68'].map((area) => open(area, '2026-04-03'))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([open('FR-57', '2026-12-26'), open('FR', '2026-12-26')]).toEqual([false, true]);
    expect([open('GP', '2026-05-27'), open('FR', '2026-05-27')]).toEqual([false, true]);
    expect([open('CH-GE', '2026-09-10'), open('CH-VD', '2026-09-10')]).toEqual([false, true]);
    expect([open('CH-VD', '2026-09-21'), open('CH-GE', '2026-09-21')]).toEqual([false, true]);
    expect([open('BE', '2026-07-21'), open('FR', '2026-07-21')]).toEqual([false, true]);
  });

  it('lets ops add and remove dates', () => {
    const own = { ...usual, holidays: { add: ['2026-11-24'], remove: ['2026-11-11'] } };
    expect(may('FR', at('2026-11-11T11:00'), own).ok).toBe(true);
    expect(may('FR', at('2026-11-24T11:00'), own)).toMatchObject({
      why: expect.stringContaining('Jour sans appel'),
    });
  });

  it('stays inside the campaign’s dates', () => {
    const own = { ...usual, starts: '2026-11-24', ends: '2026-11-25' };
    expect(may('FR', at('2026-11-23T11:00'), own)).toEqual({
      ok: false,
      why: 'La campagne commence le mardi 24 novembre.',
      nextAtMs: at('2026-11-24T10:00'),
    });
    expect(may('FR', at('2026-11-25T20:00'), own)).toEqual({
      ok: false,
      why: 'La campagne n’a plus d’heures d’appel.',
      nextAtMs: null,
    });
  });

  it('narrows to weekdays 10–13 and 14–20 under D. 223-9, appointments included', () => {
    const wide = { ...strict, windows: [{ days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '21:00' }] };
    expect(
      ['08:30', '10:30', '13:30', '14:30', '20:10'].map(
        (hour) => may('FR', at(`2026-11-23T${hour}`), wide).ok,
      ),
    ).toEqual([false, true, false, true, false]);
    expect(may('FR', at('2026-11-28T11:00'), wide).ok).toBe(false);
    expect(partsOffered(wide)).toEqual(['M', 'A', 'S']);
    expect(partsOffered(usual)).toEqual(['M', 'A', 'S', 'SA']);
    const evening = { area: 'FR', atMs: at('2026-11-24T20:15'), nowMs: at('2026-11-23T11:00') };
    expect(rules.isAllowedCallback({ ...evening, settings: strict })).toBe(false);
    expect(rules.isAllowedCallback({ ...evening, settings: usual })).toBe(true);
  });
});

describe('callbacks', () => {
  const nowMs = at('2026-11-27T19:00');
  it('offers joined spans of the next days, evenings up to 20:30, from now on', () => {
    expect(rules.callbackSpans({ area: 'FR', fromMs: nowMs, days: 3, settings: usual })).toEqual([
      { fromMs: nowMs, toMs: at('2026-11-27T20:30') },
      { fromMs: at('2026-11-28T10:00'), toMs: at('2026-11-28T13:00') },
      { fromMs: at('2026-11-28T14:00'), toMs: at('2026-11-28T20:30') },
      { fromMs: at('2026-11-30T10:00'), toMs: at('2026-11-30T13:00') },
      { fromMs: at('2026-11-30T14:00'), toMs: at('2026-11-30T20:30') },
    ]);
  });
  it('refuses the past, Sundays and after 20:30', () => {
    const allowed = (text: string) =>
      rules.isAllowedCallback({ area: 'FR', atMs: at(text), nowMs, settings: usual });
    expect(
      ['2026-11-27T18:59', '2026-11-27T20:29', '2026-11-27T20:30', '2026-11-29T11:00'].map(allowed),
    ).toEqual([false, true, false, false]);
  });
});

describe('how a moment is said', () => {
  const nowMs = at('2026-11-23T17:05');
  it.each([
    ['2026-11-23T18:00', '18:00'],
    ['2026-11-24T10:00', 'demain 10:00'],
    ['2026-11-29T10:00', 'dimanche 10:00'],
    ['2026-12-07T10:00', 'lundi 7 décembre 10:00'],
    ['2026-11-20T10:00', 'vendredi 20 novembre 10:00'],
  ])('%s', (text, said) => {
    expect(sayWhen(at(text), nowMs, 'Europe/Paris')).toBe(said);
  });
});

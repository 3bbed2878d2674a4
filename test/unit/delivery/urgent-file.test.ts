import { describe, expect, it } from 'vitest';
import { URGENT_CODES, type UrgentFact, urgentFile } from '../../../server/domain/delivery/urgent-file.ts';
import {
  isCivilDate,
  lastUrgentDay,
  urgentCutoffMs,
  urgentDayOf,
} from '../../../server/domain/delivery/urgent-schedule.ts';
import { urgentFileName } from '../../../server/domain/files/delivery-names.ts';
import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const facts = URGENT_CODES.map(
  (disposition, place): UrgentFact => ({
    call: {
      callId: `0000000${place}-0000-4000-8000-000000000000`,
      disposition,
      endedAtMs: at('2026-11-23T18:00') + place * 60_000,
    },
    donor: fictitiousDonor(place + 1),
    note: disposition === 'AR_BAISSE' ? 'Souhaite revenir à 8 € par mois.' : '',
  }),
);
const build = (country: 'FR' | 'CH', some = facts) =>
  workbookText(
    urgentFile({
      campaign: { code: country === 'CH' ? 'UPG-CH-26' : 'UPG-FR-26', country },
      day: '2026-11-23',
      facts: some,
      createdAtMs: urgentCutoffMs('2026-11-23'),
    }),
  );

describe('the daily urgent file (docs/rules/layouts.md#urgent-file)', () => {
  it('is the golden workbook, in France and in Switzerland', async () => {
    await expect(build('FR')).toMatchFileSnapshot('../../golden/urgent/france.txt');
    const mandate = { scheme: 'LSV+', reference: 'REF-00042', creditorIdentifier: 'CH00ZZZ000000' } as const;
    const gift = { amountMinor: 2050, currency: 'CHF', frequency: 'T' } as const;
    const swiss = facts.slice(0, 2).map((fact) => ({
      ...fact,
      donor: { ...fact.donor, country: 'CH' as const, mandate, gift },
    }));
    await expect(build('CH', swiss)).toMatchFileSnapshot('../../golden/urgent/switzerland.txt');
  });

  it('is the same whatever the order of the calls', () => {
    expect(build('FR', [...facts].reverse())).toBe(build('FR'));
  });

  it('holds exactly stop, decrease, objection, rights request, death, complaint and a wish to be called by the charity', () => {
    const urgent = DISPOSITIONS.filter((row) => row.urgent !== null);
    expect(urgent.map((row) => [row.code, row.urgent])).toEqual([
      ['ME_CONTACT', 'CONTACT'],
      ['OP_TEL', 'OPPOSITION'],
      ['OP_TOUT', 'OPPOSITION'],
      ['OP_DROITS', 'DROITS'],
      ['AR_STOP', 'ARRET'],
      ['AR_BAISSE', 'BAISSE'],
      ['AR_RECLAM', 'RECLAMATION'],
      ['EF_DECEDE', 'DECES'],
    ]);
    for (const row of urgent) expect([row.isFinal, row.followUp]).toEqual([true, true]);
  });

  it('is named as agreed', () => {
    expect(urgentFileName({ kind: 'reactivation', country: 'BE', charity: 'ASSO' }, '2026-11-23')).toBe(
      'ASSO_URGENT_REA_BE_20261123.xlsx',
    );
  });
});

describe('when a day’s urgent file leaves', () => {
  it.each([
    ['2026-11-23T20:44', '2026-11-23', '2026-11-22'],
    ['2026-11-23T20:45', '2026-11-24', '2026-11-23'],
    ['2026-11-24T00:10', '2026-11-24', '2026-11-23'],
    // The night when clocks go back.
    ['2026-10-25T20:50', '2026-10-26', '2026-10-25'],
  ])('at %s a call belongs to %s, and the last file due is of %s', (instant, day, last) => {
    expect([urgentDayOf(at(instant)), lastUrgentDay(at(instant))]).toEqual([day, last]);
  });

  it('knows the days of the calendar', () => {
    expect(['2026-02-28', '2026-02-30', '2026-2-3', 'hier', ''].map(isCivilDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

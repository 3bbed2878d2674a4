import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { weeklyFile } from '../../../server/domain/delivery/weekly-file.ts';
import { WEEKLY_CODES, type WeeklyFact } from '../../../server/domain/delivery/weekly-file-lines.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { weeklyFileName } from '../../../server/domain/files/delivery-names.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';
import { agreementsOf } from '../../support/review/agreement-fact.ts';

const WEEK = '2026-W47';
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;

function fact(
  number: number,
  call: Partial<WeeklyFact['call']> = {},
  donor: Partial<Donor> = {},
): WeeklyFact {
  return {
    call: {
      callId: `0000000${number}-0000-4000-8000-000000000000`,
      campaign: 'UPG-FR-26',
      disposition: 'AC_UP',
      endedAtMs: at('2026-11-18T18:05') + number * 60_000,
      changed: false,
      askLevel: '1',
      oldMinor: 1000,
      newMinor: 1500,
      oneOffMinor: null,
      currency: 'EUR',
      firstDebitOn: '2026-12-05',
      ...call,
    },
    donor: fictitiousDonor(number, donor),
    confirmation: { state: 'sent', sentAtMs: at('2026-11-18T19:00'), reply: '250 2.0.0' },
  };
}

const oneOff = {
  disposition: 'DP_LIEN',
  oldMinor: null,
  newMinor: null,
  oneOffMinor: 3000,
  askLevel: null,
  firstDebitOn: null,
};
const build = (
  facts: WeeklyFact[],
  change: { kind?: 'upgrade' | 'reactivation'; country?: 'FR' | 'CH' } = {},
) =>
  weeklyFile({
    campaign: { code: 'UPG-FR-26', kind: change.kind ?? 'upgrade', country: change.country ?? 'FR' },
    week: WEEK,
    facts,
    agreements: agreementsOf(facts),
    createdAtMs: at('2026-11-23T00:00'),
  });

describe('R-20 the weekly mandates file (docs/rules/layouts.md#weekly-file)', () => {
  it('is the golden workbook: mandates, one-off gifts, control', async () => {
    const file = build([
      fact(3, oneOff),
      fact(
        2,
        { changed: true, askLevel: 'LIBRE', newMinor: 1250 },
        { mandate: { scheme: 'SEPA', reference: '0012345', creditorIdentifier: 'FR00ZZZ000000' } },
      ),
      fact(1),
      { ...fact(4, { ...oneOff, disposition: 'DP_COURRIER', oneOffMinor: 2050 }), confirmation: undefined },
    ]);
    await expect(workbookText(file.spec)).toMatchFileSnapshot('../../golden/weekly/week.txt');
  });

  it('is named as agreed', () => {
    expect(weeklyFileName({ kind: 'upgrade', country: 'FR', charity: 'ASSO' }, WEEK)).toBe(
      'ASSO_MANDATS_UPG_FR_2026-S47.xlsx',
    );
  });

  it('gives three sheets without rows for an empty week', () => {
    const { spec, mandates, oneOffs } = build([]);
    expect(spec.sheets.map((sheet) => [sheet.name, [...sheet.rows].length])).toEqual([
      ['MANDATS', 0],
      ['DONS PONCTUELS', 0],
      ['CONTROLE', 2],
    ]);
    expect([mandates, oneOffs]).toEqual([[], []]);
    expect([...(spec.sheets[2]?.rows ?? [])][0]?.slice(0, 4)).toEqual([
      'MANDATS',
      0,
      { minor: 0 },
      { minor: 0 },
    ]);
  });

  it('gives equal text whatever the order of the facts', () => {
    const facts = [fact(1), fact(2), fact(3, oneOff)];
    expect(workbookText(build([...facts].reverse()).spec)).toBe(workbookText(build(facts).spec));
  });

  it('carries the hash that the charity can compute again', () => {
    const { spec } = build([]);
    const header = spec.sheets[0]?.columns.map((column) => column.header).join('\t') ?? '';
    const control = [...(spec.sheets[2]?.rows ?? [])][0];
    expect(control?.[4]).toBe(createHash('sha256').update(header).digest('hex'));
  });

  it('says what became of each confirmation', () => {
    const states = [
      'to-send',
      'sending',
      'sent',
      'refused',
      'uncertain',
      'no-email',
      'failed',
      'cancelled',
    ] as const;
    const file = build(
      states.map((state, index) => ({ ...fact(index), confirmation: { state, sentAtMs: null, reply: '' } })),
    );
    expect(file.mandates.map((line) => line.emailStatus)).toEqual([
      'A_ENVOYER',
      'A_ENVOYER',
      'ENVOYE',
      'REFUSE',
      'A_VERIFIER',
      'SANS_EMAIL',
      'A_ENVOYER',
      'ANNULE',
    ]);
  });

  it('calls a failure a rebound only when a relay answered about the address', () => {
    const failed = (reply: string) =>
      build([{ ...fact(1), confirmation: { state: 'failed', sentAtMs: null, reply } }]).mandates[0]
        ?.emailStatus;
    expect(['452 4.2.2', 'template-variable-missing', 'ETIMEDOUT'].map(failed)).toEqual([
      'REBOND',
      'A_ENVOYER',
      'A_ENVOYER',
    ]);
  });

  it('holds a resumed gift back while its mandate may not be debited, and counts it', () => {
    const gift = { amountMinor: 1000, currency: 'EUR', frequency: 'M' } as const;
    const { mandates, leftOut } = build(
      [
        fact(
          1,
          { disposition: 'AC_RE' },
          { gift: { ...gift, lastDebitOn: '2026-02-05', stopReason: 'IMPAYES' } },
        ),
        fact(
          2,
          { disposition: 'AC_RE' },
          { gift: { ...gift, lastDebitOn: '2026-02-05', stopReason: 'DEMANDE' } },
        ),
        fact(
          3,
          { disposition: 'AC_RE' },
          { gift: { ...gift, lastDebitOn: '2020-02-05', stopReason: 'IMPAYES' } },
        ),
        fact(4, { disposition: 'AC_RE_SIGN' }),
      ],
      { kind: 'reactivation' },
    );
    expect(mandates.map((line) => [line.donorId, line.agreementType])).toEqual([['00001', 'REACTIVATION']]);
    expect(leftOut).toEqual({
      withheld: 2,
      awaitingVerifier: 0,
      rejected: 0,
      awaitingSignature: 1,
      corrections: 0,
    });
  });

  it('gives Switzerland its scheme and reference instead of a RUM', () => {
    const { spec } = build([], { country: 'CH' });
    const headers = spec.sheets[0]?.columns.map((column) => column.header) ?? [];
    expect(headers).toContain('REF_AUTORISATION');
    expect(headers).not.toContain('RUM');
  });

  it('is made of agreements and one-off gifts, by their flags', () => {
    expect(WEEKLY_CODES).toEqual(['AC_UP', 'AC_RE', 'DP_LIEN', 'DP_PRLV', 'DP_COURRIER']);
  });
});

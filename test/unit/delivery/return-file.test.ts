import { describe, expect, it } from 'vitest';
import type { ReturnCall, ReturnFact } from '../../../server/domain/delivery/return-file-facts.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import type { CellValue } from '../../../server/domain/files/sheets.ts';
import type { StopReason } from '../../../shared/stop-reasons.ts';
import { fictitiousContent, fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { gatheredReturn } from '../../support/delivery/gathered-return.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;

function call(disposition: string, change: Partial<ReturnCall> = {}): ReturnCall {
  const startedAtMs = at('2026-11-18T18:00');
  return {
    disposition,
    startedAtMs,
    endedAtMs: startedAtMs + 120_000,
    durationSeconds: 120,
    dayPart: 'S',
    attemptRank: 1,
    phoneSlot: 'TEL_MOBILE',
    newMinor: null,
    oneOffMinor: null,
    firstDebitOn: null,
    ...change,
  };
}

function fact(
  number: number,
  calls: ReturnCall[],
  change: Partial<ReturnFact> = {},
  donor: Partial<Donor> = {},
): ReturnFact {
  return {
    campaign: 'UPG-FR-26',
    kind: 'upgrade',
    segment: 'FIDELES',
    disposition: calls.at(-1)?.disposition ?? null,
    attempts: calls.length,
    giftMinor: 1000,
    currency: 'EUR',
    content: fictitiousContent(fictitiousDonor(number, donor)),
    calls,
    note: '',
    ...change,
  };
}

const build = (facts: ReturnFact[]) =>
  gatheredReturn(facts, {
    campaign: 'UPG-FR-26',
    delivered: 9,
    rejected: 1,
    createdAtMs: at('2026-12-18T12:00'),
  });

/** Rows of the first sheet as objects by header. */
async function rowsOf(facts: ReturnFact[]): Promise<Record<string, CellValue>[]> {
  const sheet = (await build(facts)).sheets[0];
  const headers = sheet?.columns.map((column) => column.header) ?? [];
  return [...(sheet?.rows ?? [])].map((row) =>
    Object.fromEntries(headers.map((header, i) => [header, row[i] ?? null])),
  );
}

describe('R-23 the final return file (docs/rules/layouts.md#return-file)', () => {
  it('is the golden workbook: one row per record, called or not, then the attempts', async () => {
    const facts = [
      fact(1, [call('NJ_NRP'), call('AC_UP', { attemptRank: 2, newMinor: 1500 })]),
      fact(2, [], { disposition: null }),
      fact(3, [], { disposition: 'EF_SANSTEL' }, { phones: [], extra: {} }),
      fact(4, [call('AR_STOP')], { note: 'Souhaite un courrier.' }),
    ];
    await expect(workbookText(await build(facts))).toMatchFileSnapshot(
      '../../golden/return/four-records.txt',
    );
  });

  it('says the gift before and after; a resumed one runs only under a mandate that may be debited', async () => {
    const stopped = (stopReason: StopReason) => ({
      gift: { ...fictitiousDonor(2).gift, lastDebitOn: '2026-01-05', stopReason },
    });
    const rows = await rowsOf([
      fact(1, [call('AC_UP', { newMinor: 1500 })]),
      fact(2, [call('AC_RE', { newMinor: 1200 })], { kind: 'reactivation' }, stopped('IMPAYES')),
      fact(2, [call('AC_RE', { newMinor: 1200 })], { kind: 'reactivation' }, stopped('REJET_BANCAIRE')),
      fact(
        2,
        [call('AC_RE', { newMinor: 1200, isSigned: true })],
        { kind: 'reactivation' },
        stopped('INCONNU'),
      ),
      fact(3, [call('AC_RE_SIGN', { newMinor: 1200 })], { kind: 'reactivation' }),
      fact(4, [call('RA_MOYENS')], { kind: 'reactivation' }),
      fact(5, [call('DP_LIEN', { oneOffMinor: 2000 })]),
    ]);
    const shown = ['STATUT_DON_AVANT', 'STATUT_DON_APRES', 'MONTANT_APRES', 'DON_PONCTUEL'];
    expect(rows.map((row) => shown.map((header) => row[header]))).toEqual([
      ['ACTIF', 'ACTIF', { minor: 1500 }, null],
      ['ARRETE', 'ACTIF', { minor: 1200 }, null],
      ['ARRETE', 'A_VERIFIER', { minor: 1200 }, null],
      ['ARRETE', 'ACTIF', { minor: 1200 }, null],
      ['ARRETE', 'A_SIGNER', { minor: 1200 }, null],
      ['ARRETE', 'ARRETE', null, null],
      ['ACTIF', 'ACTIF', { minor: 1000 }, { minor: 2000 }],
    ]);
  });

  it('R-60 of a thank-you campaign names no amount, and gives the last answer of satisfaction', async () => {
    const kind = 'thanks' as const;
    const said = (code: 'SATISF_OUI' | 'SATISF_NON') => ({
      stopReasons: [],
      brakes: [],
      satisfaction: [code],
    });
    const rows = await rowsOf([
      fact(
        1,
        [call('RP_PERSO', { notes: said('SATISF_NON') }), call('ME_FAIT', { notes: said('SATISF_OUI') })],
        { kind },
      ),
      fact(2, [call('ME_CONTACT')], { kind }),
      fact(3, [call('AR_STOP')], { kind }),
    ]);
    expect(rows.map((row) => [row.STATUT_FINAL, row.FAMILLE, row.CU, row.ACCORD, row.SATISFACTION])).toEqual([
      ['ME_FAIT', 'REMERCIEMENT', 'O', 'N', 'SATISF_OUI'],
      ['ME_CONTACT', 'REMERCIEMENT', 'O', 'N', ''],
      ['AR_STOP', 'ARRÊT / LITIGE', 'O', 'N', ''],
    ]);
    for (const row of rows)
      expect([row.MONTANT_AVANT, row.MONTANT_APRES, row.DON_PONCTUEL]).toEqual([null, null, null]);
    expect(rows.map((row) => row.STATUT_DON_APRES)).toEqual(['ACTIF', 'ACTIF', 'ARRET_DEMANDE']);
  });

  it('R-06 says what holds a lapsed donor back and why they stopped, as the answers of all the calls noted it', async () => {
    const kind = 'reactivation' as const;
    const said = {
      stopReasons: ['ARRET_BUDGET' as const],
      brakes: ['FREIN_BUDGET' as const],
      satisfaction: [],
    };
    const later = {
      stopReasons: ['ARRET_BUDGET' as const],
      brakes: ['FREIN_HESITATION' as const],
      satisfaction: [],
    };
    const rows = await rowsOf([
      fact(1, [call('RP_INDECIS', { notes: said }), call('RA_MOYENS', { notes: later })], { kind }),
      fact(2, [call('AC_RE', { newMinor: 1200, notes: said })], { kind }),
      fact(3, [call('AC_RE', { newMinor: 1200, notes: said, isCancelled: true })], { kind }),
      fact(4, [call('RA_MOYENS')], { kind }),
    ]);
    expect(rows.map((row) => [row.FREIN_REACTIVATION, row.MOTIF_ARRET_ENTENDU])).toEqual([
      ['FREIN_BUDGET FREIN_HESITATION', 'ARRET_BUDGET'],
      ['', 'ARRET_BUDGET'],
      ['FREIN_BUDGET', 'ARRET_BUDGET'],
      ['', ''],
    ]);
  });

  it('names the source and the day of a number that a supplier found (docs/rules/enrichment.md)', async () => {
    const phones = [
      { slot: 'TEL_FIXE', e164: '+33199000001', source: 'DONATEUR', validity: 'FAUX' },
      {
        ...{ slot: 'TEL_AUTRE', e164: '+33639980001', source: 'ENRICHI', validity: 'VALIDE' },
        ...{ origin: 'ANNUAIRE', sourceDate: '2026-11-30' },
      },
    ] as Donor['phones'];
    const [row] = await rowsOf([fact(1, [], {}, { phones })]);
    expect(row?.TEL_ENRICHI_SOURCE).toBe('TEL_AUTRE ANNUAIRE 2026-11-30');
  });

  it('R-05 returns corrections in pairs, and sees no correction in another writing of one number', async () => {
    const donor = fictitiousDonor(1);
    const imported = {
      ...fictitiousContent(donor).imported,
      TEL_MOBILE: '06 39 98 00 01',
      ADR_L4: '2 RUE ANCIENNE',
    };
    const [row] = await rowsOf([fact(1, [call('RA_MOYENS')], { content: { donor, imported } })]);
    expect([row?.TEL_MOBILE_AVANT, row?.TEL_MOBILE_APRES]).toEqual(['06 39 98 00 01', '06 39 98 00 01']);
    expect([row?.ADR_L4_AVANT, row?.ADR_L4_APRES]).toEqual(['2 RUE ANCIENNE', '1 RUE IMAGINAIRE']);
    expect([row?.TEL_MOBILE_VALIDITE, row?.TEL_FIXE_VALIDITE]).toEqual(['NON_TESTE', '']);
  });

  it('proposes an identity to a human, and says nothing of one that nobody contested', async () => {
    const donor = fictitiousDonor(1, { birthDate: '1961-03-12' });
    const proposed = { NOM: 'Testeur-Dupont', DATE_NAISSANCE: '1961-03-13' };
    const [told, quiet] = await rowsOf([
      fact(1, [call('RA_MOYENS')], { content: { ...fictitiousContent(donor), proposed } }),
      fact(2, [call('RA_MOYENS')]),
    ]);
    const shown = [
      ...['NOM_CONNU', 'NOM_PROPOSE', 'PRENOM_CONNU', 'PRENOM_PROPOSE'],
      ...['DATE_NAISSANCE_CONNU', 'DATE_NAISSANCE_PROPOSE', 'IDENTITE_A_VALIDER', 'COORDONNEES_MODIFIEES'],
    ];
    expect(shown.map((header) => told?.[header])).toEqual([
      ...[donor.lastName, 'Testeur-Dupont', '', ''],
      ...['1961-03-12', '1961-03-13', 'NOM DATE_NAISSANCE', ''],
    ]);
    expect(shown.map((header) => quiet?.[header])).toEqual(shown.map(() => ''));
  });

  it('flags objections, rights requests and what the charity must treat', async () => {
    const rows = await rowsOf(
      ['OP_TEL', 'OP_DROITS', 'EF_DECEDE', 'AR_BAISSE', 'NE_VULN'].map((code, i) => fact(i, [call(code)])),
    );
    const shown = ['OPPOSITION', 'DEMANDE_RGPD', 'A_TRAITER_CLIENT', 'CU', 'TRAITEE'];
    expect(rows.map((row) => shown.map((header) => row[header]))).toEqual([
      ['O', 'N', '', 'O', 'O'],
      ['O', 'O', '', 'O', 'O'],
      ['N', 'N', '', 'N', 'O'],
      ['N', 'N', 'AR_BAISSE', 'O', 'O'],
      ['N', 'N', '', 'O', 'O'],
    ]);
  });

  it('gives no final status to an open record, and cuts a comment at 250 signs without breaking one', async () => {
    const [row] = await rowsOf([fact(1, [call('RP_PERSO')], { note: '€'.repeat(249) + '🙂'.repeat(9) })]);
    expect([row?.STATUT_FINAL, row?.LIBELLE_STATUT]).toEqual(['', 'En cours : Rappel personnel (avec moi)']);
    expect(row?.COMMENTAIRE).toBe(`${'€'.repeat(249)}🙂`);
  });

  it('keeps a column of the charity that bears one of our names', async () => {
    const [row] = await rowsOf([fact(1, [], {}, { extra: { SEGMENT: 'à elle' } })]);
    expect([row?.SEGMENT, row?.SEGMENT_ORIGINE]).toEqual(['FIDELES', 'à elle']);
  });

  it('may be walked twice', async () => {
    const [sheet] = (await build([fact(1, [])])).sheets;
    expect([[...(sheet?.rows ?? [])].length, [...(sheet?.rows ?? [])].length]).toEqual([1, 1]);
  });
});

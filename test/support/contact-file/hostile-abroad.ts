import { rawXlsx } from '../machine/raw-xlsx.ts';
import { contactSheetRows } from './contact-rows.ts';
import {
  accepted,
  excluded,
  type HostileWorkbook,
  refusedCase,
  rejected,
  rowsCase,
} from './hostile-cases.ts';
import { ABROAD, BE, belgian, CH, day, lapsed, REACTIVATION, swiss } from './hostile-rows.ts';

const DNC = { outcome: 'EF_DNC', codes: [] } as const;

/** What Belgium, Switzerland and reactivations add to the hostility of the world. */
export const HOSTILE_ABROAD: readonly HostileWorkbook[] = [
  rowsCase(
    [
      'Belgium: the list check decides',
      'the Belgian list binds: listed without a later consent is never called, unchecked waits',
    ],
    [
      [belgian(), accepted()],
      [belgian({ DNCM_DATE_CONTROLE: day('2026-10-24') }), accepted()],
      [belgian({ DNCM_DATE_CONTROLE: day('2026-10-23') }), excluded()],
      [belgian({ DNCM_DATE_CONTROLE: null }), excluded()],
      [belgian({ DNCM_DATE_CONTROLE: day('2027-01-01') }), excluded('date-in-future')],
      [belgian({ DNCM_STATUT: null }), excluded()],
      [belgian({ DNCM_STATUT: 'peut-être' }), rejected('unknown-value')],
      [belgian({ DNCM_STATUT: 'LISTE' }), DNC],
      [belgian({ DNCM_STATUT: 'INSCRIT', CONSENTEMENT_TEL_DATE: day('2026-11-02') }), DNC],
      [belgian({ DNCM_STATUT: 'O', CONSENTEMENT_TEL_DATE: day('2026-11-03') }), accepted()],
    ],
    BE,
  ),
  rowsCase(
    ['Belgium: a French row', 'French codes and numbers in a Belgian file are somebody else’s rows'],
    [
      [belgian({ CP: '75990' }), rejected('wrong-postcode')],
      [belgian({ TEL_FIXE: '01 99 00 12 34' }), { outcome: 'EF_SANSTEL', codes: ['phone-invalid'] }],
      [belgian({ DEVISE: 'CHF' }), rejected('wrong-currency')],
      [belgian({ PAYS: 'FR' }), rejected('wrong-country')],
    ],
    BE,
  ),
  {
    ...refusedCase(
      [
        'Belgium: no list check at all',
        'without the columns of the check nobody could be called: say it before any row',
      ],
      'layout-missing-columns',
      () => rawXlsx({ rows: contactSheetRows([{ CODE_CAMPAGNE: ABROAD.BE, PAYS: 'BE' }]) }),
    ),
    ...BE,
  },
  rowsCase(
    [
      'Switzerland: cantons, francs and schemes',
      'the canton says the holidays, the scheme says the currency; what contradicts is told',
    ],
    [
      [swiss(), accepted()],
      [swiss({ CANTON: null }), accepted('canton-guessed')],
      [swiss({ CANTON: null, CP: '9999' }), rejected('required')],
      [swiss({ CANTON: 'Genf' }), rejected('unknown-value', 'canton-guessed')],
      [swiss({ MONTANT_PA: 12.52 }), accepted('amount-five-cents')],
      [swiss({ DEVISE: 'EUR' }), rejected('wrong-currency')],
      [swiss({ SYSTEME: 'SEPA' }), rejected('wrong-currency', 'required')],
      [swiss({ SYSTEME: 'lsv' }), accepted()],
      [swiss({ SYSTEME: 'TWINT' }), rejected('unknown-value')],
      [swiss({ REF_AUTORISATION: 123 }), rejected('mandate-as-number')],
      [swiss({ DATE_ARRET: day('2026-09-30') }), excluded()],
    ],
    CH,
  ),
  rowsCase(
    [
      'Switzerland: round amounts and francs inside',
      '10.- is how a round amount is written there; a franc sign between units and cents is a decimal mark',
    ],
    [
      ...['10.-', 'CHF 10.-', '10.--', 'SFr. 10.50', '10fr.', 'CHF10.00', '5 Fr. 50', '5 CHF 50'].map(
        (written) => [swiss({ MONTANT_PA: written }), accepted()] as const,
      ),
      [swiss({ MONTANT_PA: '1’050.-' }), rejected('amount-over-ceiling')],
      [swiss({ MONTANT_PA: '10 €' }), rejected('currency-mismatch')],
    ],
    CH,
  ),
  rowsCase(
    [
      'reactivation: stops and last debits',
      'who stopped and when is what the call is about: it must be readable',
    ],
    [
      [lapsed(), accepted()],
      [lapsed({ DATE_ARRET: null }), rejected('required')],
      [lapsed({ DATE_DERNIER_PRELEVEMENT: null }), rejected('required')],
      [lapsed({ DATE_DERNIER_PRELEVEMENT: '31/12/2022' }), accepted('date-as-text')],
      [lapsed({ DATE_DERNIER_PRELEVEMENT: '31/12/22' }), accepted('date-as-text', 'date-short-year')],
      [lapsed({ MOTIF_ARRET: 'lassitude' }), accepted('unknown-value')],
      [lapsed({ DATE_DERNIERE_AUGMENTATION: day('2026-10-01') }), accepted()],
    ],
    REACTIVATION,
  ),
  {
    ...refusedCase(
      ['reactivation: an upgrade file', 'without the stop of the gift the file is for another campaign'],
      'layout-missing-columns',
      () => rawXlsx({ rows: contactSheetRows([{ CODE_CAMPAGNE: ABROAD.REACTIVATION }]) }),
    ),
    ...REACTIVATION,
  },
];

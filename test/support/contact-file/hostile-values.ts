import { excelDay } from './contact-rows.ts';
import { accepted, excluded, type HostileWorkbook, rejected, rowsCase } from './hostile-cases.ts';
import { HOSTILE_DATES } from './hostile-dates.ts';

/** A made-up account with valid check digits: invented bank, invented number. */
export const IBAN_IN_CLEAR = 'FR76 3000 6000 0112 3456 7890 189';

/** What the values of a row mean, for a French upgrade. */
export const HOSTILE_VALUES: readonly HostileWorkbook[] = [
  rowsCase(
    [
      'wrong country',
      'the law of the country rules the calls: a row of another one is not for this campaign',
    ],
    [[{ PAYS: 'BE' }, rejected('wrong-country')]],
  ),
  rowsCase(
    ['wrong campaign', 'two campaigns of one charity have two offers: the row went to the wrong one'],
    [[{ CODE_CAMPAGNE: 'AUTRE-UP' }, rejected('wrong-campaign')]],
  ),
  ...HOSTILE_DATES,
  rowsCase(
    [
      'numeric phones',
      'a phone kept as a number lost its zero, no more; a second number in the cell goes where there is room',
    ],
    [
      [{ TEL_FIXE: 199_001_234 }, accepted()],
      [{ TEL_FIXE: '199001234.0' }, accepted()],
      [{ TEL_FIXE: '01 99 00 12 34 / 02 61 91 12 34' }, accepted('phone-moved')],
      [{ TEL_FIXE: '3615' }, { outcome: 'EF_SANSTEL', codes: ['phone-invalid'] }],
    ],
  ),
  rowsCase(
    ['amounts', 'what can be read two ways, or cannot be debited, is no amount'],
    [
      [{ MONTANT_PA: '12,50 €' }, accepted()],
      [{ MONTANT_PA: '12.50' }, accepted()],
      [{ MONTANT_PA: '1.234' }, rejected('wrong-amount')],
      [{ MONTANT_PA: 0 }, rejected('amount-not-positive')],
      [{ MONTANT_PA: -5 }, rejected('wrong-amount')],
      [{ MONTANT_PA: 12.345 }, rejected('wrong-amount')],
      [{ MONTANT_PA: 1000 }, rejected('amount-over-ceiling')],
      [{ MONTANT_PA: '12,50 CHF' }, rejected('currency-mismatch')],
      [{ DEVISE: 'CHF' }, rejected('wrong-currency')],
    ],
  ),
  rowsCase(
    [
      'a currency sign between units and cents',
      '5€50 is five euros fifty: with the sign taken out it would be a hundred times more, announced to the donor',
    ],
    [
      ...['5€50', '5 € 50', '5 EUR 50', '5 euros 50', '5€05'].map(
        (written) => [{ MONTANT_PA: written }, accepted()] as const,
      ),
      ...['5€5', '5€500', '5€50 €', '5 50', "5'50", '12 50'].map(
        (written) => [{ MONTANT_PA: written }, rejected('wrong-amount')] as const,
      ),
    ],
  ),
  rowsCase(
    [
      'amounts in the columns beside the gift',
      'every column that holds money is read by the same rule: refused where the call depends on it, left out where it does not',
    ],
    [
      [{ MONTANT_CIBLE_1: '17€50' }, accepted()],
      [{ MONTANT_CIBLE_1: '17 50' }, rejected('wrong-amount')],
      [{ MONTANT_CIBLE_2: '1.750' }, rejected('wrong-amount')],
      [{ MONTANT_PONCTUEL: '50 € environ' }, rejected('wrong-amount')],
      [{ CUMUL_DONS: '320 € 50' }, accepted()],
      [{ CUMUL_DONS: '320 50' }, accepted('wrong-amount')],
    ],
  ),
  rowsCase(
    ['lost leading zeros', 'a postcode has a known length and can be mended; a bank reference cannot'],
    [
      [{ CP: 1990 }, accepted('postcode-padded')],
      [{ CP: '1990' }, accepted('postcode-padded')],
      [{ CP: 75_990 }, accepted()],
      [{ ID_DONATEUR: 42 }, accepted('numeric-id')],
      [{ RUM: 42 }, rejected('mandate-as-number')],
    ],
  ),
  rowsCase(
    [
      'identifiers that Excel altered',
      'beyond fifteen digits the identifier is another one: what goes back would join to nobody',
    ],
    [
      [{ ID_DONATEUR: 1e21 }, rejected('altered-id')],
      [{ ID_DONATEUR: '1,23E+15' }, rejected('altered-id')],
    ],
  ),
  rowsCase(
    [
      'references that a spreadsheet altered',
      'in every column that somebody joins or debits by, lost digits are refused, never guessed',
    ],
    [
      [{ RUM: '1,23E+15' }, rejected('altered-reference')],
      [{ RUM: '42.0' }, rejected('altered-reference')],
      [{ RUM: { date: 43_864 } }, rejected('mandate-as-number')],
      [{ ICS: 72_123_456 }, rejected('ics-malformed')],
      [{ IBAN_MASQUE: '7,63E+25' }, accepted('altered-reference')],
      [{ IBAN_MASQUE: 7.63e25 }, accepted('altered-number')],
      [{ CODE_INTERNE: 1.234_567_890_123_456_8e21 }, accepted('altered-number')],
      [{ ID_DONATEUR: '1042.0' }, rejected('altered-id')],
    ],
  ),
  rowsCase(
    [
      'identifiers that differ only by a space',
      'the key returns as it came: two identifiers that a reader would make one are two donors',
    ],
    [
      [{ ID_DONATEUR: 'K 7' }, accepted()],
      [{ ID_DONATEUR: 'K  7' }, accepted()],
      [{ ID_DONATEUR: 'K\u00a07' }, accepted()],
      [{ ID_DONATEUR: 'k 7' }, accepted()],
      [{ ID_DONATEUR: ' K 7 ' }, { outcome: 'EF_DOUBLON', codes: [] }],
      [{ ID_DONATEUR: 'K\u200b7' }, rejected('altered-id')],
    ],
  ),
  rowsCase(
    [
      'two donors with one id',
      'one of the two is the donor; the second is told, never called under the first one’s name',
    ],
    [
      [{ ID_DONATEUR: 'DEUX' }, accepted()],
      [{ ID_DONATEUR: 'DEUX' }, { outcome: 'EF_DOUBLON', codes: [] }],
    ],
  ),
  rowsCase(
    ['IBAN in clear', 'a full account number has no place in a calling file, wherever it stands'],
    [
      [{ IBAN_MASQUE: IBAN_IN_CLEAR }, rejected('iban-in-clear')],
      [{ INFO_1: `compte ${IBAN_IN_CLEAR.replace(/ /g, '')} merci` }, rejected('iban-in-clear')],
      [{ COLONNE_INCONNUE: IBAN_IN_CLEAR.toLowerCase() }, rejected('iban-in-clear')],
      [{ IBAN_MASQUE: 'FR••…189' }, accepted()],
    ],
  ),
  rowsCase(
    ['no number', 'nobody can be called: kept for the return file and for a request of numbers'],
    [[{ TEL_FIXE: null }, { outcome: 'EF_SANSTEL', codes: [] }]],
  ),
  rowsCase(
    ['too long', 'what is longer than any name was pasted by mistake'],
    [[{ NOM: 'T'.repeat(51) }, rejected('too-long')]],
  ),
  rowsCase(
    ['e-mails', 'an address that cannot exist is left out, one that looks mistyped is kept and told'],
    [
      [{ EMAIL: 'donatrice@@exemple.invalid' }, accepted('email-invalid')],
      [{ EMAIL: 'donatrice@gmial.com' }, accepted('email-typo')],
    ],
  ),
  rowsCase(
    [
      'what a free text may not say',
      'health and card numbers may not enter the records, whatever the column',
    ],
    [
      [{ INFO_1: 'Aime les lettres manuscrites' }, accepted()],
      [{ INFO_1: 'suit un traitement' }, accepted('info-refused')],
      [{ INFO_5: 'carte 4111 1111 1111 1111' }, accepted('card-number')],
      [{ ADR_L2: 'quarante et un onze onze onze onze onze onze onze' }, accepted('card-number')],
      [{ COLONNE_INCONNUE: '4111111111111111' }, accepted('card-number')],
      [{ NOM: '4111 1111 1111 1111' }, rejected('card-number', 'required')],
    ],
  ),
  rowsCase(
    [
      'donors who are not called',
      'the rules of the campaign leave them out before any call, each for its reason',
    ],
    [
      [{ DATE_DERNIERE_AUGMENTATION: '2026-06-01' }, excluded('date-as-text')],
      [{ DATE_RECRUTEMENT: { date: excelDay('2026-09-01') } }, excluded()],
      [{ LANGUE: 'nl' }, excluded()],
      [{ DATE_ARRET: { date: excelDay('2026-10-01') } }, excluded()],
      [{ DATE_NAISSANCE: { date: excelDay('2012-05-01') } }, excluded()],
      [{ CP: '98800' }, excluded()],
      [{ DATE_DERNIERE_AUGMENTATION: 'récemment' }, rejected('wrong-date')],
    ],
  ),
];

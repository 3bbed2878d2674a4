import { accepted, excluded, type HostileWorkbook, rejected, rowsCase } from './hostile-cases.ts';
import { BE, belgian, day } from './hostile-rows.ts';

const dead = (...before: string[]) => excluded(...before, 'says-dead');
const DNC = { outcome: 'EF_DNC', codes: [] } as const;

/** Words that stand for nothing, that say more than a name, or that stand for a code. */
export const HOSTILE_WORDS: readonly HostileWorkbook[] = [
  rowsCase(
    [
      'placeholders',
      'somebody may be called Null: a name is remarked, an error of Excel or an identifier of nothing is refused',
    ],
    [
      [{ NOM: 'nan' }, accepted('placeholder')],
      [{ PRENOM: 'NULL' }, accepted('placeholder')],
      [{ PRENOM: '-' }, accepted('placeholder')],
      [{ ADR_L4: 'NON RENSEIGNE' }, accepted('placeholder')],
      [{ NOM: '#N/A' }, rejected('cell-error')],
      [{ ADR_L4: '#REF!' }, rejected('cell-error')],
      [{ SEGMENT: '#VALEUR!' }, accepted('cell-error')],
      [{ ID_DONATEUR: 'NULL' }, rejected('altered-id')],
      [{ ID_DONATEUR: '#N/A' }, rejected('altered-id')],
      [{ RUM: 'nan' }, rejected('altered-reference')],
      [{ NOM: 'Nanterre-Testeur' }, accepted()],
    ],
  ),
  rowsCase(
    [
      'the dead',
      'what says that the donor died keeps the call from their family, wherever it stands; what says it of another does not',
    ],
    [
      [{ NOM: 'Testeur (décédé)' }, dead()],
      [{ NOM: 'Testeur (De\u0301ce\u0301de\u0301e)' }, dead()],
      [{ NOM: 'Testeur †' }, dead()],
      [{ PRENOM: 'Feu Ysaline' }, dead()],
      [{ PRENOM: 'Ysaline DCD' }, dead()],
      [{ CIVILITE: 'Décédée' }, dead('unknown-value')],
      [{ ADR_L2: 'SUCCESSION FICTIVE' }, dead()],
      [{ INFO_1: 'Décédé le 03/02/2024' }, dead()],
      [{ DECEDE: 'O' }, dead()],
      [{ DATE_DECES: day('2024-02-03') }, dead()],
      [{ STATUT_MAISON: 'décédée' }, dead()],
      [{ DECEDE: 'N', DATE_DECES: null }, accepted()],
      [{ INFO_1: 'décès du conjoint en 2020' }, accepted()],
      [{ NOM: 'Feuillet-Dececco', ADR_L4: '3 RUE DU FEU' }, accepted()],
    ],
  ),
  rowsCase(
    [
      'words for codes',
      'a word that means one code is that code; a zero may be the letter O, and an objection is never guessed',
    ],
    [
      [{ PAYS: 'France' }, accepted()],
      [{ PAYS: 'Belgique' }, rejected('wrong-country')],
      [{ DEVISE: 'Euros' }, accepted()],
      [{ CIVILITE: 'Mr.' }, accepted()],
      [{ CIVILITE: 'Mme.' }, accepted()],
      [{ LANGUE: 'F' }, accepted()],
      [{ LANGUE: 'Anglais' }, excluded()],
      [{ OPPOSITION_TEL: 'o' }, DNC],
      [{ OPPOSITION_TEL: '0' }, rejected('zero-or-letter')],
      [{ OPPOSITION_TEL: 0 }, rejected('zero-or-letter')],
      [{ OPPOSITION_TEL: 1 }, DNC],
      [{ NPAI: 0 }, accepted('zero-or-letter')],
    ],
  ),
  rowsCase(
    [
      'Belgium: words for codes',
      'F, N and D are the languages there; titles and the country in Dutch and German',
    ],
    [
      [belgian({ LANGUE: 'F' }), accepted()],
      [belgian({ LANGUE: 'N' }), excluded()],
      [belgian({ LANGUE: 'Néerlandais' }), excluded()],
      [belgian({ LANGUE: 'D' }), excluded()],
      [belgian({ PAYS: 'België', CIVILITE: 'Dhr.' }), accepted()],
      [belgian({ PAYS: 'Belgien', CIVILITE: 'Frau' }), accepted()],
      [belgian({ NOM: 'Testeur (overleden)' }), dead()],
    ],
    BE,
  ),
  rowsCase(
    [
      'couples with one number',
      'two donors and one telephone: both are called, never on one day, and it is told',
    ],
    [
      [{ TEL_FIXE: '01 99 00 45 01', TEL_MOBILE: '06 39 98 45 01' }, accepted()],
      [{ TEL_FIXE: '0199004501' }, accepted()],
      [{ TEL_FIXE: '01 99 00 45 03', TEL_AUTRE: '+33 6 39 98 45 01' }, accepted()],
      [{ TEL_FIXE: '01 99 00 45 04' }, accepted()],
    ],
  ),
];

import { type Needle, textNeedles } from '../machine/byte-search.ts';
import { writeWithOpenpyxl } from '../machine/openpyxl.ts';

/** A line of the charity's file. Every text of a person is long and unlike any other: found again, it can only come from here. */
export interface StoryDonor {
  /** 1 to 40; stands in labels instead of the person. */
  readonly n: number;
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
  /** National text with spaces, '' without one. */
  readonly mobile: string;
  readonly fixed: string;
  readonly email: string;
  readonly amount: number;
  readonly frequency: 'M' | 'T';
  readonly mandate: string;
  readonly opposed: boolean;
  /** A column of the charity's own, that Excel would spoil as a number. */
  readonly ownReference: string;
  readonly info: string;
}

export const DONORS = 40;
/** Lines with a fate of their own. */
export const LINE = {
  agrees: 1,
  agreesCorrected: 2,
  agreesToLess: 3,
  agreesFree: 4,
  formulaName: 5,
  givesOnce: 6,
  givesByPost: 7,
  refuses: 8,
  callsBack: 9,
  notReached: 10,
  objects: 11,
  refusesToTalk: 12,
  thanked: 13,
  stops: 14,
  wrongNumber: 15,
  plusName: 16,
  givesOnceNoEmail: 17,
  onScreen: 18,
  overseas: 37,
  opposedInFile: 38,
  noPhone: 39,
  foreign: 40,
} as const;

/** What the donor of `agreesCorrected` says on the phone; never in the charity's file. */
export const CORRECTED = {
  EMAIL: 'Adresse-Corrigee.Zephyr@exemple.invalid',
  ADR_L4: '77 QUAI DE LA CORRECTION FICTIVE',
  CP: '01077',
} as const;
/** What agents note: sealed with the call, returned in the final file. */
export const NOTE = 'Préfère être remerciée par courrier de printemps';
export const FORMULA_NOTE = '=SOMME(A1:A9) a dit la personne en riant';

const SYLLABLES = ['bra', 'cho', 'dwi', 'fré', 'glu', 'kna', 'mlo', 'pso', 'sté', 'vru'];
const NO_EMAIL: readonly number[] = [LINE.agreesFree, LINE.givesOnceNoEmail];

function invented(n: number, ending: string): string {
  const at = (step: number) => SYLLABLES[(n * step + Math.floor(n / 10)) % 10] ?? '';
  return `${at(1)}${at(3)}${at(7)}${String.fromCharCode(97 + (n % 26))}${ending}`;
}

function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

function storyDonor(n: number): StoryDonor {
  const two = String(n).padStart(2, '0');
  const lastName: Readonly<Record<number, string>> = {
    [LINE.formulaName]: '=HYPERLINK("http://exemple.invalid/x";"Testeur")',
    [LINE.plusName]: '+33639987654-Testeur',
  };
  const ownReference: Readonly<Record<number, string>> = {
    [LINE.formulaName]: '=HYPERLINK("http://exemple.invalid/x";"Référence")',
    [LINE.plusName]: '+33639987654',
  };
  return {
    n,
    id: `DON-90${two}-FICTIF`,
    lastName: lastName[n] ?? `Testeur-${invented(n, 'ovix')}`,
    firstName: `Zéphyr-${invented(n, 'uline')}`,
    street: unaccented(`${n} RUE FICTIVE ${invented(n, 'erac').toUpperCase()}`),
    postcode: n === LINE.overseas ? '97400' : n % 2 === 0 ? `010${two}` : `750${two}`,
    city: 'Villeneuve-Exemple',
    country: n === LINE.foreign ? 'BE' : 'FR',
    mobile: n === LINE.noPhone ? '' : `06 39 98 31 ${two}`,
    fixed: n % 4 === 0 && n !== LINE.foreign ? `01 99 00 62 ${two}` : '',
    email: NO_EMAIL.includes(n) ? '' : unaccented(`Donateur-${invented(n, two)}@exemple.invalid`),
    amount: n === LINE.agreesToLess ? 30 : 10 + (n % 5),
    frequency: n === LINE.agreesToLess ? 'T' : 'M',
    mandate: `++FICTIF-MANDAT-${two}`,
    opposed: n === LINE.opposedInFile,
    ownReference: ownReference[n] ?? `00${two}0099`,
    info: n % 7 === 0 ? '=1+1+fictif' : '',
  };
}

export const STORY_DONORS: readonly StoryDonor[] = Array.from({ length: DONORS }, (_, at) =>
  storyDonor(at + 1),
);

export function donorById(id: string): StoryDonor {
  const donor = STORY_DONORS.find((one) => one.id === id);
  if (!donor) throw new Error('a card shows a donor of the file');
  return donor;
}

/** Texts are text cells whatever they look like, dates are dates, amounts are numbers: what a careful charity makes. */
const WRITE = `
import json
donors = json.loads(DONORS)
headers = ["ID_DONATEUR","CODE_CAMPAGNE","SEGMENT","CIVILITE","NOM","PRENOM","LANGUE","ADR_L4","CP","VILLE","PAYS",
  "TEL_FIXE","TEL_MOBILE","OPPOSITION_TEL","EMAIL","DATE_RECRUTEMENT","MONTANT_PA","DEVISE","PERIODICITE",
  "JOUR_PRELEVEMENT","DATE_DEBUT_PA","RUM","ICS","INFO_1","REFERENCE_INTERNE"]
sheet.append(headers)
for d in donors:
    row = [d["id"], CAMPAIGN, "FIDELES", "MME", d["lastName"], d["firstName"], "fr", d["street"], d["postcode"], d["city"],
      d["country"], d["fixed"], d["mobile"], "O" if d["opposed"] else "N", d["email"], datetime.date(2020, 3, 9), d["amount"],
      "EUR", d["frequency"], 10, datetime.date(2020, 4, 10), d["mandate"], "FR72ZZZ123456", d["info"], d["ownReference"]]
    for at, value in enumerate(row, start=1):
        if value == "":
            continue
        cell = sheet.cell(row=d["n"] + 1, column=at, value=value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.number_format = "@"
`;

/** The charity's workbook, made by another library than ours; it exists in memory only. */
export function storyWorkbook(campaign: string): Uint8Array {
  const donors = JSON.stringify(JSON.stringify(STORY_DONORS));
  return writeWithOpenpyxl(`DONORS = ${donors}\nCAMPAIGN = ${JSON.stringify(campaign)}\n${WRITE}`);
}

/** Everything personal of the story in every way it may be written; labels say line and column. */
export function personalNeedles(): readonly Needle[] {
  const corrected = Object.entries(CORRECTED).filter(([field]) => field !== 'CP');
  return [
    ...STORY_DONORS.flatMap(needlesOf),
    ...corrected.flatMap(([field, text]) =>
      textNeedles(`line ${LINE.agreesCorrected} ${field} corrected`, text),
    ),
    ...textNeedles('a note', NOTE),
    ...textNeedles('a note like a formula', FORMULA_NOTE),
  ];
}

function needlesOf(donor: StoryDonor): readonly Needle[] {
  const texts: readonly (readonly [string, string])[] = [
    ['ID_DONATEUR', donor.id],
    ['NOM', donor.lastName],
    ['PRENOM', donor.firstName],
    ['ADR_L4', donor.street],
    ['EMAIL', donor.email],
    ['RUM', donor.mandate],
    ...[donor.mobile, donor.fixed].flatMap(phoneSpellings),
  ];
  return texts
    .filter(([, text]) => text !== '')
    .flatMap(([column, text]) => textNeedles(`line ${donor.n} ${column}`, text));
}

/** `06 39 …`, `0639…`, `+33639…` (which holds `33639…`), `+33 6 39 …`. */
function phoneSpellings(spaced: string): readonly (readonly [string, string])[] {
  if (spaced === '') return [];
  const compact = spaced.replaceAll(' ', '');
  const all = [
    spaced,
    compact,
    `33${compact.slice(1)}`,
    `+33 ${spaced.slice(1)}`,
    spaced.replaceAll(' ', '.'),
  ];
  return all.map((text) => ['TEL', text]);
}

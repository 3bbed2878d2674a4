import type { Country } from '../../../shared/country.ts';
import type { Donor, RecordContent } from '../donor.ts';
import {
  bareLine,
  boxOf,
  LINE_SIGNS,
  looseLine,
  numberLast,
  plainLine,
  shortened,
  withBox,
} from './written-lines.ts';

/** Lines 2 to 6 of an envelope, '' for an empty one; the first is the name, which the charity has. */
type Lines = readonly [string, string, string, string, string];

/**
 * How far an envelope may be written from these lines. `NPAI`: mail came back and nobody gave another address;
 * `NPAI_CORRIGE`: somebody did.
 */
type PostalState = 'PRETE' | 'ABREGEE' | 'TROP_LONGUE' | 'INCOMPLETE' | 'NPAI' | 'NPAI_CORRIGE';

export interface PostalLines {
  readonly lines: Lines;
  readonly state: PostalState;
}

/** @internal for tests */
export type Address = Pick<
  Donor,
  'addressL2' | 'addressL3' | 'addressL4' | 'addressL5' | 'postcode' | 'city' | 'country'
>;

const isWide = (line: string): boolean => line.length > LINE_SIGNS;

/** The town as French mail is sorted by: « ST ETIENNE », whatever the spelling. */
function frenchTown(city: string): string {
  return bareLine(city).replace(/\bSAINT(E?)(?= )/g, 'ST$1');
}

/** Each country’s own writing: the French norm NF Z10-011, and what the Belgian and the Swiss post ask for. */
const WRITTEN: Readonly<Record<Country, (of: Address) => Lines>> = {
  FR: ({ addressL2, addressL3, addressL4, addressL5, postcode, city }) => [
    plainLine(addressL2),
    plainLine(addressL3),
    bareLine(addressL4),
    bareLine(addressL5),
    `${postcode} ${frenchTown(city)}`.trim(),
  ],
  BE: ({ addressL2, addressL3, addressL4, addressL5, postcode, city }) => {
    const box = boxOf(addressL3) ?? boxOf(addressL2);
    const kept = (line: string) => (boxOf(line) === undefined ? looseLine(line) : '');
    const street = withBox(numberLast(looseLine(addressL4)), box);
    return [
      kept(addressL2),
      kept(addressL3),
      street,
      looseLine(addressL5),
      `${postcode} ${looseLine(city)}`.trim(),
    ];
  },
  CH: ({ addressL2, addressL3, addressL4, addressL5, postcode, city }) => [
    looseLine(addressL2),
    looseLine(addressL3),
    numberLast(looseLine(addressL4)),
    looseLine(addressL5),
    `${postcode} ${looseLine(city)}`.trim(),
  ],
};

const frenchShort = ([one, two, street, place, town]: Lines): Lines => [
  shortened(one, isWide),
  shortened(two, isWide),
  shortened(street),
  shortened(place, isWide),
  shortened(town, isWide),
];
const asTheyAre = (lines: Lines): Lines => lines;

/** Only the French norm says which words may be shortened. */
const SHORTENED: Readonly<Record<Country, (lines: Lines) => Lines>> = {
  FR: frenchShort,
  BE: asTheyAre,
  CH: asTheyAre,
};

/**
 * Every line as its country writes it, shortened only where it does not fit. Pure; nothing is cut.
 * @internal for tests
 */
export function writtenLines(address: Address): Lines {
  return SHORTENED[address.country](WRITTEN[address.country](address));
}

const FIELDS = ['ADR_L2', 'ADR_L3', 'ADR_L4', 'ADR_L5', 'CP', 'VILLE'] as const;

function isMoved({ donor, imported }: RecordContent): boolean {
  const { addressL2, addressL3, addressL4, addressL5, postcode, city } = donor;
  const now = [addressL2, addressL3, addressL4, addressL5, postcode, city];
  return FIELDS.some((field, at) => imported[field] !== now[at]);
}

function stateOf(content: RecordContent, whole: Lines, lines: Lines): PostalState {
  const { donor } = content;
  const [, , street, place] = lines;
  if (donor.npai && !isMoved(content)) return 'NPAI';
  if ((street === '' && place === '') || donor.postcode === '' || donor.city === '') return 'INCOMPLETE';
  if (lines.some(isWide)) return 'TROP_LONGUE';
  if (donor.npai) return 'NPAI_CORRIGE';
  return lines.every((line, at) => line === whole[at]) ? 'PRETE' : 'ABREGEE';
}

/** The lines of a donor’s envelope as it stands after the calls, and whether it may be posted. */
export function postalLines(content: RecordContent): PostalLines {
  const { country } = content.donor;
  const whole = WRITTEN[country](content.donor);
  const lines = SHORTENED[country](whole);
  return { lines, state: stateOf(content, whole, lines) };
}

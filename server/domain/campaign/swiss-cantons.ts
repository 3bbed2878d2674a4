export const CANTONS = [
  'AG',
  'AI',
  'AR',
  'BE',
  'BL',
  'BS',
  'FR',
  'GE',
  'GL',
  'GR',
  'JU',
  'LU',
  'NE',
  'NW',
  'OW',
  'SG',
  'SH',
  'SO',
  'SZ',
  'TG',
  'TI',
  'UR',
  'VD',
  'VS',
  'ZG',
  'ZH',
] as const;
export type Canton = (typeof CANTONS)[number];

/**
 * The canton that most places of a postcode range belong to: postcodes do not follow the borders, so it is shown as
 * « à vérifier » (docs/rules/layouts.md). First matching prefix, longest first.
 */
const BY_PREFIX: readonly (readonly [Canton, string])[] = [
  ['JU', '28 29'],
  ['FR', '153 154 156 16 17'],
  ['VS', '187 189 19 39'],
  ['GE', '12'],
  ['NE', '20 21 22 23'],
  ['VD', '10 11 13 14 15 18'],
  ['BE', '24 25 26 27 30 31 32 33 34 35 36 37 38'],
  ['BS', '40'],
  ['BL', '41 42 43 44'],
  ['SO', '45 46 47'],
  ['AG', '48 50 51 52 53 54 55 56 57'],
  ['LU', '60 61 62'],
  ['ZG', '63'],
  ['TI', '65 66 67 68 69'],
  ['GR', '70 71 72 73 74 75 76 77'],
  ['ZH', '80 81 83 84 86 87 88 89'],
  ['SH', '82'],
  ['SZ', '64'],
  ['TG', '85 93 95'],
  ['SG', '90 91 92 94 96 97'],
];

const PREFIXES = BY_PREFIX.flatMap(([canton, prefixes]) =>
  prefixes.split(' ').map((prefix) => ({ canton, prefix })),
).sort((a, b) => b.prefix.length - a.prefix.length);

/** The likely canton of a Swiss postcode, or undefined. */
export function likelyCanton(postcode: string): Canton | undefined {
  return PREFIXES.find(({ prefix }) => postcode.startsWith(prefix))?.canton;
}

import { readCoordinate } from '../../../shared/coordinates.ts';
import type { Country } from '../../../shared/country.ts';
import { townKey } from '../../../shared/town-key.ts';

/** Towns by postcode, each once, and the lines that say none. */
export interface PostcodeList {
  readonly towns: ReadonlyMap<string, readonly string[]>;
  /** Numbers of the lines that were left out, from 1. */
  readonly leftOut: readonly number[];
}

/** `FR<tab>01000<tab>Bourg…`: the layout of GeoNames says the country first. */
const COUNTRY_FIRST = /^[A-Z]{2}$/;

/** A line's postcode and what follows it, whatever parts them. */
function partsOf(line: string, country: Country): readonly string[] {
  const parts = line
    .split(line.includes('\t') ? '\t' : ';')
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
  const [first = ''] = parts;
  // GeoNames goes on with regions: its third column alone is the town.
  return COUNTRY_FIRST.test(first) ? (first === country ? parts.slice(1, 3) : []) : parts;
}

/**
 * Towns by postcode from a text of any of these layouts: a postcode, then its towns; one pair a line; GeoNames. Parted by
 * tabulations or semicolons, in the order of the file. A line without a postcode of that country, or without a town, is left out
 * and told: the header is one. /
 */
export function readPostcodes(text: string, country: Country): PostcodeList {
  const towns = new Map<string, Map<string, string>>();
  const leftOut: number[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const [postcode = '', ...names] = partsOf(line, country);
    const isCode = !('problem' in readCoordinate('CP', postcode, { country, postcode }));
    const read = names.flatMap((name) => {
      const town = readCoordinate('VILLE', name, { country, postcode });
      return 'problem' in town ? [] : [town.text];
    });
    if (!isCode || read.length === 0) leftOut.push(at + 1);
    else {
      const known = towns.get(postcode) ?? new Map<string, string>();
      for (const name of read) if (!known.has(townKey(name))) known.set(townKey(name), name);
      towns.set(postcode, known);
    }
  }
  return { towns: new Map([...towns].map(([code, names]) => [code, [...names.values()]])), leftOut };
}

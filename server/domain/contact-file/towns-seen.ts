import { readCoordinate } from '../../../shared/coordinates.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import type { Donor } from '../donor.ts';

/** Towns that one postcode proposes, at most: a list read while somebody waits on the line. */
const PROPOSED = 6;

/** The envelopes of firms: no donor lives there. */
const FIRM = /\bcedex\b/;

interface Spelling {
  count: number;
  readonly name: string;
}

/**
 * The towns of a contact file by postcode, as the charity writes them. What a postcode proposes during a call is learnt from
 * there: for Belgium and Switzerland no list is to be had that may be passed on, and one way serves the three countries.
 */
export class TownsSeen {
  readonly #byPostcode = new Map<string, Map<string, Spelling>>();

  /** The first spelling stays; a name that could not be typed in the correction form is left out. */
  note({ postcode, city, country }: Pick<Donor, 'postcode' | 'city' | 'country'>): void {
    const read = readCoordinate('VILLE', city, { country, postcode });
    const folded = foldedText(city);
    if (postcode === '' || 'problem' in read || FIRM.test(folded)) return;
    const towns = this.#byPostcode.get(postcode) ?? new Map<string, Spelling>();
    this.#byPostcode.set(postcode, towns);
    const known = towns.get(folded);
    if (known) known.count += 1;
    else towns.set(folded, { count: 1, name: read.text });
  }

  /** One postcode a line, its towns behind it, the most frequent first; `''` without any. */
  lines(): string {
    return [...this.#byPostcode]
      .map(([postcode, towns]) => [postcode, ...mostFrequent([...towns.values()])].join('\t'))
      .join('\n');
  }
}

function mostFrequent(spellings: readonly Spelling[]): readonly string[] {
  const ordered = spellings.toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'fr'));
  return ordered.slice(0, PROPOSED).map(({ name }) => name);
}

/** The towns of that postcode in the lines of several files, each once; the first file has the first word. */
export function townsOf(files: readonly string[], postcode: string): readonly string[] {
  const found = files.flatMap((lines) => {
    const line = lines.split('\n').find((one) => one.startsWith(`${postcode}\t`));
    return line?.split('\t').slice(1) ?? [];
  });
  const byFolded = new Map(found.toReversed().map((name) => [foldedText(name), name]));
  return [...byFolded.values()].toReversed().slice(0, PROPOSED);
}

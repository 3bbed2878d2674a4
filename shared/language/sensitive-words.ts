/**
 * What is never written of a person, whoever writes it (GDPR art. 9, docs/rules/asks.md#health); insults, for they leave
 * with a copy.
 */
export type SensitiveSubject = 'health' | 'religion' | 'opinion' | 'intimacy' | 'insult';

/** What tells of a subject in one language; each list is plain text, for a reader who programs nothing. */
export interface SensitiveLists {
  /**
   * Words and phrases, separated by commas: small letters, no accent. `*` stands for any ending; a space for spaces, a
   * hyphen or an apostrophe. Whole words only.
   */
  readonly words: Readonly<Record<SensitiveSubject, string>>;
  /** What no list says, on the same folded text. */
  readonly folded: readonly SensitivePattern[];
  /** The same on the text as it is written, where an accent changes the meaning. */
  readonly written: readonly SensitivePattern[];
  /** Phrases that hold such a word and tell nothing of anybody, as the lists are written. */
  readonly innocent: string;
  /** A street and its name, on folded text: people live « rue de l’Hôpital ». */
  readonly address: RegExp;
}

export interface SensitivePattern {
  readonly subject: SensitiveSubject;
  readonly pattern: RegExp;
}

/** UTF-16 units of the composed (NFC) text. */
interface SensitiveFound {
  readonly subject: SensitiveSubject;
  readonly from: number;
  readonly to: number;
}

/** Where the first such word of a text stands; undefined when it holds none. */
export type FindSensitive = (text: string) => SensitiveFound | undefined;

export function sensitiveFinder(lists: SensitiveLists): FindSensitive {
  const words = Object.entries(lists.words) as [SensitiveSubject, string][];
  const folded = [...words.map(([subject, list]) => ({ subject, pattern: anyOf(list) })), ...lists.folded];
  const innocent = anyOf(lists.innocent, 'g');
  const address = new RegExp(lists.address, 'g');
  return (text) => {
    const plain = foldedWithPlaces(text.normalize('NFC'));
    const judged = plain.text.replace(innocent, blanked).replace(address, blanked);
    const found = folded.flatMap(({ subject, pattern }) => {
      const match = pattern.exec(judged);
      const end = match && match.index + match[0].length - 1;
      return match && end !== null
        ? [{ subject, from: plain.places[match.index] ?? 0, to: (plain.places[end] ?? 0) + 1 }]
        : [];
    });
    const asWritten = lists.written.flatMap(({ subject, pattern }) => {
      const match = pattern.exec(text.normalize('NFC'));
      return match ? [{ subject, from: match.index, to: match.index + match[0].length }] : [];
    });
    return [...found, ...asWritten].toSorted((a, b) => a.from - b.from)[0];
  };
}

/** Nothing matches it, and what follows keeps its place. */
function blanked(match: string): string {
  return '#'.repeat(match.length);
}

function anyOf(list: string, flags = ''): RegExp {
  const words = list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('.', '\\.').replaceAll('*', '[a-z]*').replaceAll(' ', "[\\s'-]+"));
  return new RegExp(`(?<![a-z0-9])(?:${words.join('|')})(?![a-z0-9])`, flags);
}

/** Small letters, no accent, straight apostrophes, and where each one stands in the text. */
function foldedWithPlaces(text: string): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let folded = '';
  let at = 0;
  for (const sign of text) {
    const plain = foldedSign(sign);
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at);
    folded += plain;
    at += sign.length;
  }
  return { text: folded, places };
}

const SIGNS: Readonly<Record<string, string>> = { '’': "'", '‘': "'", œ: 'oe', Œ: 'oe', æ: 'ae', Æ: 'ae' };

function foldedSign(sign: string): string {
  return SIGNS[sign] ?? sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

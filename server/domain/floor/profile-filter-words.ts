import { AppError } from '../../../shared/errors.ts';

/** A word of a filter, and where it begins (from 0). */
export interface FilterWord {
  readonly kind: 'value' | 'operator' | 'open' | 'close' | 'comma' | 'end';
  readonly text: string;
  /** Between quotes: a value, never « and », « or », « not », « in ». */
  readonly quoted: boolean;
  readonly at: number;
}

/** AppError `filter-invalid`; `at` counts signs from 0, the sentence from 1. */
export class FilterInvalid extends AppError {
  readonly at: number;

  constructor(at: number, message: string, hint: string) {
    super({ code: 'filter-invalid', kind: 'invalid', message: `Filtre, signe ${at + 1} : ${message}`, hint });
    this.at = at;
  }
}

/** Where the fault is, from 0, read from that sentence: a command has no more of it. */
export function filterPlace(message: string): number | undefined {
  const found = /^Filtre, signe (\d+) : /.exec(message);
  return found ? Number(found[1]) - 1 : undefined;
}

const SIGNS: Readonly<Record<string, FilterWord['kind']>> = { '(': 'open', ')': 'close', ',': 'comma' };
const WORD = /\s*(?:(?<operator>!=|<=|>=|=|<|>)|(?<sign>[(),])|"(?<quoted>[^"]*)"|(?<bare>[^\s=<>!(),"]+))/y;

/** Cuts a filter into words; the last one is `end`. AppError `filter-invalid`. */
export function filterWords(text: string): readonly FilterWord[] {
  const words: FilterWord[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    WORD.lastIndex = at;
    const found = WORD.exec(text);
    const start = at + text.slice(at).search(/\S/);
    if (!found?.groups) throw unreadable(text, start);
    const { operator, sign, quoted, bare } = found.groups;
    if (operator !== undefined) words.push({ kind: 'operator', text: operator, quoted: false, at: start });
    else if (sign !== undefined)
      words.push({ kind: SIGNS[sign] ?? 'comma', text: sign, quoted: false, at: start });
    else words.push({ kind: 'value', text: quoted ?? bare ?? '', quoted: quoted !== undefined, at: start });
    at = WORD.lastIndex;
  }
  return [...words, { kind: 'end', text: '', quoted: false, at: text.length }];
}

function unreadable(text: string, at: number): FilterInvalid {
  return text[at] === '"'
    ? new FilterInvalid(at, 'le guillemet n’est pas refermé.', 'Fermez-le : segment="S 1".')
    : new FilterInvalid(at, `« ${text[at]} » ne se comprend pas ici.`, 'Écrivez champ=valeur : segment=S1.');
}

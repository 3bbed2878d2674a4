import type { WordsCipher } from '../ports/typed-words.ts';
import { type Row, text, textOrNull } from './columns.ts';

/** Of a row about to be written: the campaign whose key seals its words, '' for the house's. */
type KeptBy = (row: Row) => string;

const campaign: KeptBy = (row) => text(row, 'campaign');
/** About several campaigns, or none: made empty by the purge of one of them, or about the house itself. */
const house: KeptBy = () => '';

export interface WordsPlace {
  readonly table: string;
  readonly column: string;
}

interface WordsOfTable {
  readonly columns: readonly string[];
  readonly keptBy: KeptBy;
}

/**
 * Every column that holds what staff typed: sealed as it is written, opened as it is read (sql.ts), and nowhere else. A test
 * compares it with the schema.
 */
export const TYPED_WORDS: Readonly<Record<string, WordsOfTable>> = {
  agreement_check: { columns: ['reason'], keptBy: campaign },
  // The approval of a purge outlives it, and says why.
  approval: {
    columns: ['reason', 'decision'],
    keptBy: (row) => (row.action === 'purge' ? '' : campaign(row)),
  },
  audit_reason: { columns: ['text'], keptBy: campaign },
  breach: { columns: ['reason'], keptBy: house },
  breach_event: { columns: ['text'], keptBy: house },
  campaign_pause: { columns: ['reason'], keptBy: campaign },
  // Typed at the charity's, and free words all the same.
  contact_file_towns: { columns: ['towns'], keptBy: campaign },
  correction: { columns: ['reason'], keptBy: campaign },
  decision: { columns: ['text'], keptBy: campaign },
  instruction: { columns: ['given_by_whom', 'text', 'answer_text'], keptBy: campaign },
  key_rotation: { columns: ['reason'], keptBy: campaign },
  // An agenda outlives campaigns.
  event: { columns: ['title', 'body', 'place'], keptBy: house },
  document: { columns: ['folder', 'title', 'description', 'tags'], keptBy: house },
  document_version: { columns: ['name'], keptBy: house },
  live_event: { columns: ['event'], keptBy: house },
  message: { columns: ['text'], keptBy: campaign },
  move: { columns: ['reason', 'undone_reason'], keptBy: house },
  newsletter: { columns: ['subject', 'addressees', 'blocks', 'events'], keptBy: house },
  // About no campaign: a base of people outlives them.
  people_base: { columns: ['fields'], keptBy: house },
  people_group: { columns: ['name'], keptBy: house },
  people_rotation: { columns: ['reason'], keptBy: house },
  person_request: { columns: ['reason', 'outcome'], keptBy: campaign },
  profile: { columns: ['reason', 'undone_reason'], keptBy: campaign },
  week_comment: { columns: ['text'], keptBy: campaign },
  slot: { columns: ['role'], keptBy: (row) => textOrNull(row, 'campaign') ?? '' },
  slot_signup: { columns: ['person'], keptBy: campaign },
  script_life: { columns: ['approval', 'retired_reason'], keptBy: campaign },
};

const MARK = 'sealed:1:';
/** What is read in place of words whose key is gone or absent. */
export const SHUT = '[texte scellé : la clé est détruite ou absente]';

/** Words of before they were sealed, for `LIKE`. */
export const SEALED_LIKE = `${MARK}%`;

/** Seals and opens the columns of the list for one connection; `keyOf` gives the public key of a campaign or of the house. */
export class WordSealing {
  readonly #cipher: WordsCipher | undefined;
  readonly #keyOf: (campaign: string) => Promise<string | undefined>;

  constructor(cipher: WordsCipher | undefined, keyOf: (campaign: string) => Promise<string | undefined>) {
    this.#cipher = cipher;
    this.#keyOf = keyOf;
  }

  /** Those of the columns to write that hold words. */
  wordsAmong(table: string, columns: object): readonly string[] {
    return TYPED_WORDS[table]?.columns.filter((column) => column in columns) ?? [];
  }

  /**
   * The text as the base holds it. A campaign without a key (destroyed since) leaves it to the house; in clear only in a base
   * that no server has opened yet: the first one sweeps it.
   */
  async seal(place: WordsPlace, row: Row, words: string): Promise<string> {
    const keeper = TYPED_WORDS[place.table]?.keptBy(row) ?? '';
    const own = words === '' ? undefined : await this.#keyOf(keeper);
    const name = own === undefined ? '' : keeper;
    const key = own ?? (words === '' ? undefined : await this.#keyOf(''));
    if (key === undefined || !this.#cipher) return words;
    return `${MARK}${name}:${this.#cipher.seal(key, `${place.table}.${place.column}`, words)}`;
  }

  open({ table, column }: WordsPlace, kept: string): string {
    if (!kept.startsWith(MARK)) return kept;
    const end = kept.indexOf(':', MARK.length);
    const name = kept.slice(MARK.length, end);
    return this.#cipher?.open(name, `${table}.${column}`, kept.slice(end + 1)) ?? SHUT;
  }
}

import assert from 'node:assert/strict';
import type { FieldDef, QueryConfig } from 'pg';
import type { SqlValue } from '../sql.ts';
import type { WordsPlace } from '../typed-words.ts';
import type { Catalogue } from './catalogue.ts';
import { inPostgres } from './dialect.ts';
import { KEPT_TABLES } from './foundations.ts';

/** Distinct statements are few; more means a text built from values, which is a bug. */
const MAX_STATEMENTS = 2000;
const TARGET = /^(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(\w+)/;

/** What other servers wait for: an event for their screens, a place that is another's now. */
const RINGS = /^INSERT\s+INTO\s+(?:live_event|place)\b/;

const KEPT: ReadonlySet<string> = new Set(KEPT_TABLES);

interface WordsOfResult {
  readonly name: string;
  readonly place: WordsPlace;
}

/** A statement of the rows as PostgreSQL has it, under the name that each connection prepares it once with. */
class NamedStatement {
  /** It changes what kept answers are read from. */
  readonly changesKept: boolean;
  /** Other servers wait for it. */
  readonly rings: boolean;
  readonly #nameNow: () => string;
  readonly #text: string;
  readonly #catalogue: Catalogue;
  #words: readonly WordsOfResult[] | undefined;

  constructor(nameNow: () => string, text: string, catalogue: Catalogue) {
    this.#nameNow = nameNow;
    this.#text = text;
    this.#catalogue = catalogue;
    this.rings = RINGS.test(text.trimStart());
    this.changesKept = KEPT.has(TARGET.exec(text.trimStart())?.[1] ?? '');
  }

  asked(values: readonly SqlValue[]): QueryConfig {
    return { name: this.#nameNow(), text: this.#text, values: [...values] };
  }

  /** Columns of its result that hold typed words; those of an expression are not among them. */
  wordsAmong(fields: readonly FieldDef[]): readonly WordsOfResult[] {
    this.#words ??= fields.flatMap(({ name, tableID, columnID }) => {
      const place = this.#catalogue.wordsAt(tableID, columnID);
      return place ? [{ name, place }] : [];
    });
    return this.#words;
  }
}

export class NamedStatements {
  readonly #catalogue: Catalogue;
  readonly #known = new Map<string, NamedStatement>();
  #generation = 0;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** Tables changed under connections that had prepared: each prepares anew, under other names. */
  renew(): void {
    this.#generation += 1;
  }

  of(source: string): NamedStatement {
    return this.#known.get(source) ?? this.#named(source, inPostgres(source));
  }

  /** One written in PostgreSQL's own words. */
  plain(text: string): NamedStatement {
    return this.#known.get(text) ?? this.#named(text, text);
  }

  /** Gives the number that PostgreSQL gave the row, as `number`, where it gives one. */
  insertion(table: string, names: readonly string[]): NamedStatement {
    const source = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    const known = this.#known.get(source);
    if (known) return known;
    const numbered = this.#catalogue.numbered(table);
    const returning = numbered === undefined ? '' : ` RETURNING ${numbered} AS number`;
    return this.#named(source, inPostgres(source) + returning);
  }

  #named(source: string, text: string): NamedStatement {
    assert(this.#known.size < MAX_STATEMENTS, 'a statement never holds a value in its text');
    const number = this.#known.size;
    const nameNow = () => `plateau_${this.#generation}_${number}`;
    const statement = new NamedStatement(nameNow, text, this.#catalogue);
    this.#known.set(source, statement);
    return statement;
  }
}

import type * as z from 'zod';
import { parsedCell, type StoredCell } from '../stored-json.ts';

/** More places than a house has campaigns and scripts in use: beyond, all are parsed again. */
const MAX_TEXTS = 200;

/**
 * Large JSON texts that every request reads and nobody changes (settings, templates, scripts): parsed and checked once per text.
 * What is given is shared between callers, and never changed by them.
 */
export class ParsedTexts {
  readonly #known = new Map<string, { readonly text: string; readonly value: unknown }>();

  /** The value of the text that stands at that place; the same text again costs a comparison. AppError `row-damaged`. */
  parse<T>(cell: StoredCell, text: string, shape: z.ZodType<T>): T {
    const place = `${cell.table} ${cell.column} ${cell.key}`;
    const known = this.#known.get(place);
    if (known?.text === text) return known.value as T;
    const value = parsedCell(text, cell, shape);
    if (this.#known.size >= MAX_TEXTS) this.#known.clear();
    this.#known.set(place, { text, value });
    return value;
  }
}

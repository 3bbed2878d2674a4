import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CALL_FUNCTIONS } from './call-functions.ts';
import { CLAIM_FUNCTIONS } from './claim-function.ts';
import { DESK_FOUNDATIONS } from './desk-foundations.ts';

/** As they are written. */
export const DESK_FUNCTIONS: readonly string[] = [...DESK_FOUNDATIONS, ...CLAIM_FUNCTIONS, ...CALL_FUNCTIONS];

const NAME = /^CREATE FUNCTION (\w+)/;
const DIGITS = 10;

const names = DESK_FUNCTIONS.map((text) => {
  const name = NAME.exec(text)?.[1];
  assert(name !== undefined, 'a function has a name');
  return name;
});
const ending = createHash('sha256').update(DESK_FUNCTIONS.join('\n')).digest('hex').slice(0, DIGITS);
const CALLED = new RegExp(`\\b(${names.join('|')})\\(`, 'g');

/**
 * The functions of the desk belong to the program, not to the schema: two servers of two versions, on one base, each call their
 * own. Their names end with a digest of all their texts.
 */
export function ownNames(text: string): string {
  return text.replace(CALLED, `$1_${ending}(`);
}

/** One of them, by which it is known whether they are there. */
export const LAST_FUNCTION = `${names.at(-1)}_${ending}`;

import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { appRouter } from '../../../server/routers/app-router.ts';
import { CORRECTABLE_FIELDS, IDENTITY_FIELDS } from '../../../shared/call-outcome.ts';
import { readCoordinate } from '../../../shared/coordinates.ts';
import { readIdentity } from '../../../shared/identity.ts';
import { callNoteProblem } from '../../../shared/text-rules.ts';

/** no text field of the product takes a card's number, typed or in words. */

const CARDS = [
  '4111111111111111',
  '4111 1111 1111 1111',
  '4111-1111-1111-1111',
  '４１１１ 1111 1111 1111',
  '4lll 1111 1111 1111',
  'quarante et un onze onze onze onze onze onze onze',
  'quatre un un un un un un un un un un un un un un un',
];

interface Part {
  readonly _zod: { readonly def: Readonly<Record<string, unknown>> };
}
const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && '_zod' in value;

const fields = new Map<string, z.ZodType>();
function gather(part: Part, path: string): void {
  const { def } = part._zod;
  if (def.type === 'string') fields.set(path, part as unknown as z.ZodType);
  if (def.type === 'object')
    for (const [name, inner] of Object.entries(def.shape as Record<string, Part>))
      gather(inner, `${path}.${name}`);
  const inner = ['innerType', 'element', 'in', 'out', 'valueType'].map((name) => def[name]);
  for (const one of [...inner, ...((def.options as unknown[]) ?? [])]) if (isPart(one)) gather(one, path);
}
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { inputs?: unknown[] } }>;
for (const [path, { _def }] of Object.entries(procedures))
  for (const input of _def.inputs ?? []) if (isPart(input)) gather(input, path);

/** Accepted as it stands; a refusal is told by its code where the field has one. */
function takes(field: z.ZodType, text: string): boolean {
  try {
    return field.safeParse(text).success;
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(card-number|custody-text)$/) });
    return false;
  }
}

/** Fields that may hold any digits, and why; every other text field refuses. */
const ANY_DIGITS: Readonly<Record<string, string>> = {
  base64: 'a piece of a workbook, judged cell by cell',
  body: 'bytes of an anchor, compared',
  call: 'the beginning of a call’s number',
  callId: 'the beginning of a call’s number',
  campaign: 'names a campaign that must exist',
  campaigns: 'names campaigns that must exist',
  card: 'the beginning of a card’s number',
  charity: 'names a charity that must exist',
  corrections: 'read field by field: below',
  digest: 'compared with what was approved',
  event: 'the beginning of an event’s number',
  document: 'the beginning of a document’s number',
  donorId: 'names a record that must exist',
  fileName: 'names a file that must stand on the drop',
  fingerprint: 'names a key that must exist',
  from: 'names a version that must exist',
  hash: 'compared with the text approved',
  item: 'the beginning of an item’s number',
  keyPlace: 'names a campaign or a directory that must exist',
  list: 'a list of names, judged line by line: no name has a digit',
  newsletter: 'the beginning of a letter’s number',
  note: 'judged with the call: below',
  part: 'names a copy of a key that must exist',
  passphrase: 'kept as a hash',
  password: 'kept as a hash',
  present: 'kept as a hash',
  publicKey: 'a key',
  server: 'names a server that must exist',
  requestId: 'names a request that must exist',
  scriptVersion: 'names a version that must exist',
  sealed: 'bytes, opened and judged as an outcome',
  seat: 'names a seat that must exist',
  signature: 'bytes of a signature, verified',
  site: 'names a site that must exist',
  sites: 'names sites that must exist',
  target: 'names a campaign or a charity that must exist',
  typedCode: 'compared with a code, not kept',
  value: 'looked up by its blind index, not kept',
  version: 'names a version that must exist',
};
/** Of the same name as one above, and kept. */
const KEPT: ReadonlySet<string> = new Set(['review.addDecision.about.value', 'calls.takeSeat.seat']);

const nameOf = (path: string): string => path.split('.').at(-1) ?? '';
const guarded = [...fields].filter(([path]) => ANY_DIGITS[nameOf(path)] === undefined || KEPT.has(path));

describe('R-41 a card number, typed or in words', () => {
  it.each(guarded)('is not taken by %s', (_path, field) => {
    expect(CARDS.filter((text) => takes(field, text))).toEqual([]);
  });

  it('has no row for a field that is not there, nor for one that refuses by its shape', () => {
    const loose = [...fields].filter(
      ([path, field]) => !KEPT.has(path) && CARDS.some((text) => takes(field, text)),
    );
    const names = new Set(loose.map(([path]) => nameOf(path)));
    expect(Object.keys(ANY_DIGITS).filter((name) => !names.has(name))).toEqual([]);
  });

  const home = { country: 'FR', postcode: '31990' } as const;
  it.each(CORRECTABLE_FIELDS)('is not taken by the correction of %s', (field) => {
    expect(CARDS.filter((text) => !('problem' in readCoordinate(field, text, home)))).toEqual([]);
  });

  it.each(IDENTITY_FIELDS)('is not taken by the correction of %s', (field) => {
    expect(CARDS.filter((text) => !('problem' in readIdentity(field, text, Date.now())))).toEqual([]);
  });

  it.each(['upgrade', 'reactivation', 'thanks'] as const)(
    'is not taken by the note of a call, %s',
    (kind) => {
      expect(CARDS.filter((text) => callNoteProblem(kind, `CB ${text}`) === undefined)).toEqual([]);
    },
  );
});

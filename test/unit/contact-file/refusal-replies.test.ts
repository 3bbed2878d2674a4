import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSAL_REPLIES, replyTo } from '../../../server/domain/charity-kit/refusal-replies.ts';
import { frenchCode } from '../../../server/domain/contact-file/report/problem-codes.ts';
import { FILE_REFUSALS } from '../../../server/pgp/exchange-errors.ts';

const SERVER = join(import.meta.dirname, '..', '..', '..', 'server');

/** Where a contact file, a row or a call is refused, and how a code is written there. */
const PLACES: readonly (readonly [folder: string, files: RegExp, code: RegExp])[] = [
  [
    'domain/contact-file',
    /\.ts$/,
    /(?:\b(?:failure|refused|error|layoutError)\(\s*(?:'[A-Z_]*',\s*)?|\bcode: )'([A-Za-z][A-Za-z_-]+)'/g,
  ],
  ['steps/contact-file', /import-(?:judge|contact).*\.ts$/, /\bcode: '([A-Za-z][A-Za-z_-]+)'/g],
  ['domain/files', /drop-name-refused\.ts$/, /\bcode: '([a-z-]+)'/g],
  ['excel', /workbook-refusals\.ts$/, /^ {2}'(workbook-[a-z-]+)',$/gm],
];

/** Remarks of rows that are taken all the same, and what is not the charity's to mend. */
const NOT_TOLD = new Set(['hidden-row', 'canton-guessed', 'import-running', 'import-given-up']);

function codesWritten(): readonly string[] {
  const found = PLACES.flatMap(([folder, files, code]) =>
    readdirSync(join(SERVER, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => files.test(name))
      .flatMap((name) => [...readFileSync(join(SERVER, folder, name), 'utf8').matchAll(code)])
      .map(([, found = '']) => found),
  );
  return [...new Set([...found, ...Object.keys(FILE_REFUSALS)])].filter((code) => !NOT_TOLD.has(code)).sort();
}

describe('what the charity is told of a refusal (R-02)', () => {
  it('no code of the import is without a sentence', () => {
    expect(codesWritten().filter((code) => replyTo(code) === undefined)).toEqual([]);
  });

  it('no sentence is kept for a code that nobody gives any more', () => {
    const given = new Set([...codesWritten(), 'charity-key-missing', 'charity-key-expired']);
    expect(Object.keys(REFUSAL_REPLIES).filter((code) => !given.has(code))).toEqual([]);
  });

  it('each is a French sentence for the charity: it names none of our commands', () => {
    for (const [code, { says }] of Object.entries(REFUSAL_REPLIES)) {
      expect([code, says]).toEqual([code, expect.stringMatching(/^[A-ZÀÉ].+[.]$/s)]);
      expect([code, says]).toEqual([code, expect.not.stringMatching(/\bplateau [a-z]/)]);
    }
  });
});

describe('the column CODE of the import report', () => {
  const REMARK = /\b(?:warning|problem)\(\s*(?:\w+,\s*)?'([a-z-]+)'|\bcode: '([a-z-]+)'/g;
  const remarks = readdirSync(join(SERVER, 'domain/contact-file'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(SERVER, 'domain/contact-file', name), 'utf8').matchAll(REMARK)])
    .map(([, one, other]) => one ?? other ?? '');
  const ofFiles = new Set(
    Object.entries(REFUSAL_REPLIES).flatMap(([code, { stops }]) => (stops === 'row' ? [] : [code])),
  );
  const ofRows = Object.entries(REFUSAL_REPLIES).flatMap(([code, { stops }]) =>
    stops === 'row' ? [code] : [],
  );
  // Refusals of a whole file have no row.
  const codes = [
    ...new Set([...remarks.filter((code) => !ofFiles.has(code) || code === 'wrong-country'), ...ofRows]),
  ];

  it('says each refusal and each remark in French, no two alike', () => {
    expect(codes.length).toBeGreaterThan(45);
    expect(codes.filter((code) => !/^[A-Z][A-Z0-9_]+$/.test(frenchCode(code)))).toEqual([]);
    expect(new Set(codes.map(frenchCode)).size).toBe(codes.length);
  });

  it('leaves the code of an exclusion as it is', () => {
    expect(frenchCode('EF_DOUBLON')).toBe('EF_DOUBLON');
  });
});

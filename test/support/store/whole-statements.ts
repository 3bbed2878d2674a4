import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROWS = join(import.meta.dirname, '../../../server/store/rows');
const CONSTANT = /^(?:export )?const ([A-Z][A-Z_]*) =\s*(?:`([^`]*)`|'([^'\n]*)');$/gm;
const STATEMENT =
  /`((?:SELECT|INSERT|UPDATE|DELETE|WITH)\s[^`]*)`|'((?:SELECT|INSERT|UPDATE|DELETE|WITH)\s[^'\n]*)'/g;
const HOLE = /\$\{([A-Z][A-Z_]*)\}/g;

const partsOf = (text: string) =>
  [...text.matchAll(CONSTANT)].map(
    ([, name = '', template, plain]) => [name, template ?? plain ?? ''] as const,
  );

/** Every statement in a file of the rows that no value shapes, its named parts filled in: by file, in SQLite's words. */
export function wholeStatements(): readonly { readonly file: string; readonly source: string }[] {
  const files = readdirSync(ROWS).map((file) => ({ file, text: readFileSync(join(ROWS, file), 'utf8') }));
  const shared = new Map(files.flatMap(({ text }) => partsOf(text)));
  return files.flatMap(({ file, text }) => {
    const own = new Map(partsOf(text));
    const filled = (part: string): string =>
      part.replace(HOLE, (hole, name: string) => own.get(name) ?? shared.get(name) ?? hole);
    return [...text.matchAll(STATEMENT)].flatMap(([, template, plain]) => {
      const source = filled(filled(template ?? plain ?? ''));
      return source.includes('${') ? [] : [{ file, source }];
    });
  });
}

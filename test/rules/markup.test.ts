import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/**
 * Pages are written with the tag `html` (server/domain/files/html.ts), which escapes by itself: one escape forgotten by hand is a
 * hole in a page that a charity opens.
 */
const ROOT = join(import.meta.dirname, '..', '..');
const MARKUP =
  /<\/[a-z][a-z0-9]*>|<[a-z][a-z0-9]* [a-z-]+="|<!doctype|<(?:p|div|span|table|tr|t[dh]|h\d|[uo]l|li|a|section|svg|br|img|html|body|style)[ >]/i;
/** The parts of a workbook are XML, written and escaped by its writer; the scenes of played telephones hold constants. */
const files = execFileSync(
  'git',
  ['ls-files', '-zco', '--exclude-standard', 'shared', 'server', 'tui', 'scripts'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\0')
  .filter(
    (name) => /\.tsx?$/.test(name) && !name.startsWith('server/excel/') && !name.endsWith('/sipp-scenes.ts'),
  )
  .filter((name) => existsSync(join(ROOT, name)));
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

/** The text of a literal, or of a template with its holes left empty; undefined: no text, or one of the tag's. */
function writtenText(node: ts.Node): string | undefined {
  if (ts.isTaggedTemplateExpression(node.parent) && node.parent.tag.getText() === 'html') return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => literal.text).join('');
}

/** `file:line` of every text that holds markup without the tag. */
function handBuilt(name: string, text: string): readonly string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node) => {
    if (MARKUP.test(writtenText(node) ?? ''))
      found.push(`${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    ts.forEachChild(node, look);
  };
  ts.forEachChild(source, look);
  return found;
}

it('no page is built by hand: markup stands in the tag `html` only', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap((name) => (/<[/a-z!]/i.test(read(name)) ? handBuilt(name, read(name)) : []))).toEqual(
    [],
  );
});

it('nobody escapes by hand', () => {
  expect(files.filter((name) => /&lt;|&amp;/.test(read(name)))).toEqual(['server/domain/files/html.ts']);
});

it('sees what it is to refuse, and lets the tag pass', () => {
  const seen = (text: string) => handBuilt('page.ts', text).length;
  expect(seen('const a = `<p>$' + '{b}</p>`;')).toBe(1);
  expect(seen('const a = \'<div class="box"></div>\';')).toBe(1);
  expect(seen('const a = html`<p>$' + '{b}<i>$' + '{c}</i></p>`;')).toBe(0);
  expect(seen('const a = html`<p>$' + "{b ? '<br>' : ''}</p>`;")).toBe(1);
  expect(seen("const a = '--file <path>, a < b';")).toBe(0);
});

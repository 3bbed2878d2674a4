import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openByteSearch, sealedNeedles, textNeedles } from '../../support/machine/byte-search.ts';

const NAME = 'Zéphyr-Testeuse';
const search = openByteSearch([...textNeedles('name', NAME), ...textNeedles('phone', '+33639980001')]);
const found = (text: string | Buffer) => search.inBytes(Buffer.from(text as string));

test.each([
  ['UTF-8', Buffer.from(`x${NAME}x`)],
  ['UTF-16LE', Buffer.from(`x${NAME}x`, 'utf16le')],
  ['Latin-1', Buffer.from(NAME, 'latin1')],
  ['capitals', Buffer.from(NAME.toUpperCase())],
  ['accents apart', Buffer.from(NAME.normalize('NFD'))],
  ['no accents', Buffer.from('Zephyr-Testeuse')],
  ['base64, each alignment 0', Buffer.from(Buffer.from(`${NAME}!`).toString('base64'))],
  ['base64, each alignment 1', Buffer.from(Buffer.from(`.${NAME}!`).toString('base64'))],
  ['base64, each alignment 2', Buffer.from(Buffer.from(`..${NAME}!`).toString('base64'))],
  ['the very end', Buffer.concat([Buffer.alloc(70_001, 1), Buffer.from(NAME)])],
])('a name is found as %s', (_, bytes) => {
  expect(search.inBytes(bytes)).toEqual(['name']);
});

test('neither a part of a value nor another one is found', () => {
  expect(found('Zéphyr-Testeus')).toEqual([]);
  expect(found('+33639980002')).toEqual([]);
  expect(found('')).toEqual([]);
});

test('a folder is searched whole, but for the folders left out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-search-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['deep', 'backup']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'base.db'), `tel:+33639980001 nom:${NAME}`);
  }
  writeFileSync(join(folder, 'empty'), '');
  const { files, found: hits } = search.inFolder(folder, [join(folder, 'backup')]);
  expect(files.toSorted()).toEqual(['deep/base.db', 'empty']);
  expect(hits.map((hit) => `${hit.file}: ${hit.label}`).sort()).toEqual([
    'deep/base.db: name',
    'deep/base.db: phone',
  ]);
});

test('sealed bytes are found cut, written as text, and complemented as the purge hides its needles', () => {
  const sealed = Buffer.from(Array.from({ length: 200 }, (_, at) => (at * 73 + 11) % 251));
  const middle = sealed.subarray(83, 115);
  const finder = openByteSearch(sealedNeedles('record', sealed));
  const hidden = Buffer.from(middle.map((byte) => byte ^ 0xff));
  for (const bytes of [
    sealed.subarray(0, 120),
    Buffer.from(sealed.toString('hex')),
    Buffer.from(sealed.toString('base64')),
    Buffer.from(hidden.toString('base64')),
  ])
    expect(finder.inBytes(bytes)).toEqual(['record']);
  expect(finder.inBytes(sealed.subarray(0, 40))).toEqual([]);
});

test('a value too short to mean anything is refused', () => {
  expect(() => openByteSearch(textNeedles('town', 'Ay'))).toThrow('too short to be looked for: town');
});

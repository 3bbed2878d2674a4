import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type SoughtWord, SoughtWords } from '../../../server/domain/purge/sought-words.ts';
import { runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { openFileTraces } from '../../../server/traces/file-traces.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

const NAME = 'Zéphyrine Inventée-Typée';
const WORDS: readonly SoughtWord[] = [
  { kind: 'name', value: NAME },
  { kind: 'phone', value: '06 39 98 00 01' },
  { kind: 'phone', value: '0639980001' },
  { kind: 'email', value: 'zephyrine@exemple.invalid' },
  { kind: 'donor-id', value: 'OP-000-1234' },
];

async function tracesOf(bytes: Uint8Array) {
  const place = mkdtempSync(join(tmpdir(), 'plateau-traces-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  writeFileSync(join(place, 'reste.bin'), bytes);
  const { words } = await openFileTraces().scan({ places: [place], needles: [], words: WORDS });
  return words;
}

/** Noise around, of any length: where the word begins, and whether a part of the reading cuts it, is chance. */
const amid = (bytes: Uint8Array, before = 3) =>
  Buffer.concat([randomBytes(before), Buffer.from(' '), bytes, Buffer.from(' '), randomBytes(50)]);

const WRITINGS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (text) => Buffer.from(text),
  'small letters': (text) => Buffer.from(text.toLowerCase()),
  capitals: (text) => Buffer.from(text.toUpperCase()),
  'accents apart': (text) => Buffer.from(text.normalize('NFD')),
  'UTF-16, little end first': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16, big end first': (text) => Buffer.from(text, 'utf16le').swap16(),
  'Latin-1': (text) => Buffer.from(text, 'latin1'),
  'JSON escapes': (text) =>
    Buffer.from(
      JSON.stringify(text).replaceAll(
        /[^ -~]/g,
        (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ),
  percent: (text) => Buffer.from(encodeURIComponent(text)),
  hexadecimal: (text) => Buffer.from(Buffer.from(text).toString('hex')),
  base64: (text) => Buffer.from(Buffer.from(text).toString('base64')),
  'base64 after one byte': (text) => Buffer.from(Buffer.from(`a${text}z`).toString('base64')),
  'base64 after two bytes': (text) => Buffer.from(Buffer.from(`ab${text}`).toString('base64')),
};

test.each(Object.keys(WRITINGS))('R-33 a name in %s is found, by its kind', async (writing) => {
  const bytes = WRITINGS[writing]?.(NAME) ?? new Uint8Array();
  expect(await tracesOf(amid(bytes))).toEqual([{ file: 'reste.bin', kind: 'name' }]);
});

test('R-33 each kind of word is told, once a file, and nothing of what is not there', async () => {
  const text = 'vu zephyrine@exemple.invalid, (06 39 98 00 01), fiche OP-000-1234.';
  const kinds = (await tracesOf(amid(Buffer.from(text)))).map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(['donor-id', 'email', 'phone']);
  expect(await tracesOf(randomBytes(3_000_000))).toEqual([]);
});

test('R-33 a word across the edge of two parts of the reading is found, wherever the edge cuts it', async () => {
  for (let cut = 0; cut <= 12; cut += 1) {
    const before = (1 << 18) - cut - 1;
    expect([cut, await tracesOf(amid(Buffer.from('0639980001'), before))]).toEqual([
      cut,
      [{ file: 'reste.bin', kind: 'phone' }],
    ]);
    const longer = Buffer.concat([Buffer.alloc(before, 32), Buffer.from('06399800017 10639980001')]);
    expect([cut, await tracesOf(longer)]).toEqual([cut, []]);
  }
});

test('R-33 short words, and those that also stand in what stays, are not looked for', () => {
  const words = new SoughtWords('Script : bonjour, Fondation Montgolfier. Équipe : Alix Bertrand-Dupuis');
  const donor = fictitiousDonor(1);
  words.add({ ...donor, firstName: 'Luc', lastName: 'Roy', donorId: 'D-12', email: '' });
  expect(words.all().filter(({ kind }) => kind !== 'phone')).toEqual([]);
  words.add({ ...donor, firstName: 'Alix', lastName: 'Bertrand-Dupuis' });
  words.add({ ...donor, firstName: 'Zoé', lastName: 'Montgolfier' });
  const names = words.all().filter(({ kind }) => kind === 'name');
  expect(names.map(({ value }) => value)).toEqual([
    'Bertrand-Dupuis Alix',
    'Zoé Montgolfier',
    'Montgolfier Zoé',
  ]);
});

const request = {
  ...{ campaign: CAMPAIGN, typedCode: CAMPAIGN, operator: OPERATOR, verifier: 'Une Autre' },
  forceReason: 'essai : rien de remis',
};

test('R-33 a donor’s name left in a file is a finding of the certificate, with the file and never the name', async () => {
  const { deps, dataDir, close } = await openPurgeRoom(3);
  onTestFinished(close);
  const { firstName, lastName } = fictitiousDonor(1);
  writeFileSync(join(dataDir, 'oubli.txt'), `rappeler ${lastName} ${firstName}`);
  const report = await runPurge(deps, request);
  expect(report.facts.verification.words).toMatchObject({ found: [{ file: 'oubli.txt', kind: 'name' }] });
  expect(report.facts.verification.words?.sought).toBeGreaterThan(6);
  expect(report.findings).toBe(1);
  expect(JSON.stringify(report)).not.toContain(lastName);
});

test('R-33 nothing of the words is kept: the next scan finds none of them in the base', async () => {
  const { deps, dataDir, keysDir, close } = await openPurgeRoom(3);
  onTestFinished(close);
  const words = new SoughtWords('');
  for (let at = 0; at < 3; at += 1) words.add(fictitiousDonor(at));
  const report = await runPurge(deps, request);
  expect(report.findings).toBe(0);
  const again = await deps.traces.scan({ places: [dataDir, keysDir], needles: [], words: words.all() });
  expect(again.words).toEqual([]);
});

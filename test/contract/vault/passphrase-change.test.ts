import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SealedBytes } from '../../../server/ports/vault.ts';
import { initKeyRing } from '../../../server/vault/house-key.ts';
import { openHouseSecrets } from '../../../server/vault/house-secrets.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { changePassphrase, stagePassphrase } from '../../../server/vault/passphrase-change.ts';
import { commitPassphrase } from '../../../server/vault/passphrase-journal.ts';
import { fictitiousContent, fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';

const OLD = 'ancienne phrase de l’essai fictif';
const NEXT = 'nouvelle phrase de l’essai fictif';
const place = { campaign: 'UPG-FR-2026', kind: 'record', id: '1:2', version: 1 } as const;
const content = fictitiousContent(fictitiousDonor(1));

const homes: string[] = [];
let made: Omit<Ring, 'keysDir'> & {
  readonly keysDir: string;
  readonly staged: string;
  readonly files: readonly string[];
};

/** A ring of two campaigns of two charities and one secret of the house, with one sealed record; and the same ring, staged. */
beforeAll(async () => {
  const keysDir = mkdtempSync(join(tmpdir(), 'plateau-phrase-'));
  homes.push(keysDir);
  const passphrase = async () => OLD;
  await initKeyRing({ keysDir, passphrase });
  const vault = await openVault({ keysDir, passphrase });
  await vault.createCampaign('UPG-FR-2026', 'TESTORG');
  await vault.createCampaign('REA-FR-2026', 'AUTRE');
  const sealed = await vault.sealRecord(place, content);
  const blind = await vault.blind('TESTORG', 'donor', 'D-1');
  const secret = await openHouseSecrets({ keysDir, passphrase }).seal('compte', Buffer.from('graine'));
  vault.close();
  const staged = copyOf(keysDir);
  const files = await stagePassphrase({ keysDir: staged, current: OLD, next: NEXT });
  made = { keysDir, sealed, blind, secret, staged, files: files.map((path) => relative(staged, path)) };
}, 60_000);
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

function copyOf(keysDir: string): string {
  const home = mkdtempSync(join(tmpdir(), 'plateau-phrase-'));
  homes.push(home);
  cpSync(keysDir, home, { recursive: true });
  return home;
}

interface Ring {
  readonly keysDir: string;
  readonly sealed: SealedBytes;
  readonly blind: string;
  readonly secret: Uint8Array;
}
const ring = (): Ring => ({ ...made, keysDir: copyOf(made.keysDir) });
const stagedRing = (): Ring => ({ ...made, keysDir: copyOf(made.staged) });

/** What the ring opens under that passphrase: everything, or nothing. */
async function opens({ keysDir, sealed, blind, secret }: Ring, words: string): Promise<string> {
  const passphrase = async () => words;
  const vault = await openVault({ keysDir, passphrase });
  try {
    await vault.checkPassphrase();
    expect(await vault.openRecord(place, sealed)).toEqual(content);
    expect(await vault.blind('TESTORG', 'donor', 'D-1')).toBe(blind);
    await vault.withCampaignKey('REA-FR-2026', async () => undefined);
    const opened = await openHouseSecrets({ keysDir, passphrase }).open('compte', secret);
    expect(Buffer.from(opened).toString()).toBe('graine');
    return 'everything';
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error);
  } finally {
    vault.close();
  }
}

function leftovers(keysDir: string): readonly string[] {
  return readdirSync(keysDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.part$|phrase\.json/.test(name),
  );
}

test('every locked file follows the new passphrase; the old one opens nothing; keys do not change', async () => {
  const one = ring();
  const before = readFileSync(join(one.keysDir, 'house', 'public.asc'), 'utf8');
  expect(await opens(one, OLD)).toBe('everything');
  expect(await changePassphrase({ keysDir: one.keysDir, current: OLD, next: NEXT })).toEqual({ files: 6 });
  expect([await opens(one, NEXT), await opens(one, OLD)]).toEqual(['everything', 'passphrase-wrong']);
  expect(readFileSync(join(one.keysDir, 'house', 'public.asc'), 'utf8')).toBe(before);
  expect(leftovers(one.keysDir)).toEqual([]);
  expect(statSync(join(one.keysDir, 'house', 'private.asc')).mode & 0o777).toBe(0o600);
});

test('a wrong, short or equal passphrase changes nothing', async () => {
  const one = ring();
  const refused = (current: string, next: string) =>
    expect(changePassphrase({ keysDir: one.keysDir, current, next })).rejects;
  await refused('pas celle-là du tout', NEXT).toMatchObject({ code: 'passphrase-wrong' });
  await refused(OLD, 'courte').toMatchObject({ code: 'passphrase-weak' });
  await refused(OLD, OLD).toMatchObject({ code: 'passphrase-weak' });
  expect(await opens(one, OLD)).toBe('everything');
  expect(leftovers(one.keysDir)).toEqual([]);
});

test('killed before the journal: the old passphrase opens all, and the next change sweeps what was left', async () => {
  const one = stagedRing();
  expect(leftovers(one.keysDir)).toHaveLength(6);
  expect(await opens(one, OLD)).toBe('everything');
  await stagePassphrase({ keysDir: one.keysDir, current: OLD, next: NEXT });
  expect(leftovers(one.keysDir)).toHaveLength(6);
});

test('a journal that names no files is said, and nothing is renamed', async () => {
  const one = stagedRing();
  writeFileSync(join(one.keysDir, 'phrase.json'), '{"MARQUEUR":1}');
  await expect(openVault({ keysDir: one.keysDir, passphrase: async () => OLD })).rejects.toMatchObject({
    code: 'key-file-damaged',
    message: 'Le fichier de clé phrase.json est abîmé.',
  });
  expect(leftovers(one.keysDir)).toHaveLength(7);
});

test.each([0, 1, 2, 3, 4, 5, 6])(
  'killed after the journal and %i renames: the next opening ends the change',
  async (done) => {
    const { keysDir } = stagedRing();
    const files = made.files.map((name) => join(keysDir, name));
    const wanted = files.map((path) => readFileSync(`${path}.phrase.part`));
    await commitPassphrase(keysDir, files);
    for (const path of files.slice(0, done)) renameSync(`${path}.phrase.part`, path);
    const vault = await openVault({ keysDir, passphrase: async () => NEXT });
    vault.close();
    expect(files.map((path) => readFileSync(path))).toEqual(wanted);
    expect(leftovers(keysDir)).toEqual([]);
  },
);

test('a ring ended so opens whole, and a campaign destroyed meanwhile stays destroyed', async () => {
  const one = stagedRing();
  await commitPassphrase(
    one.keysDir,
    made.files.map((name) => join(one.keysDir, name)),
  );
  rmSync(join(one.keysDir, 'campaigns', 'REA-FR-2026'), { recursive: true });
  const vault = await openVault({ keysDir: one.keysDir, passphrase: async () => NEXT });
  await expect(vault.sessionPacket('REA-FR-2026')).rejects.toMatchObject({ code: 'campaign-key-missing' });
  expect(await vault.openRecord(place, one.sealed)).toEqual(content);
  vault.close();
  expect(existsSync(join(one.keysDir, 'campaigns', 'REA-FR-2026'))).toBe(false);
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeInto } from '../../../scripts/cli/files/made-files.ts';
import { fetchCertificate } from '../../../server/steps/papers/certificate-files.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { openGnuPg } from '../../support/machine/gnupg.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { agreementRow, CAMPAIGN, NOW_MS } from '../../support/store/store-rows.ts';

const request = {
  campaign: CAMPAIGN,
  typedCode: CAMPAIGN,
  operator: OPERATOR,
  verifier: 'Vérificatrice Testeuse',
  forceReason: 'essai : semaine non remise',
};

async function room(count = 40) {
  const opened = await openPurgeRoom(count);
  onTestFinished(opened.close);
  return opened;
}

test('R-33 the plan lists every copy with counts, and what stands in the way', async () => {
  const { deps } = await room();
  const plan = await planPurge(deps, { campaign: CAMPAIGN });
  const of = (place: string) => plan.items.find((one) => one.place.startsWith(place));
  expect(of('base : record')?.count).toBe(40);
  expect(of(deps.store.engine === 'postgres' ? 'base : fichiers à remettre' : 'dossier d’envoi')?.count).toBe(
    1,
  );
  expect(plan.items.filter((one) => one.place.startsWith('trousseau')).length).toBeGreaterThanOrEqual(4);
  expect(plan.blocked).toBe(false);
  expect(plan.obstacles.join(' ')).toMatch(/fichier hebdomadaire/);
});

test('R-20 R-33 agreements of the running week, due on Tuesday only, stand in the way', async () => {
  const { deps, store } = await room(3);
  const soon = async () =>
    (await planPurge(deps, { campaign: CAMPAIGN })).obstacles.filter((one) => one.includes('mardi'));
  expect(await soon()).toEqual([]);
  const recordId = await store.read(
    async (rows) => (await Array.fromAsync(rows.records.each(CAMPAIGN)))[0]?.id ?? 0,
  );
  await store.write((rows) => rows.calls.insert(agreementRow({ recordId, endedAtMs: NOW_MS })));
  expect(await soon()).toEqual(['Remise due mardi : 1 accord ou don pas encore remis.']);
});

test.each([
  ['another typed code', { typedCode: 'AUTRE' }, 'code-mismatch'],
  ['one person for two', { verifier: OPERATOR.displayName }, 'same-person'],
  ['a delivery due, not forced', { forceReason: undefined }, 'delivery-due'],
])('R-33 refuses %s and destroys nothing', async (_, change, code) => {
  const { deps, sealed, vault } = await room(3);
  await expect(runPurge(deps, { ...request, ...change })).rejects.toMatchObject({ code });
  const opened = await vault.openRecord(
    { campaign: CAMPAIGN, kind: 'record', id: '1:2', version: 1 },
    sealed[0] as never,
  );
  expect(opened.donor).toBeDefined();
});

test('R-33 refuses an open campaign', async () => {
  const { deps, store } = await room(3);
  await store.write((rows) => rows.campaigns.setState(CAMPAIGN, 'open'));
  await expect(runPurge(deps, request)).rejects.toMatchObject({ code: 'purge-blocked' });
});

test('R-33 nothing readable is left: rows, sealed bytes, keys, waiting files', async () => {
  const { deps, sealed, vault, store, dataDir, keysDir } = await room();
  const report = await runPurge(deps, request);
  expect(report.facts.verification).toMatchObject({ rowsLeft: 0, hits: 0, openingFailed: true });
  expect(report.facts.verification.needles).toBeGreaterThan(40);
  const needles = sealed.map((bytes) => bytes.subarray(-24));
  expect((await deps.traces.scan({ places: [dataDir, keysDir], needles })).hits).toEqual([]);
  await expect(
    vault.openRecord({ campaign: CAMPAIGN, kind: 'record', id: '1:2', version: 1 }, sealed[0] as never),
  ).rejects.toMatchObject({ code: 'campaign-key-missing' });
  expect(await store.read(async (rows) => (await rows.campaigns.byCode(CAMPAIGN))?.state)).toBe('purged');
  await expect(runPurge(deps, request)).rejects.toMatchObject({ code: 'purge-blocked' });
});

test('the scan would find a fragment left behind (a check that can fail)', async () => {
  const { deps, sealed, dataDir } = await room(5);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(
    join(dataDir, 'copie-oubliee.bin'),
    Buffer.concat([Buffer.alloc(1_500_000), sealed[2] as Uint8Array]),
  );
  const report = await runPurge(deps, request);
  expect(report.findings).toBe(1);
});

describeWith('gpg', 'pdftotext')('the certificate', () => {
  test('R-33 is French, complete, signed for GnuPG, and given to whoever asks for it later', async () => {
    const { deps, folder } = await room();
    const fetched = () => fetchCertificate(deps, { campaign: CAMPAIGN });
    await expect(fetched()).rejects.toMatchObject({ code: 'certificate-not-yet' });
    const { certificateNumber, files: kept } = await runPurge(deps, request);
    expect(await deps.outgoing.list()).toEqual([]);
    expect((await deps.certificates.list()).toSorted()).toEqual(
      kept.map((path) => basename(path)).toSorted(),
    );
    const files = writeInto(join(folder, 'attestation'), await fetched());
    const text = execFileSync('pdftotext', ['-layout', files[0] as string, '-'], { encoding: 'utf8' });
    for (const words of [
      'Attestation de destruction',
      certificateNumber,
      'Vérificatrice Testeuse',
      'NIST SP 800-88',
      'impossible, comme attendu',
      'Association Fictive',
    ]) {
      expect(text).toContain(words);
    }
    const json = JSON.parse(readFileSync(files[2] as string, 'utf8'));
    expect(json.verification.rowsLeft).toBe(0);
    const gpg = openGnuPg();
    onTestFinished(() => gpg.close());
    await gpg.importKey(await openHousePublicKey(folder));
    for (const at of [0, 2]) {
      const verified = await gpg.run(['--verify', files[at + 1] as string, files[at] as string]);
      expect(verified.code).toBe(0);
    }
  });
});

async function openHousePublicKey(folder: string): Promise<string> {
  return readFileSync(join(folder, 'keys', 'house', 'public.asc'), 'utf8');
}

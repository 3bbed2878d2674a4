import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { holdWordsKeys } from '../../../server/steps/house/hold-words-keys.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { layKeyRing } from '../../support/house/laid-key-ring.ts';
import { baseOf040 } from '../../support/store/base-0.4.0.ts';
import { NOW_MS } from '../../support/store/store-rows.ts';

const LIVING = 'TEST-UP-FR';
const MESSAGE = 'Pause à 18 h.';

async function openOld() {
  const { file, dispose } = baseOf040();
  const ring = {
    keysDir: join(dirname(file), 'keys'),
    passphrase: async () => 'phrase secrète de la reprise',
  };
  await layKeyRing({ ...ring, campaign: { code: LIVING, charity: 'TESTORG' } });
  const vault = await openVault(ring);
  const store = openStore({ file, words: vault.words });
  onTestFinished(() => {
    vault.close();
    store.close();
    dispose();
  });
  const deps = { store, vault, clock: { nowMs: () => NOW_MS } };
  return {
    deps,
    store,
    holds: (text: string) => store.files().some((path) => readFileSync(path).includes(text)),
  };
}

test('R-33 words that 0.4.0 left in clear are sealed at the first start, once, and stand in no page any more', async () => {
  const { deps, store, holds } = await openOld();
  const told = () =>
    store.read(async (rows) => [
      await rows.messages.of('agent-1', 0),
      await rows.breaches.all(),
      await rows.decisions.ofCampaign(LIVING),
    ]);
  const before = await told();
  expect(holds(MESSAGE)).toBe(true);
  await holdWordsKeys(deps);
  expect(holds(MESSAGE)).toBe(false);
  expect(await told()).toEqual(before);
  expect(await store.read((rows) => rows.words.areSwept())).toBe(true);
  expect(await store.write((rows) => rows.words.sweepSome(10))).toBe(0);
  await holdWordsKeys(deps);
  expect(await told()).toEqual(before);
  expect(await store.read(async (rows) => await verifyChain(rows.audit.each()))).toMatchObject({ ok: true });
});

test('R-33 a sweep that was killed goes on at the next start', async () => {
  const { deps, store, holds } = await openOld();
  const key = await deps.vault.holdWordsKey('');
  await store.write((rows) => rows.words.keepKey('', key));
  expect(await store.write((rows) => rows.words.sweepSome(1))).toBe(1);
  expect(await store.read((rows) => rows.words.areSwept())).toBe(false);
  await holdWordsKeys(deps);
  expect(holds(MESSAGE)).toBe(false);
  expect(await store.read((rows) => rows.words.areSwept())).toBe(true);
});

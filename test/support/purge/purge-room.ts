import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SealedBytes } from '../../../server/ports/vault.ts';
import { holdWordsKeys } from '../../../server/steps/house/hold-words-keys.ts';
import type { PurgeDeps } from '../../../server/steps/purge/purge-report.ts';
import { fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { layKeyRing } from '../house/laid-key-ring.ts';
import {
  accountRow,
  CAMPAIGN,
  CHARITY,
  callScript,
  campaignRow,
  deliveryRow,
  NOW_MS,
  newRecord,
} from '../store/store-rows.ts';
import { openPurgeHouse, PURGE_PASSPHRASE } from './purge-house.ts';

const FINAL_ID = '00000000-0000-4000-8000-000000000001';
export const OPERATOR = accountRow({
  id: 'dpo-1',
  login: 'dpo',
  displayName: 'Responsable Testeuse',
  role: 'dataOfficer',
});

/** A closed campaign of `count` sealed records on the real store, vault and folders, its final file delivered. */
export async function openPurgeRoom(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-purge-'));
  await layKeyRing({
    keysDir: join(folder, 'keys'),
    passphrase: async () => PURGE_PASSPHRASE,
    campaign: { code: CAMPAIGN, charity: CHARITY },
  });
  const house = await openPurgeHouse(folder);
  const { deps, dataDir, keysDir, store, vault } = house;
  const keyFingerprint = await vault.createCampaign(CAMPAIGN, CHARITY);
  const sealed: SealedBytes[] = [];
  for (let n = 0; n < count; n += 1) {
    const content = { donor: fictitiousDonor(n), imported: {} as never };
    sealed.push(
      await vault.sealRecord({ campaign: CAMPAIGN, kind: 'record', id: `1:${n + 2}`, version: 1 }, content),
    );
  }
  const blinds = await Promise.all(sealed.map((_, n) => vault.blind(CHARITY, 'donor', `D-${n}`)));
  await store.write(async (rows) => {
    await rows.accounts.insert(OPERATOR);
    await rows.campaigns.save(
      campaignRow({ state: 'open', keyFingerprint, createdAtMs: NOW_MS - 20 * 86_400_000 }),
      callScript(),
    );
    const contactFileId = await rows.records.beginContactFile({
      campaign: CAMPAIGN,
      name: 'TESTORG_UPG_FR_20261123.xlsx.pgp',
      sha256: 'a'.repeat(64),
      startedAtMs: NOW_MS,
      rows: count,
      accepted: 0,
      warned: 0,
      rejected: 0,
      excluded: 0,
    });
    await rows.records.addStaged(
      sealed.map((bytes, n) =>
        newRecord({
          contactFileId,
          rowNumber: n + 2,
          sealed: bytes,
          donorBlind: blinds[n] ?? '',
          phoneBlinds: [blinds[n] ?? ''],
        }),
      ),
    );
    await rows.records.finishContactFile(contactFileId, {
      rows: count,
      accepted: count,
      warned: 0,
      rejected: 0,
      excluded: 0,
      finishedAtMs: NOW_MS,
    });
    await rows.records.closeReady(CAMPAIGN, 'EF_CLOTURE', NOW_MS);
    await rows.campaigns.setState(CAMPAIGN, 'closed');
    await rows.deliveries.add(
      deliveryRow({
        id: FINAL_ID,
        kind: 'final',
        period: 'final',
        state: 'delivered',
        deliveredAtMs: NOW_MS,
      }),
      [],
    );
  });
  await holdWordsKeys({ ...deps, vault });
  await deps.outgoing.put(FINAL_ID, sealed[0] ?? new Uint8Array(64));
  const close = () => {
    house.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { deps, folder, dataDir, keysDir, store, vault, sealed, close };
}

export class Killed extends Error {}

/** The same edges, cut right after the n-th act that changes something (0: before the first): a kill -9 as the steps live it. */
export function killedAfter(deps: PurgeDeps, act: number): PurgeDeps {
  let acts = 0;
  const wrap = <T extends object>(edge: T, names: readonly (keyof T)[]): T =>
    new Proxy(edge, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        const bound = (value as (...args: unknown[]) => unknown).bind(target);
        if (!names.includes(name as keyof T)) return bound;
        return (...args: unknown[]) => {
          acts += 1;
          if (act === 0) throw new Killed();
          const result = bound(...args);
          if (acts !== act) return result;
          if (result instanceof Promise)
            return result.then(() => {
              throw new Killed();
            });
          throw new Killed();
        };
      },
    });
  return {
    ...deps,
    store: wrap(deps.store, ['write', 'compact']),
    vault: wrap(deps.vault, ['destroyCampaign', 'destroyCharity']),
    outgoing: wrap(deps.outgoing, ['remove']),
    traces: wrap(deps.traces, ['scan']),
    backups: wrap(deps.backups, ['create', 'destroy']),
    certificates: wrap(deps.certificates, ['write']),
  };
}

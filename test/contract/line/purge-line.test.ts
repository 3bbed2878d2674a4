import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCampaignFolder } from '../../../server/campaign-folder/campaign-folder.ts';
import { systemChance } from '../../../server/clock/system-clock.ts';
import { openSeats } from '../../../server/live/seats.ts';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { planClose } from '../../../server/steps/campaign/plan-close.ts';
import { savePledge } from '../../../server/steps/line/save-pledge.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { unconfiguredTexts } from '../../../server/unconfigured-edges.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { layKeyRing } from '../../support/house/laid-key-ring.ts';
import { LINE, typedPledge } from '../../support/line/pledge-room.ts';
import { openPurgeHouse, PURGE_PASSPHRASE } from '../../support/purge/purge-house.ts';
import { OPERATOR } from '../../support/purge/purge-room.ts';
import { accountRow } from '../../support/store/store-rows.ts';

let folder: string;
let house: Awaited<ReturnType<typeof openPurgeHouse>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plateau-purge-line-'));
  const passphrase = async () => PURGE_PASSPHRASE;
  await layKeyRing({ keysDir: join(folder, 'keys'), passphrase, campaign: { code: LINE, charity: 'UNION' } });
  house = await openPurgeHouse(folder);
  // The reference line's helplines were rung after the day of these tests.
  const clock = { nowMs: () => Date.parse('2026-12-05T20:14:00+01:00') };
  const deps = { ...house.deps, vault: house.vault, clock, campaignFolder: openCampaignFolder() };
  await loadCampaign(deps, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
  await house.store.write((rows) => rows.accounts.insert(OPERATOR));
  const agent = accountRow({ id: 'camille', campaigns: [LINE] });
  for (const lastName of ['Pélouneau-Chimère', 'Testeur-Zéphyrin'])
    await savePledge(
      { ...deps, chance: systemChance, seats: openSeats(), textSender: unconfiguredTexts() },
      agent,
      {
        ...{ campaign: LINE, callId: randomUUID(), number: '06 39 98 00 01', earlier: 'keep' },
        form: typedPledge({ lastName }),
      },
    );
});
afterEach(() => {
  house.close();
  rmSync(folder, { recursive: true, force: true });
});

const close = () =>
  closeCampaign(house.deps, { campaign: LINE, reason: 'fin de la soirée', actor: 'ops-1', typedCode: LINE });
const request = { campaign: LINE, typedCode: LINE, operator: OPERATOR, verifier: 'Vérificatrice Testeuse' };
const files = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));

it('a pledge line is closed, and its purge told of pledges that no file has carried (R-33)', async () => {
  await expect(runPurge(house.deps, request)).rejects.toMatchObject({ code: 'purge-blocked' });
  expect(await planClose(house.deps, { campaign: LINE })).toMatchObject({ isLine: true, isOpen: true });
  await close();
  const { obstacles, items } = await planPurge(house.deps, { campaign: LINE });
  expect(obstacles.join(' ')).toContain('2 promesses pas encore remises');
  expect(obstacles.join(' ')).toContain('2 liens de paiement à envoyer');
  expect(items.find(({ place }) => place === 'base : pledge')?.count).toBe(2);
  await expect(runPurge(house.deps, request)).rejects.toMatchObject({ code: 'delivery-due' });
});

it('after the purge of a line neither index, token nor sealed byte of a pledge is left, and its certificate stands (R-33)', async () => {
  const rows = await house.store.read((reader) => reader.pledges.ofCampaign(LINE));
  await close();
  const report = await runPurge(house.deps, { ...request, forceReason: 'essai : liens non envoyés' });
  expect(report.findings).toBe(0);
  expect(report.facts).toMatchObject({ campaign: LINE, charity: 'Union Fictive des Associations' });
  expect(report.facts.verification).toMatchObject({ openingFailed: true, hits: 0, rowsLeft: 0 });
  expect(report.facts.verification.needles).toBeGreaterThanOrEqual(4);
  const needles = rows.flatMap(({ numberIndex, personIndex, tokenHash, sealed }) => [
    ...[numberIndex, personIndex, tokenHash].map((text) => Buffer.from(text ?? 'none')),
    Buffer.from(sealed ?? []).subarray(40, 72),
  ]);
  const left = files(join(folder, 'data'));
  expect(needles.filter((needle) => left.some((bytes) => bytes.includes(needle)))).toEqual([]);
  expect(await house.store.read((reader) => reader.campaignHeads.byCode(LINE))).toMatchObject({
    state: 'purged',
  });
});

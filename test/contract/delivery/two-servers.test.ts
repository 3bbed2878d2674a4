import { afterEach, beforeEach, expect, test } from 'vitest';
import { importContactFile } from '../../../server/steps/contact-file/import-contact-file.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { resumeDeliveries } from '../../../server/steps/delivery/resume-deliveries.ts';
import { contactSheetRows } from '../../support/contact-file/contact-rows.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';
import { NOW_MS } from '../../support/store/store-campaign.ts';

/** The same act asked of two servers of one house at the same moment: each has its connections to base and drop. */

const FILE = 'TESTORG_UPG_FR_20261123.xlsx.pgp';
const WEEK_MS = 7 * 86_400_000;

let room: ImportRoom;
let servers: readonly ReturnType<ImportRoom['another']>[];
beforeEach(async () => {
  room = await importRoom(NOW_MS);
  servers = [room.another('un 1'), room.another('deux 1')];
});
afterEach(() => room.close());

/** What each was answered: the code of a refusal, or what it did. */
async function answers<T>(asked: (server: ReturnType<ImportRoom['another']>) => Promise<T>) {
  const all = await Promise.allSettled(servers.map(asked));
  return all.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason.code)));
}
const campaign = () => room.campaign.code;

test('the same file is imported by one; the other is told that it is under way, and nothing comes twice', async () => {
  await room.give(FILE, rawXlsx({ rows: contactSheetRows([{ ID_DONATEUR: 'A1' }, { ID_DONATEUR: 'A2' }]) }));
  const request = { campaign: campaign(), fileName: FILE, actor: 'ops-1' };
  const told = await answers(async (server) => (await importContactFile(server, request)).accepted);
  expect(told).toContain(2);
  expect(told.filter((one) => one !== 2)).toEqual([
    expect.stringMatching(/^(contact-file-known|import-running|file-already-imported)$/),
  ]);
  const records = await room.deps.store.read(
    async (rows) => await Array.fromAsync(rows.records.each(campaign())),
  );
  expect(records.map(({ donorBlind }) => donorBlind)).toHaveLength(2);
  expect(room.delivered()).toHaveLength(1);
});

test('the same week is closed once: one file, the same delivery told to both, its proof whole', async () => {
  room.clock.nowMs = NOW_MS + WEEK_MS;
  const request = { campaign: campaign(), actor: 'ops-1' };
  const told = await answers(async (server) => (await deliverWeekly(server, request)).id);
  expect(new Set(told).size).toBe(1);
  expect(room.delivered()).toHaveLength(1);
  const [delivery] = await room.deps.store.read((rows) => rows.deliveries.all(campaign()));
  expect(delivery).toMatchObject({ id: told[0], state: 'delivered' });
});

test('what one sealed and could not send, both resume at once: it leaves once, from whichever has the line', async () => {
  const [first] = servers;
  if (!first) throw new Error('two servers');
  room.clock.nowMs = NOW_MS + WEEK_MS;
  room.faults.quotaBytes = 10;
  const request = { campaign: campaign(), actor: 'ops-1' };
  await expect(deliverWeekly(first, request)).rejects.toMatchObject({ code: 'drop-full' });
  delete room.faults.quotaBytes;
  const told = await answers((server) => resumeDeliveries(server, { actor: 'system' }));
  expect(told).toMatchObject([
    { failed: 0, orphansRemoved: 0 },
    { failed: 0, orphansRemoved: 0 },
  ]);
  expect(room.delivered()).toHaveLength(1);
  const sent = await room.deps.store.read((rows) => rows.audit.ofCampaign(campaign(), 'delivery.sent'));
  expect(sent).toBe(1);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RawCell } from '../../../server/domain/contact-file/raw-sheet.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { insertCall } from '../../support/call/told-call.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { type DeliveryRoom, deliveryRoom } from '../../support/delivery/delivery-room.ts';
import { callRow, NOW_MS } from '../../support/store/store-rows.ts';

const WEDNESDAY = Date.parse('2026-11-18T18:00:00+01:00');

let room: DeliveryRoom;
let campaign: CampaignRow;
let ids: readonly number[];
beforeEach(async () => {
  room = await deliveryRoom(NOW_MS);
  campaign = await room.addCampaign({ code: 'MER-FR-26', kind: 'thanks', createdAtMs: WEDNESDAY });
  const donors = [1, 2, 3, 4].map((number) => ({ donor: fictitiousDonor(number) }));
  ids = await room.addRecords(campaign, donors);
});
afterEach(() => room.close());

/** The call that closed that record, as the floor records it. */
async function talk(position: number, disposition: string): Promise<string> {
  const recordId = ids[position] as number;
  const times = { startedAtMs: WEDNESDAY - 60_000, endedAtMs: WEDNESDAY + position };
  const blank = callRow({ recordId, campaign: campaign.code, disposition, ...times });
  const place = { campaign: campaign.code, kind: 'call', id: blank.callId, version: 1 } as const;
  const call = { ...blank, sealed: await room.deps.vault.sealCall(place, { changes: [], note: '' }) };
  await room.deps.store.write(async (rows) => {
    await insertCall(rows, call);
    await rows.records.update(recordId, {
      state: 'closed',
      disposition,
      closedAtMs: call.endedAtMs,
      attempts: 1,
    });
  });
  return call.callId;
}

const textOf = (cell: RawCell | undefined) => (cell?.kind === 'text' ? cell.text : '');

async function lines(week: string) {
  const name = `TESTORG_REMERCIEMENTS_MER_FR_${week}.xlsx.pgp`;
  const { header, rows } = await room.reader.read(await room.openDelivered(name));
  return rows.map(({ cells }) => Object.fromEntries(header.map((title, at) => [title, textOf(cells[at])])));
}

const week = (change: object = {}) => ({ campaign: campaign.code, actor: 'ops-1', ...change });

it('R-60 takes the talks of a campaign of thanks once, and a late one with the next file', async () => {
  const thanked = await talk(0, 'ME_FAIT');
  await talk(1, 'OP_TEL');
  await talk(3, 'EF_EPUISE');
  const first = await deliverWeekly(room.deps, week());
  expect(first).toMatchObject({ rows: 2, state: 'delivered', waiting: 0 });
  expect(await deliverWeekly(room.deps, week())).toMatchObject({ alreadyDelivered: true, rows: 2 });
  expect(await lines('2026-S47')).toMatchObject([
    { ID_DONATEUR: '00001', ID_APPEL: thanked, QUALIFICATION: 'ME_FAIT', REMERCIE: 'O', OPPOSITION: 'N' },
    { ID_DONATEUR: '00002', QUALIFICATION: 'OP_TEL', REMERCIE: 'N', OPPOSITION: 'O', DEMANDE: 'OPPOSITION' },
  ]);
  await talk(2, 'ME_CONTACT');
  room.clock.nowMs += 7 * 86_400_000;
  expect(await deliverWeekly(room.deps, week({ week: '2026-W48' }))).toMatchObject({ rows: 1 });
  expect(await lines('2026-S48')).toMatchObject([{ QUALIFICATION: 'ME_CONTACT', DEMANDE: 'CONTACT' }]);
});

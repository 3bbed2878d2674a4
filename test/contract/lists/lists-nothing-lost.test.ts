import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { importContactFile } from '../../../server/steps/contact-file/import-contact-file.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { suppressDonors } from '../../../server/steps/lists/suppress-donors.ts';
import { withdrawRecords } from '../../../server/steps/lists/withdraw-records.ts';
import { contactSheetRows, type RowChange } from '../../support/contact-file/contact-rows.ts';
import { cellsOf, enrichmentIn, RETURN, RETURN_COLUMNS } from '../../support/lists/enrich-room.ts';
import { type ListRoom, listRoom, OPS } from '../../support/lists/list-room.ts';
import { rawXlsx } from '../../support/machine/raw-xlsx.ts';

let room: ListRoom;
beforeEach(async () => {
  room = await listRoom();
});
afterEach(() => room.close());

/** A few donors only, so that files overlap, repeat and contradict each other. */
const idOf = (n: number) => `D${n}`;
const donor = fc.integer({ min: 0, max: 11 });
const row = fc
  .record({ n: donor, flaw: fc.constantFrom('none', 'none', 'phoneless', 'objects', 'rejected') })
  .map(
    ({ n, flaw }): RowChange => ({
      ID_DONATEUR: idOf(n),
      EMAIL: '',
      TEL_FIXE: flaw === 'phoneless' ? null : `01 99 00 10 ${String(n).padStart(2, '0')}`,
      OPPOSITION_TEL: flaw === 'objects' ? 'O' : 'N',
      ...(flaw === 'rejected' ? { PAYS: 'BE' } : {}),
    }),
  );
const act = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), rows: fc.array(row, { minLength: 1, maxLength: 8 }) }),
  fc.record({ kind: fc.constant('withdraw' as const), ids: fc.array(donor, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('object' as const), ids: fc.array(donor, { minLength: 1, maxLength: 2 }) }),
  fc.record({ kind: fc.constant('enrich' as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Lines delivered and lines that no record stands for (rejected, or a donor whom the campaign has), as the reports said. */
async function perform(
  one: Act,
  at: number,
): Promise<{ readonly rows: number; readonly withoutRecord: number }> {
  const campaign = room.campaign.code;
  const day = `202612${String(at + 1).padStart(2, '0')}`;
  const none = { rows: 0, withoutRecord: 0 };
  const ids = 'ids' in one ? [['ID_DONATEUR'], ...one.ids.map((n) => [idOf(n)])] : [];
  if (one.kind === 'file') {
    const fileName = `TESTORG_UPG_FR_${day}.xlsx.pgp`;
    await room.give(
      fileName,
      rawXlsx({ rows: contactSheetRows([...one.rows, { ID_DONATEUR: `SEUL-${at}` }]) }),
    );
    const summary = await importContactFile(room.deps, { campaign, fileName, actor: OPS });
    const known = summary.problemsByColumn.find((problem) =>
      problem.message.startsWith('Donateur déjà dans'),
    );
    return { rows: summary.rows, withoutRecord: summary.rejected + (known?.rows ?? 0) };
  }
  if (one.kind === 'withdraw') {
    const fileName = `TESTORG_RETRAIT_UPG_FR_${day}.xlsx.pgp`;
    await room.giveList(fileName, ids);
    await withdrawRecords(room.all, { campaign, fileName, actor: OPS });
  }
  if (one.kind === 'object') {
    const fileName = `TESTORG_OPPOSITIONS_${day}.xlsx.pgp`;
    await room.giveList(fileName, ids);
    await suppressDonors(room.all, { target: 'TESTORG', fileName, actor: OPS });
  }
  if (one.kind === 'enrich') await enrich();
  return none;
}

async function enrich(): Promise<void> {
  const trip = enrichmentIn(room);
  const asked = await trip.ask().catch((error: { code?: string }) => {
    expect(error.code).toBe('enrich-nothing');
  });
  if (!asked) return;
  const lines = cellsOf(await trip.requested(asked.fileName), 'ID_LIGNE');
  const found = lines.map((line, n) => [
    line,
    `06 39 98 20 ${String(n).padStart(2, '0')}`,
    null,
    null,
    'FORT',
  ]);
  await room.giveList(RETURN, [RETURN_COLUMNS, ...found], { by: room.supplier });
  await trip.take();
}

test('whatever files and lists come, every delivered line is in the return, or its report said why not (R-23)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 6 }), async (acts) => {
      await room.close();
      room = await listRoom();
      await enrichmentIn(room).approve();
      const campaign = room.campaign.code;
      let rows = 0;
      let withoutRecord = 0;
      for (const [at, one] of acts.entries()) {
        const said = await perform(one, at);
        rows += said.rows;
        withoutRecord += said.withoutRecord;
      }
      await closeCampaign(room.all, { campaign, reason: 'Fin de campagne fictive', actor: OPS });
      const { fileName } = await deliverFinal(room.all, { campaign, actor: OPS });
      const back = cellsOf(await room.read(await room.openDelivered(`${fileName}.pgp`)), 'ID_DONATEUR');
      expect(back.length + withoutRecord).toBe(rows);
      const stored = await Promise.all(
        (await room.records()).map(
          async (record) => (await room.vault.openRecord(recordPlace(record), record.sealed)).donor.donorId,
        ),
      );
      expect(back.toSorted()).toEqual(stored.toSorted());
      // One live record a donor, none left open, none of them on the list and callable.
      expect(
        (await room.records()).filter((record) => record.state !== 'closed' && record.state !== 'excluded'),
      ).toEqual([]);
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 120_000);

import type { ColumnSpec } from '../../server/domain/files/sheets.ts';
import { importSignedMandates } from '../../server/steps/lists/import-signed-mandates.ts';
import { civilDate } from '../../shared/time.ts';
import type { DemoHouse, LoadedCampaign } from './demo-house.ts';
import { fictitiousDonorId } from './fictitious-donors.ts';
import { demoCampaign, fileStem, giveFile } from './give-contact-file.ts';

const COLUMNS: readonly ColumnSpec[] = [
  { header: 'ID_DONATEUR', width: 14, kind: 'text' },
  { header: 'REFERENCE', width: 24, kind: 'text' },
  { header: 'DATE_SIGNATURE', width: 16, kind: 'date' },
];

/** Row 1 of a contact file is its header. */
const rankOf = (rowNumber: number) => rowNumber - 2;

/**
 * The charity has received half of the mandates that resumed donors were to sign, and says so by file: their agreements leave
 * with the week. Returns how many signatures were recorded; nothing is dropped when nobody had to sign.
 */
export async function giveSignedMandates(house: DemoHouse, campaign: LoadedCampaign): Promise<number> {
  const { app } = house.server;
  const signedOn = civilDate(house.clock.nowMs());
  const waiting = await app.store.read(async (rows) =>
    (await Array.fromAsync(rows.records.each(campaign.code))).filter(
      (one) => one.disposition === 'AC_RE_SIGN',
    ),
  );
  const signed = waiting.filter((_, at) => at % 2 === 0);
  if (signed.length === 0) return 0;
  const clear = await app.workbooks.writer.write({
    title: 'Mandats signés',
    createdAtMs: house.clock.nowMs(),
    sheets: [
      {
        name: 'MANDATS_SIGNES',
        columns: COLUMNS,
        rows: signed.map(({ rowNumber }) => [
          fictitiousDonorId(campaign, rankOf(rowNumber)),
          `SIGNE-${String(rowNumber).padStart(9, '0')}`,
          { date: signedOn },
        ]),
      },
    ],
  });
  const row = await demoCampaign(house, campaign.code);
  const stem = `${row.charity}_MANDATS_SIGNES_${fileStem(row)}`;
  const fileName = `${stem}_${signedOn.replaceAll('-', '')}.xlsx.pgp`;
  await giveFile(house, { campaign: campaign.code, fileName, clear });
  const { done } = await importSignedMandates(app, { campaign: campaign.code, fileName, actor: 'demo' });
  return done;
}

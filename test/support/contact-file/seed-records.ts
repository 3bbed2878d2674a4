import { readConfig } from '../../../server/config/config.ts';
import { openHouse } from '../../../server/context.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { releaseRecords } from '../../../server/steps/contact-file/import-ending.ts';
import { sealRecords } from '../../../server/steps/contact-file/import-seal-records.ts';
import type { Installation } from '../house/server-process.ts';
import { passphraseOfTest, SILENT_LOG } from '../house/staffed-installation.ts';
import { fictitiousDonor } from './fictitious-donor.ts';

const SLICE = 1_000;

/** A number of the French regulator's range, as good as their own. */
function donorOf(number: number): Donor {
  const e164 = `+3363998${String(number % 10_000).padStart(4, '0')}`;
  return fictitiousDonor(number, {
    phones: [{ slot: 'TEL_MOBILE', e164, source: 'DONATEUR', validity: 'NON_TESTE' }],
  });
}

/**
 * Fills a campaign of an installation whose server does not run yet, by the import's own sealing and queue, without the charity's
 * file: reading a workbook of 14,300 rows is another test's, and half a minute.
 */
export async function seedRecords(place: Installation, code: string, count: number): Promise<void> {
  const house = await openHouse(readConfig(place.env), { passphrase: passphraseOfTest, log: SILENT_LOG });
  const { store, vault, clock } = house.app;
  try {
    const campaign = await store.read((rows) => rows.campaigns.byCode(code));
    if (!campaign) throw new Error(`no campaign ${code}`);
    const { charity } = campaign;
    const nowMs = clock.nowMs();
    const counts = { rows: count, accepted: count, warned: 0, rejected: 0, excluded: 0 };
    const contactFileId = await store.write((rows) =>
      rows.records.beginContactFile({
        ...{ campaign: code, name: 'fictif.xlsx', sha256: 'c'.repeat(64), startedAtMs: nowMs },
        ...counts,
      }),
    );
    for (let from = 0; from < count; from += SLICE) {
      const donors = Array.from({ length: Math.min(SLICE, count - from) }, (_, at) => donorOf(from + at + 1));
      const blinds = await vault.blindAll(
        charity,
        donors.flatMap(({ donorId, phones, email }) => [
          { purpose: 'donor', value: donorId },
          { purpose: 'phone', value: phones[0]?.e164 ?? '' },
          { purpose: 'email', value: email },
        ]),
      );
      const lines = donors.map((donor, at) => ({
        donor,
        rowNumber: from + at + 2,
        exclusion: undefined,
        donorBlind: blinds[3 * at] ?? '',
        phoneBlinds: [blinds[3 * at + 1] ?? ''],
        emailBlinds: [blinds[3 * at + 2] ?? ''],
      }));
      const records = await sealRecords(vault, lines, { campaign, contactFileId, nowMs });
      await store.write((rows) => rows.records.addStaged(records));
    }
    await store.write((rows) =>
      rows.records.finishContactFile(contactFileId, { ...counts, finishedAtMs: nowMs }),
    );
    await releaseRecords(house.app, contactFileId);
  } finally {
    await house.close();
  }
}

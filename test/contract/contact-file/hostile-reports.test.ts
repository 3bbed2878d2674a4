import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkbookSpec } from '../../../server/domain/files/sheets.ts';
import {
  checkContactFile,
  importContactFile,
} from '../../../server/steps/contact-file/import-contact-file.ts';
import type { ImportDeps } from '../../../server/steps/contact-file/import-open-file.ts';
import { isAppError } from '../../../shared/errors.ts';
import { hostileCampaign } from '../../support/campaign/campaign-of-hostile.ts';
import type { HostileWorkbook } from '../../support/contact-file/hostile-cases.ts';
import { ABROAD } from '../../support/contact-file/hostile-rows.ts';
import { IBAN_IN_CLEAR } from '../../support/contact-file/hostile-values.ts';
import { HOSTILE_WORKBOOKS } from '../../support/contact-file/hostile-workbooks.ts';
import { type ImportRoom, importRoom } from '../../support/contact-file/import-room.ts';
import { workbookText } from '../../support/delivery/sheet-text.ts';
import { NOW_MS, settings } from '../../support/store/store-campaign.ts';

/** Every hostile workbook dropped, signed and sealed, by a charity, and imported: what goes back to it, in clear. */
let room: ImportRoom;
const reports: WorkbookSpec[] = [];
let deps: ImportDeps;
beforeAll(async () => {
  room = await importRoom(NOW_MS);
  for (const code of Object.values(ABROAD)) {
    const kind = code === ABROAD.REACTIVATION ? ('reactivation' as const) : ('upgrade' as const);
    const country =
      code === ABROAD.BE ? ('BE' as const) : code === ABROAD.CH ? ('CH' as const) : ('FR' as const);
    await room.addCampaign({ code, kind, country, settings: settings({ code, kind, country }) });
  }
  const { workbooks } = room.deps;
  deps = {
    ...room.deps,
    workbooks: {
      ...workbooks,
      writer: {
        ...workbooks.writer,
        write: (spec) => {
          reports.push(spec);
          return workbooks.writer.write(spec);
        },
      },
    },
  };
});
afterAll(() => room.close());

interface Told extends Pick<HostileWorkbook, 'name' | 'why'> {
  readonly text: string;
}
const told: Told[] = [];

/** One file name a workbook: a day each. */
async function dropped(
  hostile: HostileWorkbook,
): Promise<{ campaign: string; fileName: string; actor: string }> {
  const { code, kind, country } = hostileCampaign(hostile.campaign);
  const day = Temporal.PlainDate.from('2026-01-01').add({ days: HOSTILE_WORKBOOKS.indexOf(hostile) });
  const letters = kind === 'upgrade' ? 'UPG' : 'REA';
  const fileName = `TESTORG_${letters}_${country}_${day.toString().replaceAll('-', '')}.xlsx.pgp`;
  await room.give(fileName, hostile.bytes(), code);
  return { campaign: code, fileName, actor: 'ops-1' };
}

const counted = (campaign: string) =>
  room.deps.store.read(async (rows) => ({
    records: (await Array.fromAsync(rows.records.each(campaign))).length,
    files: (await rows.records.contactFiles(campaign)).length,
    deliveries: (await rows.deliveries.all(campaign)).length,
  }));

test.each(HOSTILE_WORKBOOKS)('$name: imported, or refused without a trace', async (hostile) => {
  const request = await dropped(hostile);
  const before = await counted(request.campaign);
  const done = await importContactFile(deps, request).catch((error: unknown) => error);
  if ('refused' in hostile.expected) {
    expect(isAppError(done) && done.code).toBe(hostile.expected.refused);
    expect(await counted(request.campaign)).toEqual(before);
    if (!isAppError(done)) return;
    told.push({ ...hostile, text: `refusé : ${done.code}\n${done.message}\n${done.hint}\n` });
    return;
  }
  expect(done).toMatchObject({ rows: hostile.expected.rows.length, reportDeliveryId: expect.any(String) });
  const report = reports.at(-1);
  if (report) told.push({ ...hostile, text: workbookText(report) });
});

const SOME = ['donors who are not called', 'Belgium: the list check decides', 'wrong layout: no header row'];

test.each(HOSTILE_WORKBOOKS.filter((one) => SOME.includes(one.name)))(
  '$name: « --check » says the same and writes nothing but its audit entry',
  async (hostile) => {
    const request = await dropped(hostile);
    const campaign = hostileCampaign(hostile.campaign);
    // Another charity's, without records: the workbook is as new to it as it was to the first.
    const code = `${campaign.code}-B`;
    await room.addCampaign({ ...campaign, code, charity: 'AUTREORG', settings: settings(campaign) });
    await room.give(request.fileName, hostile.bytes(), code);
    const outBefore = room.delivered();
    const judged = await checkContactFile(deps, { ...request, campaign: code }).catch(
      (error: unknown) => error,
    );
    expect(await counted(code)).toEqual({ records: 0, files: 0, deliveries: 0 });
    expect(room.delivered()).toEqual(outBefore);
    const audited = await room.deps.store.read((rows) => rows.audit.ofCampaign(code, 'import.check'));
    if ('refused' in hostile.expected)
      return expect(isAppError(judged) && judged.code).toBe(hostile.expected.refused);
    expect(judged).toMatchObject({ rows: hostile.expected.rows.length, accepted: accepted(hostile) });
    expect(audited).toBe(1);
  },
);

function accepted({ expected }: HostileWorkbook): number {
  return 'rows' in expected ? expected.rows.filter((row) => row.outcome === 'accepted').length : 0;
}

test('each has its expected report, word for word, without a value of the file but the identifiers', async () => {
  const text = told
    .map((one) => `=== ${one.name}\n# ${one.why}\n${one.text}`)
    .join('\n')
    .replace(/[0-9a-f]{64}/g, '<sha256>')
    // The day says only where the workbook stands in the suite.
    .replace(/_\d{8}(?=\.xlsx)/g, '_<jour>');
  expect(told).toHaveLength(HOSTILE_WORKBOOKS.length);
  for (const value of ['Testeur', 'exemple.invalid', IBAN_IN_CLEAR, '99 00', 'manuscrites'])
    expect(text).not.toContain(value);
  await expect(text).toMatchFileSnapshot('../../golden/hostile/reports.txt');
});

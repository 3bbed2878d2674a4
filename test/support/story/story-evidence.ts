import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Rpc } from '../../../scripts/cli/rpc.ts';
import { openHouse } from '../../../server/context.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import type { RecordRow } from '../../../server/ports/rows/records.ts';
import { isAppError } from '../../../shared/errors.ts';
import { CAMPAIGN, type House } from '../house/house.ts';
import { agreeToAll } from '../house/second-person.ts';
import { type ByteSearch, type Needle, sealedNeedles } from '../machine/byte-search.ts';
import type { RecordedCall } from './story-floor.ts';

/**
 * Looks for personal values in every file under the folder (which holds the house, its drop and the process's temporary folder)
 * in the log and in the metrics, and checks that the files that matter were looked at.
 */
export async function expectNothingClear(house: House, clear: ByteSearch, folder: string): Promise<void> {
  const { files, found } = clear.inFolder(folder);
  expect(found).toEqual([]);
  expect(clear.inBytes(Buffer.from(house.logText()))).toEqual([]);
  const metrics = await fetch(`${house.server().url}/metrics`);
  expect(clear.inBytes(await metrics.bytes())).toEqual([]);
  for (const looked of ['/data/plateau.db', '/data/plateau.db-wal', '/keys/house/private.asc'])
    expect(
      files.some((file) => file.endsWith(looked)),
      looked,
    ).toBe(true);
}

/** Nothing of the sealed bytes anywhere under the folder but in the backup, nor in the log. */
export function expectNothingSealed(house: House, sealed: ByteSearch, folder: string): void {
  expect(sealed.inFolder(folder, [backupOf(house)]).found).toEqual([]);
  expect(sealed.inBytes(Buffer.from(house.logText()))).toEqual([]);
}

/** The data officer's command, agreed to by the lead; `typedCode` is what she types to confirm. */
export function purge(house: House, verifier: string, typedCode: string = CAMPAIGN) {
  const request = { campaign: CAMPAIGN, typedCode, verifier };
  const run = () => house.as('dpo.un', (rpc) => rpc.privacy.runPurge.mutate(request));
  return run().catch(async (error: unknown) => {
    if (!isAppError(error) || error.code !== 'approval-needed') throw error;
    await house.as('chef.un', agreeToAll);
    return run();
  });
}

/** Where the story keeps its copy of the data folder. */
export function backupOf(house: House): string {
  return join(house.home, 'backup');
}

export function waitingFiles(house: House): readonly Uint8Array[] {
  const outgoing = join(house.dataDir, 'outgoing');
  return readdirSync(outgoing).map((name) => readFileSync(join(outgoing, name)));
}

export async function recordsOf(house: House): Promise<readonly RecordRow[]> {
  return await house
    .server()
    .app.store.read(async (rows) => await Array.fromAsync(rows.records.each(CAMPAIGN)));
}

/** Sealed records, sealed calls and blind indexes, as the base holds them now. */
export async function sealedOf(house: House): Promise<readonly Needle[]> {
  const calls = await house
    .server()
    .app.store.read(async (rows) => await Array.fromAsync(rows.calls.each(CAMPAIGN)));
  return [
    ...(await recordsOf(house)).flatMap((row) => [
      ...sealedNeedles(`record ${row.id}`, row.sealed),
      ...sealedNeedles(`blind index of ${row.id}`, Buffer.from(row.donorBlind)),
    ]),
    ...calls.flatMap((call) => sealedNeedles(`call of ${call.recordId}`, call.sealed)),
  ];
}

export function contactFileIn(house: House, name: string): Uint8Array {
  return readFileSync(join(house.drop.folder, 'in', name));
}

/** Opens the backup with the key ring as it is now and tries every record of it: `done`, or why not. */
export async function openingsOfBackup(house: House): Promise<ReadonlySet<string>> {
  const { passphrase, config } = house;
  const { log } = house.server().app;
  const backup = await openHouse({ ...config, dataDir: backupOf(house) }, { passphrase, log });
  const ends = new Set<string>();
  try {
    for (const row of await backup.app.store.read(
      async (rows) => await Array.fromAsync(rows.records.each(CAMPAIGN)),
    ))
      ends.add(await refusalOf(backup.app.vault.openRecord(recordPlace(row), row.sealed)));
    return ends;
  } finally {
    await backup.close();
  }
}

/** Code of the AppError that the work ends with; `done` when nothing refuses. A bug passes through. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.code;
  }
}

/** Every procedure that opens personal data of the campaign, and how each ends; the agent's are tried with a call of before. */
export async function endsOfOpenings(
  house: House,
  before: { readonly fileName: string; readonly call: RecordedCall },
): Promise<Readonly<Record<string, string>>> {
  const at = { campaign: CAMPAIGN, fileName: before.fileName };
  const { card, outcome } = before.call;
  const week = { campaign: CAMPAIGN, week: '2026-W48' };
  const calls: Readonly<Record<string, (rpc: Rpc) => Promise<unknown>>> = {
    check: (rpc) => rpc.operations.checkFile.mutate(at),
    import: (rpc) => rpc.operations.importFile.mutate(at),
    weekly: (rpc) => rpc.operations.deliverWeekly.mutate(week),
    report: (rpc) => rpc.operations.deliverReport.mutate(week),
    final: (rpc) => rpc.operations.deliverFinal.mutate({ campaign: CAMPAIGN }),
  };
  const ends: Record<string, string> = {};
  for (const [name, call] of Object.entries(calls)) ends[name] = await refusalOf(house.as('ops.un', call));
  const desk = await house.desk('tea.un');
  ends.next = (await desk.nextCard()).kind;
  ends.save = await refusalOf(desk.saveOutcome(outcome));
  ends.lease = await refusalOf(desk.renewLease(card.callId));
  await desk.logOut();
  return ends;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMessage, readKey, readSignature, verify } from 'openpgp';
import { expect, onTestFinished, test } from 'vitest';
import { verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import { PURGE_STEPS, type PurgeStep } from '../../../server/domain/purge/purge-findings.ts';
import { keyCopiesOf } from '../../../server/steps/purge/plan-purge.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { openByteSearch, sealedNeedles, textNeedles } from '../../support/machine/byte-search.ts';
import {
  certificatesIn,
  OTHER,
  openPurgeKillRoom,
  type PurgeKillRoom,
  purgeUntilKilled,
  startLoad,
} from '../../support/purge/purge-kill-room.ts';
import { CAMPAIGN, CHARITY } from '../../support/store/store-rows.ts';

const NUMBER = `ATT-${CAMPAIGN}-20261123`;
const WHOLE = ['.json', '.json.asc', '.pdf', '.pdf.asc'].map((end) => NUMBER + end);

/** What must hold at every moment, whatever was cut: nothing that a certificate says may still have to be done. */
async function look(room: PurgeKillRoom): Promise<PurgeStep | 'none'> {
  const { folder, keysDir, store } = room;
  const files = certificatesIn(folder);
  return await store.read(async (rows) => {
    const step = ((await rows.purges.byCampaign(CAMPAIGN))?.step ?? 'none') as PurgeStep | 'none';
    const state = (await rows.campaigns.byCode(CAMPAIGN))?.state;
    expect(state).toBe(step === 'none' ? 'closed' : step === 'certified' ? 'purged' : 'purging');
    if (step === 'certified') expect(files).toEqual(WHOLE);
    if (files.length === 0) return step;
    expect(['scanned', 'certified']).toContain(step);
    expect((await rows.purges.counts(CAMPAIGN)).filter((one) => one.rows > 0)).toEqual([]);
    expect(existsSync(join(keysDir, 'campaigns', CAMPAIGN))).toBe(false);
    expect(existsSync(join(keysDir, 'charities', CHARITY, 'blind.pgp'))).toBe(false);
    expect(readdirSync(join(folder, 'data', 'outgoing'))).toEqual([]);
    expect((await keyCopiesOf(rows, CAMPAIGN)).filter((copy) => existsSync(copy.file))).toEqual([]);
    return step;
  });
}

async function signatureHolds(room: PurgeKillRoom, name: string): Promise<boolean> {
  const at = (file: string) => readFileSync(join(room.folder, 'data', 'certificates', file));
  const { signatures } = await verify({
    message: await createMessage({ binary: at(name) }),
    signature: await readSignature({ armoredSignature: at(`${name}.asc`).toString() }),
    verificationKeys: await readKey({ armoredKey: await room.vault.housePublicKey() }),
  });
  return (await signatures[0]?.verified) === true;
}

/** A process for every act, a third of a second each on a machine that does nothing else. */
const PATIENCE_MS = 300_000;

test('F-08 R-33 under load, kill -9 after each act of the purge: every restart goes on, one whole certificate ends it', {
  timeout: PATIENCE_MS,
}, async () => {
  const room = await openPurgeKillRoom({ records: 6, others: 1_000 });
  onTestFinished(room.close);
  const load = startLoad(room);
  const acts: string[] = [];
  const steps: number[] = [];
  for (let at = 0; at < 300; at += 1) {
    const act = await purgeUntilKilled(room, acts);
    steps.push(PURGE_STEPS.indexOf((await look(room)) as PurgeStep));
    if (act === undefined) break;
    acts.push(act);
  }
  await load.stop();
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(await look(room)).toBe('certified');
  // The list is the machine's; these say that it did not go blind.
  for (const part of ['COMMIT', 'VACUUM', 'passphrase.pgp', 'blind.pgp', 'trousseau-', 'outgoing/'])
    expect([part, acts.filter((act) => act.includes(part)).length > 0]).toEqual([part, true]);
  for (const name of WHOLE)
    expect(acts.filter((act) => act.startsWith(`rename certificates/${name}.part`))).toHaveLength(1);
  expect(load.callIds.length).toBeGreaterThan(acts.length);
  process.stdout.write(
    `Destruction : ${acts.length} kill -9, ${load.callIds.length} appels pendant ce temps\n`,
  );

  const { store, vault, folder, keys, sealed } = room;
  for (const name of [WHOLE[0]!, WHOLE[2]!]) expect(await signatureHolds(room, name)).toBe(true);
  const told = JSON.parse(readFileSync(join(folder, 'data', 'certificates', WHOLE[0]!), 'utf8'));
  expect(told.verification).toMatchObject({ rowsLeft: 0, hits: 0, openingFailed: true });
  const needles = [
    ...sealed.flatMap((bytes, at) => sealedNeedles(`sealed record ${at}`, bytes)),
    // Armour begins and ends alike in every key: what stands in its middle is this one's.
    ...keys.flatMap(({ name, bytes }) =>
      sealedNeedles(name, name.endsWith('.asc') ? bytes.subarray(300, -120) : bytes),
    ),
    ...textNeedles('donor', 'Testeur-Zéphyrin-0'),
  ];
  expect(openByteSearch(needles).inFolder(folder, [join(folder, 'essai')]).found).toEqual([]);

  const { audit, calls, records, copies } = await store.read(async (rows) => ({
    audit: await Array.fromAsync(rows.audit.each()),
    calls: await inTurn.map(load.callIds, async (id) => (await rows.calls.byId(id))?.disposition),
    records: await Array.fromAsync(rows.records.each(OTHER)),
    copies: await rows.keyCopies.ofParts([`campaigns-${CAMPAIGN}`, `charities-${CHARITY}`]),
  }));
  expect(await verifyChain(audit)).toMatchObject({ ok: true });
  for (const step of PURGE_STEPS)
    expect([step, audit.filter((one) => one.action === `purge.${step}`).length]).toEqual([step, 1]);
  expect(new Set(calls)).toEqual(new Set(['RS_ENTRETIEN']));
  expect(copies.map((copy) => copy.endedHow)).toEqual(copies.map(() => 'destroyed'));
  expect(records).toHaveLength(1_000);
  for (const record of records) await vault.openRecord(recordPlace(record), record.sealed);
  const [backup, ...more] = await room.deps.backups.list();
  expect(more).toEqual([]);
  expect(backup?.campaigns.filter((one) => one.records > 0)).toEqual([{ code: OTHER, records: 1_000 }]);
});

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../server/domain/audit/audit-chain.ts';
import type { StoreReader } from '../../server/ports/store.ts';
import type { CallScript } from '../../shared/call-script.ts';
import { dispositionOf } from '../../shared/dispositions.ts';
import { newMemory, replay, workUntilCut } from '../support/call/busy-floor.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { agreeToAll } from '../support/house/second-person.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import { type Staff, staffInstallation } from '../support/house/staffed-installation.ts';

/** One campaign from its file to its purge; the server is killed (SIGKILL) in the middle of each step and started again. */
const CARDS = 800;
const AGENTS = 6;
const WEEK = '2026-W48';
/** Each start is a little later than the one before: the house's time never goes back. */
const hours = ['17:06', '17:07', '17:08', '17:09', '17:10', '17:11', '17:12'][Symbol.iterator]();
const LATER = '2026-12-02T09:00:00+01:00';

let place: Installation;
let staff: Staff;
let server: ServerProcess;
let script: CallScript;
let fileName: string;

const restart = async () => {
  server = await place.start({ PLATEAU_CLOCK_START: `2026-11-23T${hours.next().value}:00+01:00` });
};
const auditOf = (rows: StoreReader, action: string) =>
  [...rows.audit.each()].filter((entry) => entry.action === action);
const delivered = () => readdirSync(place.outgoing).filter((name) => name.endsWith('.pgp'));
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, AGENTS);
  script = referenceScript();
  fileName = await staff.giveContactFile(CARDS);
  server = await place.start();
});
afterAll(() => place.close());

describe('kill -9 during the import', () => {
  const importFile = () =>
    rpcOf(server.url, staff.ops.token).operations.importFile.mutate({ campaign: staff.campaign, fileName });
  const counts = () => place.look((rows) => rows.records.countByState(staff.campaign));

  it('while records are being sealed: after the restart, nothing of the file is there', async () => {
    const answer = importFile().catch((error: unknown) => error);
    await place.until((rows) =>
      rows.records.countByState(staff.campaign).staged >= CARDS / 4 ? true : undefined,
    );
    await server.kill();
    expect(await answer).toBeInstanceOf(Error);
    expect(counts().ready).toBe(0);
    await restart();
    expect(counts()).toEqual({ staged: 0, ready: 0, leased: 0, closed: 0, excluded: 0 });
    place.look((rows) => {
      expect(rows.records.contactFiles(staff.campaign)).toEqual([]);
      expect(auditOf(rows, 'import.abandon')).toHaveLength(1);
    });
    expect(delivered()).toEqual([]);
  });

  it('right after its last transaction: every record is there, and the report leaves once', async () => {
    const answer = importFile().catch((error: unknown) => error);
    const imported = await place.until((rows) =>
      rows.records.contactFiles(staff.campaign).find((file) => file.state === 'imported'),
    );
    await server.kill();
    await answer;
    await restart();
    const { ready, excluded } = counts();
    expect(imported.rows).toBe(CARDS);
    expect(ready + excluded + imported.rejected).toBe(CARDS);
    const report = await place.until((rows) => rows.deliveries.inState('delivered')[0]);
    expect(report).toMatchObject({ kind: 'import-report', rows: CARDS });
    expect(delivered()).toEqual([`${report.fileName}.pgp`]);
    await expect(importFile()).rejects.toMatchObject({ data: { appCode: 'file-already-imported' } });
    expect(delivered()).toHaveLength(1);
    expect(counts().ready).toBe(ready);
  });
});

describe('kill -9 while outcomes are saved', () => {
  const memory = newMemory();

  it.each([8, 17, 30])(
    'after %d answers: each callId once or not at all, and the replay makes it one',
    async (kills) => {
      const known = memory.answered.size;
      const cut = (answered: number) => {
        if (answered === kills) void server.kill();
      };
      await workUntilCut({ url: server.url, agents: staff.agents, script }, memory, cut);
      await server.kill();
      expect(memory.answered.size).toBeGreaterThanOrEqual(known + kills);
      await restart();
      const recorded = place.look(
        (rows) => new Set([...rows.calls.each(staff.campaign)].map((one) => one.callId)),
      );
      // What was answered is kept; what was not is there whole or not at all.
      for (const callId of memory.answered.keys()) expect(recorded.has(callId)).toBe(true);
      const held = [...memory.unanswered];
      const doubtful = held.filter(([, outcome]) => recorded.has(outcome.callId)).length;
      expect(recorded.size).toBe(memory.answered.size + doubtful);
      for (const [agent, outcome] of held) {
        const first = await replay(server.url, agent, outcome);
        expect(await replay(server.url, agent, outcome)).toEqual(first);
        memory.answered.set(outcome.callId, first);
        memory.unanswered.delete(agent);
      }
    },
  );

  it('leaves calls, records, e-mails and the audit log telling one story', () => {
    place.look((rows) => {
      const calls = [...rows.calls.each(staff.campaign)];
      expect(calls.map((one) => one.callId).sort()).toEqual([...memory.answered.keys()].sort());
      for (const call of calls) expect(call.receipt).toEqual(memory.answered.get(call.callId));
      expect(
        auditOf(rows, 'call.record')
          .map((entry) => entry.subject)
          .sort(),
      ).toEqual([...memory.answered.keys()].sort());
      for (const call of calls) {
        const isOwed = dispositionOf(call.disposition)?.email === true;
        expect([call.disposition, rows.emails.ofCall(call.callId) !== undefined]).toEqual([
          call.disposition,
          isOwed,
        ]);
      }
      for (const record of rows.records.each(staff.campaign)) {
        const own = calls.filter((one) => one.recordId === record.id && one.attemptRank !== null);
        expect(record.attempts).toBe(own.length);
      }
      expect(verifyChain(rows.audit.each())).toMatchObject({ ok: true });
    });
  });
});

describe('kill -9 during a delivery', () => {
  const row = () => place.look((rows) => rows.deliveries.find(staff.campaign, 'weekly', WEEK));
  const remote = () => join(place.outgoing, `${row()?.fileName}.pgp`);
  const partThere = () => readdirSync(place.outgoing).some((name) => name.endsWith('.part'));
  const killAt = async (moment: () => boolean) => {
    await place.until((rows) => (rows.deliveries.inState('built').length > 0 && moment() ? true : undefined));
    await server.kill();
  };
  const startLater = async () => {
    server = await place.start({ PLATEAU_CLOCK_START: LATER });
  };

  it('between build and upload: nothing on the drop, the bytes wait', async () => {
    await server.stop();
    await startLater();
    const { login, password, campaign } = { ...staff.ops, campaign: staff.campaign };
    const { token } = await rpcOf(server.url).session.logIn.mutate({ login, password });
    place.silenceDropWhen(() => true);
    const answer = rpcOf(server.url, token)
      .operations.deliverWeekly.mutate({ campaign, week: WEEK })
      .catch((error: unknown) => error);
    await killAt(() => true);
    expect(await answer).toBeInstanceOf(Error);
    expect([existsSync(remote()), partThere()]).toEqual([false, false]);
  });

  it('during the upload: the drop shows no half file', async () => {
    const first = row();
    place.silenceDropWhen(partThere);
    await startLater();
    await killAt(partThere);
    expect(existsSync(remote())).toBe(false);
    expect(row()).toEqual(first);
  });

  it('between upload and receipt: one file, sent once, its hash in the receipt', async () => {
    const first = row();
    place.silenceDropWhen(() => existsSync(remote()));
    await startLater();
    await killAt(() => existsSync(remote()));
    expect(row()).toEqual(first);
    const { ino, mtimeMs } = statSync(remote());
    place.silenceDropWhen(() => false);
    await startLater();
    const done = await place.until((rows) => {
      const now = rows.deliveries.find(staff.campaign, 'weekly', WEEK);
      return now?.state === 'delivered' ? now : undefined;
    });
    expect(done).toEqual({ ...first, state: 'delivered', deliveredAtMs: expect.any(Number) });
    expect(sha256(remote())).toBe(done.sha256Sealed);
    expect(statSync(remote())).toMatchObject({ ino, mtimeMs });
    expect(partThere()).toBe(false);
    expect(delivered().filter((name) => name.includes('MANDATS'))).toHaveLength(1);
    const sent = place.look((rows) => auditOf(rows, 'delivery.sent').map((entry) => entry.subject));
    expect(sent.filter((subject) => subject === `${done.fileName}.pgp`)).toHaveLength(1);
  });
});

describe('kill -9 during the purge', () => {
  const ballast = () => join(place.folder, 'donnees', 'ballast');
  const certificates = () => {
    const folder = join(place.folder, 'donnees', 'certificates');
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  };
  const stepOf = (rows: StoreReader) => rows.purges.byCampaign(staff.campaign)?.step;

  it('again and again: each start goes on from the last step, and one certificate ends it', async () => {
    const { campaign } = staff;
    const as = async (person: { readonly login: string; readonly password: string }) => {
      const { login, password } = person;
      const { token } = await rpcOf(server.url).session.logIn.mutate({ login, password });
      return rpcOf(server.url, token);
    };
    await (await as(staff.ops)).operations.closeCampaign.mutate({ campaign, reason: 'fin de l’essai' });
    // Something long to read again: the last kill falls while the bytes left are being searched.
    writeFileSync(ballast(), Buffer.alloc(48 * 2 ** 20));
    const purge = {
      campaign,
      typedCode: campaign,
      verifier: 'Testeuse Vérificatrice',
      forceReason: 'essai de coupure',
    };
    const officer = await as(staff.dataOfficer);
    const run = () => officer.privacy.runPurge.mutate(purge);
    await expect(run()).rejects.toMatchObject({ data: { appCode: 'approval-needed' } });
    await agreeToAll(await as(staff.ops));
    const answer = run().catch((error: unknown) => error);
    const seen: string[] = [];
    for (let starts = 0; seen.at(-1) !== 'compacted' && starts < 8; starts += 1) {
      const before = seen.at(-1);
      await place.until((rows) => (stepOf(rows) !== before ? stepOf(rows) : undefined));
      await server.kill();
      seen.push(place.look(stepOf) ?? '');
      expect(place.look((rows) => rows.campaigns.byCode(campaign)?.state)).toBe('purging');
      expect(certificates()).toEqual([]);
      server = place.launch({ PLATEAU_CLOCK_START: LATER });
    }
    expect(await answer).toBeInstanceOf(Error);
    expect(seen.at(-1)).toBe('compacted');
    await server.kill();
    rmSync(ballast());
    server = await place.start({ PLATEAU_CLOCK_START: LATER });
    place.look((rows) => {
      expect(rows.campaigns.byCode(campaign)?.state).toBe('purged');
      expect(rows.purges.counts(campaign).every((one) => one.rows === 0)).toBe(true);
      for (const step of ['begun', 'keys-destroyed', 'rows-erased', 'files-removed', 'compacted', 'scanned'])
        expect([step, auditOf(rows, `purge.${step}`).length]).toEqual([step, 1]);
      expect(verifyChain(rows.audit.each())).toMatchObject({ ok: true });
    });
    const [json, jsonAsc, pdf, pdfAsc] = certificates();
    expect([json, jsonAsc, pdf, pdfAsc]).toEqual([
      expect.stringMatching(/\.json$/),
      `${json}.asc`,
      expect.stringMatching(/\.pdf$/),
      `${pdf}.asc`,
    ]);
    expect(certificates()).toHaveLength(4);
    expect(readdirSync(join(place.folder, 'trousseau'), { recursive: true }).join(' ')).not.toContain(
      campaign,
    );
  });
});

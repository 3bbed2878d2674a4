import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoreReader } from '../../server/ports/store.ts';
import type { CallScript } from '../../shared/call-script.ts';
import { newMemory, replay, workUntilCut } from '../support/call/busy-floor.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { type SmtpSink, startSmtpSink } from '../support/email/smtp-sink.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import { type Staff, staffInstallation } from '../support/house/staffed-installation.ts';
import { freePort } from '../support/machine/free-port.ts';
import { oweLetter } from '../support/people/owed-letter.ts';

/** Kills at moments that chance (chaos.test.ts) rarely meets: the server is cut right there (SIGKILL) and started again. */
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
const auditOf = async (rows: StoreReader, action: string) =>
  (await Array.fromAsync(rows.audit.each())).filter((entry) => entry.action === action);
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
    await place.until(async (rows) =>
      (await rows.records.countByState(staff.campaign)).staged >= CARDS / 4 ? true : undefined,
    );
    await server.kill();
    expect(await answer).toBeInstanceOf(Error);
    expect((await counts()).ready).toBe(0);
    await restart();
    expect(await counts()).toEqual({ staged: 0, ready: 0, leased: 0, closed: 0, excluded: 0 });
    await place.look(async (rows) => {
      expect(await rows.records.contactFiles(staff.campaign)).toEqual([]);
      expect(await auditOf(rows, 'import.abandon')).toHaveLength(1);
    });
    expect(delivered()).toEqual([]);
  });

  it('right after its last transaction: every record is there, and the report leaves once', async () => {
    const answer = importFile().catch((error: unknown) => error);
    const imported = await place.until(async (rows) =>
      (await rows.records.contactFiles(staff.campaign)).find((file) => file.state === 'imported'),
    );
    await server.kill();
    await answer;
    await restart();
    const { ready, excluded } = await counts();
    expect(imported.rows).toBe(CARDS);
    expect(ready + excluded + imported.rejected).toBe(CARDS);
    const report = await place.until(async (rows) => (await rows.deliveries.inState('delivered'))[0]);
    expect(report).toMatchObject({ kind: 'import-report', rows: CARDS });
    expect(delivered()).toEqual([`${report.fileName}.pgp`]);
    await expect(importFile()).rejects.toMatchObject({ data: { appCode: 'file-already-imported' } });
    expect(delivered()).toHaveLength(1);
    expect((await counts()).ready).toBe(ready);
  });
});

describe('kill -9 while outcomes are saved', () => {
  const memory = newMemory();

  it('each callId is there once or not at all, and the replay makes it one', async () => {
    const kills = 17;
    const cut = (answered: number) => {
      if (answered === kills) void server.kill();
    };
    await workUntilCut({ url: server.url, agents: staff.agents, script }, memory, cut);
    await server.kill();
    expect(memory.answered.size).toBeGreaterThanOrEqual(kills);
    await restart();
    for (const [agent, outcome] of memory.unanswered) {
      const first = await replay(server.url, agent, outcome);
      expect(await replay(server.url, agent, outcome)).toEqual(first);
      memory.answered.set(outcome.callId, first);
    }
    const recorded = await place.look(async (rows) =>
      (await Array.fromAsync(rows.calls.each(staff.campaign))).map((one) => one.callId),
    );
    expect(recorded.sort()).toEqual([...memory.answered.keys()].sort());
  });
});

describe('kill -9 during a delivery', () => {
  const row = () => place.look((rows) => rows.deliveries.find(staff.campaign, 'weekly', WEEK));
  const remote = async () => join(place.outgoing, `${(await row())?.fileName}.pgp`);
  const partThere = () => readdirSync(place.outgoing).some((name) => name.endsWith('.part'));
  const killAt = async (moment: () => boolean) => {
    await place.until(async (rows) =>
      (await rows.deliveries.inState('built')).length > 0 && moment() ? true : undefined,
    );
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
    expect([existsSync(await remote()), partThere()]).toEqual([false, false]);
  });

  it('during the upload: the drop shows no half file', async () => {
    const first = await row();
    place.silenceDropWhen(partThere);
    await startLater();
    await killAt(partThere);
    expect(existsSync(await remote())).toBe(false);
    expect(await row()).toEqual(first);
  });

  it('between upload and receipt: one file, sent once, its hash in the receipt', async () => {
    const first = await row();
    const file = await remote();
    place.silenceDropWhen(() => existsSync(file));
    await startLater();
    await killAt(() => existsSync(file));
    expect(await row()).toEqual(first);
    const { ino, mtimeMs } = statSync(await remote());
    place.silenceDropWhen(() => false);
    await startLater();
    const done = await place.until(async (rows) => {
      const now = await rows.deliveries.find(staff.campaign, 'weekly', WEEK);
      return now?.state === 'delivered' ? now : undefined;
    });
    expect(done).toEqual({ ...first, state: 'delivered', deliveredAtMs: expect.any(Number) });
    expect(sha256(await remote())).toBe(done.sha256Sealed);
    expect(statSync(await remote())).toMatchObject({ ino, mtimeMs });
    expect(partThere()).toBe(false);
    expect(delivered().filter((name) => name.includes('MANDATS'))).toHaveLength(1);
    const sent = await place.look(async (rows) =>
      (await auditOf(rows, 'delivery.sent')).map((entry) => entry.subject),
    );
    expect(sent.filter((subject) => subject === `${done.fileName}.pgp`)).toHaveLength(1);
  });
});

describe('kill -9 while a letter leaves', () => {
  /** More than the number over which a second person agrees. */
  const PEOPLE = 501;
  /** Copies that a server has under way together. */
  const AT_ONCE = 3;
  /** What whoever wrote it was sent first. */
  const PROOFS = 1;
  let relay: SmtpSink;
  beforeAll(async () => {
    relay = await startSmtpSink();
  });
  afterAll(() => relay.close());

  it('to more than five hundred, once the data officer agreed: each gets exactly one, and what was cut is told', async () => {
    await server.stop();
    const port = await freePort();
    const change = {
      PLATEAU_CLOCK_START: LATER,
      PLATEAU_SCHEDULE: 'on',
      PLATEAU_SMTP_URL: relay.url,
      PLATEAU_WEB_LISTEN: `127.0.0.1:${port}`,
      PLATEAU_WEB_URL: `http://127.0.0.1:${port}`,
      PLATEAU_WEB_FROM: 'espace@exemple.invalid',
    };
    server = await place.start(change);
    const { campaign, charity } = staff;
    const { letter, tries } = await oweLetter(
      { ...place.env, ...change },
      { campaign, charity, count: PEOPLE },
    );
    expect(tries).toEqual(['approval-needed', 'approval-own', 'approval-needed', 'agreed', 'sent']);
    // Not by looks at the base: the relay answers in this process.
    const received = (count: number) =>
      expect
        .poll(() => relay.count() - PROOFS, { interval: 20, timeout: 30_000 })
        .toBeGreaterThanOrEqual(count);
    await received(PEOPLE / 2);
    // From here on the relay takes each message whole and answers nothing: those under way stand between it and our base.
    relay.become('hold');
    await received(relay.count() - PROOFS + AT_ONCE);
    await server.kill();
    relay.become('accept');
    relay.release();
    server = await place.start(change);
    await received(PEOPLE);
    const after = await place.until(async (rows) => {
      const { 'to-send': waiting = 0, sending = 0, ...ended } = await rows.newsletters.counts(letter);
      return waiting + sending === 0 ? ended : undefined;
    });
    expect(after).toEqual({ sent: PEOPLE - AT_ONCE, uncertain: AT_ONCE });
    const got = relay
      .messages()
      .slice(PROOFS)
      .map(({ to }) => to.join());
    expect([got.length, new Set(got).size]).toEqual([PEOPLE, PEOPLE]);
    await place.look(async (rows) =>
      expect((await auditOf(rows, 'newsletter.uncertain')).map((one) => one.detail)).toEqual([
        { count: AT_ONCE },
      ]),
    );
  });
});

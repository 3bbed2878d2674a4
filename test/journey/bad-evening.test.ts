import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playedCallers } from '../../scripts/demo/evening/callers.ts';
import {
  eveningCampaign,
  eveningSettings,
  type SeatedAgent,
  seatEverybody,
} from '../../scripts/demo/evening/evening-house.ts';
import { openSeats } from '../../scripts/demo/evening/seats-at-work.ts';
import { LINE } from '../../scripts/demo/pbx/pbx-config.ts';
import type { PlayedPbx } from '../../scripts/demo/pbx/played-pbx.ts';
import { readConfig } from '../../server/config/config.ts';
import { openHouse } from '../../server/context.ts';
import { pbxFiles, seatNames } from '../../server/domain/line/dialplan-text.ts';
import type { LineSettings } from '../../server/domain/line/line-settings.ts';
import type { Telephony } from '../../server/ports/telephony.ts';
import { loadCampaign } from '../../server/steps/campaign/load-campaign.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import {
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { dictatedCards } from '../support/line/dictated-cards.ts';
import { type EveningDesks, eveningDesks } from '../support/line/evening-desks.ts';
import { describeWith } from '../support/machine/programs.ts';
import { codeOf } from '../support/telephony/ami-room.ts';
import { type CutProxy, cutProxy } from '../support/telephony/cut-proxy.ts';
import { lineOf, startRealPbx } from '../support/telephony/real-pbx.ts';

/**
 * An evening on which everything falls: the built server, a real Asterisk, seventy seats. By hand it is longer:
 * `PLATEAU_TEST_EVENING=500 npx vitest run test/journey/bad-evening.test.ts`.
 */
const CALLS = Number(process.env.PLATEAU_TEST_EVENING ?? '120');
const IS_LONG = CALLS >= 500;
const WAVE = IS_LONG ? 50 : CALLS / 2;
const TALK_MS = 2_500;
const SPIKE = IS_LONG ? { calls: 500, perSecond: 50 } : { calls: 200, perSecond: 50 };
const SOON = { timeout: 60_000, interval: 50 };
const started = (minutes: number) =>
  new Date(Date.parse('2026-12-06T20:14:00+01:00') + minutes * 300_000).toISOString();

let place: Installation;
let staff: Staff;
let server: ServerProcess;
let starts = 0;
let pbx: PlayedPbx;
let wire: CutProxy;
let line: Telephony;
let settings: LineSettings;
let seated: readonly SeatedAgent[];
let lead: string;
let rung = 0;

const restart = async () => {
  starts += 1;
  server = await place.start({ PLATEAU_CLOCK_START: started(starts) });
};
const ring = (many: number, perSecond = many) => {
  rung += many;
  void pbx.caller(LINE, { many, perSecond, number: '+33639980001' });
};
const board = async () => (await rpcOf(server.url, lead).line.boards.query())[0] ?? expect.fail('no board');
const callRows = () => place.look((rows) => rows.lineCalls.ofPeriod(settings.code, ALL));
const ALL = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
const desksOf = (talkMs: number, calls: number): EveningDesks =>
  eveningDesks({
    ...{ line, seated, url: server.url, campaign: settings.code, talkMs },
    callers: playedCallers(calls, 7),
  });

async function openEvening(): Promise<void> {
  place = await openInstallation(started(0));
  staff = await staffInstallation(place, 1);
  const campaign = eveningCampaign(place.folder);
  settings = await eveningSettings(campaign);
  pbx = await startRealPbx({
    ...{ seats: settings.sites.flatMap(seatNames), absentSeat: 'NULLE-PART', queues: [] },
    ...{ busy: '+33639981998', rings: '+33639981999', written: pbxFiles(settings) },
  });
  wire = await cutProxy(pbx.amiPort);
  const house = await openHouse(readConfig(place.env), { passphrase: passphraseOfTest, log: SILENT_LOG });
  await loadCampaign(house.app, { dir: campaign, actor: 'essai' });
  ({ seated, token: lead } = await seatEverybody(house.app, settings));
  await house.close();
  writeFileSync(join(place.folder, 'secret-standard'), pbx.secret, { mode: 0o600 });
  Object.assign(place.env, {
    PLATEAU_PBX_URL: `ami://${pbx.user}@127.0.0.1:${wire.port}`,
    PLATEAU_PBX_SECRET_FILE: join(place.folder, 'secret-standard'),
    PLATEAU_BACKUP_DIR: join(place.folder, 'sauvegardes'),
  });
  await restart();
  line = lineOf(pbx);
  await openSeats(line, seated);
}

describeWith('asterisk', 'sipp')('an evening on which everything falls', () => {
  beforeAll(openEvening, 120_000);
  afterAll(async () => {
    await line?.close();
    await wire?.close();
    await pbx?.close();
    await place?.close();
  });

  it('R-40 R-43: killed servers, cut wires and a dead PBX lose no pledge that was saved, and count each caller once', async () => {
    const desks = desksOf(TALK_MS, CALLS);
    const waves = CALLS / WAVE;
    for (let wave = 0; wave < waves; wave += 1) {
      ring(WAVE, 40);
      await expect.poll(() => desks.answered, SOON).toBeGreaterThan(wave * WAVE + WAVE / 3);
      // Five cuts and three deaths of the server in the long evening, each once in the short one.
      if (wave < (IS_LONG ? 5 : 1)) wire.cut();
      if (wave % 2 === 0 && wave < 6) {
        await server.kill();
        await restart();
      }
      await expect.poll(() => desks.answered, SOON).toBe((wave + 1) * WAVE);
      if (wave === 1) {
        await expect.poll(async () => (await board()).talking, SOON).toBe(WAVE);
        await pbx.kill();
        await expect.poll(async () => (await board()).line.state, SOON).toBe('down');
        await pbx.start();
        await expect.poll(() => codeOf(line.snapshot()), SOON).toBe('ok');
        await openSeats(line, seated);
        await expect.poll(async () => (await board()).line.state, SOON).toBe('up');
      }
      await expect.poll(() => desks.done, SOON).toBe((wave + 1) * WAVE);
    }
    desks.stop();
    await expect.poll(async () => (await callRows()).length, SOON).toBe(rung);
    await expect
      .poll(async () => (await callRows()).filter((one) => one.endedAtMs === null), SOON)
      .toEqual([]);
    const pledges = await place.look((rows) => rows.pledges.ofCampaign(settings.code));
    expect(new Set(pledges.map(({ callId }) => callId))).toEqual(desks.saved);
    expect([pledges.length, desks.refused]).toEqual([desks.saved.size, []]);
    expect(desks.saved.size).toBeGreaterThan(CALLS / 2);
  }, 300_000);

  it('R-43 a spike of hundreds on seventy seats: the wait is told, who gives up is counted, nobody is lost', async () => {
    const before = rung;
    // Longer than the impatient wait behind forty others: a freed seat has its next caller at once.
    const desks = desksOf(3_000, SPIKE.calls);
    ring(SPIKE.calls, SPIKE.perSecond);
    await expect.poll(async () => (await board()).waiting.count, SOON).toBeGreaterThan(40);
    rung += 20;
    await pbx.caller(LINE, { many: 20, leaves: 'waiting' });
    await expect.poll(() => desks.done, SOON).toBe(SPIKE.calls);
    desks.stop();
    await expect.poll(async () => (await callRows()).length, SOON).toBe(rung);
    const own = (await callRows()).slice(before);
    const left = own.filter(({ answeredAtMs, isEndSeen }) => answeredAtMs === null && isEndSeen);
    expect([own.length, left.length, desks.refused]).toEqual([SPIKE.calls + 20, 20, []]);
  }, 180_000);

  it('R-41 two hundred card numbers, typed or dictated, are refused, and not a byte of them is kept', async () => {
    const cards = dictatedCards(200);
    const [agent] = seated;
    const pledges = rpcOf(server.url, agent?.token).pledges;
    const [form] = playedCallers(1, 7).map((caller) => caller.form ?? expect.fail('a caller who gives'));
    const places = ['lastName', 'firstName', 'street', 'amount'] as const;
    for (const [at, { text }] of cards.entries()) {
      const where = places[at % places.length] ?? 'lastName';
      const isLong = text.length > 20;
      const typed = isLong
        ? { ...form, link: { way: 'email' as const, to: text } }
        : { ...form, [where]: text };
      const callId = crypto.randomUUID();
      const asked = { campaign: settings.code, callId, form: typed as typeof form };
      await expect(pledges.save.mutate(asked as never)).rejects.toMatchObject({
        data: { appCode: 'card-number' },
      });
    }
    await rpcOf(server.url, staff.dataOfficer.token).backups.create.mutate();
    const kept = [...filesUnder(place.folder)].map((file) => readFileSync(file, 'latin1'));
    const mails = place.mail.messages().map(({ raw }) => raw);
    const everywhere = [...kept, ...mails, server.said()].join('\n');
    expect(everywhere.length).toBeGreaterThan(1_000_000);
    const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
    const found = cards.filter(({ digits, text }) =>
      [digits, bytes(text)].some((one) => everywhere.includes(one)),
    );
    expect(found).toEqual([]);
  }, 120_000);
});

/** Base, journal, key ring, backups, drop, logs: all that the evening wrote. */
function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

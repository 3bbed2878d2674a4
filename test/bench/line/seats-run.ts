import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eveningCampaign, eveningSettings } from '../../../scripts/demo/evening/evening-house.ts';
import { startLinePbx } from '../../../scripts/demo/evening/telephones.ts';
import { LINE } from '../../../scripts/demo/pbx/pbx-config.ts';
import type { PbxPrograms, PlayedPbx } from '../../../scripts/demo/pbx/played-pbx.ts';
import { simulatedClock } from '../../../server/clock/system-clock.ts';
import { readConfig } from '../../../server/config/config.ts';
import { openCheckingFolder, openHouse } from '../../../server/context.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import { type Installation, openInstallation } from '../../support/house/server-process.ts';
import { passphraseOfTest, SILENT_LOG, staffInstallation } from '../../support/house/staffed-installation.ts';
import { freePort } from '../../support/machine/free-port.ts';
import { badgesOfEvening } from '../../support/seats/badges-of-evening.ts';
import { lineOf } from '../../support/telephony/real-pbx.ts';
import { answerParent } from '../child.ts';
import { SeatClient } from './seat-client.ts';

/** In a child: the built server and its SSH host in a process of their own, seventy volunteers at their seats, callers by sipp. */
export interface SeatsRunRequest {
  readonly programs: PbxPrograms;
  readonly waves: number;
}

export interface SeatsRun {
  readonly seats: number;
  /** From the voices joined, as the PBX tells this process, to the frame of the form at the seat. Milliseconds. */
  readonly paintedMs: readonly number[];
}

const OPENS = '2026-12-06T20:14:00+01:00';
/** The host lets twenty in a second through from one address. */
const ENTRY_MS = 100;
const F12 = '\u001b[24~';

/** The house of a line with a badge for each of its seats, everybody trained; then its server. */
async function openSeatHouse(place: Installation, pbx: PlayedPbx, dir: string) {
  const staff = await staffInstallation(place, 1);
  const clock = simulatedClock({ startMs: Date.parse(OPENS), speed: 1 });
  const house = await openHouse(readConfig(place.env), {
    ...{ passphrase: passphraseOfTest, log: SILENT_LOG, clock },
  });
  await loadCampaign(house.app, { dir, actor: 'banc' });
  await planSeats(house.app, { actor: 'banc', files: await openCheckingFolder().read(dir) });
  const ops = await house.app.store.read((rows) => rows.accounts.byId(staff.ops.id));
  if (!ops) throw new Error('ops were hired');
  const badges = await badgesOfEvening(house.app, await eveningSettings(dir), ops);
  await house.close();
  const port = await freePort();
  const secret = join(place.folder, 'secret-standard');
  writeFileSync(secret, pbx.secret, { mode: 0o600 });
  await place.start(
    {
      PLATEAU_SSH_LISTEN: `127.0.0.1:${port}`,
      PLATEAU_PBX_URL: `ami://${pbx.user}@127.0.0.1:${pbx.amiPort}`,
      PLATEAU_PBX_SECRET_FILE: secret,
    },
    '--ssh',
  );
  return { port, badges };
}

async function sitAt(port: number, { seat, code }: { readonly seat: string; readonly code: string }) {
  const client = new SeatClient();
  await client.open(port, seat, code);
  await client.see('C’est moi');
  client.press('o');
  await client.see('quand vous êtes prêt');
  client.press(' ');
  await client.see('arrivent seuls');
  return { seat, client };
}

async function playSeats({ programs, waves }: SeatsRunRequest): Promise<SeatsRun> {
  const place = await openInstallation(OPENS);
  const dir = eveningCampaign(place.folder);
  const pbx = await startLinePbx(programs, await eveningSettings(dir));
  const line = lineOf(pbx);
  const joinedMs = new Map<string, number>();
  line.follow((event) => {
    if (event.kind === 'answered') joinedMs.set(event.seat, performance.now());
  });
  try {
    const { port, badges } = await openSeatHouse(place, pbx, dir);
    const opening = [];
    for (const badge of badges) {
      opening.push(sitAt(port, badge));
      await pause(ENTRY_MS);
    }
    const seats = await Promise.all(opening);
    const paintedMs: number[] = [];
    for (let wave = 0; wave < waves; wave += 1) {
      await allFree(line, seats.length);
      joinedMs.clear();
      for (const { client } of seats) client.press('');
      const painted = seats.map(async ({ seat, client }) => ({ seat, ms: await client.see('Quel montant') }));
      void pbx.caller(LINE, { many: seats.length, number: '+33639980001' });
      for (const { seat, ms } of await Promise.all(painted)) paintedMs.push(ms - (joinedMs.get(seat) ?? ms));
      for (const { client } of seats) client.press(F12);
      await pause(200);
      for (const { client } of seats) client.press(F12);
    }
    for (const { client } of seats) client.close();
    return { seats: seats.length, paintedMs };
  } finally {
    await line.close();
    await place.close();
    await pbx.close();
  }
}

/** Until the PBX would give each of them a caller. */
async function allFree(line: ReturnType<typeof lineOf>, count: number): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { seats } = await line.snapshot();
    if (seats.filter(({ state, isReady }) => state === 'free' && isReady).length === count) return;
    await pause(100);
  }
  throw new Error('some seats never became free');
}

answerParent(playSeats);

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectLineBoard } from '../../../scripts/cli/line/line-board-desk.ts';
import {
  type EveningHouse,
  eveningCampaign,
  eveningSettings,
  openEveningHouse,
} from '../../../scripts/demo/evening/evening-house.ts';
import { openSeats } from '../../../scripts/demo/evening/seats-at-work.ts';
import { startLinePbx } from '../../../scripts/demo/evening/telephones.ts';
import { LINE } from '../../../scripts/demo/pbx/pbx-config.ts';
import type { PbxPrograms, PlayedPbx } from '../../../scripts/demo/pbx/played-pbx.ts';
import { limitName } from '../../../server/domain/line/dialplan-text.ts';
import type { CallEvent } from '../../../server/ports/telephony.ts';
import { answerParent } from '../child.ts';

/** In a child: the house and its line on a real Asterisk, callers by sipp, everything timed by one clock. */
export interface LineRunRequest {
  readonly folder: string;
  readonly programs: PbxPrograms;
  /** Waves of seventy callers in a second. */
  readonly waves: number;
}

/** Milliseconds. */
export interface LineRun {
  /** From the caller's coming to the voices joined, of each call. */
  readonly bridgedMs: readonly number[];
  /** What is to be shown is known, the number included: after the voices are joined, or before (negative). */
  readonly knownMs: readonly number[];
  /** From the last answer of a wave to a board that shows it. */
  readonly boardMs: readonly number[];
  /** A seat freed while somebody waited, until its next caller. */
  readonly idleMs: readonly number[];
  /** Talking at once in the house and at the partner, each wave. */
  readonly house: readonly number[];
  readonly partner: readonly number[];
  readonly rung: number;
  readonly counted: number;
  /** The PBX is killed: until the line says so; started again: until every seat is open and free. */
  readonly toldMs: number;
  readonly backMs: number;
}

interface Heard {
  readonly kind: CallEvent['kind'];
  readonly call: string;
  readonly seat?: string;
  readonly ms: number;
}

const PATIENCE_MS = 60_000;
/** Talks of several lengths: seats are freed at any moment of the second in which Asterisk looks at its queue. */
const SHORT_OF_SEATS = { seats: 15, calls: 60, talkMs: [600, 770, 940, 1_110, 1_280, 1_450, 1_620] } as const;

async function until(holds: () => boolean | Promise<boolean>): Promise<number> {
  const sinceMs = performance.now();
  while (!(await holds())) {
    if (performance.now() - sinceMs > PATIENCE_MS)
      throw new Error('the line did not come so far in a minute');
    await pause(5);
  }
  return performance.now() - sinceMs;
}

/** All that the line told, when each reached the house. */
function hearing({ server: { app } }: EveningHouse) {
  const heard: Heard[] = [];
  let state: 'up' | 'down' = 'up';
  const stop = app.telephony.follow((event) => {
    if (event.kind === 'line') state = event.state;
    else {
      const seat = 'seat' in event ? { seat: event.seat } : {};
      heard.push({ kind: event.kind, call: event.call, ...seat, ms: performance.now() });
    }
  });
  const of = (kind: Heard['kind'], from = 0) => heard.slice(from).filter((one) => one.kind === kind);
  return { heard, of, stop, isUp: () => state === 'up' };
}

interface Stage {
  readonly house: EveningHouse;
  readonly pbx: PlayedPbx;
  readonly line: ReturnType<typeof hearing>;
  /** Seats that talk, as the board that was pushed last to its lead says. */
  readonly talking: () => number | undefined;
}

/** The lead looks at the board, as `plateau line board` does. */
async function lookAt({ server: { url }, lead: { token } }: EveningHouse) {
  const { desk, close } = await connectLineBoard({ url, token });
  let talking: number | undefined;
  desk.onBoards(([board]) => {
    talking = board?.talking;
  });
  return { talking: () => talking, close };
}

/** Between two events of each call. */
function between(events: readonly Heard[], from: Heard['kind'], to: Heard['kind']): readonly number[] {
  return [...Map.groupBy(events, ({ call }) => call).values()].flatMap((own) => {
    const [first, last] = [from, to].map((kind) => own.find((one) => one.kind === kind)?.ms);
    return first === undefined || last === undefined ? [] : [last - first];
  });
}

/** So many callers in a second, a seat for each; the board is looked at as soon as the last one is answered. */
async function playWave({ house, pbx, line, talking }: Stage) {
  const { telephony } = house.server.app;
  const from = line.heard.length;
  const { length } = house.seated;
  void pbx.caller(LINE, { many: length, number: '+33639980001' });
  await until(() => line.of('answered', from).length === length);
  const boardMs = await until(() => talking() === length);
  const seats = line.of('answered', from).map(({ seat }) => seat);
  const at = (site: string) => seats.filter((seat) => seat?.startsWith(site)).length;
  const counted = house.settings.sites.map(({ code }) => at(code));
  for (const { call } of line.of('answered', from)) await telephony.hangUp(call);
  await until(() => line.of('ended', from).length === length);
  const own = line.heard.slice(from);
  return {
    bridgedMs: between(own, 'waiting', 'answered'),
    knownMs: between(own, 'answered', 'offered'),
    boardMs,
    counted,
  };
}

/** Fewer seats than callers: how long each seat that is freed waits for the next of them. */
async function playQueue({ house, pbx, line }: Stage): Promise<readonly number[]> {
  const { telephony } = house.server.app;
  const { seats, calls, talkMs } = SHORT_OF_SEATS;
  const [, partner] = house.settings.sites;
  // Nobody stays in the house: all of them wait in one queue.
  await telephony.setLimit({ name: limitName(house.settings.code, 1), max: 0 });
  const ready = house.seated.filter(({ site }) => site === partner?.code).slice(0, seats);
  for (const { seat } of house.seated)
    if (!ready.some((one) => one.seat === seat)) await telephony.setReady(seat, false, []);
  const from = line.heard.length;
  let answered = 0;
  const stop = telephony.follow((event) => {
    if (event.kind !== 'answered') return;
    answered += 1;
    setTimeout(() => void telephony.hangUp(event.call), talkMs[answered % talkMs.length]);
  });
  void pbx.caller(LINE, { many: calls, number: '+33639980001' });
  await until(() => line.of('ended', from).length === calls);
  stop();
  const own = line.heard.slice(from);
  const answers = own.filter(({ kind }) => kind === 'answered');
  return answers.slice(seats).flatMap(({ seat, ms }) => {
    const freed = own.findLast((one) => one.kind === 'ended' && one.seat === seat && one.ms <= ms);
    return freed ? [ms - freed.ms] : [];
  });
}

/** Killed and started again: when it is told, and when the seats may take callers. */
async function loseLine({ house, pbx, line }: Stage) {
  const killedMs = performance.now();
  await pbx.kill();
  await until(() => !line.isUp());
  const toldMs = performance.now() - killedMs;
  const startMs = performance.now();
  await pbx.start();
  await until(line.isUp);
  await openSeats(house.server.app.telephony, house.seated);
  return { toldMs, backMs: performance.now() - startMs };
}

async function play({ folder, programs, waves }: LineRunRequest): Promise<LineRun> {
  mkdirSync(folder, { recursive: true });
  const campaign = eveningCampaign(folder);
  const settings = await eveningSettings(campaign);
  const pbx = await startLinePbx(programs, settings);
  const house = await openEveningHouse({ folder: join(folder, 'maison'), speed: 1, pbx, settings, campaign });
  const line = hearing(house);
  const board = await lookAt(house);
  const stage = { house, pbx, line, talking: board.talking };
  try {
    await until(line.isUp);
    await openSeats(house.server.app.telephony, house.seated);
    const played = [];
    for (let at = 0; at < waves; at += 1) played.push(await playWave(stage));
    const idleMs = await playQueue(stage);
    const lost = await loseLine(stage);
    const period = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
    const calls = await house.server.app.store.read((rows) => rows.lineCalls.ofPeriod(settings.code, period));
    return {
      bridgedMs: played.flatMap((one) => one.bridgedMs),
      knownMs: played.flatMap((one) => one.knownMs),
      boardMs: played.map((one) => one.boardMs),
      house: played.map(({ counted: [first = 0] }) => first),
      partner: played.map(({ counted: [, second = 0] }) => second),
      idleMs,
      rung: waves * house.seated.length + SHORT_OF_SEATS.calls,
      counted: calls.length,
      ...lost,
    };
  } finally {
    line.stop();
    await board.close();
    await house.close();
    await pbx.close();
  }
}

answerParent(play);

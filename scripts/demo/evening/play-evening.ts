import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../../shared/errors.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import { civilDate } from '../../../shared/time.ts';
import { playedCallers } from './callers.ts';
import { EVENING_START_MS, type EveningHouse } from './evening-house.ts';
import type { Rung } from './evening-sums.ts';
import { openSeats, rpcOf, type SeatsAtWork, seatsAtWork } from './seats-at-work.ts';
import type { Telephones } from './telephones.ts';

/** Callers of an evening: three waves, and at the height of the first those who find every seat taken and give up. */
export const WAVES = { first: 70, givesUp: 6, next: [30, 34] } as const;
const ANSWERED = WAVES.first + WAVES.next[0] + WAVES.next[1];
/** A machine under load has its time. */
const PATIENCE_MS = 60_000;

export interface EveningPlay {
  readonly telephones: Telephones;
  /** How many times shorter than said a talk is played. */
  readonly abridged: number;
  readonly seed: number;
  /** The board while every seat talks, and at the end. */
  readonly shown: (board: LineBoard) => void;
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const sinceMs = performance.now();
  while (!(await holds())) {
    if (performance.now() - sinceMs > PATIENCE_MS) throw stuck(what);
    await pause(50);
  }
}

function stuck(what: string): AppError {
  return new AppError({
    code: 'demo-evening-stuck',
    kind: 'unavailable',
    message: `La soirée de démonstration s’est arrêtée : ${what}.`,
    hint: 'Relancez-la sur une machine moins chargée ; si elle s’arrête au même endroit, c’est un défaut.',
  });
}

/** The board of the line, as its lead sees it now. */
async function boardOf({ server, lead }: EveningHouse): Promise<LineBoard> {
  const [board] = await rpcOf(server.url, lead.token).line.boards.query();
  if (!board) throw stuck('le tableau ne montre pas la ligne');
  return board;
}

interface Wave {
  readonly numbers: readonly string[];
  /** Once all of them talk. */
  readonly atPeak?: () => Promise<void>;
}

/** Everybody of the wave is answered; whoever wanted to see it has; then they hang up. */
async function wave(
  seats: SeatsAtWork,
  { telephones }: EveningPlay,
  { numbers, atPeak }: Wave,
): Promise<void> {
  const goal = seats.work.answered + numbers.length;
  telephones.ring(numbers);
  await until('des appels ne sont pas décrochés', () => seats.work.answered >= goal);
  await atPeak?.();
  seats.release();
  await until('des appels ne se terminent pas', () => seats.work.ended >= goal);
}

/** An evening of callers at every seat of the line. AppErrors `demo-evening-stuck`, `line-unreachable`. */
export async function playEvening(house: EveningHouse, play: EveningPlay): Promise<Rung> {
  const callers = playedCallers(ANSWERED + WAVES.givesUp, play.seed);
  const numbers = callers.map(({ number }) => number);
  const next = (many: number) => numbers.splice(0, many);
  const seats = seatsAtWork(house, callers, play.abridged);
  await openSeats(house.server.app.telephony, house.seated);
  let peak: LineBoard | undefined;
  let abandoned = 0;
  const atPeak = async () => {
    await until(
      'tous les postes ne parlent pas à la fois',
      async () => (await boardOf(house)).talking === WAVES.first,
    );
    peak = await boardOf(house);
    play.shown(peak);
    abandoned = await play.telephones.giveUp(next(WAVES.givesUp));
  };
  try {
    await wave(seats, play, { numbers: next(WAVES.first), atPeak });
    for (const many of WAVES.next) await wave(seats, play, { numbers: next(many) });
    const came = seats.work.answered + abandoned;
    await until('des appels ne sont pas comptés', async () => (await boardOf(house)).counts.came === came);
  } finally {
    seats.stop();
  }
  const last = await boardOf(house);
  play.shown(last);
  if (!peak) throw stuck('la première vague n’a pas eu lieu');
  return {
    calls: ANSWERED + abandoned,
    abandoned,
    atPeak: peak,
    work: seats.work,
  };
}

/** The lead confirms the large pledges, and the links leave. */
export async function sendLinks({ server, lead, settings }: EveningHouse): Promise<void> {
  const rpc = rpcOf(server.url, lead.token);
  for (const { id } of await rpc.pledges.list.query({ campaign: settings.code, only: 'to-check' }))
    await rpc.pledges.check.mutate({ id });
  await server.schedule.runNow();
}

/** The night: the charity's file of the day leaves. Sessions of the evening are over. */
export async function passMidnight({ server, clock }: EveningHouse): Promise<void> {
  clock.jumpTo(EVENING_START_MS + 4.5 * 3_600_000);
  await server.schedule.runNow();
}

/** The activity report of the evening, as its lead asks for it. */
export async function reportOf({ server, lead, settings }: EveningHouse) {
  const day = civilDate(EVENING_START_MS);
  return await rpcOf(server.url, lead.token).line.report.query({
    campaign: settings.code,
    from: day,
    until: day,
  });
}

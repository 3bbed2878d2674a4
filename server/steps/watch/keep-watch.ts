import { AppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import { firstWatch, type KeptWatch } from '../../domain/watch/kept-watch.ts';
import { queued } from '../../domain/watch/waiting-mails.ts';
import { atomFeed, fedEvents } from '../../domain/watch/watch-feed.ts';
import { roundLine } from '../../domain/watch/watch-measures.ts';
import {
  probeOf,
  type TargetSettings,
  type WatchSettings,
  whereOf,
} from '../../domain/watch/watch-settings.ts';
import {
  isBlind,
  judgeRound,
  type ProbeOutcome,
  type Round,
  type WatchEvent,
} from '../../domain/watch/watch-state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Mailer } from '../../ports/mailer.ts';
import type { Probes } from '../../ports/probes.ts';
import type { WatchFolder } from '../../ports/watch-folder.ts';
import { sendFirst } from './send-waiting.ts';

export interface WatchDeps {
  readonly probes: Probes;
  readonly folder: WatchFolder;
  readonly mailer: Mailer;
  readonly clock: Clock;
}

interface Sent {
  readonly waiting: number;
  /** By the relay, for good: the feed alone tells them. */
  readonly refused: number;
}

export interface Watch {
  /** Asks every target once, judges, keeps, feeds; answers what is to be told. Not twice at a time. */
  round(): Promise<readonly WatchEvent[]>;
  /** Gives the relay what waits, until it defers. A second call while one is under way shares it. */
  send(): Promise<Sent>;
}

const MONTHS = 7;
const monthOf = (atMs: number): string => civilDate(atMs).slice(0, MONTHS);

async function askTarget(
  target: TargetSettings,
  { probes }: WatchDeps,
  timeoutMs: number,
): Promise<readonly [string, ProbeOutcome]> {
  const probe = probeOf(target);
  if (!probe) throw noWay();
  return [target.name, await probes.ask(probe, timeoutMs)];
}

function noWay(): AppError {
  return new AppError({
    code: 'watch-invalid',
    kind: 'invalid',
    message: 'Une cible de la veille ne dit pas comment l’interroger.',
    hint: 'Voyez les défauts du fichier avec « plateau watch check ».',
  });
}

/**
 * A watch over those targets, which goes on from what its folder holds: a start announces no outage twice. What it
 * keeps is written before anything is mailed, so that a kill loses no alert; one that the relay took in that instant leaves
 * again under the same Message-ID.
 */
export async function openWatch(deps: WatchDeps, settings: WatchSettings): Promise<Watch> {
  const { folder, clock } = deps;
  let kept: KeptWatch = (await folder.read()) ?? firstWatch(clock.nowMs());
  let sending: Promise<Sent> | undefined;
  let writing: Promise<void> = Promise.resolve();
  /** One after the other: rounds and sendings both change what is kept. */
  const save = () => {
    const write = () => folder.keep(kept);
    writing = writing.then(write, write);
    return writing;
  };
  const places = new Map(settings.targets.map((target) => [target.name, whereOf(target)]));
  const told = {
    ...{ name: settings.name, to: settings.mail.to },
    whereOf: (target: string) => places.get(target) ?? '',
  };
  const feed = () => {
    const { events, startedMs } = kept;
    return folder.feed(atomFeed(events, { settings, whereOf: told.whereOf, startedMs }));
  };
  const judge = async (round: Round) => {
    const { state, events } = judgeRound(settings, kept.state, round);
    kept = {
      ...kept,
      state,
      waiting: queued(kept.waiting, events, told),
      events: fedEvents(kept.events, events),
    };
    await folder.note(monthOf(round.atMs), roundLine(round, isBlind(settings, round)));
    await save();
    if (events.length > 0) await feed();
    return events;
  };
  const sendAll = async () => {
    let refused = 0;
    for (;;) {
      const [first] = kept.waiting;
      const fate = first && (await sendFirst(deps.mailer, first, settings));
      if (!first || fate === 'waits') return { waiting: kept.waiting.length, refused };
      if (fate === 'refused') refused += 1;
      kept = { ...kept, waiting: kept.waiting.filter(({ id }) => id !== first.id) };
      await save();
    }
  };
  await save();
  await feed();
  return {
    round: async () => {
      const atMs = clock.nowMs();
      const timeoutMs = settings.timeoutSeconds * 1000;
      const outcomes = await Promise.all(settings.targets.map((one) => askTarget(one, deps, timeoutMs)));
      const events = await judge({ atMs, outcomes: new Map(outcomes) });
      await forgetOld(folder, settings.keepMonths);
      return events;
    },
    send: () => {
      sending ??= sendAll().finally(() => {
        sending = undefined;
      });
      return sending;
    },
  };
}

/** Measures older than the months that are kept. */
async function forgetOld(folder: WatchFolder, keepMonths: number): Promise<void> {
  const months = await folder.months();
  for (const month of months.slice(0, -keepMonths)) await folder.forget(month);
}

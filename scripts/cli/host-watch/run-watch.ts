import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../../../server/config/config.ts';
import type { WatchSettings } from '../../../server/domain/watch/watch-settings.ts';
import { eventTitle, instantWords } from '../../../server/domain/watch/watch-words.ts';
import { openWatch, type Watch } from '../../../server/steps/watch/keep-watch.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import type { CommandContext } from '../command-context.ts';
import type { Terminal } from '../terminal.ts';
import { openWatchDesk } from './watch-desk.ts';

/** What the relay did with what waited, when somebody must know. */
async function tellSent(watch: Watch, terminal: Terminal): Promise<void> {
  const { waiting, refused } = await watch.send();
  if (refused > 0) terminal.warn(`Attention : ${inNumber(refused, 'alerte(s) refusée(s)')} par le relais.`);
  if (waiting > 0)
    terminal.warn(
      `Le relais ne répond pas : ${inNumber(waiting, 'e-mail(s) en attente')}, réessai au tour suivant.`,
    );
}

async function oneRound(watch: Watch, terminal: Terminal): Promise<void> {
  for (const event of await watch.round())
    terminal.line(`${instantWords(event.atMs)} — ${eventTitle(event)}`);
}

/** Resolves at the instant, or once the signal aborts. */
async function until(realMs: number, signal: AbortSignal): Promise<void> {
  if (realMs <= 0 || signal.aborted) return;
  await wait(realMs, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** The signal aborts at the first SIGINT or SIGTERM. */
function stopAsked(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  return stop.signal;
}

export interface WatchRun {
  readonly settings: WatchSettings;
  readonly folder: string;
  /** One round, then the end: for a timer of the system. */
  readonly once: boolean;
}

/** Rounds until it is stopped, the relay beside them: a relay that hangs holds back no measure. */
export async function runWatch({ env, terminal }: CommandContext, run: WatchRun): Promise<void> {
  const config = readConfig(env);
  const { settings, folder, once } = run;
  const speed = config.simulatedClock?.speed ?? 1;
  const signal = stopAsked();
  const desk = openWatchDesk(config, { ...settings, folder });
  try {
    const watch = await openWatch(desk, settings);
    if (!config.smtp)
      terminal.warn(
        'Attention : aucun relais d’e-mails (PLATEAU_SMTP_URL) : les alertes attendent, le flux les dit.',
      );
    const last = { sent: Promise.resolve() };
    if (!once)
      terminal.line(
        `Veille de ${inNumber(settings.targets.length, 'cible(s)')}, toutes les ${settings.everySeconds} s.`,
      );
    for (;;) {
      const nextMs = desk.clock.nowMs() + settings.everySeconds * 1000;
      await oneRound(watch, terminal);
      last.sent = tellSent(watch, terminal);
      if (once || signal.aborted) break;
      const due = until((nextMs - desk.clock.nowMs()) / speed, signal);
      await Promise.race([due, last.sent.then(() => due)]);
      if (signal.aborted) break;
    }
    await last.sent;
    if (!once) terminal.line('La veille est arrêtée.');
  } finally {
    await desk.close();
  }
}

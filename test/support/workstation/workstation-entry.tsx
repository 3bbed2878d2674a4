import { appendFileSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { callScriptSchema } from '../../../shared/call-script.ts';
import { showOpening } from '../../../tui/session/opening.ts';
import { runWorkstation } from '../../../tui/session/workstation.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from './fictitious-cards.ts';
import { scriptedDesk, unreachable } from './scripted-desk.ts';

/**
 * The real workstation against the scripted desk, for journeys on a pty and for looking at it in a terminal:
 * `node scripts/build.mjs test/support/workstation/workstation-entry.tsx /tmp/d && node /tmp/d/workstation-entry.mjs`.
 * DESK_LOG: what the desk was asked, one JSON line each. DESK_FAILS: methods that fail once. LOGIN=1: login screen.
 * KEPT=1: Ctrl-Z stops nothing. CLOCK=real: a clock that runs. WRAP_UP: seconds between an ending and the next card. SIGUSR2: the lead writes. CRASH=1: asking for the day's figures ends in an uncaught error.
 */
const opening = showOpening();
const { DESK_LOG, DESK_FAILS, LOGIN, CLOCK, CARDS } = process.env;
const started = performance.now();
const now = () => MONDAY_EVENING_MS + (CLOCK === 'real' ? Math.floor(performance.now() - started) : 0);
// Bundled into a temporary folder: the campaign is found from where the test runs.
const script = callScriptSchema.parse(parse(readFileSync('server/campaigns/upgrade-fr/script.yaml', 'utf8')));
const wrapUpSeconds = Number(process.env.WRAP_UP ?? 0);
const cards = Array.from({ length: Number(CARDS ?? 3) }, (_, at) => {
  const card = fictitiousCard(at + 1);
  return { ...card, campaign: { ...card.campaign, wrapUpSeconds } };
});
const day = {
  calls: 41,
  useful: 12,
  pitched: 9,
  agreements: 4,
  oneOffGifts: 1,
  uplifts: [{ minor: 1800, currency: 'EUR' as const }],
  callbacksToday: 2,
  productionSeconds: 11_640,
};
const desk = scriptedDesk({ cards, script, nowMs: now, day });
for (const method of (DESK_FAILS ?? '').split(',').filter((one) => one !== ''))
  desk.failNext(method, unreachable());

const write = desk.log.push.bind(desk.log);
desk.log.push = (...entries) => {
  if (DESK_LOG) appendFileSync(DESK_LOG, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return write(...entries);
};
const save = desk.saveOutcome;
desk.saveOutcome = async (outcome) => {
  const receipt = await save(outcome);
  if (DESK_LOG) appendFileSync(DESK_LOG, `${JSON.stringify({ method: 'recorded', argument: outcome })}\n`);
  return receipt;
};

// The lead writes to the agent.
process.on('SIGUSR2', () => {
  const message = { id: 'm1', atMs: now(), from: 'Léa Exemple', text: 'Pause commune à 19 h.' };
  desk.live({ kind: 'message', message, text: message.text });
});

if (process.env.CRASH) {
  desk.myDay = () =>
    new Promise(() => {
      setImmediate(() => {
        throw new Error('panne fictive');
      });
    });
}

await runWorkstation({
  opening,
  desk,
  ...(LOGIN ? {} : { token: 'jeton-fictif', agentFirstName: 'Camille' }),
  ...(CLOCK === 'real' ? {} : { clockNote: 'heure simulée' }),
  now,
  neverSuspends: process.env.KEPT === '1',
  // The hour stands still: every key would be a repeat. GUARD: milliseconds, with CLOCK=real.
  cardGuardMs: Number(process.env.GUARD ?? 0),
});

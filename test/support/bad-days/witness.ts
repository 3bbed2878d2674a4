import { setTimeout as pause } from 'node:timers/promises';
import { openScreenTerminal } from '../../../scripts/demo/screen-terminal.ts';
import { cleanEnv, requireBundle } from '../house/command-line.ts';
import type { Person } from '../house/staffed-installation.ts';

/** A person at the real workstation, who ends one call after the other by a key and reads what the screen says. */
export interface Witness {
  /** Calls that this person ended. */
  ended(): number;
  /** Waits until the screen says it. Whatever has been said since `forget` counts. */
  sees(sentence: RegExp, limitMs: number): Promise<void>;
  /** What was read until now is of another scene. */
  forget(): void;
  /** Waits until the last call is recorded, then leaves. */
  close(limitMs: number): Promise<void>;
}

const PACE_MS = 700;
/** Clock and status lines change by themselves. */
const donorPart = (rows: readonly string[]) => rows.slice(1, -6).join('\n');
const isAtStart = (rows: readonly string[]) => rows.some((row) => row.includes('─ Accroche'));
const flat = (rows: readonly string[]) => rows.join(' ').replace(/[\s│]+/g, ' ');
const NO_ANSWER_KEY = 'N';
const HOUR_MS = 3_600_000;

export async function openWitness(person: Person, house: { readonly url: string; readonly caFile: string }) {
  const env = {
    PLATEAU_SERVER: house.url,
    PLATEAU_TOKEN_FILE: person.tokenFile,
    NODE_EXTRA_CA_CERTS: house.caFile,
  };
  const screen = openScreenTerminal({
    file: process.execPath,
    args: [requireBundle(), 'agent', '--token', '--sans-suspension'],
    env: cleanEnv(env),
    columns: 120,
    rows: 40,
  });
  let ended = 0;
  let isClosing = false;
  let read = '';
  const keepReading = async () => {
    while (!isClosing) {
      read += flat(screen.rows());
      await pause(100);
    }
  };
  /** Another number that is proposed after one rung in vain waits for another day. */
  const leaveOtherNumber = async () => {
    const isAsked = (rows: readonly string[]) => rows.some((row) => row.includes('─ Un autre numéro'));
    await screen.until(
      async (rows) => isAsked(rows) || !isAtStart(rows) || donorPart(rows) !== before,
      HOUR_MS,
    );
    if (isAsked(screen.rows())) screen.type('n');
  };
  let before = '';
  const work = async () => {
    while (!isClosing) {
      await screen.until(
        async (rows) => isClosing || (isAtStart(rows) && donorPart(rows) !== before),
        HOUR_MS,
      );
      await pause(PACE_MS);
      if (isClosing) return;
      before = donorPart(screen.rows());
      screen.type(NO_ANSWER_KEY);
      ended += 1;
      await leaveOtherNumber();
    }
  };
  const atWork = Promise.all([keepReading(), work()]);
  const witness: Witness = {
    ended: () => ended,
    forget: () => {
      read = '';
    },
    sees: async (sentence, limitMs) => {
      const endsAtMs = performance.now() + limitMs;
      while (!sentence.test(read)) {
        if (performance.now() > endsAtMs)
          throw new Error(`never read ${sentence}; the screen is:\n${screen.rows().join('\n')}`);
        await pause(50);
      }
    },
    close: async (limitMs) => {
      isClosing = true;
      await atWork;
      await screen.until(async (rows) => isAtStart(rows) && donorPart(rows) !== before, limitMs);
      screen.close();
      await screen.ended;
    },
  };
  await screen.until(async (rows) => isAtStart(rows), 30_000);
  return witness;
}

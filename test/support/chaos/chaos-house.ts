import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type FloorMemory, newMemory, replay } from '../call/busy-floor.ts';
import { cleanEnv, requireBundle } from '../house/command-line.ts';
import { type Installation, openInstallation, rpcOf, type ServerProcess } from '../house/server-process.ts';
import { type Person, type Staff, staffInstallation } from '../house/staffed-installation.ts';

/** Draws a number in [0, 1): the same ones for the same seed. */
type Dice = () => number;

/** mulberry32: small, and even enough to choose moments. */
function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A moment between two, in milliseconds after its act began. */
export type Span = readonly [fromMs: number, toMs: number];

const OPENING = '2026-11-23T17:05:00+01:00';
const WEEK_MS = 7 * 86_400_000;
const AGENTS = 6;
/** Of a machine that does nothing else. */
const USUAL_START_MS = 700;
/** Donors of the contact files, one a Monday, all on the drop from the first day: each has those of the one before, and more. */
const FILES = [200, 400, 600];

/** One installation whose server is killed again and again, and what its clients remember of it. */
export interface ChaosHouse {
  readonly place: Installation;
  readonly staff: Staff;
  readonly memory: FloorMemory;
  readonly fileNames: readonly string[];
  readonly backupDir: string;
  /** What was lost, doubled or left behind, with where it was seen. */
  readonly faults: string[];
  /** Starts the server, then each agent sends the outcome that it holds, twice. */
  start(...args: string[]): Promise<ServerProcess>;
  /** Starts it and waits for nothing. */
  launch(): ServerProcess;
  /** A week later: sessions are over, e-mails are due, last week's file can leave. */
  turnWeek(): void;
  /** Whoever comes in from now on logs in first. */
  endSessions(): void;
  /** A client of that person, with a session of that day. */
  as(server: ServerProcess, person: Person): Promise<ReturnType<typeof rpcOf>>;
  /** Agents with a session of that day. */
  agents(server: ServerProcess): Promise<readonly Person[]>;
  /** A command, killed so many milliseconds after its start unless it has ended: its status, or null. */
  command(args: readonly string[], killAfterMs?: number): Promise<number | null>;
  /** A moment of that span, milliseconds; later on a machine that is slow today, so that kills fall in the same work. */
  momentIn(span: Span): number;
  close(): Promise<void>;
}

export async function openChaosHouse(seed: number): Promise<ChaosHouse> {
  const dice = diceOf(seed);
  const place = await openInstallation(OPENING);
  const staff = await staffInstallation(place, AGENTS);
  const memory = newMemory();
  const faults: string[] = [];
  const backupDir = join(place.folder, 'sauvegardes');
  const fileNames: string[] = [];
  for (const [at, donors] of FILES.entries())
    fileNames.push(await staff.giveContactFile(donors, String(20261109 + 7 * at)));
  const openedAtMs = performance.now();
  let weeks = 0;
  let slowness = 1;
  // The house's time goes on while it is down, and never back.
  const now = () =>
    new Date(Date.parse(OPENING) + 60_000 + weeks * WEEK_MS + performance.now() - openedAtMs).toISOString();
  const env = () => ({
    PLATEAU_CLOCK_START: now().replace('Z', '+00:00'),
    PLATEAU_BACKUP_DIR: backupDir,
    PLATEAU_SCHEDULE: 'on',
  });
  const tokens = new Map(
    [...staff.agents, staff.ops, staff.dataOfficer].map((one) => [one.login, one.token]),
  );
  const tokenOf = async ({ url }: ServerProcess, { login, password }: Person) => {
    const known = tokens.get(login);
    if (known) return known;
    const { token } = await rpcOf(url).session.logIn.mutate({ login, password });
    tokens.set(login, token);
    return token;
  };
  const house: ChaosHouse = {
    ...{ place, staff, memory, fileNames, backupDir, faults },
    launch: () => place.launch(env()),
    start: async (...args) => {
      const startingFromMs = performance.now();
      const server = await place.start(env(), ...args);
      slowness = Math.max(1, (performance.now() - startingFromMs) / USUAL_START_MS);
      for (const [agent, outcome] of [...memory.unanswered]) {
        const sender = { ...agent, token: await tokenOf(server, agent) };
        const first = await replay(server.url, sender, outcome);
        const again = await replay(server.url, sender, outcome);
        if (JSON.stringify(first) !== JSON.stringify(again))
          faults.push(`two receipts for ${outcome.callId}`);
        memory.answered.set(outcome.callId, first);
        memory.unanswered.delete(agent);
      }
      return server;
    },
    turnWeek: () => {
      weeks += 1;
      tokens.clear();
    },
    endSessions: () => tokens.clear(),
    as: async (server, person) => rpcOf(server.url, await tokenOf(server, person)),
    agents: async (server) => {
      const people: Person[] = [];
      // The same person in each life: the memory of what is unanswered goes by person.
      for (const agent of staff.agents)
        people.push(Object.assign(agent, { token: await tokenOf(server, agent) }));
      return people;
    },
    command: (args, killAfterMs) => runCommand({ ...place.env, ...env() }, args, killAfterMs),
    momentIn: ([fromMs, toMs]) => Math.round(slowness * (fromMs + dice() * (toMs - fromMs))),
    close: () => place.close(),
  };
  return house;
}

function runCommand(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  killAfterMs?: number,
): Promise<number | null> {
  const child = spawn(process.execPath, [requireBundle(), ...args], { env: cleanEnv(env), stdio: 'ignore' });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve) =>
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve(status);
    }),
  );
}

import { setTimeout as pause } from 'node:timers/promises';
import { wrongDate } from '../workstation/agent-screen.ts';
import type { BadHouse } from './bad-house.ts';
import type { LastingFloor } from './lasting-floor.ts';
import { upgradeUnderServers } from './next-version.ts';
import { PURGE_SCENE, purgeWhileDown } from './purge-scene.ts';
import type { Witness } from './witness.ts';

export interface Stage {
  readonly house: BadHouse;
  readonly floor: LastingFloor;
  readonly witness: Witness;
  /** Of the run. */
  readonly isQuick: boolean;
}

/** What happens to a house at work. The floor works before, during and after; everything is judged by what people were told. */
export interface Scene {
  readonly name: string;
  /** Servers without which it has no sense. */
  readonly servers: number;
  /** In a house. */
  readonly isOnce?: true;
  /** Ends once the house is whole again. */
  readonly play: (stage: Stage) => Promise<void>;
}

const WORKSTATION_CUT = /HORS LIGNE|Ligne coupée : reconnexion en cours/;
/** The server says no, or HAProxy has cut the line of one that is not ready: the workstation keeps the outcome all the same. */
const OUTCOME_KEPT =
  /La qualification n’a pas atteint le serveur\. Elle est gardée|Ligne coupée : reconnexion/;
const BASE_AWAY = 'La base de données ne répond pas, ou est occupée par un autre travail.';
const BASE_FULL = 'Le disque de la base de données est plein : rien n’a été enregistré.';
const PATIENCE_MS = 20_000;

/** Until an agent’s program is given that sentence in place of an answer. */
async function isTold({ floor }: Stage, sentence: string): Promise<void> {
  const endsAtMs = performance.now() + PATIENCE_MS;
  while (!floor.sentences().includes(sentence)) {
    if (performance.now() > endsAtMs) throw new Error(`nobody was told: ${sentence}`);
    await pause(20);
  }
}

/** Calls that prove that the floor works again. */
const AGAIN = 12;

/** The server whose line the witness holds, and others. */
async function serverOfWitness({ house }: Stage) {
  const [row] = await house.base.sql(
    'maison',
    `SELECT server FROM place WHERE agent = '${house.staff.agents[0]?.id}' ORDER BY until_ms DESC LIMIT 1`,
  );
  const name = String(row?.server ?? '').split(' ')[0];
  const held = house.servers.find((one) => one.name === name);
  if (!held) throw new Error('the witness is at a server');
  return held;
}

/** What the base says a server still holds: places of agents, and jobs. */
async function heldBy({ house }: Stage, name: string): Promise<readonly unknown[]> {
  const of = (table: string, column: string) =>
    `SELECT ${column} AS held FROM ${table} WHERE ${table === 'place' ? 'server' : 'holder'} LIKE '${name} %' AND until_ms > 0`;
  return await house.base.sql('maison', `${of('place', 'agent')} UNION ALL ${of('job', 'name')}`);
}

/** A server that stands still: the others go on, take what it held, and it says so when it moves again. */
async function standStill(stage: Stage): Promise<void> {
  const { witness, floor, isQuick } = stage;
  const server = await serverOfWitness(stage);
  const goOn = server.now().freeze();
  const fromMs = performance.now();
  try {
    await witness.sees(WORKSTATION_CUT, PATIENCE_MS);
    await floor.more(AGAIN, PATIENCE_MS);
    await until('another has all that it held', async () => (await heldBy(stage, server.name)).length === 0);
    if (!isQuick) await pause(Math.max(0, 60_000 - (performance.now() - fromMs)));
  } finally {
    goOn();
  }
  await until('it says that it stood still', async () => server.now().said().includes('standing.lapsed'));
  await until('it is ready again', () => isReady(server.url));
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const endsAtMs = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > endsAtMs) throw new Error(`never: ${what}`);
    await pause(50);
  }
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(`${url}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Two servers make the tables of an empty base at the same moment; the one whose hour is a second off gets nobody. */
async function beginAtOnce({ house }: Stage, base: string): Promise<void> {
  const names = ['paris-1', 'paris-2'].map((name) => `${name}-${base}`);
  const [right, wrong] = await house.newHouse(base, names);
  if (!right || !wrong) throw new Error('two servers');
  const now = { PLATEAU_CLOCK_START: '' };
  await Promise.all([right.start(now), wrong.start({ ...now, ...wrongDate(house.place.folder, 1_000) })]);
  await until('the one with the right hour is ready', () => isReady(right.url));
  const refused = await fetch(`${wrong.url}/ready`);
  const said = await refused.text();
  if (refused.status !== 503 || !said.includes('L’heure de ce serveur est à plus d’une demi-seconde'))
    throw new Error(`a second off, and ready: ${refused.status} ${said}`);
  const versions = await house.base.sql(base, 'SELECT version FROM schema_version');
  if (versions.length !== 1) throw new Error(`${versions.length} schemas`);
  for (const server of [right, wrong]) await server.now().stop();
}

export const SCENES: readonly Scene[] = [
  {
    name: 'a server killed at work',
    servers: 1,
    play: async (stage) => {
      const server = await serverOfWitness(stage);
      await server.now().kill();
      await stage.witness.sees(WORKSTATION_CUT, PATIENCE_MS);
      if (stage.house.servers.length > 1) await stage.floor.more(AGAIN, PATIENCE_MS);
      await server.start();
    },
  },
  {
    name: PURGE_SCENE,
    servers: 2,
    isOnce: true,
    play: purgeWhileDown,
  },
  {
    name: 'PostgreSQL restarted at once',
    servers: 1,
    play: async ({ house }) => {
      await house.base.primary().kill();
      await house.base.primary().run();
    },
  },
  {
    name: 'the base away',
    servers: 1,
    play: async (stage) => {
      const over = stage.house.line.cut();
      await isTold(stage, BASE_AWAY);
      await stage.witness.sees(OUTCOME_KEPT, PATIENCE_MS);
      await pause(stage.isQuick ? 500 : 120_000);
      over();
    },
  },
  {
    name: 'the base read-only',
    servers: 1,
    play: async (stage) => {
      const { house, witness } = stage;
      const set = async (value: 'on' | 'off') => {
        await house.base.sql('postgres', `ALTER SYSTEM SET default_transaction_read_only TO ${value}`);
        await house.base.sql('postgres', 'SELECT pg_reload_conf()');
      };
      await set('on');
      await isTold(stage, BASE_AWAY);
      await witness.sees(OUTCOME_KEPT, PATIENCE_MS);
      // This connection is read-only too; what it changes is a file.
      await set('off');
    },
  },
  {
    name: 'the base full',
    servers: 1,
    play: async (stage) => {
      const { house, witness } = stage;
      await house.base.sql('maison', FULL);
      await isTold(stage, BASE_FULL);
      await witness.sees(OUTCOME_KEPT, PATIENCE_MS);
      await house.base.sql('maison', 'DROP TRIGGER is_full ON call; DROP FUNCTION is_full()');
    },
  },
  {
    // The other house has its own servers and base: neither scene waits for the other.
    name: 'a server that stands still, while two of another house begin an empty base, one a second off',
    servers: 2,
    play: async (stage) => {
      await Promise.all([standStill(stage), beginAtOnce(stage, `neuve_${Math.round(performance.now())}`)]);
    },
  },
  {
    name: 'a slow network that loses pieces',
    servers: 1,
    play: async ({ house, floor }) => {
      house.line.setWeather({ delayMs: 1, loss: 0.02 });
      await floor.more(AGAIN, PATIENCE_MS);
      house.line.setWeather({});
    },
  },
  {
    name: 'the base upgraded by two at once, under servers at work',
    servers: 2,
    isOnce: true,
    play: upgradeUnderServers,
  },
  {
    name: 'the machine of the base gone, its standby promoted',
    servers: 1,
    isOnce: true,
    // Nobody tells the servers: the address names both.
    play: ({ house }) => house.base.failOver(),
  },
];

/** What PostgreSQL itself answers when the disk of a table has no room left. */
const FULL = `CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file "base/5/16384": No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER is_full BEFORE INSERT ON call FOR EACH ROW EXECUTE FUNCTION is_full()`;

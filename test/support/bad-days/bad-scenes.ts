import { setTimeout as pause } from 'node:timers/promises';
import type { BadHouse } from './bad-house.ts';
import type { LastingFloor } from './lasting-floor.ts';
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
  /** Once in a house. */
  readonly isLast?: true;
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
];

/** What PostgreSQL itself answers when the disk of a table has no room left. */
const FULL = `CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file "base/5/16384": No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER is_full BEFORE INSERT ON call FOR EACH ROW EXECUTE FUNCTION is_full()`;

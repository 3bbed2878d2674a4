import { AppError } from '../../../shared/errors.ts';
import type { Standing } from '../../live/standing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ServerRow } from '../../ports/rows/servers.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { ringsLacking } from '../keys/rings-lacking.ts';
import { trail } from '../trail.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly standing: Pick<Standing, 'leaseMs'>;
}

/** A server of the register as people are told of it. Instants are of the base's clock. */
interface ServerTold extends Pick<ServerRow, 'name' | 'startedAtMs' | 'seenAtMs'> {
  readonly state: 'serving' | 'draining' | 'stopped' | 'silent' | 'lost';
  /** Campaigns whose keys its ring must still prove destroyed. */
  readonly owes: readonly string[];
  /** Campaigns, and places of people, whose keys its ring has not proved to hold. */
  readonly lacks: readonly string[];
}

/** Every server that ever began under a name, by name. */
export async function listServers({ store, standing }: Deps): Promise<readonly ServerTold[]> {
  return await store.read(async (rows) => {
    const sinceMs = (await rows.servers.clockMs()) - standing.leaseMs;
    const lost = new Set((await rows.keyDestructions.lostServers()).map(({ name }) => name));
    const owed = await rows.keyDestructions.owed();
    const lacking = store.engine === 'sqlite' ? [] : await ringsLacking(rows);
    return (await rows.servers.all()).map(({ name, state, startedAtMs, seenAtMs }) => ({
      name,
      state: lost.has(name) ? 'lost' : stateNow(state, seenAtMs >= sinceMs),
      startedAtMs,
      seenAtMs,
      owes: owed.filter(({ server }) => server === name).map(({ campaign }) => campaign),
      lacks: lacking.filter(({ servers }) => servers.includes(name)).map(({ place }) => place),
    }));
  });
}

function stateNow(state: ServerRow['state'], isHeard: boolean): ServerTold['state'] {
  return state === 'stopped' || isHeard ? state : 'silent';
}

/** AppErrors `server-unknown`, `server-alive`: one that was seen within a lease, or stopped in order, is not lost yet. */
export async function requireLosable(deps: Deps, name: string): Promise<void> {
  const told = (await listServers(deps)).find((one) => one.name === name);
  if (!told)
    throw new AppError({
      code: 'server-unknown',
      kind: 'not-found',
      message: `Aucun serveur de la maison ne s’appelle « ${name} ».`,
      hint: 'Leurs noms : plateau server list.',
    });
  if (told.state !== 'serving' && told.state !== 'draining') return;
  throw new AppError({
    code: 'server-alive',
    kind: 'conflict',
    message: `« ${name} » est en marche : il n’est pas perdu.`,
    hint: 'Arrêtez-le d’abord, s’il ne doit pas revenir.',
  });
}

/**
 * From now on nothing is awaited from that server, and it may not begin again under its name: its ring, which nobody can
 * reach, may hold keys that the others destroyed; certificates say so. AppErrors of `requireLosable`, `server-lost-already`.
 */
export async function declareLost(
  deps: Deps,
  { name, actor, reason }: { readonly name: string; readonly actor: string; readonly reason: string },
): Promise<void> {
  await requireLosable(deps, name);
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    await rows.keyDestructions.declareLost({ name, declaredBy: actor, declaredAtMs: atMs });
    await trail(rows, { actor, atMs })('server.lost', name, { reason });
  });
}

/** AppError `server-declared-lost`: its ring may hold keys that were certified destroyed. */
export async function refuseLostServer({ store }: Pick<Deps, 'store'>, name: string): Promise<void> {
  const isLost = async ({ keyDestructions }: StoreReader) =>
    (await keyDestructions.lostServers()).some((one) => one.name === name);
  if (!(await store.read(isLost))) return;
  throw new AppError({
    code: 'server-declared-lost',
    kind: 'forbidden',
    message: `« ${name} » a été déclaré perdu : son trousseau peut tenir des clés attestées détruites.`,
    hint: 'Détruisez ce trousseau, recopiez celui d’un autre serveur, et donnez à celui-ci un autre nom (PLATEAU_SERVER_NAME).',
  });
}

import { AppError, isAppError } from '../../../shared/errors.ts';
import { nameOf } from '../../domain/house/server-holder.ts';
import { fencedStore } from '../../live/fenced-store.ts';
import { livingServers } from '../../live/living-servers.ts';
import type { Standing } from '../../live/standing.ts';
import type { Store } from '../../ports/store.ts';
import { writeWhenFree } from '../write-when-free.ts';

/** One server at a time is at the purge of a campaign, and one run of it. */
export interface PurgeTurnDeps {
  readonly store: Store;
  readonly standing: Pick<Standing, 'holder' | 'leaseMs' | 'isSteady'>;
  /** Campaigns whose purge this process is at: an error that the base did not hear of leaves its row behind. */
  readonly purging: Set<string>;
}

/**
 * What an earlier start of this server's own name began is this one's to go on with, and a file that one server holds has no
 * other. While nobody can say who lives, every other server is taken for alive.
 */
function isAtIt(
  { store, standing, purging }: PurgeTurnDeps,
  purge: { readonly campaign: string; readonly holder: string },
  living: readonly string[] | undefined,
): boolean {
  const own = standing.holder();
  if (purge.holder === own) return purging.has(purge.campaign);
  if (store.engine === 'sqlite' || nameOf(purge.holder) === nameOf(own)) return false;
  return living === undefined || living.includes(purge.holder);
}

function running(campaign: string, holder: string): AppError {
  return new AppError({
    code: 'purge-running',
    kind: 'conflict',
    message: `La destruction de ${campaign} est déjà en cours, sur le serveur « ${nameOf(holder)} ».`,
    hint: 'Laissez-la finir ; si une erreur l’a arrêtée, relancez-la sur ce serveur ; s’il est mort (plateau server list), elle est reprise seule en une minute.',
  });
}

/** AppError `purge-running`. */
export async function refuseRunning(deps: PurgeTurnDeps, campaign: string): Promise<void> {
  const holder = await deps.store.read((rows) => rows.purges.workingOn(campaign));
  if (holder === undefined) return;
  if (isAtIt(deps, { campaign, holder }, await livingServers(deps))) throw running(campaign, holder);
}

/**
 * Does `work` on a purge that has begun, as the only one at it: what it writes is refused, AppError `purge-taken-over`, once
 * another server, which took this one for dead, is at it. AppError `purge-running` while somebody is.
 */
export async function atPurge<D extends PurgeTurnDeps, T>(
  deps: D,
  campaign: string,
  work: (deps: D) => Promise<T>,
): Promise<T> {
  const living = await livingServers(deps);
  const store = fencedStore(deps.store, async ({ purges }) => {
    if (!(await purges.isMine(campaign))) throw takenOver(campaign);
  });
  let isMine = false;
  try {
    await deps.store.write(async ({ purges }) => {
      const holder = await purges.workingOn(campaign);
      if (holder !== undefined && isAtIt(deps, { campaign, holder }, living)) throw running(campaign, holder);
      await purges.takeUp(campaign);
      isMine = true;
      deps.purging.add(campaign);
    });
    return await work({ ...deps, store });
  } finally {
    if (isMine) {
      deps.purging.delete(campaign);
      await writeWhenFree(deps, (rows) => rows.purges.rest(campaign));
    }
  }
}

/** The same where somebody being at it is no failure: undefined. */
export async function atPurgeIfFree<D extends PurgeTurnDeps, T>(
  deps: D,
  campaign: string,
  work: (deps: D) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await atPurge(deps, campaign, work);
  } catch (error) {
    if (isAppError(error) && error.code === 'purge-running') return undefined;
    throw error;
  }
}

function takenOver(campaign: string): AppError {
  return new AppError({
    code: 'purge-taken-over',
    kind: 'conflict',
    message: `Ce serveur est resté trop longtemps immobile : un autre a repris la destruction de ${campaign}.`,
    hint: 'Rien à refaire : elle va seule jusqu’à son attestation (plateau server list, plateau purge certificate).',
  });
}

import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

/**
 * Campaigns destroyed by a server that has run since: the engine frees what it read of their donors, without writing over it, so
 * its memory holds values until the process ends.
 */
export async function restartDueFor(rows: StoreReader): Promise<readonly string[]> {
  return await inTurn.filter(
    (await rows.campaignHeads.all()).map(({ code }) => code),
    async (code) => (await rows.purges.byCampaign(code))?.findings.restartDue === true,
  );
}

/** By the clocks of the house and of the base, which may differ by so much. Milliseconds. */
const APART_MS = 1_000;

/**
 * By a server that begins, before it opens anything: what the one before held went with it, and nothing is due any more once no
 * other server is at work that began before the end of the purge. Twice changes nothing.
 */
export async function noteRestarted({ store }: { readonly store: Store }): Promise<void> {
  await store.write(async (rows) => {
    const others = store.engine === 'sqlite' ? [] : await rows.servers.all();
    const isHeldSince = (startMs: number) =>
      others.some((one) => one.state !== 'stopped' && one.startedAtMs < startMs);
    for (const code of await restartDueFor(rows)) {
      const purge = await rows.purges.byCampaign(code);
      if (purge && !isHeldSince((purge.finishedAtMs ?? purge.startedAtMs) + APART_MS))
        await rows.purges.update(code, { findings: { ...purge.findings, restartDue: false } });
    }
  });
}

/** AppError `restart-due`. */
export async function requireRestarted({ store }: { readonly store: Store }): Promise<void> {
  const due = await store.read(restartDueFor);
  if (due.length === 0) return;
  throw new AppError({
    code: 'restart-due',
    kind: 'unavailable',
    message: `Le serveur n’a pas redémarré depuis la destruction de ${due.join(', ')} : sa mémoire peut en garder des valeurs.`,
    hint: 'Redémarrez-le hors des heures d’appel, avant de copier sa mémoire ou la partition d’échange.',
  });
}

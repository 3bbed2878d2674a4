import { AppError } from '../../../shared/errors.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

/**
 * Campaigns destroyed by a server that has run since: the engine frees what it read of their donors, without writing over it, so
 * its memory holds values until the process ends.
 */
export function restartDueFor(rows: StoreReader): readonly string[] {
  return rows.campaigns
    .all()
    .map(({ code }) => code)
    .filter((code) => rows.purges.byCampaign(code)?.findings.restartDue === true);
}

/** By a server that begins, before it opens anything: what the one before held went with it. Twice changes nothing. */
export function noteRestarted({ store }: { readonly store: Store }): void {
  store.write((rows) => {
    for (const code of restartDueFor(rows)) {
      const purge = rows.purges.byCampaign(code);
      if (purge) rows.purges.update(code, { findings: { ...purge.findings, restartDue: false } });
    }
  });
}

/** AppError `restart-due`. */
export function requireRestarted({ store }: { readonly store: Store }): void {
  const due = store.read(restartDueFor);
  if (due.length === 0) return;
  throw new AppError({
    code: 'restart-due',
    kind: 'unavailable',
    message: `Le serveur n’a pas redémarré depuis la destruction de ${due.join(', ')} : sa mémoire peut en garder des valeurs.`,
    hint: 'Redémarrez-le hors des heures d’appel, avant de copier sa mémoire ou la partition d’échange.',
  });
}

import { isAppError } from '../../../shared/errors.ts';
import { openJobLeases } from '../../live/job-leases.ts';
import { keepOwnName, livingServers, othersAtStart } from '../../live/living-servers.ts';
import type { Standing } from '../../live/standing.ts';
import type { Log } from '../../ports/log.ts';
import { recoverNotices } from '../agenda/send-notices.ts';
import { recoverImports } from '../contact-file/import-contact-file.ts';
import type { ImportDeps } from '../contact-file/import-open-file.ts';
import { resumeImportReports } from '../contact-file/import-report.ts';
import { recoverWaiting } from '../conversations/send-waiting.ts';
import { resumeDeliveries } from '../delivery/resume-deliveries.ts';
import { recoverEmails } from '../email/send-confirmations.ts';
import { recoverLinks } from '../line/send-links.ts';
import { recoverCopies } from '../newsletter/send-copies.ts';
import { resumePurges } from '../purge/purge-campaign.ts';
import type { PurgeDeps } from '../purge/purge-report.ts';
import { noteRestarted } from '../purge/restart-due.ts';
import { returnExpiredLeases, returnLaterLeases } from '../records/return-leases.ts';
import { endSilentShifts } from '../shift/end-silent-shifts.ts';

type MendingDeps = PurgeDeps & { readonly log: Log };

/** Half imports are dropped, e-mails and payment links under way become uncertain, purges go on to their end. */
async function mendWork(app: MendingDeps, living: readonly string[]): Promise<void> {
  await recoverImports(app, living);
  await recoverEmails(app, living);
  await recoverLinks(app, living);
  await recoverNotices(app, living);
  await recoverWaiting(app, living);
  await recoverCopies(app, living);
  await resumePurges(app, living);
}

/**
 * What a start mends after a kill, before anybody may enter: what its own name left half-way, what no server does any more, and
 * leases that expired. What the others do is theirs.
 */
export async function recoverHouse(
  app: MendingDeps & { readonly standing: Pick<Standing, 'holder'> },
): Promise<void> {
  await keepOwnName(app);
  const living = await othersAtStart(app);
  const isAlone = living.every((one) => one === app.standing.holder());
  await noteRestarted(app);
  await returnExpiredLeases(app);
  // Of several clocks none can say that the hour went back.
  if (isAlone) await returnLaterLeases(app);
  // Nobody listens here yet: hours of people who left with the server are right before anybody asks.
  await endSilentShifts({ ...app, live: { listening: () => new Set() } });
  await mendWork(app, living);
}

/** What a server that died left half-way is mended by whoever notices. Twice: the second call finds nothing. */
export async function mendLeftBehind(
  app: MendingDeps & { readonly standing: Pick<Standing, 'holder' | 'leaseMs' | 'isSteady'> },
): Promise<void> {
  const living = await livingServers(app);
  if (living) await mendWork(app, living);
}

/**
 * What a start still owes the charity: sealed deliveries leave with the same bytes, reports of imports that a kill cut
 * off are built. Apart, because a dead or silent drop must not keep the floor closed: a refusal is logged and the schedule
 * tries again. Nothing where another server of the house is at it. Twice: the second call finds nothing to do.
 */
export async function resumeAtDrop(
  app: ImportDeps & { readonly standing: Pick<Standing, 'holder' | 'leaseMs'> },
): Promise<void> {
  const leases = openJobLeases(app);
  try {
    await leases.run('deliveries', async (store) => {
      await resumeDeliveries({ ...app, store }, { actor: 'system' });
    });
    await leases.run('import reports', async (store) => {
      await resumeImportReports({ ...app, store }, { actor: 'system' });
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    app.log.warn('recover.deliveries', { code: error.code });
  }
}

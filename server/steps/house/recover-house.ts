import { isAppError } from '../../../shared/errors.ts';
import type { Log } from '../../ports/log.ts';
import { recoverImports } from '../contact-file/import-contact-file.ts';
import type { ImportDeps } from '../contact-file/import-open-file.ts';
import { resumeImportReports } from '../contact-file/import-report.ts';
import { resumeDeliveries } from '../delivery/resume-deliveries.ts';
import { recoverEmails } from '../email/send-confirmations.ts';
import { recoverLinks } from '../line/send-links.ts';
import { resumePurges } from '../purge/purge-campaign.ts';
import type { PurgeDeps } from '../purge/purge-report.ts';
import { noteRestarted } from '../purge/restart-due.ts';
import { returnExpiredLeases, returnLaterLeases } from '../records/return-leases.ts';
import { endSilentShifts } from '../shift/end-silent-shifts.ts';

/**
 * What a start mends after a kill, before anybody may enter: half imports are dropped, e-mails and payment links under way
 * become uncertain, expired leases return, purges go on to their end. /
 */
export async function recoverHouse(app: PurgeDeps & { readonly log: Log }): Promise<void> {
  await noteRestarted(app);
  await recoverImports(app);
  await recoverEmails(app);
  await recoverLinks(app);
  await returnExpiredLeases(app);
  await returnLaterLeases(app);
  // Nobody listens yet: hours of people who left with the server are right before anybody asks.
  await endSilentShifts({ ...app, live: { listening: () => new Set() } });
  await resumePurges(app);
}

/**
 * What a start still owes the charity: sealed deliveries leave with the same bytes, reports of imports that a kill cut
 * off are built. Apart, because a dead or silent drop must not keep the floor closed: a refusal is logged and the schedule
 * tries again. Twice: the second call finds nothing to do.
 */
export async function resumeAtDrop(app: ImportDeps): Promise<void> {
  try {
    await resumeDeliveries(app, { actor: 'system' });
    await resumeImportReports(app, { actor: 'system' });
  } catch (error) {
    if (!isAppError(error)) throw error;
    app.log.warn('recover.deliveries', { code: error.code });
  }
}

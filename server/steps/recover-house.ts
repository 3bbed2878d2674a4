import { isAppError } from '../../shared/errors.ts';
import type { AppContext } from '../app-context.ts';
import { recoverImports } from './import-contact-file.ts';
import { resumePurges } from './purge-campaign.ts';
import { resumeDeliveries } from './resume-deliveries.ts';
import { returnExpiredLeases } from './return-leases.ts';
import { recoverEmails } from './send-confirmations.ts';

/**
 * What a start mends after a kill: half imports are dropped, e-mails under way become uncertain, expired leases return,
 * purges go on to their end, sealed deliveries leave with the same bytes. A dead drop does not keep the floor closed:
 * it is logged and the schedule tries again.
 */
export async function recoverHouse(app: AppContext): Promise<void> {
  recoverImports(app);
  recoverEmails(app);
  returnExpiredLeases(app);
  await resumePurges(app);
  try {
    await resumeDeliveries(app, { actor: 'system' });
  } catch (error) {
    if (!isAppError(error)) throw error;
    app.log.warn('recover.deliveries', { code: error.code });
  }
}

import { decideCheck } from '../../server/steps/agreement/decide-check.ts';
import { listChecks } from '../../server/steps/agreement/list-checks.ts';
import { showCheck } from '../../server/steps/agreement/show-check.ts';
import type { DemoHouse } from './demo-house.ts';
import type { DemoPerson } from './hire-people.ts';

/**
 * The lead looks at the trace of each agreement that waits and approves it: « plateau verify », by its own steps. Answers how
 * many.
 */
export async function verifyAgreements(
  { server: { app } }: DemoHouse,
  lead: Pick<DemoPerson, 'id'>,
): Promise<number> {
  const account = await app.store.read((rows) => rows.accounts.byId(lead.id));
  if (!account) throw new Error('the lead was hired');
  const waiting = await listChecks(app, { account, states: ['to-check'] });
  for (const { callId } of waiting) {
    const { breaches } = await showCheck(app, { callId, account });
    const decision = breaches.length === 0 ? 'approved' : 'rejected';
    const reason = breaches.length === 0 ? '' : 'Le script n’a pas été suivi';
    await decideCheck(app, { callId, decision, reason, change: false, account });
  }
  return waiting.length;
}

import { decideApproval, listApprovals } from '../../server/steps/approval/approvals.ts';
import { purgeApproved } from '../../server/steps/approval/approved-acts.ts';
import { verifyAudit } from '../../server/steps/audit/verify-audit.ts';
import { closeCampaign } from '../../server/steps/campaign/close-campaign.ts';
import { deliverFinal } from '../../server/steps/delivery/deliver-final.ts';
import { isAppError } from '../../shared/errors.ts';
import type { DemoHouse } from './demo-house.ts';
import { DEMO_END_MS } from './demo-time.ts';

/** Whoever ends campaigns, by their accounts: ops close and deliver, the data officer destroys once the lead agrees. */
type Enders = Readonly<Record<'ops' | 'lead' | 'dataOfficer', { readonly id: string }>>;

/** The end of each campaign through the product's own steps: closed, weeks owed delivered, final file, certified purge. */
export async function finishCampaigns(house: DemoHouse, people: Enders) {
  const { app, schedule } = house.server;
  house.clock.jumpTo(DEMO_END_MS);
  await schedule.runNow();
  for (const { code } of house.campaigns)
    await closeCampaign(app, { campaign: code, reason: 'fin de la démonstration', actor: people.ops.id });
  await schedule.runNow();
  const ended = [];
  for (const { code } of house.campaigns) ended.push(await finish(house, people, code));
  const audit = await verifyAudit(app);
  return { ended, audit: { ok: audit.ok, entries: audit.ok ? audit.count : 0 } };
}

async function finish(house: DemoHouse, people: Enders, campaign: string) {
  const { app } = house.server;
  const final = await deliverFinal(app, { campaign, actor: people.ops.id });
  const operator = await app.store.read((rows) => rows.accounts.byId(people.dataOfficer.id));
  if (!operator) throw new Error('the data officer was hired');
  const request = { campaign, typedCode: campaign, operator, verifier: 'Dominique' };
  const purge = await destroyWithTwo(house, people, () => purgeApproved(app, request));
  const { rowsLeft, needles } = purge.facts.verification;
  return {
    campaign,
    final: { fileName: `${final.fileName}.pgp`, rows: final.rows, sha256: final.sha256Sealed },
    purge: { rowsLeft, needles, found: purge.findings },
    certificate: purge.files[0] ?? '',
  };
}

/** The data officer asks, the lead agrees, the data officer does it: two accounts, as in an installation. */
async function destroyWithTwo<T>(house: DemoHouse, people: Enders, destroy: () => Promise<T>): Promise<T> {
  const { app } = house.server;
  const person = await app.store.read((rows) => rows.accounts.byId(people.lead.id));
  if (!person) throw new Error('the lead was hired');
  try {
    return await destroy();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'approval-needed') throw error;
  }
  const waiting = (await listApprovals(app, person)).filter((one) => one.state === 'asked');
  for (const { id } of waiting)
    await decideApproval(app, { id, as: 'approved', reason: 'Inventaire relu avec Alix', person });
  return destroy();
}

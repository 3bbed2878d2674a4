import { closeCampaign } from '../../server/steps/close-campaign.ts';
import { deliverFinal } from '../../server/steps/deliver-final.ts';
import { runPurge } from '../../server/steps/purge-campaign.ts';
import { verifyAudit } from '../../server/steps/verify-audit.ts';
import type { DemoHouse } from './demo-house.ts';
import { DEMO_END_MS } from './demo-time.ts';
import type { DemoPeople } from './hire-people.ts';

/** The campaign's end through the product's own steps: closed, weeks owed delivered, final file, certified purge. */
export async function finishCampaign(house: DemoHouse, people: DemoPeople) {
  const { app, schedule } = house.server;
  const { campaign } = house;
  house.clock.jumpTo(DEMO_END_MS);
  await schedule.runNow();
  closeCampaign(app, { campaign, reason: 'fin de la démonstration', actor: people.ops.id });
  await schedule.runNow();
  const final = await deliverFinal(app, { campaign, actor: people.ops.id });
  const operator = app.store.read((rows) => rows.accounts.byId(people.dataOfficer.id));
  if (!operator) throw new Error('the data officer was hired');
  const purge = await runPurge(app, { campaign, typedCode: campaign, operator, verifier: 'Dominique' });
  const audit = verifyAudit(app);
  return {
    final: { fileName: `${final.fileName}.pgp`, rows: final.rows, sha256: final.sha256Sealed },
    purge: {
      rowsLeft: purge.facts.verification.rowsLeft,
      needles: purge.facts.verification.needles,
      found: purge.findings,
    },
    certificate: purge.files[0] ?? '',
    audit: { ok: audit.ok, entries: audit.ok ? audit.count : 0 },
  };
}

import { periodOfIsoWeek } from '../../../shared/time.ts';
import type { AgreementFact, BuiltFile } from '../../domain/indicators/agreement-facts.ts';
import type { StoreReader } from '../../ports/store.ts';

/** The agreements of a campaign, and the files that had to carry them: what every total of agreements is counted from. */
export interface CampaignAgreements {
  readonly facts: readonly AgreementFact[];
  readonly files: readonly BuiltFile[];
}

/** In one snapshot (call it within one `store.read`). No record is opened. */
export async function readAgreements(rows: StoreReader, campaign: string): Promise<CampaignAgreements> {
  return { facts: await rows.agreements.ofCampaign(campaign), files: await builtFiles(rows, campaign) };
}

/** Weekly files already built, whether or not they reached the drop. */
async function builtFiles(rows: StoreReader, campaign: string): Promise<readonly BuiltFile[]> {
  return (await rows.deliveries.all(campaign))
    .filter(({ kind }) => kind === 'weekly')
    .map(({ builtAtMs, period }) => ({ builtAtMs, toMs: periodOfIsoWeek(period)?.toMs ?? builtAtMs }));
}

import type { Period } from '../../../shared/time.ts';
import type { AgreementFact } from '../../domain/indicators/agreement-facts.ts';
import { countedAgreements } from '../../domain/indicators/agreement-sums.ts';
import { heardCalls, notedKeys } from '../../domain/indicators/heard-calls.ts';
import { type HeardTable, heardTables } from '../../domain/indicators/heard-figures.ts';
import type { TalkCount } from '../../domain/indicators/insight-counts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';

export interface HeardRequest {
  readonly campaign: Pick<CampaignRow, 'code' | 'kind'>;
  readonly period: Period;
  readonly agreements: readonly AgreementFact[];
  /** Of the period; read here where nobody has them yet. */
  readonly talks?: readonly TalkCount[];
}

/**
 * What donors said in the calls of the period, and what was answered: each call is read under its own script, objections
 * under the words that agents see now. In one snapshot; no record is opened.
 */
export async function readHeard(rows: StoreReader, request: HeardRequest): Promise<readonly HeardTable[]> {
  const { campaign, period, agreements } = request;
  const talks = request.talks ?? (await rows.insights.talks(campaign.code, period));
  const scripts = await rows.campaigns.scripts(campaign.code);
  const aids = await rows.aids.byVersion(
    campaign.code,
    (await rows.aids.currentVersion(campaign.code)) ?? '',
  );
  const steps = await rows.insights.heard(campaign.code, period, notedKeys(scripts));
  const agreed = new Set(countedAgreements(agreements, period.toMs).map(({ callId }) => callId));
  const tables = { kind: campaign.kind, scripts, objections: aids?.objections ?? [], agreed };
  return heardTables(heardCalls(steps, talks, tables));
}

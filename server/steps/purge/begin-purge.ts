import { countryFacts } from '../../../shared/country.ts';
import { type AgreementSum, agreementSums } from '../../domain/indicators/agreement-sums.ts';
import { keptFigures } from '../../domain/indicators/kept-figures.ts';
import type { InventoryItem } from '../../domain/purge/inventory-item.ts';
import { hideNeedle, type PurgeFindings } from '../../domain/purge/purge-findings.ts';
import type { CampaignHead } from '../../ports/rows/campaign-heads.ts';
import type { StoreReader } from '../../ports/store.ts';
import { readAgreements } from '../indicators/read-agreements.ts';
import { trail } from '../trail.ts';
import { isLastOfCharity } from './plan-purge.ts';
import type { PurgeDeps, PurgeRequest } from './purge-report.ts';

/** How many sealed fragments and blind indexes the re-scan looks for: enough to catch a page, a log or a file left behind. */
const SAMPLES = 200;

/**
 * One transaction: the campaign stops answering (state `purging`), and what the certificate and the re-scan will need
 * is written down. A purge already begun is left as it is.
 */
export async function beginPurge(
  deps: Pick<PurgeDeps, 'store' | 'clock'>,
  request: PurgeRequest & { readonly items: readonly InventoryItem[] },
): Promise<void> {
  await deps.store.write(async (rows) => {
    const campaign = await rows.campaignHeads.byCode(request.campaign);
    if (!campaign || (await rows.purges.byCampaign(request.campaign))) return;
    const findings: PurgeFindings = {
      inventory: request.items,
      keyFingerprint: campaign.keyFingerprint,
      contactFiles: (await rows.records.contactFiles(campaign.code)).map(({ name, sha256, rows: lines }) => ({
        name,
        sha256,
        rows: lines,
      })),
      isLastOfCharity: await isLastOfCharity(rows, campaign),
      verifier: request.verifier.trim(),
      forcedBecause: request.forceReason ?? null,
      kept: await figuresOf(rows, campaign),
      complementedNeedles: await needlesOf(rows, campaign.code),
      restartDue: true,
    };
    const startedAtMs = deps.clock.nowMs();
    await rows.purges.begin({
      campaign: campaign.code,
      startedAtMs,
      step: 'begun',
      operator: request.operator.id,
      reason: request.forceReason ?? '',
      findings,
      end: null,
      finishedAtMs: null,
    });
    await rows.campaigns.setState(campaign.code, 'purging');
    await trail(rows, { actor: request.operator.id, atMs: startedAtMs })('purge.begun', campaign.code, {
      campaign: campaign.code,
      reason: request.forceReason ?? '',
      detail: { items: request.items.length },
    });
  });
}

async function needlesOf(rows: StoreReader, campaign: string): Promise<readonly string[]> {
  const sealed = await rows.purges.sealedSamples(campaign, SAMPLES);
  const blind = (await rows.purges.blindSamples(campaign, SAMPLES)).map((text) => Buffer.from(text, 'utf8'));
  return [...sealed, ...blind].map(hideNeedle);
}

/**
 * What may stay of a campaign, cells of fewer than five people suppressed (docs/rules/data-protection.md); also what an
 * evidence pack tells.
 */
export async function figuresOf(rows: StoreReader, campaign: Pick<CampaignHead, 'code' | 'country'>) {
  const byDisposition = await rows.records.countByDisposition(campaign.code);
  const ever = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  const { facts, files } = await readAgreements(rows, campaign.code);
  const { given, cancelled, correctedMonthlyMinor } = agreementSums(facts, ever, files);
  const uplift = (sum: AgreementSum) => sum.newMonthlyMinor - sum.oldMonthlyMinor;
  return keptFigures({
    delivered: (await rows.records.contactFiles(campaign.code)).reduce((sum, file) => sum + file.rows, 0),
    byDisposition,
    agreements: given.count - cancelled.count,
    upliftMinor: uplift(given) + correctedMonthlyMinor - uplift(cancelled),
    currency: countryFacts(campaign.country).currency,
  });
}

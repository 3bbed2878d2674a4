import { inTurn } from '../../../shared/in-turn.ts';
import { zoned } from '../../../shared/time.ts';
import { VERSION } from '../../../shared/version.ts';
import {
  certificateDocument,
  certificateJson,
  type DestructionFacts,
} from '../../domain/purge/destruction-certificate.ts';
import { purgeDueOn, serviceEndedOn } from '../../domain/purge/purge-countdown.ts';
import type { PurgeEnd, PurgeRow } from '../../ports/rows/purges.ts';
import type { StoreReader } from '../../ports/store.ts';
import { requireProofs } from '../keys/destroy-campaign-keys.ts';
import { trail } from '../trail.ts';
import type { CertifyDeps, PurgeReport } from './purge-report.ts';

/** `ATT-UPG-FR-2026-20261230`: one purge a campaign, hence unique. */
export function certificateNumber(row: Pick<PurgeRow, 'campaign' | 'startedAtMs'>): string {
  return `ATT-${row.campaign}-${zoned(row.startedAtMs).toPlainDate().toString().replaceAll('-', '')}`;
}

/**
 * Last step: certificate in French (PDF) and JSON, each with a detached signature, then the campaign is `purged`.
 * AppError `destruction-unproved` until every server of the house has proved that its ring holds the keys no more.
 * The end of the purge is fixed in the row before anything is written, so that a second try writes the same bytes.
 */
export async function certifyPurge(deps: CertifyDeps, row: PurgeRow): Promise<PurgeReport> {
  await requireProofs(deps.store, row.campaign);
  // The list of what the scan looked for was in the base until then: its old pages go too.
  await deps.store.compact();
  const facts = await factsOf(deps, row, await fixEnd(deps, row));
  const number = facts.number;
  const files: string[] = [];
  const documents = [
    [`${number}.pdf`, await deps.documents.pdf(certificateDocument(facts))],
    [`${number}.json`, new TextEncoder().encode(certificateJson(facts))],
  ] as const;
  for (const [name, bytes] of documents) {
    files.push(await deps.certificates.write(name, bytes));
    if (!(await deps.certificates.read(`${name}.asc`))) {
      const signature = new TextEncoder().encode(await deps.exchange.signDetached(bytes));
      await deps.certificates.write(`${name}.asc`, signature);
    }
  }
  await finish(deps, row);
  return {
    certificateNumber: number,
    files: files.flatMap((file) => [file, `${file}.asc`]),
    findings: facts.verification.hits + (facts.verification.words?.found.length ?? 0),
    facts,
  };
}

/** Once: a second try gets the first one. */
async function fixEnd(deps: CertifyDeps, row: PurgeRow): Promise<PurgeEnd> {
  return await deps.store.write(async (rows) => {
    if (row.end) return row.end;
    const end: PurgeEnd = { endedAtMs: deps.clock.nowMs(), auditHead: await rows.audit.head() };
    await rows.purges.update(row.campaign, { end });
    return end;
  });
}

async function factsOf(deps: CertifyDeps, row: PurgeRow, purgeEnd: PurgeEnd): Promise<DestructionFacts> {
  const { findings } = row;
  return await deps.store.read(async (rows) => {
    const campaign = await rows.campaignHeads.byCode(row.campaign);
    const end = campaign && { ends: campaign.ends, closedAtMs: campaign.closedAtMs };
    const retention = campaign?.retentionDays ?? 30;
    return {
      number: certificateNumber(row),
      charity: campaign?.charityName ?? '',
      contract: campaign?.contract ?? '',
      campaign: row.campaign,
      country: campaign?.country ?? 'FR',
      serviceEndedOn: end ? serviceEndedOn(end) : '',
      deadlineOn: end ? purgeDueOn(end, retention) : '',
      keyFingerprint: findings.keyFingerprint,
      ...(await otherRingsOf(rows, row.campaign)),
      inventory: findings.inventory,
      contactFiles: findings.contactFiles,
      deliveries: (await rows.deliveries.all(row.campaign)).map(
        ({ fileName, sha256Sealed, rows: lines }) => ({ fileName, sha256: sha256Sealed, rows: lines }),
      ),
      startedAtMs: row.startedAtMs,
      ...purgeEnd,
      operator: (await rows.accounts.byId(row.operator))?.displayName ?? row.operator,
      verifier: findings.verifier,
      host: deps.hostName,
      tool: `Plateau ${VERSION}`,
      verification: {
        rowsLeft: (await rows.purges.counts(row.campaign)).reduce((sum, one) => sum + one.rows, 0),
        filesScanned: findings.scan?.files ?? 0,
        bytesScanned: findings.scan?.bytes ?? 0,
        needles: findings.needles ?? 0,
        hits: findings.scan?.hits.length ?? 0,
        openingFailed: findings.openingFailed ?? false,
        words: findings.words ?? null,
      },
      ...(findings.remains && { remains: findings.remains }),
      forcedBecause: findings.forcedBecause,
      kept: findings.kept,
    };
  });
}

/** Nothing on a house of one server. */
async function otherRingsOf(
  { keyDestructions, accounts }: StoreReader,
  campaign: string,
): Promise<Pick<DestructionFacts, 'otherRings'>> {
  const asked = await keyDestructions.ofCampaign(campaign);
  if (asked.length === 0) return {};
  const lost = await keyDestructions.lostServers();
  const otherRings = await inTurn.map(asked, async ({ server, doneAtMs, signature }) => {
    const declared = lost.find(({ name }) => name === server);
    if (doneAtMs !== null || !declared) return { server, provedAtMs: doneAtMs, signature, lost: null };
    const by = (await accounts.byId(declared.declaredBy))?.displayName ?? declared.declaredBy;
    return { server, provedAtMs: null, signature, lost: { by, atMs: declared.declaredAtMs } };
  });
  return { otherRings };
}

async function finish(deps: CertifyDeps, row: PurgeRow): Promise<void> {
  await deps.store.write(async (rows) => {
    if ((await rows.purges.byCampaign(row.campaign))?.finishedAtMs != null) return;
    await rows.purges.update(row.campaign, { step: 'certified', finishedAtMs: deps.clock.nowMs() });
    await rows.campaigns.setState(row.campaign, 'purged');
    const { scan, words } = row.findings;
    const detail = { hits: (scan?.hits.length ?? 0) + (words?.found.length ?? 0) };
    await trail(rows, { actor: row.operator, atMs: deps.clock.nowMs() })(
      'purge.certified',
      certificateNumber(row),
      { campaign: row.campaign, reason: row.reason, detail },
    );
  });
}

import { AppError, isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { pledgePlace } from '../../domain/line/stored-pledge.ts';
import { recordPlace } from '../../domain/next-card/record-place.ts';
import { MOST_ARCHIVE_DAYS } from '../../domain/purge/postgres-remains.ts';
import {
  PURGE_STEPS,
  type PurgeFindings,
  type PurgeStep,
  revealNeedle,
} from '../../domain/purge/purge-findings.ts';
import type { SoughtWord } from '../../domain/purge/sought-words.ts';
import type { PurgeRow } from '../../ports/rows/purges.ts';
import { askOtherRings, destroyCampaignKeys } from '../keys/destroy-campaign-keys.ts';
import { destroyKeyCopies, partsOfCampaign } from '../keys/key-copies.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';
import { requireTypedCode } from '../typed-code.ts';
import { beginPurge } from './begin-purge.ts';
import { certificateNumber, certifyPurge } from './certify-purge.ts';
import { gatherWords } from './gather-words.ts';
import { planPurge } from './plan-purge.ts';
import { replaceBackups } from './purge-backups.ts';
import type { PurgeDeps, PurgeReport, PurgeRequest } from './purge-report.ts';
import { atPurge, atPurgeIfFree, refuseRunning } from './purge-turn.ts';

/**
 * The certified purge (F-08, R-33): keys destroyed, rows erased, files removed, base compacted, bytes re-scanned,
 * certificate written. Killed anywhere, `resumePurges` goes on from the last finished step; it is never half-certified.
 * Refused while the campaign is open, while a delivery is due or work is pending (unless forced with a reason), while another
 * run of it is under way on any server (`purge-running`), or when the typed code differs.
 */
export async function runPurge(deps: PurgeDeps, request: PurgeRequest): Promise<PurgeReport> {
  requireTypedCode(request.campaign, request.typedCode);
  await refuseRunning(deps, request.campaign);
  if (request.verifier.trim().toLowerCase() === request.operator.displayName.toLowerCase()) {
    throw refusal(
      'same-person',
      'Le vérificateur doit être une autre personne que l’opérateur.',
      'Nommez une autre personne avec --verifier.',
    );
  }
  refusePersonalText(request.forceReason ?? '');
  const plan = await planPurge(deps, request);
  if (plan.blocked)
    throw refusal('purge-blocked', plan.obstacles.join(' '), 'Levez cet obstacle, puis recommencez.');
  if (plan.obstacles.length > 0 && !request.forceReason) {
    throw refusal(
      'delivery-due',
      plan.obstacles.join(' '),
      'Finissez ou remettez d’abord ce qui est nommé, ou forcez avec --force --reason.',
    );
  }
  const words = await gatherWords(deps, request);
  await beginPurge(deps, { ...request, items: plan.items });
  return atPurge(deps, request.campaign, (held) => continuePurge(held, request.campaign, words));
}

/** Every purge cut by a kill is carried to its end; those of living servers are theirs. */
export async function resumePurges(
  deps: PurgeDeps,
  living: readonly string[] = [],
): Promise<readonly PurgeReport[]> {
  const cut = await deps.store.read((rows) => rows.purges.leftUnfinished(living));
  const reports: PurgeReport[] = [];
  for (const { campaign } of cut) {
    const resumed = atPurgeIfFree(deps, campaign, (held) => continuePurge(held, campaign));
    reports.push(...(await unlessUnproved(resumed)));
  }
  return reports;
}

/** The certificate of every purge that only waited for another server's proof. Twice finds nothing. */
export async function certifyProven(deps: PurgeDeps): Promise<readonly PurgeReport[]> {
  const waiting = await deps.store.read(async ({ purges, keyDestructions }) => {
    const scanned = (await purges.unfinished()).filter(({ step }) => step === 'scanned');
    return await inTurn.filter(
      scanned,
      async ({ campaign }) => (await keyDestructions.ofCampaign(campaign)).length > 0,
    );
  });
  const reports: PurgeReport[] = [];
  for (const row of waiting) {
    const certified = atPurgeIfFree(deps, row.campaign, (held) => certifyPurge(held, row));
    reports.push(...(await unlessUnproved(certified)));
  }
  return reports;
}

/** Nothing while another server's proof is awaited, or another run is at it: the schedule asks again. */
async function unlessUnproved(purge: Promise<PurgeReport | undefined>): Promise<readonly PurgeReport[]> {
  try {
    const report = await purge;
    return report ? [report] : [];
  } catch (error) {
    if (isAppError(error) && error.code === 'destruction-unproved') return [];
    throw error;
  }
}

async function continuePurge(
  deps: PurgeDeps,
  campaign: string,
  words?: readonly SoughtWord[],
): Promise<PurgeReport> {
  for (const step of PURGE_STEPS.slice(1, -1)) {
    const row = await progress(deps, campaign);
    if (PURGE_STEPS.indexOf(row.step as PurgeStep) >= PURGE_STEPS.indexOf(step)) continue;
    await ACTS[step as keyof typeof ACTS](deps, row, words);
  }
  return certifyPurge(deps, await progress(deps, campaign));
}

async function progress(deps: PurgeDeps, campaign: string): Promise<PurgeRow> {
  const row = await deps.store.read((rows) => rows.purges.byCampaign(campaign));
  if (!row)
    throw refusal(
      'purge-unknown',
      'Aucune destruction n’est commencée pour cette campagne.',
      'Commencez par « plateau purge plan ».',
    );
  return row;
}

/** One act a step; each may run again after a kill and leaves the same state. */
const ACTS = {
  'keys-destroyed': async (deps: PurgeDeps, row: PurgeRow) => {
    const { findings } = row;
    const { isLastOfCharity } = findings;
    const { campaign } = row;
    const charity = await deps.store.read(
      async (rows) => (await rows.campaignHeads.byCode(campaign))?.charity ?? '',
    );
    const keys = { campaign, charity, isLastOfCharity };
    const files = await destroyCampaignKeys(deps, keys);
    await askOtherRings(deps, keys);
    const parts = partsOfCampaign(campaign, isLastOfCharity ? charity : undefined);
    const copies = await destroyKeyCopies(deps, { parts, actor: row.operator });
    await done(deps, row, {
      step: 'keys-destroyed',
      detail: { files: files.length, copies },
      findings: { ...findings, openingFailed: await openingFails(deps, row.campaign) },
    });
  },
  'rows-erased': async (deps: PurgeDeps, row: PurgeRow) => {
    await deps.store.write(async (rows) => {
      const erased = await rows.purges.eraseCampaign(row.campaign);
      await rows.purges.keepFigures(row.campaign, row.findings.kept);
      await rows.purges.update(row.campaign, { step: 'rows-erased' });
      await audit(deps, rows, {
        row,
        step: 'rows-erased',
        detail: { rows: erased.reduce((sum, one) => sum + one.rows, 0) },
      });
    });
  },
  'files-removed': async (deps: PurgeDeps, row: PurgeRow) => {
    const ids = new Set(
      (await deps.store.read((rows) => rows.deliveries.all(row.campaign))).map((one) => one.id),
    );
    const waiting = (await deps.outgoing.list()).filter((one) => ids.has(one.id));
    for (const one of waiting) await deps.outgoing.remove(one.id);
    const backups = await replaceBackups(deps, row);
    await done(deps, row, { step: 'files-removed', detail: { files: waiting.length, backups } });
  },
  compacted: async (deps: PurgeDeps, row: PurgeRow) => {
    await deps.backups.idle();
    await deps.store.compact();
    const remains = await deps.store.remains?.();
    const dated = remains && { ...remains, archiveDays: deps.archiveDays ?? MOST_ARCHIVE_DAYS };
    const findings = { ...row.findings, ...(dated && { remains: dated }) };
    await done(deps, row, { step: 'compacted', detail: {}, findings });
  },
  scanned: async (deps: PurgeDeps, row: PurgeRow, words?: readonly SoughtWord[]) => {
    const { findings } = row;
    const needles = findings.complementedNeedles.map(revealNeedle);
    const searched = { complementedNeedles: [], needles: needles.length };
    const scan = await deps.traces.scan({ places: deps.scanPlaces(), needles, words });
    const hits = scan.hits.map((hit) => hit.file);
    const wordsFound = words && { words: { sought: words.length, found: scan.words } };
    await done(deps, row, {
      step: 'scanned',
      detail: { files: scan.files, hits: hits.length + scan.words.length },
      findings: {
        ...findings,
        ...searched,
        ...wordsFound,
        scan: { files: scan.files, bytes: scan.bytes, hits },
      },
    });
  },
};

interface Done {
  readonly step: PurgeStep;
  readonly detail: Readonly<Record<string, number>>;
  readonly findings?: PurgeFindings;
}

async function done(deps: PurgeDeps, row: PurgeRow, { step, detail, findings }: Done): Promise<void> {
  await deps.store.write(async (rows) => {
    await rows.purges.update(row.campaign, { step, findings });
    await audit(deps, rows, { row, step, detail });
  });
}

type Rows = Parameters<Parameters<PurgeDeps['store']['write']>[0]>[0];

async function audit(
  deps: PurgeDeps,
  rows: Rows,
  entry: {
    readonly row: PurgeRow;
    readonly step: PurgeStep;
    readonly detail: Readonly<Record<string, number>>;
  },
): Promise<void> {
  const { row, step, detail } = entry;
  await trail(rows, { actor: row.operator, atMs: deps.clock.nowMs() })(
    `purge.${step}`,
    certificateNumber(row),
    {
      campaign: row.campaign,
      reason: row.reason,
      detail,
    },
  );
}

/**
 * Tries to open one sealed record, or pledge: the proof that the key is gone. True when it fails as it must, or when there is
 * none.
 */
async function openingFails(deps: PurgeDeps, campaign: string): Promise<boolean> {
  const { record, pledge } = await deps.store.read(async (rows) => {
    const [pledge] = (await rows.pledges.ofCampaign(campaign)).filter(({ sealed }) => sealed !== null);
    for await (const record of rows.records.each(campaign)) return { record, pledge };
    return { record: undefined, pledge };
  });
  if (!record && !pledge?.sealed) return true;
  try {
    if (record) await deps.vault.openRecord(recordPlace(record), record.sealed);
    else if (pledge?.sealed) await deps.vault.openPledge(pledgePlace(pledge), pledge.sealed);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'campaign-key-missing') return true;
    throw error;
  }
}

function refusal(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'conflict', message, hint });
}

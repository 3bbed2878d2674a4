import assert from 'node:assert/strict';
import type { CallScript } from '../../../shared/call-script.ts';
import { DISPOSITIONS, dispositionOf } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { notesOnPath, type PathNotes } from '../../../shared/script-notes.ts';
import { civilDate } from '../../../shared/time.ts';
import { correctedCall, isCancelled } from '../../domain/call/corrected-call.ts';
import { provisionalPeriod } from '../../domain/delivery/provisional-schedule.ts';
import {
  extraHeaders,
  type RejectedLine,
  returnFile,
  UnannouncedColumn,
} from '../../domain/delivery/return-file.ts';
import type { ReturnCall, ReturnFact } from '../../domain/delivery/return-file-facts.ts';
import { returnFileName } from '../../domain/files/delivery-names.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { CheckState } from '../../ports/rows/checks.ts';
import type { ContactFileRow } from '../../ports/rows/contact-files.ts';
import type { StoreReader } from '../../ports/store.ts';
import { agreementDiffers, heldOfCampaign, noteHeld } from '../agreement/agreed-hold.ts';
import { verifiedChanges } from '../agreement/told-lines.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { callOpener, type OpenedRecord, openRecordSlices } from '../records/open-record.ts';
import { recordDamaged } from '../records/set-aside.ts';
import { damagedRecords } from './damage-hold.ts';
import type { DeliverDeps } from './deliver-weekly.ts';
import { type DeliveryResult, deliverWorkbook, takeUpDelivery } from './deliver-workbook.ts';

export interface FinalRequest {
  readonly campaign: string;
  readonly actor: string;
  /** Delivers a provisional return of an open campaign, under a name of its own; the final one is still owed. */
  readonly early?: { readonly reason: string } | undefined;
  /** Reads the lines refused at import; asked only where the campaign's charity wants a row for them. */
  readonly rejectedLines?: (of: {
    readonly campaign: CampaignRow;
    readonly files: readonly ContactFileRow[];
  }) => Promise<readonly RejectedLine[]>;
}

/**
 * The final return file: one row per record, called or not. Refused while the campaign is open (`campaign-open`) unless
 * `early` with a reason: that file is provisional and does not count as the final one. Records are opened as their rows are
 * written: memory holds the file compressed, and nobody in clear for longer. Twice sends nothing. A damaged record is missing
 * to nobody's file: AppError `record-damaged`, with every number. So is a call that is not what was agreed: `agreement-differs`.
 */
export async function deliverFinal(deps: DeliverDeps, request: FinalRequest): Promise<DeliveryResult> {
  const campaign = await campaignToDeliver(deps, request.campaign);
  const isEarly = campaign.state === 'open';
  if (isEarly && !request.early) throw campaignOpen();
  const nowMs = deps.clock.nowMs();
  const today = civilDate(nowMs);
  const key = {
    campaign: campaign.code,
    kind: 'final' as const,
    period: isEarly ? provisionalPeriod(today) : 'final',
    actor: request.actor,
  };
  const known = await takeUpDelivery(deps, key);
  if (known) return known;
  // Said before an hour's opening, not after it.
  const damaged = await deps.store.read((rows) => damagedRecords(rows, campaign.code));
  if (damaged.length > 0) throw recordDamaged(damaged);
  const held = await heldOfCampaign(deps.store, campaign.code);
  await noteHeld(deps, { held, actor: request.actor });
  if (held.length > 0) throw agreementDiffers(held);
  const reason = isEarly ? `Retour provisoire : ${request.early?.reason ?? ''}` : 'Fichier retour final';
  const why = { actor: request.actor, reason };
  const files = await deps.store.read((rows) => rows.records.contactFiles(campaign.code));
  const imported = files.filter((file) => file.state === 'imported');
  const recordIds = await deps.store.read((rows) => rows.records.importedIds(campaign.code));
  const rejectedLines = await wantedRejections(request, { campaign, files: imported });
  const named = { ...campaign, charity: campaign.settings.charity.code };
  const deliver = async (sampleIds: readonly number[]) => {
    const spec = returnFile({
      kind: campaign.kind,
      campaign: campaign.code,
      facts: factSlices(deps, campaign, { ...why, recordIds }),
      extras: await extrasOf(deps, { ...why, recordIds: sampleIds }),
      delivered: imported.reduce((sum, file) => sum + file.rows, 0),
      rejected: imported.reduce((sum, file) => sum + file.rejected, 0),
      rejectedLines,
      createdAtMs: nowMs,
    });
    const fileName = returnFileName(named, today, isEarly);
    const rows = recordIds.length + rejectedLines.length;
    return deliverWorkbook(deps, { ...key, campaign, fileName, spec, rows, lines: [] });
  };
  try {
    // Every row of a contact file has the same columns: one of each tells.
    return await deliver(await deps.store.read((rows) => rows.records.firstIds(campaign.code)));
  } catch (error) {
    if (!(error instanceof UnannouncedColumn)) throw error;
    return deliver(recordIds);
  }
}

async function wantedRejections(
  { rejectedLines }: FinalRequest,
  of: { readonly campaign: CampaignRow; readonly files: readonly ContactFileRow[] },
): Promise<readonly RejectedLine[]> {
  // A provisional return is of the records alone: the charity corrects and sends again meanwhile.
  const { state, settings } = of.campaign;
  if (state === 'open' || settings.finalFile?.rejectedRows !== 'with') return [];
  assert(rejectedLines, 'whoever asks for the final file knows how to read refused lines');
  return rejectedLines(of);
}

interface Bulk {
  readonly actor: string;
  readonly reason: string;
  readonly recordIds: readonly number[];
}

async function extrasOf(deps: DeliverDeps, bulk: Bulk): Promise<readonly string[]> {
  const headers = new Set<string>();
  for await (const slice of openRecordSlices(deps, bulk)) {
    for (const header of extraHeaders(slice)) headers.add(header);
  }
  return [...headers];
}

/** Codes of calls that somebody answered. */
const ANSWERED = DISPOSITIONS.filter((row) => row.humanReached).map((row) => row.code);

/** Every record with its calls as they stand, and the note of the last one that somebody answered. */
async function* factSlices(
  deps: DeliverDeps,
  campaign: CampaignRow,
  bulk: Bulk,
): AsyncGenerator<readonly ReturnFact[]> {
  const { code } = campaign;
  const since = await deps.store.read((rows) => sinceCalls(rows, code));
  const count = await deps.store.read((rows) => rows.calls.recordsWith(code, ANSWERED));
  const openCall = callOpener(deps, { ...bulk, campaign: code, count });
  const notesOf = noteReader(deps, campaign);
  for await (const slice of openRecordSlices(deps, bulk)) {
    const called = await deps.store.read((rows) =>
      inTurn.map(slice, async (opened) => ({ opened, calls: await rows.calls.ofRecord(opened.row.id) })),
    );
    yield await Promise.all(
      called.map(async ({ opened, calls }) => {
        const talk = calls.findLast((call) => dispositionOf(call.disposition)?.humanReached);
        const note = talk ? (await openCall(talk)).note : '';
        const noted = await inTurn.map(await asTheyStand(deps, calls, since), async (call, at) =>
          withNotes(call, await notesOf(calls[at])),
        );
        return { ...factOf(campaign, opened, noted), note };
      }),
    );
  }
}

/** What the answers of a call noted, by the script of its own version. */
function noteReader(
  { store }: Pick<DeliverDeps, 'store'>,
  { code }: CampaignRow,
): (call: CallRow | undefined) => Promise<PathNotes | undefined> {
  const scripts = new Map<string, CallScript | undefined>();
  return async (call) => {
    if (!call) return undefined;
    const { scriptVersion, path } = call;
    if (!scripts.has(scriptVersion))
      scripts.set(scriptVersion, await store.read((rows) => rows.campaigns.script(code, scriptVersion)));
    const script = scripts.get(scriptVersion);
    return script && notesOnPath(script, path);
  };
}

function withNotes(call: ReturnCall, notes: PathNotes | undefined): ReturnCall {
  return notes ? { ...call, notes } : call;
}

function factOf(
  campaign: CampaignRow,
  { row, content }: OpenedRecord,
  calls: readonly ReturnCall[],
): ReturnFact {
  const { segment, disposition, attempts, giftMinor, currency } = row;
  const { code, kind } = campaign;
  return {
    campaign: code,
    kind,
    segment,
    disposition,
    attempts,
    giftMinor,
    currency,
    content,
    calls,
    note: '',
  };
}

/** Calls that something happened to since they were recorded. */
interface Since {
  readonly corrected: ReadonlySet<string>;
  readonly signed: ReadonlySet<string>;
  readonly checks: ReadonlyMap<string, CheckState>;
}

const ALWAYS = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

async function sinceCalls(rows: StoreReader, campaign: string): Promise<Since> {
  const signed = (await rows.mandates.recorded(campaign, ALWAYS)).map((one) => one.callId);
  const checks = await rows.checks.states(campaign);
  return { corrected: new Set(await rows.corrections.calls(campaign)), signed: new Set(signed), checks };
}

/** The amounts after corrections, and signatures; most calls have none, and are not asked. */
async function asTheyStand(
  { store }: Pick<DeliverDeps, 'store'>,
  calls: readonly CallRow[],
  { corrected, signed, checks }: Since,
): Promise<readonly ReturnCall[]> {
  return await inTurn.map(calls, async (row) => {
    const state = checks.get(row.callId);
    const isSigned = signed.has(row.callId);
    if (!isSigned && !corrected.has(row.callId)) return state ? { ...row, check: state } : row;
    const { corrections, check } = await store.read((rows) => verifiedChanges(rows, row.callId, state));
    const call = check ? { ...row, check } : row;
    return { ...correctedCall(call, corrections), isCancelled: isCancelled(corrections), isSigned };
  });
}

function campaignOpen(): AppError {
  return new AppError({
    code: 'campaign-open',
    kind: 'conflict',
    message: 'La campagne est encore ouverte : le fichier retour n’est définitif qu’après sa clôture.',
    hint: 'Ce qui reste à faire : plateau campaign close CODE --dry-run. Avant la clôture, un retour provisoire : plateau deliver provisional CODE --reason "…".',
  });
}

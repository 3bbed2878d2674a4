import { dispositionOf } from '../../shared/dispositions.ts';
import { AppError } from '../../shared/errors.ts';
import { civilDate } from '../../shared/time.ts';
import { returnFileName } from '../domain/delivery-names.ts';
import { returnFile } from '../domain/return-file.ts';
import type { ReturnFact } from '../domain/return-file-facts.ts';
import type { CallRow } from '../ports/rows/calls.ts';
import type { CampaignRow } from '../ports/rows/campaigns.ts';
import type { StoreReader } from '../ports/store.ts';
import { campaignToDeliver, type DeliverDeps } from './deliver-weekly.ts';
import { type DeliveryResult, deliverWorkbook, takeUpDelivery } from './deliver-workbook.ts';
import { type OpenedRecord, openCallsInBulk, openRecordsInBulk } from './open-record.ts';

export interface FinalRequest {
  readonly campaign: string;
  readonly actor: string;
  /** Delivers a provisional return of an open campaign, under a name of its own; the final one is still owed. */
  readonly early?: { readonly reason: string } | undefined;
}

/**
 * The final return file: one row per record, called or not. Refused while the campaign is open (`campaign-open`) unless
 * `early` with a reason: that file is provisional and does not count as the final one. Twice sends nothing.
 */
export async function deliverFinal(deps: DeliverDeps, request: FinalRequest): Promise<DeliveryResult> {
  const campaign = campaignToDeliver(deps, request.campaign);
  const isEarly = campaign.state === 'open';
  if (isEarly && !request.early) throw campaignOpen();
  const nowMs = deps.clock.nowMs();
  const today = civilDate(nowMs);
  const key = {
    campaign: campaign.code,
    kind: 'final' as const,
    period: isEarly ? `early-${today}` : 'final',
    actor: request.actor,
  };
  const known = await takeUpDelivery(deps, key);
  if (known) return known;
  const reason = isEarly ? `Retour provisoire : ${request.early?.reason ?? ''}` : 'Fichier retour final';
  const facts = await readFacts(deps, campaign, { actor: request.actor, reason });
  const files = deps.store.read((rows) => rows.records.contactFiles(campaign.code));
  const imported = files.filter((file) => file.state === 'imported');
  const spec = returnFile({
    campaign: campaign.code,
    facts,
    delivered: imported.reduce((sum, file) => sum + file.rows, 0),
    rejected: imported.reduce((sum, file) => sum + file.rejected, 0),
    createdAtMs: nowMs,
  });
  const named = { ...campaign, charity: campaign.settings.charity.code };
  const fileName = returnFileName(named, today, isEarly);
  return deliverWorkbook(deps, { ...key, campaign, fileName, spec, rows: facts.length, lines: [] });
}

interface Why {
  readonly actor: string;
  readonly reason: string;
}

async function readFacts(deps: DeliverDeps, campaign: CampaignRow, why: Why): Promise<readonly ReturnFact[]> {
  const recordIds = deps.store.read((rows) => importedIds(rows, campaign.code));
  const facts: ReturnFact[] = [];
  /** The last call somebody answered, whose note leaves with the record: position of the record by callId. */
  const talks = new Map<string, number>();
  for await (const opened of openRecordsInBulk(deps, { recordIds, ...why })) {
    const calls = deps.store.read((rows) => rows.calls.ofRecord(opened.row.id));
    const talk = calls.findLast((call) => dispositionOf(call.disposition)?.humanReached);
    if (talk) talks.set(talk.callId, facts.length);
    facts.push(factOf(campaign, opened, calls));
  }
  return withNotes(deps, { facts, talks, why });
}

/** Records of a file still being imported are not delivered lines yet. */
function importedIds(rows: StoreReader, campaign: string): readonly number[] {
  const files = rows.records.contactFiles(campaign).filter((file) => file.state === 'imported');
  const finished = new Set(files.map((file) => file.id));
  const ids: number[] = [];
  for (const row of rows.records.each(campaign)) if (finished.has(row.contactFileId)) ids.push(row.id);
  return ids;
}

function factOf(
  campaign: CampaignRow,
  { row, content }: OpenedRecord,
  calls: readonly CallRow[],
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

interface Talks {
  readonly facts: readonly ReturnFact[];
  readonly talks: ReadonlyMap<string, number>;
  readonly why: Why;
}

async function withNotes(deps: DeliverDeps, { facts, talks, why }: Talks): Promise<readonly ReturnFact[]> {
  const notes = new Map<number, string>();
  for await (const { call, content } of openCallsInBulk(deps, { callIds: [...talks.keys()], ...why })) {
    const position = talks.get(call.callId);
    if (position !== undefined) notes.set(position, content.note);
  }
  return facts.map((fact, position) => ({ ...fact, note: notes.get(position) ?? '' }));
}

function campaignOpen(): AppError {
  return new AppError({
    code: 'campaign-open',
    kind: 'conflict',
    message: 'La campagne est encore ouverte : le fichier retour n’est définitif qu’après sa clôture.',
    hint: 'Clôturez-la, ou demandez un retour provisoire avec un motif.',
  });
}

import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { Donor } from '../../domain/donor.ts';
import { enrichedRecord } from '../../domain/lists/enrichment-record.ts';
import {
  type EnrichLine,
  enrichFileName,
  enrichmentRequest,
  isAskable,
  mayBeEnriched,
} from '../../domain/lists/enrichment-request.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { EnrichmentRequestRow } from '../../ports/rows/enrichments.ts';
import { deliverWorkbook } from '../delivery/deliver-workbook.ts';
import { campaignToFill } from '../find-campaign.ts';
import { blindContacts } from '../records/blind-contacts.ts';
import { isLiveElsewhere } from '../records/live-elsewhere.ts';
import { type OpenedRecord, openRecordsInBulk } from '../records/open-record.ts';
import { trail } from '../trail.ts';
import { hasOtherRecord } from './import-list-check-records.ts';
import type { ListDeps } from './list-open.ts';

export interface EnrichDeps extends ListDeps {
  readonly rules: CallingRules;
}

export interface EnrichExport {
  readonly requestId: string;
  readonly supplier: string;
  readonly fileName: string;
  readonly lines: number;
  readonly sha256Sealed: string;
}

interface Ask {
  readonly campaign: CampaignRow;
  readonly actor: string;
}

/**
 * Asks the approved supplier for numbers (docs/rules/enrichment.md): records that have none left, by opaque line ids,
 * names and addresses only, sealed to the supplier's key, in the drop's `out/`. A request that a crash or a dead line
 * kept back is finished first; a record is asked for once per closing, so a second call finds nothing
 * (`enrich-nothing`). AppErrors also: `campaign-unknown`, `campaign-not-open`, `enrich-not-approved`, `supplier-key-…`,
 * those of `deliverWorkbook`.
 */
export async function exportEnrichment(
  deps: EnrichDeps,
  request: { readonly campaign: string; readonly actor: string },
): Promise<EnrichExport> {
  const campaign = await campaignToFill(deps, request.campaign);
  const { actor } = request;
  const supplier = campaign.settings.enrichment?.supplier;
  if (supplier === undefined) throw notApproved();
  const waiting = await unfinished(deps, campaign);
  if (waiting)
    return send(deps, { campaign, actor }, { request: waiting, lines: await linesOf(deps, waiting, actor) });
  const lines = await newLines(deps, { campaign, actor });
  if (lines.length === 0) throw nothingToAsk();
  const made = await deps.store.write(async (rows) => {
    const createdAtMs = deps.clock.nowMs();
    const rank = (await rows.enrichments.requests(campaign.code)).length + 1;
    const named = { ...campaign, charity: campaign.settings.charity.code };
    const row: EnrichmentRequestRow = {
      id: `${campaign.code}-E${rank}`,
      campaign: campaign.code,
      supplier,
      fileName: enrichFileName(named, civilDate(createdAtMs), rank),
      lines: lines.length,
      createdAtMs,
      returnedAtMs: null,
      attestedOn: null,
    };
    await rows.enrichments.addRequest(row, lines);
    await trail(rows, { actor, atMs: createdAtMs })('enrich.request', row.id, {
      campaign: campaign.code,
      detail: { supplier, lines: lines.length },
    });
    return row;
  });
  return send(deps, { campaign, actor }, { request: made, lines });
}

/** Its lines were written and its file has not arrived. */
async function unfinished(
  deps: EnrichDeps,
  campaign: CampaignRow,
): Promise<EnrichmentRequestRow | undefined> {
  return await deps.store.read(
    async (rows) =>
      await inTurn.find(
        await rows.enrichments.requests(campaign.code),
        async (one) =>
          (await rows.deliveries.find(campaign.code, 'enrich-request', one.id))?.state !== 'delivered',
      ),
  );
}

interface Line extends EnrichLine {
  readonly recordId: number;
}

async function linesOf(
  deps: EnrichDeps,
  request: EnrichmentRequestRow,
  actor: string,
): Promise<readonly Line[]> {
  const lines = await deps.store.read((rows) => rows.enrichments.linesOf(request.id));
  const byRecord = new Map(lines.map((line) => [line.recordId, line.lineId]));
  const recordIds = [...byRecord.keys()];
  const found: Line[] = [];
  for await (const { row, content } of openRecordsInBulk(deps, { recordIds, actor, ...SOUND_ONLY })) {
    found.push({ lineId: byRecord.get(row.id) ?? '', recordId: row.id, donor: content.donor });
  }
  return found.sort(byLine);
}

const SOUND_ONLY = { reason: 'Demande de numéros au fournisseur', damaged: 'leave-out' } as const;
/** The order of a request says nothing of the order of the file. */
const byLine = (a: EnrichLine, b: EnrichLine) => (a.lineId < b.lineId ? -1 : 1);

async function newLines(deps: EnrichDeps, { campaign, actor }: Ask): Promise<readonly Line[]> {
  const codes = DISPOSITIONS.map((row) => row.code).filter(isAskable);
  const recordIds = await deps.store.read((rows) => rows.enrichments.askable(campaign.code, codes));
  const lines: Line[] = [];
  for await (const opened of openRecordsInBulk(deps, { recordIds, actor, ...SOUND_ONLY })) {
    const { donor } = opened.content;
    if (await mayAsk(deps, campaign, opened))
      lines.push({ lineId: deps.chance.uuid(), recordId: opened.row.id, donor });
  }
  return lines.sort(byLine);
}

/** Nobody is named to the supplier whom a number would not make callable. */
async function mayAsk(
  deps: EnrichDeps,
  campaign: CampaignRow,
  { row, content }: OpenedRecord,
): Promise<boolean> {
  const { donor } = content;
  const nowMs = deps.clock.nowMs();
  if (!mayBeEnriched(donor, campaign.kind, civilDate(nowMs))) return false;
  const { phones, email } = await blindContacts(deps.vault, campaign.charity, donor);
  return await deps.store.read(async (rows) => {
    const blinds = [row.donorBlind, ...phones, ...email];
    if (await inTurn.some(blinds, (blind) => rows.records.isSuppressed(campaign.charity, blind)))
      return false;
    if (
      (await hasOtherRecord(rows, campaign, row)) ||
      (await isLiveElsewhere(rows, campaign, row.donorBlind))
    )
      return false;
    const history = await rows.calls.ofRecord(row.id);
    const fate = enrichedRecord({
      row,
      donor: withAnyNumber(donor),
      campaign,
      history,
      rules: deps.rules,
      nowMs,
    });
    return fate.kind === 'callable' || fate.kind === 'list-check';
  });
}

/** As if one number had been found: would the other rules let the donor be called? */
function withAnyNumber(donor: Donor): Donor {
  if (donor.phones.length > 0) return donor;
  return { ...donor, phones: [{ slot: 'TEL_AUTRE', e164: '', source: 'ENRICHI', validity: 'NON_TESTE' }] };
}

async function send(
  deps: EnrichDeps,
  { campaign, actor }: Ask,
  { request, lines }: { readonly request: EnrichmentRequestRow; readonly lines: readonly EnrichLine[] },
): Promise<EnrichExport> {
  const { id, supplier, fileName, createdAtMs } = request;
  const delivered = await deliverWorkbook(deps, {
    campaign,
    kind: 'enrich-request',
    period: id,
    fileName,
    spec: enrichmentRequest(lines, createdAtMs),
    rows: lines.length,
    lines: [],
    actor,
    supplier,
  });
  return {
    requestId: id,
    supplier,
    fileName: delivered.fileName,
    lines: lines.length,
    sha256Sealed: delivered.sha256Sealed,
  };
}

function notApproved(): AppError {
  return new AppError({
    code: 'enrich-not-approved',
    kind: 'conflict',
    message: 'Cette campagne ne nomme aucun fournisseur de numéros approuvé par l’association.',
    hint: 'Une fois l’accord reçu, ajoutez « enrichment: { supplier: CODE } » à campaign.yaml, puis rechargez la campagne.',
  });
}

function nothingToAsk(): AppError {
  return new AppError({
    code: 'enrich-nothing',
    kind: 'conflict',
    message: 'Aucune fiche n’attend de numéro, ou toutes ont déjà été demandées.',
    hint: 'Importez le retour du fournisseur : « plateau enrich import ».',
  });
}

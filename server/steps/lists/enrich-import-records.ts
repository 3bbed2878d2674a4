import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import type { RecordContent } from '../../domain/donor.ts';
import {
  type FoundPhone,
  foundE164,
  type PhoneFate,
  withFoundPhones,
} from '../../domain/lists/enrichment-phones.ts';
import { type EnrichedRecord, enrichedRecord } from '../../domain/lists/enrichment-record.ts';
import { mayBeEnriched } from '../../domain/lists/enrichment-request.ts';
import { recordPlace } from '../../domain/next-card/record-place.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { SealedBytes } from '../../ports/vault.ts';
import { blindContacts } from '../records/blind-contacts.ts';
import { isLiveElsewhere } from '../records/live-elsewhere.ts';
import { type OpenedRecord, openRecordsInBulk } from '../records/open-record.ts';
import { trail } from '../trail.ts';
import type { EnrichDeps } from './enrich-export.ts';
import { hasOtherRecord } from './import-list-check-records.ts';

/** The numbers found for one record, and the rows they stand on. */
export interface FoundRecord {
  readonly recordId: number;
  readonly rowNumbers: readonly number[];
  readonly phones: readonly FoundPhone[];
}

export type FoundFate = PhoneFate | 'INACTIF' | 'CLOSE' | 'A_L_ECRAN' | 'ABIMEE' | 'INCONNUE';

export interface AppliedRecord {
  readonly rowNumbers: readonly number[];
  /** By number, in the order of the rows. */
  readonly fates: readonly FoundFate[];
}

interface Request {
  readonly campaign: CampaignRow;
  readonly records: readonly FoundRecord[];
  readonly atMs: number;
  readonly fileName: string;
  readonly actor: string;
}

/** Decided and sealed before the transaction, since sealing is asynchronous. */
interface Decided {
  readonly row: RecordRow;
  readonly found: FoundRecord;
  readonly fates: readonly FoundFate[];
  readonly write?: {
    readonly change: Extract<EnrichedRecord, { change: unknown }>['change'];
    readonly sealed: SealedBytes;
    readonly phoneBlinds: readonly string[];
  };
}

/**
 * Adds the numbers found to the records of a slice, in one transaction; a record that moved meanwhile is to be taken up
 * again.
 */
export async function applyFound(deps: EnrichDeps, request: Request): Promise<readonly AppliedRecord[]> {
  const { campaign, records, atMs, fileName, actor } = request;
  const byId = new Map(records.map((one) => [one.recordId, one]));
  const decided: Decided[] = [];
  const reason = 'Retour d’enrichissement';
  const bulk = { recordIds: [...byId.keys()], actor, reason, damaged: 'leave-out' } as const;
  for await (const opened of openRecordsInBulk(deps, bulk)) {
    const found = byId.get(opened.row.id);
    byId.delete(opened.row.id);
    if (found) decided.push(await decide(deps, { campaign, opened, found, atMs }));
  }
  const damaged = [...byId.values()].map(({ rowNumbers, phones }) => ({
    rowNumbers,
    fates: phones.map((): FoundFate => 'ABIMEE'),
  }));
  return await deps.store.write(async (rows) => {
    const applied = await inTurn.map(decided, async (one) => ({
      rowNumbers: one.found.rowNumbers,
      fates: await write(rows, one),
    }));
    const added = applied.filter(({ fates }) =>
      fates.some((fate) => fate === 'AJOUTE' || fate === 'A_CONFIRMER'),
    );
    await trail(rows, { actor, atMs })('enrich.apply', fileName, {
      campaign: campaign.code,
      detail: { records: records.length, enriched: added.length },
    });
    return [...applied, ...damaged];
  });
}

interface Question {
  readonly campaign: CampaignRow;
  readonly opened: OpenedRecord;
  readonly found: FoundRecord;
  readonly atMs: number;
}

async function decide(deps: EnrichDeps, { campaign, opened, found, atMs }: Question): Promise<Decided> {
  const { row, content } = opened;
  const whole = (fate: FoundFate): Decided => ({ row, found, fates: found.phones.map(() => fate) });
  if (row.state === 'leased') return whole('A_L_ECRAN');
  if (!mayBeEnriched(content.donor, campaign.kind, civilDate(atMs))) return whole('INACTIF');
  const objected = await objections(deps, campaign, { opened, found });
  if (objected === 'donor') return whole('OPPOSITION');
  if (objected === 'elsewhere') return whole('CLOSE');
  const { donor, fates } = withFoundPhones(content.donor, found.phones, (e164) => objected.has(e164));
  if (donor === content.donor) return { row, found, fates };
  const history = await deps.store.read((rows) => rows.calls.ofRecord(row.id));
  const fate = enrichedRecord({ row, donor, campaign, history, rules: deps.rules, nowMs: atMs });
  if (fate.kind === 'closed') return whole('CLOSE');
  const next: RecordContent = { ...content, donor };
  const sealed = await deps.vault.sealRecord(recordPlace({ ...row, version: row.version + 1 }), next);
  const { phones } = await blindContacts(deps.vault, campaign.charity, donor);
  return { row, found, fates, write: { change: fate.change, sealed, phoneBlinds: phones } };
}

/**
 * Numbers found that are on the charity's list; `donor` when the donor is, `elsewhere` when a later file, or another
 * campaign, brought them in.
 */
async function objections(
  deps: EnrichDeps,
  campaign: CampaignRow,
  { opened, found }: Pick<Question, 'opened' | 'found'>,
): Promise<ReadonlySet<string> | 'donor' | 'elsewhere'> {
  const { donor } = opened.content;
  const numbers = found.phones.flatMap((phone) => foundE164(phone.text, donor) ?? []);
  const { charity } = campaign;
  const own = await blindContacts(deps.vault, charity, donor);
  const blinds = await Promise.all(numbers.map((e164) => deps.vault.blind(charity, 'phone', e164)));
  return await deps.store.read(async (rows) => {
    const isOn = (blind: string) => rows.records.isSuppressed(charity, blind);
    if (await inTurn.some([opened.row.donorBlind, ...own.phones, ...own.email], isOn)) return 'donor';
    const { row } = opened;
    if (
      (await hasOtherRecord(rows, campaign, row)) ||
      (await isLiveElsewhere(rows, campaign, row.donorBlind))
    )
      return 'elsewhere';
    return new Set(await inTurn.filter(numbers, (_, at) => isOn(blinds[at] ?? '')));
  });
}

async function write(
  rows: StoreWriter,
  { row, fates, write: planned }: Decided,
): Promise<readonly FoundFate[]> {
  if (!planned) return fates;
  const now = await rows.records.byId(row.id);
  if (now?.version !== row.version || now.state !== row.state) return fates.map(() => 'A_L_ECRAN');
  const { change, sealed, phoneBlinds } = planned;
  await rows.records.update(row.id, { ...change, sealed, version: row.version + 1 });
  await rows.records.replacePhoneBlinds(row.id, phoneBlinds);
  return fates;
}

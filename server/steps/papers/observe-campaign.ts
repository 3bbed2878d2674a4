import { zoned } from '../../../shared/time.ts';
import { agreementSums } from '../../domain/indicators/agreement-sums.ts';
import { type MaskedCard, maskedCard, spreadSample } from '../../domain/next-card/masked-card.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow, CampaignState } from '../../ports/rows/campaigns.ts';
import type { DeliveryKind, DeliveryRow } from '../../ports/rows/deliveries.ts';
import type { RecordState } from '../../ports/rows/records.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { deliverProvisional } from '../delivery/deliver-provisional.ts';
import type { DeliverDeps } from '../delivery/deliver-weekly.ts';
import { type VerifiedDelivery, verifyDelivery } from '../delivery/prove-delivery.ts';
import type { ProofDeps } from '../delivery/send-proof.ts';
import { unknownCampaign } from '../find-campaign.ts';
import { readAgreements } from '../indicators/read-agreements.ts';
import { type CampaignFigures, readCampaignFigures } from '../indicators/read-campaign-figures.ts';
import { type OpenDeps, openRecordSlices } from '../records/open-record.ts';
import { conditionsOf, type WorkingConditions } from '../staff/read-conditions.ts';
import { type BuiltEvidence, buildEvidence, type EvidenceDeps } from './build-evidence.ts';

/** What the charity's observer asks, of a campaign of their grant; the others do not exist for them. */
export interface Observation {
  readonly campaign: string;
  readonly account: AccountRow;
}

/** AppError `campaign-unknown` for a campaign outside the grant as for one that is not there. */
function observed(rows: StoreReader, { campaign, account }: Observation): CampaignRow {
  const row = account.campaigns.includes(campaign) ? rows.campaigns.byCode(campaign) : undefined;
  if (row) return row;
  // An observer has no « status ».
  throw unknownCampaign('Vos campagnes : plateau observe campaigns.');
}

export interface ObservedCampaign {
  readonly campaign: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly starts: string;
  readonly ends: string;
}

/** The campaigns of the grant. */
export function listObserved(
  { store }: { readonly store: Store },
  account: AccountRow,
): readonly ObservedCampaign[] {
  return store.read((rows) =>
    account.campaigns.flatMap((code) => {
      const row = rows.campaigns.byCode(code);
      if (!row) return [];
      const { starts, ends } = row.settings;
      return [{ campaign: code, name: row.name, state: row.state, starts, ends }];
    }),
  );
}

export interface LiveFigures extends CampaignFigures {
  readonly now: {
    readonly atMs: number;
    readonly records: Readonly<Record<RecordState, number>>;
    /** Since midnight. */
    readonly callsToday: number;
    readonly agreementsToday: number;
  };
}

/** The indicators of the week and how the campaign stands at this moment. AppErrors `campaign-unknown`, `campaign-purged`. */
export function observeFigures(deps: OpenDeps, request: Observation): LiveFigures {
  const { code } = deps.store.read((rows) => observed(rows, request));
  const figures = readCampaignFigures(deps, request);
  const atMs = deps.clock.nowMs();
  return deps.store.read((rows) => {
    const today = { fromMs: zoned(atMs).startOfDay().epochMilliseconds, toMs: atMs + 1 };
    const { facts, files } = readAgreements(rows, code);
    const { given, cancelled } = agreementSums(facts, today, files);
    return {
      ...figures,
      now: {
        atMs,
        records: rows.records.countByState(code),
        callsToday: rows.calls.sums(code, today).calls,
        agreementsToday: given.count - cancelled.count,
      },
    };
  });
}

/** Hours, breaks and pace of those who call: no name, small teams masked. AppError `campaign-unknown`. */
export function observeConditions(
  deps: Pick<OpenDeps, 'store' | 'clock'>,
  request: Observation & { readonly weeks: number },
): WorkingConditions {
  const asked = { weeks: request.weeks, nowMs: deps.clock.nowMs() };
  return deps.store.read((rows) => conditionsOf(rows, observed(rows, request), asked));
}

/** A person's own copy is between the charity and them: the observer is not told that there is one. */
const PERSONAL: ReadonlySet<DeliveryKind> = new Set(['person-document', 'person-data']);

/** Every file that left or waits to leave, with its fingerprints. AppError `campaign-unknown`. */
export function observeDeliveries(
  deps: { readonly store: Store },
  request: Observation,
): readonly DeliveryRow[] {
  return deps.store.read((rows) => {
    const { code } = observed(rows, request);
    return rows.deliveries.all(code).filter((row) => !PERSONAL.has(row.kind));
  });
}

/** Reads again what lies on the charity's drop. AppErrors `campaign-unknown`, and those of `verifyDelivery`. */
export async function observeDelivery(
  deps: Pick<ProofDeps, 'store' | 'drop'>,
  request: Observation & { readonly id: string },
): Promise<VerifiedDelivery> {
  const mine = observeDeliveries(deps, request).some((row) => row.id === request.id);
  // Another campaign's is refused in the words of one that is not there.
  return verifyDelivery(deps, { id: mine ? request.id : '' });
}

/**
 * A sample of masked cards, the same at each call; each opening is written in the audit log under the observer's account, so
 * that « who saw this donor » names them too. AppErrors `campaign-unknown`, `campaign-purged`.
 */
export async function observeCards(
  deps: OpenDeps,
  request: Observation & { readonly count: number },
): Promise<readonly MaskedCard[]> {
  const nowMs = deps.clock.nowMs();
  const { ids, erased } = deps.store.read((rows) => {
    const { code } = observed(rows, request);
    const sample = spreadSample(rows.records.importedIds(code), request.count);
    return { ids: sample, erased: new Set(sample.filter((id) => rows.persons.isErased(id))) };
  });
  const cards = new Map<number, MaskedCard>();
  const why = { actor: request.account.id, reason: 'Fiches masquées pour l’observateur de l’association' };
  const recordIds = ids.filter((id) => !erased.has(id));
  for await (const slice of openRecordSlices(deps, { ...why, recordIds, damaged: 'leave-out' }))
    for (const { row, content } of slice) cards.set(row.id, maskedCard(row, content.donor, nowMs));
  deps.store.read((rows) => {
    for (const id of erased) {
      const row = rows.records.byId(id);
      if (row) cards.set(id, maskedCard(row, undefined, nowMs));
    }
  });
  return ids.flatMap((id) => cards.get(id) ?? []);
}

export interface ObservedHead {
  readonly seq: number;
  readonly hash: string;
  /** The last signed checkpoint, as it went out with the deliveries; null before the first. */
  readonly checkpoint: {
    readonly day: string;
    readonly seq: number;
    readonly hash: string;
    readonly body: string;
    readonly signature: string;
  } | null;
}

/** The head of the audit log, to be kept by the charity and compared later. AppError `campaign-unknown`. */
export function observeAuditHead(deps: { readonly store: Store }, request: Observation): ObservedHead {
  return deps.store.read((rows) => {
    observed(rows, request);
    const last = rows.checkpoints.last();
    const { seq, hash } = rows.audit.head();
    if (!last) return { seq, hash, checkpoint: null };
    const { day, seq: lastSeq, hash: lastHash, body, signature } = last;
    return { seq, hash, checkpoint: { day, seq: lastSeq, hash: lastHash, body, signature } };
  });
}

/**
 * The evidence pack, as the data officer builds it (build-evidence.ts): its building is in the log under the observer.
 * AppError `campaign-unknown`.
 */
export async function observeEvidence(deps: EvidenceDeps, request: Observation): Promise<BuiltEvidence> {
  const { code } = deps.store.read((rows) => observed(rows, request));
  return buildEvidence(deps, { campaign: code, actor: request.account.id });
}

export interface AskedReturn {
  readonly fileName: string;
  readonly rows: number;
  readonly alreadyDelivered: boolean;
}

/**
 * A provisional return at the charity’s demand: to its own drop, sealed to its key. Once a day: a second demand finds the
 * first. AppErrors `campaign-unknown`, `campaign-ended` and those of a delivery.
 */
export async function askReturn(deps: DeliverDeps, observation: Observation): Promise<AskedReturn> {
  const { code } = deps.store.read((rows) => observed(rows, observation));
  const { fileName, rows, alreadyDelivered } = await deliverProvisional(deps, {
    campaign: code,
    actor: observation.account.id,
    reason: 'demande de l’association',
  });
  return { fileName, rows, alreadyDelivered };
}

import { inTurn } from '../../../shared/in-turn.ts';
import { zoned } from '../../../shared/time.ts';
import { agreementSums } from '../../domain/indicators/agreement-sums.ts';
import { type MaskedCard, maskedCard, spreadSample } from '../../domain/next-card/masked-card.ts';
import type { Certificates } from '../../ports/certificates.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow, CampaignState } from '../../ports/rows/campaigns.ts';
import type { DeliveryKind, DeliveryRow } from '../../ports/rows/deliveries.ts';
import type { RecordState } from '../../ports/rows/records.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { deliverProvisional } from '../delivery/deliver-provisional.ts';
import type { DeliverDeps } from '../delivery/deliver-weekly.ts';
import { type VerifiedDelivery, verifyDelivery } from '../delivery/prove-delivery.ts';
import type { ProofDeps } from '../delivery/send-proof.ts';
import { campaignIsLine, unknownCampaign } from '../find-campaign.ts';
import { readAgreements } from '../indicators/read-agreements.ts';
import { type CampaignFigures, readCampaignFigures } from '../indicators/read-campaign-figures.ts';
import { type OpenDeps, openRecordSlices } from '../records/open-record.ts';
import { conditionsOf, type WorkingConditions } from '../staff/read-conditions.ts';
import { type BuiltEvidence, buildEvidence, type EvidenceDeps } from './build-evidence.ts';
import { fetchCertificate } from './certificate-files.ts';
import type { MadeFile } from './paper-files.ts';

/** What the charity's observer asks, of a campaign of their grant; the others do not exist for them. */
export interface Observation {
  readonly campaign: string;
  readonly account: AccountRow;
}

/** AppErrors `campaign-unknown` for a campaign outside the grant as for one that is not there, `campaign-is-line`. */
export async function observed(rows: StoreReader, { campaign, account }: Observation): Promise<CampaignRow> {
  const isGranted = account.campaigns.includes(campaign);
  const row = isGranted ? await rows.campaigns.byCode(campaign) : undefined;
  if (row) return row;
  if (isGranted && (await rows.lines.byCode(campaign)))
    throw campaignIsLine(`Ses textes : plateau script list ${campaign}.`);
  // An observer has no « status ».
  throw unknownCampaign('Vos campagnes : plateau observe campaigns.');
}

export interface ObservedCampaign {
  readonly campaign: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly starts: string;
  readonly ends: string;
  /** A pledge line: its texts are read, and it has neither records nor files here. */
  readonly isLine: boolean;
}

/** The campaigns of the grant, pledge lines among them. */
export async function listObserved(
  { store }: { readonly store: Store },
  account: AccountRow,
): Promise<readonly ObservedCampaign[]> {
  return await store.read((rows) =>
    inTurn.flatMap(account.campaigns, async (code) => {
      const line = await rows.lines.byCode(code);
      const row = line ?? (await rows.campaigns.byCode(code));
      if (!row) return [];
      const { name, starts, ends } = row.settings;
      return [{ campaign: code, name, state: row.state, starts, ends, isLine: line !== undefined }];
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
export async function observeFigures(deps: OpenDeps, request: Observation): Promise<LiveFigures> {
  const { code } = await deps.store.read((rows) => observed(rows, request));
  const figures = await readCampaignFigures(deps, request);
  const atMs = deps.clock.nowMs();
  return await deps.store.read(async (rows) => {
    const today = { fromMs: zoned(atMs).startOfDay().epochMilliseconds, toMs: atMs + 1 };
    const { facts, files } = await readAgreements(rows, code);
    const { given, cancelled } = agreementSums(facts, today, files);
    return {
      ...figures,
      now: {
        atMs,
        records: await rows.records.countByState(code),
        callsToday: (await rows.calls.sums(code, today)).calls,
        agreementsToday: given.count - cancelled.count,
      },
    };
  });
}

/** Hours, breaks and pace of those who call: no name, small teams masked. AppError `campaign-unknown`. */
export async function observeConditions(
  deps: Pick<OpenDeps, 'store' | 'clock'>,
  request: Observation & { readonly weeks: number },
): Promise<WorkingConditions> {
  const asked = { weeks: request.weeks, nowMs: deps.clock.nowMs() };
  return await deps.store.read(
    async (rows) => await conditionsOf(rows, await observed(rows, request), asked),
  );
}

/** A person's own copy is between the charity and them: the observer is not told that there is one. */
const PERSONAL: ReadonlySet<DeliveryKind> = new Set(['person-document', 'person-data']);

/** Every file that left or waits to leave, with its fingerprints. AppError `campaign-unknown`. */
export async function observeDeliveries(
  deps: { readonly store: Store },
  request: Observation,
): Promise<readonly DeliveryRow[]> {
  return await deps.store.read(async (rows) => {
    const { code } = await observed(rows, request);
    return (await rows.deliveries.all(code)).filter((row) => !PERSONAL.has(row.kind));
  });
}

/** Reads again what lies on the charity's drop. AppErrors `campaign-unknown`, and those of `verifyDelivery`. */
export async function observeDelivery(
  deps: Pick<ProofDeps, 'store' | 'drop'>,
  request: Observation & { readonly id: string },
): Promise<VerifiedDelivery> {
  const mine = (await observeDeliveries(deps, request)).some((row) => row.id === request.id);
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
  const { ids, erased } = await deps.store.read(async (rows) => {
    const { code } = await observed(rows, request);
    const sample = spreadSample(await rows.records.importedIds(code), request.count);
    return { ids: sample, erased: new Set(await inTurn.filter(sample, (id) => rows.persons.isErased(id))) };
  });
  const cards = new Map<number, MaskedCard>();
  const why = { actor: request.account.id, reason: 'Fiches masquées pour l’observateur de l’association' };
  const recordIds = ids.filter((id) => !erased.has(id));
  for await (const slice of openRecordSlices(deps, { ...why, recordIds, damaged: 'leave-out' }))
    for (const { row, content } of slice) cards.set(row.id, maskedCard(row, content.donor, nowMs));
  await deps.store.read(async (rows) => {
    for (const id of erased) {
      const row = await rows.records.byId(id);
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
export async function observeAuditHead(
  deps: { readonly store: Store },
  request: Observation,
): Promise<ObservedHead> {
  return await deps.store.read(async (rows) => {
    await observed(rows, request);
    const last = await rows.checkpoints.last();
    const { seq, hash } = await rows.audit.head();
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
  const { code } = await deps.store.read((rows) => observed(rows, request));
  return buildEvidence(deps, { campaign: code, actor: request.account.id });
}

/** The certificate of destruction of a campaign of the grant, with its signatures. AppErrors of `fetchCertificate`. */
export async function observeCertificate(
  deps: { readonly store: Store; readonly certificates: Pick<Certificates, 'read'> },
  request: Observation,
): Promise<readonly MadeFile[]> {
  const { code } = await deps.store.read((rows) => observed(rows, request));
  return await fetchCertificate(deps, { campaign: code });
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
  const { code } = await deps.store.read((rows) => observed(rows, observation));
  const { fileName, rows, alreadyDelivered } = await deliverProvisional(deps, {
    campaign: code,
    actor: observation.account.id,
    reason: 'demande de l’association',
  });
  return { fileName, rows, alreadyDelivered };
}

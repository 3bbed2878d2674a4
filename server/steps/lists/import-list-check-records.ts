import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import { donorExclusion } from '../../domain/contact-file/contact-exclusions.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import {
  consentHolds,
  consentOf,
  type ListVerdict,
  listVerdict,
  type NumberCheck,
  oldestCheckOn,
  type SeenListing,
} from '../../domain/contact-file/list-check.ts';
import type { Donor } from '../../domain/donor.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { blindContacts } from '../records/blind-contacts.ts';
import { isLiveElsewhere } from '../records/live-elsewhere.ts';
import { openRecordsInBulk } from '../records/open-record.ts';
import { tellScreens } from '../records/tell-screens.ts';
import { trail } from '../trail.ts';
import type { ListDeps } from './list-open.ts';

export interface RecordCheck {
  readonly recordId: number;
  /** Of the record's numbers. */
  readonly blinds: readonly string[];
  /** The check of each, in the same order; undefined: the file does not speak of it. */
  readonly checks: readonly (NumberCheck | undefined)[];
}

export type RecordFate =
  | 'on-screen'
  | 'blocked'
  | 'released'
  | 'excluded'
  | 'renewed'
  | 'stale'
  | 'partial'
  | 'consented'
  | 'unchanged';

interface Request {
  readonly campaign: CampaignRow;
  readonly records: readonly RecordCheck[];
  readonly atMs: number;
  readonly fileName: string;
  readonly actor: string;
}

/** Decides for each record what the check changes and writes it, in one transaction; the fates in the order given. */
export async function applyListCheck(deps: ListDeps, request: Request): Promise<readonly RecordFate[]> {
  const { campaign, records, atMs, fileName, actor } = request;
  const oldestOn = oldestCheckOn(campaign.settings, civilDate(atMs));
  const verdicts = records.map((one) => listVerdict({ checks: one.checks, oldestOn }));
  const donors = await donorsToJudge(deps, request, verdicts);
  return await deps.store.write(async (rows) => {
    const fates = await inTurn.map(records, async ({ recordId }, at) => {
      const record = await rows.records.byId(recordId);
      const verdict = verdicts[at];
      if (!record || !verdict) return 'unchanged';
      return await applyOne(rows, { campaign, record, verdict, donor: donors.get(recordId), atMs, actor });
    });
    const count = (fate: RecordFate) => fates.filter((one) => one === fate).length;
    await trail(rows, { actor, atMs })('list.check', fileName, {
      campaign: campaign.code,
      detail: {
        records: records.length,
        blocked: count('blocked'),
        released: count('released'),
        renewed: count('renewed'),
        onScreen: count('on-screen'),
      },
    });
    return fates;
  });
}

interface Judged {
  readonly donor: Donor;
  readonly isSuppressed: boolean;
}

const isOpen = (record: RecordRow) =>
  record.state === 'ready' || record.state === 'leased' || record.state === 'staged';
const isHeldOut = (record: RecordRow) => record.state === 'excluded' && record.hold !== null;

/** Consent and exclusions are in the sealed part: opened only where they decide (audited). */
async function donorsToJudge(
  deps: ListDeps,
  { campaign, records, actor }: Request,
  verdicts: readonly ListVerdict[],
): Promise<ReadonlyMap<number, Judged>> {
  const recordIds = await deps.store.read((rows) =>
    inTurn.flatMap(records, async ({ recordId }, at) => {
      const record = await rows.records.byId(recordId);
      const kind = verdicts[at]?.kind;
      const matters =
        record && ((kind === 'listed' && isOpen(record)) || (kind !== 'partial' && isHeldOut(record)));
      return matters ? [recordId] : [];
    }),
  );
  const judged = new Map<number, Judged>();
  const reason = 'Contrôle « Ne m’appelez plus »';
  const bulk = { recordIds, actor, reason, damaged: 'leave-out' } as const;
  for await (const { row, content } of openRecordsInBulk(deps, bulk)) {
    const { phones, email } = await blindContacts(deps.vault, campaign.charity, content.donor);
    const isSuppressed = await deps.store.read((rows) =>
      inTurn.some([row.donorBlind, ...phones, ...email], (blind) =>
        rows.records.isSuppressed(campaign.charity, blind),
      ),
    );
    judged.set(row.id, { donor: content.donor, isSuppressed });
  }
  return judged;
}

interface One {
  readonly campaign: CampaignRow;
  readonly record: RecordRow;
  readonly verdict: ListVerdict;
  readonly donor: Judged | undefined;
  readonly atMs: number;
  readonly actor: string;
}

async function applyOne(rows: StoreWriter, one: One): Promise<RecordFate> {
  const { record, verdict } = one;
  if (!isOpen(record) && !isHeldOut(record)) return 'unchanged';
  switch (verdict.kind) {
    case 'partial':
      return 'partial';
    case 'listed':
      return await applyListed(rows, one, verdict.seen);
    case 'stale':
      return 'stale';
    case 'clear':
      return await applyClear(rows, one, verdict.checkedOn);
  }
}

async function applyListed(
  rows: StoreWriter,
  { campaign, record, donor, atMs, actor }: One,
  seen: SeenListing,
): Promise<RecordFate> {
  // Not opened: it came in after the file was read, and the next run sees it; or it is damaged, and a fresh check is owed
  // before its content, once back, is served.
  if (!donor) {
    await rows.damages.holdAfterwards(record.id, { from: null, to: 'list-check' });
    return 'unchanged';
  }
  if (consentHolds(consentOf(donor.donor, campaign.settings), seen)) {
    if (record.dncmCheckedOn === null && record.hold === null) return 'consented';
    return (await release(rows, { campaign, record, donor, atMs }, null)) ?? 'consented';
  }
  if (record.state === 'leased') {
    await tellScreens(rows, { recordIds: [record.id], atMs, why: 'listing' });
    await rows.persons.addWaitingAct({
      ...{ recordId: record.id, kind: 'listing', campaign: campaign.code },
      ...{ requestId: null, actor, atMs },
    });
    return 'on-screen';
  }
  const state = record.disposition === null || record.state === 'excluded' ? 'excluded' : 'closed';
  await rows.records.update(record.id, {
    state,
    disposition: 'EF_DNC',
    closedAtMs: atMs,
    owner: null,
    hold: null,
  });
  return 'blocked';
}

async function applyClear(rows: StoreWriter, one: One, checkedOn: string): Promise<RecordFate> {
  const { record } = one;
  if (record.hold === null) {
    // Called on a consent, or checked later already.
    if (record.dncmCheckedOn === null || record.dncmCheckedOn >= checkedOn) return 'unchanged';
    await rows.records.update(record.id, { dncmCheckedOn: checkedOn });
    return 'renewed';
  }
  return (await release(rows, one, checkedOn)) ?? 'unchanged';
}

/** Ends the hold: back into the queue as it was, or in at last when nothing else keeps it out. */
async function release(
  rows: StoreWriter,
  { campaign, record, donor, atMs }: Omit<One, 'verdict' | 'actor'>,
  checkedOn: string | null,
): Promise<RecordFate | undefined> {
  if (record.state !== 'excluded') {
    // A record set aside for ethics, or damaged, stays so: the list's check answers another question.
    const hold = record.hold === 'list-check' ? null : record.hold;
    await rows.records.update(record.id, { hold, dncmCheckedOn: checkedOn });
    await rows.damages.holdAfterwards(record.id, { from: 'list-check', to: null });
    return 'released';
  }
  if (!donor || (await hasOtherRecord(rows, campaign, record))) return undefined;
  const profile = contactProfile(campaign.settings, civilDate(atMs));
  const exclusion = donor.isSuppressed
    ? { code: 'EF_DNC' as const }
    : (donorExclusion({ donor: donor.donor, profile }) ?? (await elsewhere(rows, campaign, record)));
  if (exclusion) {
    await rows.records.update(record.id, {
      disposition: exclusion.code,
      hold: null,
      dncmCheckedOn: checkedOn,
    });
    return 'excluded';
  }
  await rows.records.update(record.id, {
    state: 'ready',
    disposition: null,
    closedAtMs: null,
    dueAtMs: atMs,
    hold: null,
    dncmCheckedOn: checkedOn,
  });
  return 'released';
}

async function elsewhere(rows: StoreReader, campaign: CampaignRow, record: RecordRow) {
  return (await isLiveElsewhere(rows, campaign, record.donorBlind))
    ? { code: 'EF_DOUBLON' as const }
    : undefined;
}

/** The donor came again in a later file and is live there. */
export async function hasOtherRecord(
  rows: StoreReader,
  campaign: CampaignRow,
  record: RecordRow,
): Promise<boolean> {
  return (await rows.records.idByDonorBlind(campaign.code, record.donorBlind)) !== record.id;
}

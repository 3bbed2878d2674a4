import { inTurn } from '../../../shared/in-turn.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { shownNumber } from '../../domain/campaign/shown-number.ts';
import type { DueDelivery } from '../../domain/delivery/week-schedule.ts';
import { type LATE_HOURS, lateBefore } from '../../domain/email/confirmation-life.ts';
import { whyEmpty } from '../../domain/next-card/queue-standing.ts';
import { PART_WORDS } from '../../domain/said/part-words.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CampaignRow, CampaignState } from '../../ports/rows/campaigns.ts';
import type { ContactFileRow } from '../../ports/rows/contact-files.ts';
import type { DeliveryRow } from '../../ports/rows/deliveries.ts';
import type { EmailState } from '../../ports/rows/emails.ts';
import type { RecordState } from '../../ports/rows/records.ts';
import type { Store } from '../../ports/store.ts';
import { type HeldMandates, heldMandates } from '../agreement/list-mandates.ts';
import { type HeldBack, heldBack } from '../agreement/waiting-checks.ts';
import { unsentUrgent } from '../delivery/deliver-urgent.ts';
import { weeklyDue } from '../delivery/weekly-due.ts';
import { isErased } from '../find-campaign.ts';
import { type Look, queueNow } from '../floor/queue-now.ts';
import { type LineStatus, lineStatuses } from '../line/line-status.ts';
import { unapprovedParts } from '../script/edition-in-force.ts';
import { type CustodyAlert, custodyAlerts } from './custody-alerts.ts';

/** How a campaign stands, for `plateau status`: counts, codes and names of files; no personal value. */
interface CampaignStatus {
  readonly code: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly starts: string;
  readonly ends: string;
  /** The number that its donors see, to be set on the telephones; null: none. */
  readonly shownNumber: string | null;
  readonly files: readonly Pick<
    ContactFileRow,
    'name' | 'state' | 'rows' | 'accepted' | 'warned' | 'rejected' | 'excluded' | 'finishedAtMs'
  >[];
  readonly records: Readonly<Record<RecordState, number>>;
  readonly queue: {
    readonly due: number;
    readonly later: number;
    readonly callbacks: number;
    readonly nextDueAtMs: number | null;
    /** Of those due, what may be called now, given to somebody or not. */
    readonly callable: number;
    /** French: why nobody gets a card now; null while somebody may. */
    readonly whyEmpty: string | null;
  };
  /** Belgium: records not served until a fresh check of the list is imported. */
  readonly held: number;
  /** Cards on a screen now. */
  readonly leases: number;
  readonly emails: Readonly<Partial<Record<EmailState, number>>>;
  /** Confirmations older than 48 h that have not left (F-06). */
  readonly lateEmails: number;
  /** Warned before: among those that have not left, older than 24 h, and than 40 h; each count holds the next. */
  readonly warnedEmails: { readonly over24h: number; readonly over40h: number };
  /** Oldest first; `built` ones wait for the drop. */
  readonly deliveries: readonly DeliveryRow[];
  readonly due: readonly DueDelivery[];
  /** Calls that wait for the next urgent file; an evening without any sends none. */
  readonly urgentWaiting: number;
  /** Agreements that no weekly file carries until a verifier, or a correction, settles them (F-05). */
  readonly agreements: HeldBack;
  /** Agreements that their mandate holds back. */
  readonly mandates: HeldMandates;
  /** The campaign is over and its return file has not left. */
  readonly finalDue: boolean;
}

export interface Status {
  readonly nowMs: number;
  readonly campaigns: readonly CampaignStatus[];
  readonly lines: readonly LineStatus[];
  /** Purges that come due, breaches whose charity waits. */
  readonly custody: readonly CustodyAlert[];
}

interface StatusDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: CallingRules;
}

/** One snapshot of all campaigns; changes nothing. */
export async function readStatus(deps: StatusDeps): Promise<Status> {
  const nowMs = deps.clock.nowMs();
  const custody = await custodyAlerts(deps);
  return await deps.store.read(async (rows) => ({
    nowMs,
    campaigns: await inTurn.map(await rows.campaigns.all(), (campaign) =>
      campaignStatus({ rows, rules: deps.rules, nowMs }, campaign),
    ),
    lines: await lineStatuses(rows),
    custody,
  }));
}

async function campaignStatus(look: Look, campaign: CampaignRow): Promise<CampaignStatus> {
  const { rows, nowMs } = look;
  const { code, name, state, settings } = campaign;
  const deliveries = await rows.deliveries.all(code);
  const records = await rows.records.countByState(code);
  const late = async (hours: (typeof LATE_HOURS)[number]) =>
    (await rows.emails.late(lateBefore(hours, nowMs))).filter((row) => row.campaign === code).length;
  const isFinalSent = deliveries.some(
    (row) => row.kind === 'final' && row.period === 'final' && row.state === 'delivered',
  );
  return {
    code,
    name,
    state,
    starts: settings.starts,
    ends: settings.ends,
    shownNumber: shownNumber(campaign) ?? null,
    files: (await rows.records.contactFiles(code)).map(fileStatus),
    records,
    queue: {
      ...(await rows.records.queueDepth(code, nowMs)),
      nextDueAtMs: (await rows.records.nextDueAtMs(code, nowMs)) ?? null,
      ...(await queueOf(look, campaign, records.leased)),
    },
    held: (await rows.records.heldIds(code, ['ready', 'excluded'])).length,
    leases: records.leased,
    emails: await rows.emails.countByState(code),
    lateEmails: await late(48),
    warnedEmails: { over24h: await late(24), over40h: await late(40) },
    deliveries,
    due: await weeklyDue(rows, [campaign], nowMs),
    urgentWaiting: isErased(state) ? 0 : (await unsentUrgent(rows, code, nowMs + 1)).length,
    agreements: await heldBack(rows, code, nowMs + 1),
    mandates: await heldMandates(rows, code, nowMs),
    finalDue: state === 'closed' && !isFinalSent,
  };
}

async function queueOf(
  look: Look,
  campaign: CampaignRow,
  leased: number,
): Promise<Pick<CampaignStatus['queue'], 'callable' | 'whyEmpty'>> {
  const { rows, nowMs } = look;
  const { code, state } = campaign;
  const { standing, holiday } = await queueNow(look, campaign, {
    leased,
    frozen: (await rows.frozen.open([code])).length,
  });
  const pause = await rows.steering.pauseOf(code, nowMs);
  const paused = pause ? { ...pause, by: (await rows.accounts.byId(pause.author))?.login ?? '' } : null;
  const unapproved = (await unapprovedParts(rows, campaign)).map((kind) => PART_WORDS[kind].label);
  const why = whyEmpty({ state, paused, unapproved, standing, holiday, nowMs });
  return { callable: standing.callable + standing.given, whyEmpty: why };
}

function fileStatus(file: ContactFileRow): CampaignStatus['files'][number] {
  const { name, state, rows, accepted, warned, rejected, excluded, finishedAtMs } = file;
  return { name, state, rows, accepted, warned, rejected, excluded, finishedAtMs };
}

import type { Card, NextCard } from '../../../shared/card.ts';
import { triesOf } from '../../domain/call/call-result-record.ts';
import { nextTry } from '../../domain/calling-rules/cadence.ts';
import { zoneOfArea } from '../../domain/calling-rules/calling-area.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { cardForAgent } from '../../domain/next-card/card-for-agent.ts';
import { whyLine } from '../../domain/next-card/why-this-card.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { shownAidsVersion } from '../campaign/read-aids.ts';
import { blindContacts } from '../records/blind-contacts.ts';
import { type OpenedRecord, openRecord } from '../records/open-record.ts';
import { isRecordDamaged } from '../records/set-aside.ts';
import { toldStop } from '../records/standing-stop.ts';
import { dayNow } from '../shift/day-now.ts';
import { donorHistory } from './donor-history.ts';
import { otherCampaigns } from './other-campaigns.ts';
import { type Claimed, closeSuppressed } from './serve-next-card-claim.ts';
import { noCard } from './serve-next-card-none.ts';
import { claimCard } from './serve-next-card-top.ts';

export interface ServeDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openCall' | 'blind'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly rules: CallingRules;
  /** Absent: a campaign is served once its practice is passed. */
  readonly training?: { readonly elsewhere: boolean };
}
type Agent = Pick<AccountRow, 'id' | 'campaigns'>;

/** Records refused in a row (objections, rests, damages) before the agent is asked to try again. */
const MAX_ROUNDS = 20;
const SOON_MS = 5_000;

/**
 * The agent's next card (step 4 of a record's life, server/README.md): the one already on screen with the same callId,
 * else the best record of their open campaigns that may be called now, leased to them. Donor and numbers are looked up
 * on the charity's objection list; a listed record closes as EF_DNC and the next one is taken; a damaged one is set aside.
 * No card: why, and when to ask.
 */
export async function serveNextCard(deps: ServeDeps, agent: Agent): Promise<NextCard> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const nowMs = deps.clock.nowMs();
    const trainsElsewhere = deps.training?.elsewhere ?? false;
    const question = { agent, callId: deps.chance.uuid(), nowMs, rules: deps.rules, trainsElsewhere };
    const claimed = deps.store.write((rows) => claimCard(rows, question));
    if (claimed === undefined) return deps.store.write((rows) => noCard(rows, question));
    if (claimed === 'put-off') continue;
    const opened = await openUnlessDamaged(deps, agent, claimed);
    if (!opened) continue;
    if (claimed.again || !(await isListed(deps, claimed, opened)))
      return { kind: 'card', card: cardOf(deps, claimed, opened) };
    deps.store.write((rows) => closeSuppressed(rows, claimed.record, nowMs));
  }
  const retryAtMs = deps.clock.nowMs() + SOON_MS;
  return { kind: 'none', why: 'La file se met en ordre, un instant.', retryAtMs };
}

/** Undefined for one that is damaged: it is held, and the agent gets the next one. */
async function openUnlessDamaged(
  deps: ServeDeps,
  agent: Agent,
  claimed: Claimed,
): Promise<OpenedRecord | undefined> {
  try {
    return await openOrGiveBack(deps, agent, claimed);
  } catch (error) {
    if (isRecordDamaged(error)) return undefined;
    throw error;
  }
}

/** A record that cannot be opened goes back to the queue before the refusal is passed on. */
export async function openOrGiveBack(deps: ServeDeps, agent: Agent, claimed: Claimed): Promise<OpenedRecord> {
  try {
    const reason = claimed.again ? 'Fiche réaffichée' : servedReason(deps, claimed);
    return await openRecord(deps, { recordId: claimed.record.id, actor: agent.id, reason });
  } catch (error) {
    deps.store.write((rows) => rows.records.releaseLease(claimed.lease.callId));
    throw error;
  }
}

/**
 * An appointment that the donor asked for may pass the campaign's hours: the audit log says so (docs/rules/cadence.md).
 */
function servedReason({ rules }: ServeDeps, { record, campaign, lease }: Claimed): string {
  const { settings } = campaign;
  const isOpen = rules.mayCall({ area: record.area, atMs: lease.grantedAtMs, settings }).ok;
  return isOpen ? 'Fiche servie' : 'Fiche servie hors des heures d’appel : rendez-vous demandé';
}

/** The queue knows donors only; a number or an address on the list is seen once the record is open. */
export async function isListed(
  deps: ServeDeps,
  { campaign }: Claimed,
  { content }: OpenedRecord,
): Promise<boolean> {
  const { phones, email } = await blindContacts(deps.vault, campaign.charity, content.donor);
  return deps.store.read((rows) => rows.records.isAnySuppressed(campaign.charity, [...phones, ...email]));
}

/** What the agent's screen gets of a record that is leased to them and open. */
export function cardOf(deps: ServeDeps, claimed: Claimed, { row, content }: OpenedRecord): Card {
  const { campaign, lease } = claimed;
  const nowMs = deps.clock.nowMs();
  const { rules } = deps;
  const known = claimed.known ?? deps.store.read((rows) => donorHistory(rows, row));
  const history = known.own;
  const why = whyLine({
    why: lease.why,
    row,
    part: rules.partAt(row.area, lease.grantedAtMs),
    zone: zoneOfArea(row.area),
    nowMs: lease.grantedAtMs,
    backAtMs: backAtMs({ row, history, claimedAtMs: lease.grantedAtMs, campaign, rules }),
  });
  const { aidsVersion, promisedAtMs, stop, today, elsewhere } = deps.store.read((rows) => ({
    aidsVersion: aidsOf(rows, row.campaign, lease.aidsVersion),
    promisedAtMs: rows.records.nextCallbackOf(lease.agent, nowMs),
    stop: toldStop(rows, row),
    today: dayNow(rows, { id: lease.agent }, nowMs),
    elsewhere: otherCampaigns(rows, known, lease.agent),
  }));
  const card = cardForAgent({ row, content, campaign, lease, history, why, rules, nowMs });
  return {
    ...card,
    today,
    ...(aidsVersion === undefined ? {} : { campaign: { ...card.campaign, aidsVersion } }),
    ...(promisedAtMs === undefined ? {} : { promisedAtMs }),
    ...(stop && { stop }),
    ...(elsewhere.length > 0 && { elsewhere }),
  };
}

/** Those of the lease, else those in force; undefined for a campaign without any. */
function aidsOf(rows: StoreReader, campaign: string, leased: string | null): string | undefined {
  const version = leased ?? rows.aids.currentVersion(campaign);
  return version === undefined ? undefined : shownAidsVersion(rows, campaign, version);
}

interface ReturnQuestion {
  readonly row: OpenedRecord['row'];
  readonly history: readonly CallRow[];
  readonly claimedAtMs: number;
  readonly campaign: Claimed['campaign'];
  readonly rules: CallingRules;
}

/** When the record would come back if nobody answered. */
function backAtMs(question: ReturnQuestion): number | null {
  const { row, history, claimedAtMs: atMs, campaign, rules } = question;
  const outcome = { atMs, part: rules.partAt(row.area, atMs), code: 'NJ_NRP' };
  const next = nextTry({
    past: triesOf({ history }),
    outcome,
    settings: campaign.settings,
    area: row.area,
    rules,
  });
  return next.kind === 'again' ? next.dueAtMs : null;
}

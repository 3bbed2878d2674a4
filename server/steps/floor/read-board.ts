import type {
  BoardAgent,
  BoardAlert,
  BoardCampaign,
  FloorBoard,
  FloorFrozen,
} from '../../../shared/floor-board.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { lateBefore } from '../../domain/email/confirmation-life.ts';
import { SCREEN_SILENT_MS } from '../../domain/floor/move-plan.ts';
import { whyEmpty } from '../../domain/next-card/queue-standing.ts';
import { PART_WORDS } from '../../domain/said/part-words.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { unapprovedParts } from '../script/edition-in-force.ts';
import { saidBy } from './ask-help.ts';
import { type Look, queueNow } from './queue-now.ts';
import { type FloorCampaign, type FloorView, floorOf } from './read-floor.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: CallingRules;
}

/**
 * The lead's floor in one snapshot: who does what, where each queue stands and why it is empty, what must be seen to. Counts,
 * logins and record numbers of the lead's own campaigns; no record is opened, nothing changes.
 */
export async function readBoard(
  { store, clock, rules }: Deps,
  { lead }: { readonly lead: AccountRow },
): Promise<FloorBoard> {
  const nowMs = clock.nowMs();
  return await store.read(async (rows) => {
    const look = { rows, rules, nowMs };
    const floor = await floorOf(rows, lead, nowMs);
    const agents = await inTurn.map(floor.agents, (one) => agentOf(rows, one));
    return {
      nowMs,
      agents,
      campaigns: await inTurn.flatMap(floor.campaigns, (one) => campaignOf(look, one, { floor, agents })),
      alerts: await alertsOf(look, lead, floor.frozen),
      frozen: floor.frozen,
    };
  });
}

async function agentOf(rows: StoreReader, one: FloorView['agents'][number]): Promise<BoardAgent> {
  const account = await rows.accounts.byLogin(one.login);
  const lease = account && (await rows.records.leaseOfAgent(account.id));
  return { ...one, campaigns: account?.campaigns ?? [], recordId: lease?.recordId ?? null };
}

async function campaignOf(
  look: Look,
  one: FloorCampaign,
  { floor, agents }: { readonly floor: FloorView; readonly agents: readonly BoardAgent[] },
): Promise<readonly BoardCampaign[]> {
  const { rows, nowMs } = look;
  const row = await rows.campaigns.byCode(one.code);
  if (!row) return [];
  const frozen = floor.frozen.filter((record) => record.campaign === one.code).length;
  const { standing, holiday } = await queueNow(look, row, { leased: one.leased, frozen });
  const pause = await rows.steering.pauseOf(one.code, nowMs);
  const paused = pause
    ? {
        by: (await rows.accounts.byId(pause.author))?.login ?? '',
        untilMs: pause.untilMs,
        reason: pause.reason,
      }
    : null;
  const present = agents.filter(
    (agent) => agent.state !== 'away' && agent.campaigns.includes(one.code),
  ).length;
  const { code, state, currency, due, later } = one;
  const unapproved = (await unapprovedParts(rows, row)).map((kind) => PART_WORDS[kind].label);
  const why = whyEmpty({ state, paused, unapproved, standing, holiday, nowMs });
  return [{ code, state, currency, due, later, ...standing, paused, present, whyEmpty: why }];
}

/** The most pressing kind first. */
const URGENCY: readonly BoardAlert['kind'][] = [
  'help',
  'damaged',
  'lease',
  'frozen',
  'reply',
  'late-email',
  'bounce',
];
/** An answer asks nothing: it stays in sight that long. */
const REPLY_SHOWN_MS = 15 * 60_000;

/** What a lead must see to: by kind, then oldest first. */
async function alertsOf(
  look: Look,
  lead: AccountRow,
  frozen: readonly FloorFrozen[],
): Promise<readonly BoardAlert[]> {
  const alerts = [
    ...(await helpAsked(look, lead)),
    ...(await damages(look, lead)),
    ...(await silentScreens(look, lead)),
    ...frozen.map(({ recordId, campaign, login, atMs }) => ({
      kind: 'frozen' as const,
      text: `Fiche ${recordId} mise de côté par ${login} (${campaign})`,
      sinceMs: atMs,
    })),
    ...(await inTurn.flatMap(lead.campaigns, (code) => mailAlerts(look, code))),
  ];
  return alerts.sort((a, b) => URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || a.sinceMs - b.sinceMs);
}

/** Agents who wait for the lead's word, and what was just answered to it. */
async function helpAsked({ rows, nowMs }: Look, lead: AccountRow): Promise<readonly BoardAlert[]> {
  const fromMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
  return await inTurn.flatMap(
    await rows.messages.unanswered(lead.id, fromMs),
    async (message): Promise<BoardAlert[]> => {
      const { author, atMs: sinceMs, isReply } = message;
      if (isReply && nowMs - sinceMs > REPLY_SHOWN_MS) return [];
      const text = saidBy((await rows.accounts.byId(author))?.login ?? '', message);
      return [{ kind: isReply ? 'reply' : 'help', text, sinceMs }];
    },
  );
}

/** Ops and the data officer have the command: the lead knows why a record is called no more. */
async function damages({ rows }: Look, lead: AccountRow): Promise<readonly BoardAlert[]> {
  return await inTurn.flatMap(lead.campaigns, async (code) =>
    (await rows.damages.open(code)).map(({ recordId, campaign, foundAtMs }) => ({
      kind: 'damaged' as const,
      text: `Fiche ${recordId} : contenu abîmé, à rendre d’une sauvegarde (${campaign})`,
      sinceMs: foundAtMs,
    })),
  );
}

/** A card whose screen gives no sign of life: its lease is running out. */
async function silentScreens({ rows, nowMs }: Look, lead: AccountRow): Promise<readonly BoardAlert[]> {
  return await inTurn.flatMap(await rows.accounts.all(), async (one): Promise<BoardAlert[]> => {
    const lease = one.role === 'agent' ? await rows.records.leaseOfAgent(one.id) : undefined;
    if (!lease || !lead.campaigns.includes(lease.campaign)) return [];
    if (nowMs - lease.seenAtMs < SCREEN_SILENT_MS && lease.expiresAtMs > nowMs) return [];
    const text = `Fiche ${lease.recordId} : l’écran de ${one.login} ne répond plus (${lease.campaign})`;
    return [{ kind: 'lease', text, sinceMs: lease.seenAtMs }];
  });
}

async function mailAlerts({ rows, nowMs }: Look, campaign: string): Promise<readonly BoardAlert[]> {
  const late = (await rows.emails.late(lateBefore(48, nowMs))).filter((row) => row.campaign === campaign);
  const bounced = (await rows.followUps.open()).filter((row) => row.campaign === campaign);
  const alert = (
    kind: BoardAlert['kind'],
    text: string,
    instants: readonly number[],
  ): readonly BoardAlert[] => (instants.length === 0 ? [] : [{ kind, text, sinceMs: Math.min(...instants) }]);
  return [
    ...alert(
      'late-email',
      `${counted(late.length, 'confirmation')} en retard de plus de 48 h (${campaign})`,
      late.map((row) => row.callEndedAtMs),
    ),
    ...alert(
      'bounce',
      `${counted(bounced.length, 'adresse')} à corriger, e-mail revenu (${campaign})`,
      bounced.map((row) => row.openedAtMs),
    ),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count > 1 ? 's' : ''}`;
}

import { inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate, isoWeekOf } from '../../../shared/time.ts';
import { deliveriesDue } from '../../domain/delivery/week-schedule.ts';
import { WEEKLY_CODES } from '../../domain/delivery/weekly-file-lines.ts';
import { holdsCampaign } from '../../domain/purge/backup-manifest.ts';
import type { InventoryItem } from '../../domain/purge/inventory-item.ts';
import { MOST_ARCHIVE_DAYS } from '../../domain/purge/postgres-remains.ts';
import { type PurgeCountdown, purgeCountdown } from '../../domain/purge/purge-countdown.ts';
import { purgeInventory } from '../../domain/purge/purge-inventory.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KeyCopies } from '../../ports/keys/key-copies.ts';
import type { Outgoing } from '../../ports/outgoing.ts';
import type { CampaignHead } from '../../ports/rows/campaign-heads.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { KeyCopyRow } from '../../ports/rows/key-copies.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { unsentUrgent } from '../delivery/deliver-urgent.ts';
import { requireHead } from '../find-campaign.ts';
import { copiesToAttest, partsOfCampaign } from '../keys/key-copies.ts';
import { pendingWork } from './pending-work.ts';

export interface PurgePlan {
  readonly campaign: string;
  readonly items: readonly InventoryItem[];
  /** French: what stands in the way; `run` refuses while there is one, unless forced with a reason. */
  readonly obstacles: readonly string[];
  /** Such an obstacle cannot be forced. */
  readonly blocked: boolean;
  /** Days to the last one on which it is in time. */
  readonly countdown: PurgeCountdown;
}

export interface PlanDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'inventory'>;
  readonly outgoing: Outgoing;
  readonly backups: Pick<Backups, 'list'>;
  readonly keyCopies: Pick<KeyCopies, 'isThere'>;
  readonly clock: Clock;
  /** Days that PostgreSQL's archives and backups are kept; undefined: nobody said. */
  readonly archiveDays?: number | undefined;
}

/** The inventory of every copy with counts (F-08). Reads only; the same plan until something changes. */
export async function planPurge(deps: PlanDeps, request: { readonly campaign: string }): Promise<PurgePlan> {
  const keys = await deps.vault.inventory(request.campaign);
  const waiting = new Set((await deps.outgoing.list()).map((one) => one.id));
  const backups = (await deps.backups.list()).filter((one) => holdsCampaign(one, request.campaign));
  const copies = await deps.store.read((rows) => keyCopiesOf(rows, request.campaign));
  const away = new Set((await copiesToAttest(deps.keyCopies, copies)).map(({ id }) => id));
  return await deps.store.read(async (rows) => {
    const campaign = await requireHead(rows, request.campaign);
    const deliveries = await rows.deliveries.all(campaign.code);
    const items = purgeInventory({
      keys,
      ...(deps.store.engine === 'postgres' && { archiveDays: deps.archiveDays ?? MOST_ARCHIVE_DAYS }),
      tables: await rows.purges.counts(campaign.code),
      outgoingFiles: deliveries.filter((one) => waiting.has(one.id)).length,
      delivered: deliveries.filter((one) => one.state === 'delivered').length,
      emailsSent: (await rows.emails.countByState(campaign.code)).sent ?? 0,
      isLastOfCharity: await isLastOfCharity(rows, campaign),
      enrichments: await rows.enrichments.requests(campaign.code),
      backups: backups.map(({ createdAtMs }) => civilDate(createdAtMs)),
      keyCopies: copies.map((copy) => ({ ...copy, isAway: copy.endedHow === null && away.has(copy.id) })),
      attestations: (await rows.attestations.ofCampaign(campaign.code)).map(({ recordedAtMs, ...word }) => ({
        ...word,
        recordedOn: civilDate(recordedAtMs),
      })),
    });
    const { obstacles, blocked } =
      deps.store.engine === 'postgres' && deps.archiveDays === undefined && campaign.state !== 'purged'
        ? UNDATED
        : await obstaclesTo(rows, campaign, deps.clock.nowMs());
    const held = blocked ? [] : [...away].map(copyObstacle);
    const { ends, retentionDays } = campaign;
    const isPurged = campaign.state === 'purged';
    const { closedAtMs } = campaign;
    const countdown = purgeCountdown({ ends, closedAtMs, retentionDays, isPurged }, deps.clock.nowMs());
    return { campaign: campaign.code, items, obstacles: [...obstacles, ...held], blocked, countdown };
  });
}

/**
 * Copies of the key ring that hold a key of the campaign: as long as one is left, its backups can be opened.
 *
 * @internal for tests
 */
export async function keyCopiesOf(rows: StoreReader, code: string): Promise<readonly KeyCopyRow[]> {
  const campaign = await rows.campaignHeads.byCode(code);
  if (!campaign) return [];
  const charity = (await isLastOfCharity(rows, campaign)) ? campaign.charity : undefined;
  return await rows.keyCopies.ofParts(partsOfCampaign(campaign.code, charity));
}

function copyObstacle(id: string): string {
  return `Copie du trousseau ${id} : détruisez-y la clé de la campagne, puis attestez-le (plateau keys copy-destroyed ${id}).`;
}

/** True when no other campaign of the charity still holds data: its blind-index key goes too. */
export async function isLastOfCharity(rows: StoreReader, campaign: CampaignHead): Promise<boolean> {
  return (await rows.campaignHeads.all()).every(
    (one) => one.code === campaign.code || one.charity !== campaign.charity || one.state === 'purged',
  );
}

/** A certificate says until when PostgreSQL's archives, backups and standbys keep what was erased: the house must say it. */
const UNDATED = {
  obstacles: [
    'La base est dans PostgreSQL : dites d’abord combien de jours ses archives et ses sauvegardes sont gardées (PLATEAU_DATABASE_ARCHIVE_DAYS, 30 au plus), puis relancez le serveur.',
  ],
  blocked: true,
};

async function obstaclesTo(
  rows: StoreReader,
  campaign: CampaignHead,
  nowMs: number,
): Promise<Pick<PurgePlan, 'obstacles' | 'blocked'>> {
  if (campaign.state === 'purged') return { obstacles: ['La campagne est déjà détruite.'], blocked: true };
  if (campaign.state === 'open') {
    return {
      obstacles: ['La campagne est ouverte : closez-la d’abord (plateau campaign close).'],
      blocked: true,
    };
  }
  const calling = await rows.campaigns.byCode(campaign.code);
  const owed = calling ? await filesOwed(rows, calling, nowMs) : await lineFilesOwed(rows, campaign.code);
  return { obstacles: [...owed, ...(await pendingWork(rows, campaign.code))], blocked: false };
}

/** Pledges, or what became of them, that no daily file has told. */
async function lineFilesOwed(rows: StoreReader, campaign: string): Promise<readonly string[]> {
  const untold = (await rows.pledges.untold(campaign, Number.MAX_SAFE_INTEGER)).length;
  return untold === 0
    ? []
    : [`Remise due : ${inNumber(untold, 'promesse(s) pas encore remise(s)')} (plateau pledge deliver).`];
}

/** What the charity of a campaign that calls has not been given. */
async function filesOwed(rows: StoreReader, campaign: CampaignRow, nowMs: number): Promise<string[]> {
  const deliveries = await rows.deliveries.all(campaign.code);
  const obstacles: string[] = [];
  const allDue = deliveriesDue({ campaigns: [campaign], delivered: deliveries, nowMs });
  for (const due of allDue) {
    obstacles.push(
      `Remise due : ${due.kind === 'weekly' ? 'fichier hebdomadaire' : 'rapport'} de ${due.week}.`,
    );
  }
  const soon = await linesDueSoon(rows, campaign.code, new Set(allDue.map((due) => due.week)));
  if (soon > 0)
    obstacles.push(`Remise due mardi : ${inNumber(soon, 'accord(s) ou don(s)')} pas encore remis.`);
  const urgent =
    (await unsentUrgent(rows, campaign.code, nowMs + 1)).length +
    (await rows.persons.untold(campaign.code, nowMs + 1)).length;
  if (urgent > 0)
    obstacles.push(`Remise due ce soir : ${inNumber(urgent, 'demande(s) urgente(s) pas encore remise(s)')}.`);
  if (!deliveries.some((one) => one.kind === 'final' && one.state === 'delivered')) {
    obstacles.push('Remise due : fichier retour final.');
  }
  return obstacles;
}

/** Agreements and gifts of weeks whose file is not due yet: erased now, they would never reach the charity's debits. */
async function linesDueSoon(
  rows: StoreReader,
  campaign: string,
  dueWeeks: ReadonlySet<string>,
): Promise<number> {
  const always = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  const owed = await inTurn.filter(
    [
      ...(await rows.calls.ended(campaign, always, WEEKLY_CODES)).map(({ callId, endedAtMs: atMs }) => ({
        callId,
        atMs,
      })),
      ...(await rows.mandates.recorded(campaign, always)).map(({ callId, recordedAtMs: atMs }) => ({
        callId,
        atMs,
      })),
    ],
    async ({ callId, atMs }) => {
      const week = isoWeekOf(atMs);
      const isDelivered = (await rows.deliveries.find(campaign, 'weekly', week))?.state === 'delivered';
      return !isDelivered && !dueWeeks.has(week) && !(await rows.deliveries.isLineSent(callId, 'N'));
    },
  );
  return new Set(owed.map(({ callId }) => callId)).size;
}

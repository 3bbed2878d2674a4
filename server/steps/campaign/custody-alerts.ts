import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { clearFileText } from '../../domain/files/clear-file.ts';
import { idRanges } from '../../domain/lists/id-ranges.ts';
import { type BreachLevel, breachClock } from '../../domain/papers/breach.ts';
import { countdownText, purgeCountdown } from '../../domain/purge/purge-countdown.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { heldPending, heldText } from '../agreement/agreed-hold.ts';
import { isErased } from '../find-campaign.ts';
import { type DueKeys, dueKeys } from '../keys/ring-places.ts';
import { rotationWait } from '../keys/shared-rotation.ts';
import { restartDueFor } from '../purge/restart-due.ts';

/** Something of custody that runs out. `alarm`: today or too late. */
export interface CustodyAlert {
  readonly kind: 'purge' | 'breach' | 'rotation' | 'damaged' | 'clear-file' | 'differs' | 'memory';
  /** Code of the campaign, number of the breach, or the drop. */
  readonly subject: string;
  readonly level: 'reminder' | 'alarm';
  readonly text: string;
}

/**
 * Purges from day 20 on, a restart owed after one, breaches whose charity was not told, rotations not ended, contents that do not
 * open any more, lines that are not what was agreed: for status.
 */
export async function custodyAlerts(deps: {
  readonly store: Store;
  readonly clock: Clock;
}): Promise<readonly CustodyAlert[]> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.read(async (rows) => [
    ...(await purgeAlerts(rows, nowMs)),
    ...(await memoryAlerts(rows)),
    ...(await breachAlerts(rows, nowMs)),
    ...(await rotationAlerts(rows)),
    ...(await damageAlerts(rows)),
    ...(await clearFileAlerts(rows)),
    ...(await differenceAlerts(rows)),
  ]);
}

async function purgeAlerts(rows: StoreReader, nowMs: number): Promise<readonly CustodyAlert[]> {
  return (await rows.campaignHeads.all()).flatMap(
    ({ code, state, ends, retentionDays, closedAtMs }): readonly CustodyAlert[] => {
      const isPurged = state === 'purged';
      const countdown = purgeCountdown({ ends, closedAtMs, retentionDays, isPurged }, nowMs);
      const { level } = countdown;
      if (level !== 'reminder' && level !== 'alarm' && level !== 'overdue') return [];
      const text = countdownText(countdown);
      return [{ kind: 'purge', subject: code, level: level === 'reminder' ? 'reminder' : 'alarm', text }];
    },
  );
}

/** Until the next start: what was read of the donors is in the memory of who read it. */
async function memoryAlerts(rows: StoreReader): Promise<readonly CustodyAlert[]> {
  return (await restartDueFor(rows)).map((subject) => {
    const text = 'détruite : redémarrez le serveur, sa mémoire peut en garder des valeurs jusque-là';
    return { kind: 'memory', subject, level: 'alarm', text };
  });
}

/** One that goes on now, or that a stop cut: the same command ends it, or the servers that it waits for. */
async function rotationAlerts(rows: StoreReader): Promise<readonly CustodyAlert[]> {
  return await inTurn.flatMap(await dueKeys(rows), async (keys): Promise<readonly CustodyAlert[]> => {
    if (!keys.isRunning) return [];
    return [
      { kind: 'rotation', subject: keys.place, level: 'reminder', text: await rotationText(rows, keys) },
    ];
  });
}

async function rotationText(rows: StoreReader, keys: DueKeys): Promise<string> {
  if (keys.mark === undefined) return 'rotation de clé pas finie : plateau keys rotate la reprend';
  const { servers } = await rotationWait(rows, keys);
  if (servers.length === 0) return 'rotation de clé : les contenus sont scellés à nouveau';
  return `rotation de clé : attend ${servers.join(', ')} (plateau server list)`;
}

/** One a campaign, with the numbers of its records: whoever reads it types the command. */
async function damageAlerts(rows: StoreReader): Promise<readonly CustodyAlert[]> {
  return [...Map.groupBy(await rows.damages.open(), ({ campaign }) => campaign)].map(([subject, damages]) => {
    const numbers = idRanges(damages.map(({ recordId }) => recordId));
    const text = `${inNumber(damages.length, 'contenu(s) abîmé(s)')}, ${agreeing(damages.length, 'fiche(s)')} ${numbers} : plateau record restore N --from SAUVEGARDE`;
    return { kind: 'damaged', subject, level: 'alarm', text };
  });
}

/** Its name may be somebody's: `plateau import` shows it to ops. */
async function clearFileAlerts(rows: StoreReader): Promise<readonly CustodyAlert[]> {
  return (await rows.clearFiles.standing()).map((file) => {
    const text = `fichier EN CLAIR (${clearFileText(file)}) : faites-le retirer, puis plateau breach open`;
    return { kind: 'clear-file', subject: 'dépôt', level: 'alarm', text };
  });
}

/** One a campaign: somebody wrote in the base. */
async function differenceAlerts(rows: StoreReader): Promise<readonly CustodyAlert[]> {
  return await inTurn.flatMap(
    await rows.campaigns.all(),
    async ({ code, state }): Promise<readonly CustodyAlert[]> => {
      const held = isErased(state) ? [] : await heldPending(rows, code);
      if (held.length === 0) return [];
      const text = `${inNumber(held.length, 'ligne(s) retenue(s)')}${agreeing(held.length, ', autre(s)')} que ce qui a été convenu : ${agreeing(held.length, 'appel(s)')} ${held.map(heldText).join(' ; ')} : plateau consent show APPEL`;
      return [{ kind: 'differs', subject: code, level: 'alarm', text }];
    },
  );
}

const WORDS: Partial<Record<BreachLevel, string>> = {
  calm: 'association à prévenir',
  late: 'association pas encore prévenue : plus de 24 heures',
  'last-day': 'association pas encore prévenue : moins de 24 heures avant les 72',
  overdue: 'association pas encore prévenue : 72 heures dépassées',
};

async function breachAlerts(rows: StoreReader, nowMs: number): Promise<readonly CustodyAlert[]> {
  return await inTurn.flatMap(
    await rows.breaches.all(),
    async ({ id, discoveredAtMs }): Promise<readonly CustodyAlert[]> => {
      const events = await rows.breaches.eventsOf(id);
      const charityToldAtMs = events.find(({ kind }) => kind === 'charity-told')?.atMs;
      const isClosed = events.some(({ kind }) => kind === 'closed');
      const { level } = breachClock({ discoveredAtMs, charityToldAtMs, isClosed, nowMs });
      const text = WORDS[level];
      if (text === undefined) return [];
      return [{ kind: 'breach', subject: id, level: level === 'calm' ? 'reminder' : 'alarm', text }];
    },
  );
}

import { isAppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Installation } from '../../domain/house/installation.ts';
import { notRead, type SecurityLine, sound, toMend } from '../../domain/house/security-line.ts';
import { machineLines } from '../../domain/house/security-machine.ts';
import { settingLines } from '../../domain/house/security-setting.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AuditHead, KeptHead } from '../../ports/kept-head.ts';
import type { Machine } from '../../ports/machine.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import type { BackupVerdict } from '../backup/backup-verify.ts';
import { behindMs } from './clock-behind.ts';

export interface SecurityDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly keptHead: KeptHead;
  readonly backups: Pick<Backups, 'isConfigured' | 'list'>;
  readonly installation: Installation;
  readonly machine: Machine;
  /** Restores a backup in memory and checks it. */
  readonly verifyBackup: (name: string) => Promise<BackupVerdict>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** One is made every day: two days without say that something is wrong. */
const OLDEST_MS = 2 * DAY_MS;
const CALL_OFFICER = 'Ne modifiez rien, et prévenez le responsable des données.';

/** `3 h`, `2 jours`: rounded down. */
function ageText(ms: number): string {
  return ms < 2 * DAY_MS ? `${Math.floor(ms / HOUR_MS)} h` : `${Math.floor(ms / DAY_MS)} jours`;
}

/** The clock against the last instant that the base knows: a clock put back would rewrite the order of things. */
async function clockLine(deps: SecurityDeps): Promise<SecurityLine> {
  const part = 'horloge et base';
  const aheadMs = await behindMs(deps);
  if (aheadMs <= 0) return sound(part, 'l’horloge n’est pas en retard sur le journal');
  const seconds = Math.ceil(aheadMs / 1000);
  return toMend(part, `l’horloge retarde de ${seconds} s au moins sur le journal`, 'Réglez l’heure (NTP).');
}

async function chainLine(deps: SecurityDeps): Promise<SecurityLine> {
  const verdict = await verifyAudit(deps);
  if (verdict.ok) return sound('journal', `chaîne intègre, ${inNumber(verdict.count, 'entrée(s)')}`);
  return toMend('journal', `chaîne rompue à l’entrée ${verdict.brokenAtSeq}`, CALL_OFFICER);
}

async function stands(rows: StoreReader, { seq, hash }: AuditHead): Promise<boolean> {
  return seq === 0 || (await rows.audit.linkFrom(seq))?.hash === hash;
}

async function checkpointLine({ store, clock }: SecurityDeps): Promise<SecurityLine> {
  const part = 'point signé du journal';
  return await store.read(async (rows) => {
    const last = await rows.checkpoints.last();
    if (!last)
      return notRead(part, 'aucun encore', 'Le premier part ce soir à 20 h 45, si le serveur tourne.');
    if (!(await stands(rows, last)))
      return toMend(part, `celui du ${last.day} n’est plus celui de la chaîne`, CALL_OFFICER);
    const ageMs = clock.nowMs() - last.atMs;
    if (ageMs > OLDEST_MS)
      return toMend(part, `le dernier a ${ageText(ageMs)}`, 'Vérifiez que le serveur tourne le soir.');
    const waiting = (await rows.checkpoints.unsent()).length;
    if (waiting > 0)
      return toMend(
        part,
        `${inNumber(waiting, 'point(s)')} pas encore au dépôt`,
        'Vérifiez le dépôt : plateau doctor.',
      );
    return sound(part, `celui du ${last.day} est dans la chaîne, et au dépôt`);
  });
}

async function keptHeadLine({ store, keptHead }: SecurityDeps): Promise<SecurityLine> {
  const part = 'tête gardée au trousseau';
  try {
    const kept = await keptHead.read();
    if (!kept) return toMend(part, 'head.json n’est plus dans le trousseau', CALL_OFFICER);
    if (await store.read((rows) => stands(rows, kept)))
      return sound(part, `entrée ${kept.seq}, dans la chaîne`);
    return toMend(part, 'la base n’est pas celle que le trousseau a connue', CALL_OFFICER);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return toMend(part, error.message, error.hint);
  }
}

/** The newest backup is recent, and opens: restored in memory now, since nothing else would prove it. */
async function backupLines(deps: SecurityDeps): Promise<readonly SecurityLine[]> {
  const part = 'dernière sauvegarde';
  if (!deps.backups.isConfigured)
    return [
      toMend(part, 'aucun dossier de sauvegardes', 'Configurez PLATEAU_BACKUP_DIR, sur un autre disque.'),
    ];
  const [newest] = await deps.backups.list();
  if (!newest) return [toMend(part, 'aucune', 'Lancez « plateau backup create ».')];
  const ageMs = deps.clock.nowMs() - newest.createdAtMs;
  const age = `${newest.name}, ${ageText(ageMs)}`;
  const hint = 'Lancez « plateau backup create » et lisez ce qu’elle refuse.';
  const recent = ageMs > OLDEST_MS ? toMend(part, age, hint) : sound(part, age);
  return [recent, await restoredLine(deps, newest.name)];
}

async function restoredLine(deps: SecurityDeps, name: string): Promise<SecurityLine> {
  const part = 'restauration d’essai';
  const hint = 'Faites-en une autre et vérifiez-la : plateau backup create, puis verify.';
  try {
    const { problems, records, opened } = await deps.verifyBackup(name);
    if (problems.length > 0) return toMend(part, problems.join(' '), hint);
    return sound(
      part,
      `faite à l’instant : ${inNumber(records, 'fiche(s)')}, ${inNumber(opened, 'échantillon(s) ouvert(s)')}`,
    );
  } catch (error) {
    if (!isAppError(error)) throw error;
    return toMend(part, `${error.message} [${error.code}]`, error.hint);
  }
}

/**
 * Accounts that see everything: a password alone must not open one. Where codes are required, whoever has none may only
 * enrol.
 */
async function codesLine({ store, clock, installation }: SecurityDeps): Promise<SecurityLine> {
  const part = 'second facteur';
  const nowMs = clock.nowMs();
  if (installation.secondFactor === 'off')
    return toMend(part, 'coupé pour toute la maison', 'Ôtez PLATEAU_SECOND_FACTOR=off.');
  const bare = await store.read(
    async (rows) =>
      await inTurn.filter(
        (await rows.accounts.all()).filter(({ role, disabled, validToMs }) => {
          return (role === 'ops' || role === 'dataOfficer') && !disabled && nowMs < validToMs;
        }),
        async ({ id }) => !(await rows.accounts.codeSecret(id)),
      ),
  );
  if (bare.length === 0) return sound(part, 'exigé de l’exploitation et des responsables des données');
  const logins = bare.map(({ login }) => login).join(', ');
  return sound(part, `exigé ; à enrôler à leur prochaine connexion : ${logins}`);
}

/** Everything that bears on security and can be read from here (`plateau doctor --security`). Changes nothing. */
export async function examineSecurity(deps: SecurityDeps): Promise<readonly SecurityLine[]> {
  return [
    ...settingLines(deps.installation),
    await clockLine(deps),
    await codesLine(deps),
    await chainLine(deps),
    await checkpointLine(deps),
    await keptHeadLine(deps),
    ...(await backupLines(deps)),
    ...machineLines(await deps.machine.look()),
  ];
}

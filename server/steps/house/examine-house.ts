import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { SecondFactor } from '../../domain/access/second-factor.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CharityDrop } from '../../ports/drop.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Mailer } from '../../ports/mailer.ts';
import type { NumberDirectory } from '../../ports/number-directory.ts';
import type { Store } from '../../ports/store.ts';
import type { Telephony } from '../../ports/telephony.ts';
import type { TextSender } from '../../ports/text-sender.ts';
import type { Vault } from '../../ports/vault.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { followedQueues } from '../line/followed-lines.ts';
import { requirePartyKey } from '../party-key-here.ts';
import { retentionOf } from '../people/keep-no-longer.ts';
import { requireRestarted } from '../purge/restart-due.ts';
import { recordDamaged } from '../records/set-aside.ts';
import { registerOf } from '../staff/read-staff.ts';
import { requireClock } from './clock-behind.ts';
import { examineRings } from './examine-rings.ts';
import { examineTexts } from './examine-texts.ts';
import { type Finding, finding } from './finding.ts';

export interface ExamineDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly exchange: Exchange;
  readonly drop: CharityDrop;
  readonly mailer: Mailer;
  readonly telephony: Pick<Telephony, 'hasPbx' | 'check'>;
  readonly textSender: Pick<TextSender, 'isConfigured' | 'check'>;
  readonly numberDirectory: Pick<NumberDirectory, 'isConfigured' | 'check'>;
  readonly backups: Pick<Backups, 'isConfigured' | 'list'>;
  readonly clock: Clock;
  readonly secondFactor?: SecondFactor;
}

/** Said whatever it is: nobody must believe that a demonstration's setting is an installation's. */
function secondFactorFinding(setting: SecondFactor = 'required'): Finding {
  const message =
    setting === 'required'
      ? 'code à usage unique exigé de l’exploitation et du responsable des données'
      : 'COUPÉ (PLATEAU_SECOND_FACTOR=off) : formation ou démonstration seulement, jamais de vrais donateurs';
  return { part: 'second facteur', ok: true, message, hint: '' };
}

/** One is made every day: two days without say that something is wrong. */
const OLDEST_BACKUP_MS = 2 * 86_400_000;

/**
 * The newest backup is recent. AppErrors `backup-none` before the first one, `backup-too-old`; nothing is asked of a house
 * that has no folder of backups.
 */
async function requireRecentBackup({ backups, clock }: ExamineDeps): Promise<void> {
  const [newest] = await backups.list();
  if (!newest)
    throw new AppError({
      code: 'backup-none',
      kind: 'unavailable',
      message: 'Aucune sauvegarde n’a encore été faite.',
      hint: 'Serveur lancé, le responsable des données lance « plateau backup create » ; ensuite, il s’en fait une par jour.',
    });
  if (clock.nowMs() - newest.createdAtMs < OLDEST_BACKUP_MS) return;
  throw new AppError({
    code: 'backup-too-old',
    kind: 'unavailable',
    message: 'Aucune sauvegarde n’a moins de deux jours.',
    hint: 'Lancez « plateau backup create » et lisez ce qu’elle refuse : disque plein, dossier absent.',
  });
}

/** Nothing sealed waits for a backup. AppError `record-damaged`. */
async function requireSound({ store }: ExamineDeps): Promise<void> {
  const open = await store.read((rows) => rows.damages.open());
  if (open.length > 0) throw recordDamaged(open.map(({ recordId }) => recordId));
}

/** A house that kept no register goes on; whoever a campaign asks a contract of gets no card, and it is said here. */
async function staffFinding({ store, clock }: ExamineDeps): Promise<Finding> {
  const part = 'registre du personnel';
  const { lines } = await store.read((rows) =>
    registerOf(rows, { nowMs: clock.nowMs(), isWanted: ({ role }) => role === 'agent' }),
  );
  const without = lines.filter(({ contract }) => contract === null).length;
  if (without === 0) return { part, ok: true, message: 'chaque téléacteur y a un contrat', hint: '' };
  return {
    part,
    ok: true,
    isToDo: true,
    message: inNumber(without, 'téléacteur(s) sans contrat inscrit'),
    hint: 'Inscrivez chaque contrat vu : « plateau staff record ». Une campagne qui l’exige ne donne aucune fiche sans lui.',
  };
}

/** Whoever a directory keeps too long waits for a decision of the data officer; a house without one says nothing of it. */
async function retentionFindings({ store, clock }: ExamineDeps): Promise<readonly Finding[]> {
  const part = 'conservation de l’annuaire';
  const plans = await store.read(async (rows) =>
    inTurn.map(await rows.people.bases(), (base) => retentionOf(rows, base, clock.nowMs())),
  );
  return plans.map(({ charity, due, toTrim }): Finding => {
    if (due.length + toTrim === 0)
      return { part, ok: true, message: `${charity} : personne n’y est gardé trop longtemps`, hint: '' };
    return {
      part,
      ok: true,
      isToDo: true,
      message: `${charity} : ${inNumber(due.length, 'personne(s)')} à effacer, ${inNumber(toTrim, 'fiche(s)')} d’anciens à relire`,
      hint: `Le responsable des données les voit : « plateau people retention --charity ${charity} ».`,
    };
  });
}

/** A house with a PBX dials for its agents, but never without a number to show: each open campaign should have one. */
async function shownNumberFinding({ store, telephony }: ExamineDeps): Promise<readonly Finding[]> {
  if (!telephony.hasPbx) return [];
  const part = 'numéro présenté';
  const without = (await store.read((rows) => rows.campaigns.all())).flatMap(({ code, state, settings }) =>
    state === 'open' && settings.callerNumber === undefined ? [code] : [],
  );
  if (without.length === 0) return [{ part, ok: true, message: 'chaque campagne ouverte en a un', hint: '' }];
  return [
    {
      part,
      ok: true,
      isToDo: true,
      message: `absent de ${without.join(', ')} : la ligne n’y compose pas`,
      hint: 'Ajoutez « callerNumber » à campaign.yaml, puis : plateau campaign create DOSSIER. Sans lui, chacun compose à la main.',
    },
  ];
}

/** A house without a PBX is whole: the agents' own telephones are its line. */
function lineIs({ hasPbx }: ExamineDeps['telephony']): string {
  if (!hasPbx) return 'manuelle (aucun PBX) : chacun compose et décroche sur son téléphone';
  return 'PBX joint, files d’attente là, aucun module n’enregistre ni ne garde les appels';
}

/** Off by default: a house without them is whole. */
async function gatewayFindings({ textSender, numberDirectory }: ExamineDeps): Promise<readonly Finding[]> {
  const good = 'passerelle jointe, signature reconnue';
  const gateways = [
    ['messages courts', textSender] as const,
    ['annuaire des numéros', numberDirectory] as const,
  ];
  return await inTurn.map(
    gateways.filter(([, { isConfigured }]) => isConfigured),
    ([part, gateway]) => finding(part, good, () => gateway.check()),
  );
}

/** Tries every outside part, leaves nothing behind (`plateau doctor`). */
export async function examineHouse(deps: ExamineDeps): Promise<readonly Finding[]> {
  const findings = [
    await finding('clé de la maison', 'lisible, la phrase secrète est juste', () =>
      deps.exchange.signDetached(new Uint8Array([1])),
    ),
    await finding('dépôt SFTP', 'joint, hôte reconnu, fichier d’essai écrit, relu, retiré', () =>
      deps.drop.check(),
    ),
    await finding('relais d’e-mails', 'joint, session acceptée', () => deps.mailer.check()),
    await finding('ligne téléphonique', lineIs(deps.telephony), async () =>
      deps.telephony.check(await followedQueues(deps)),
    ),
    secondFactorFinding(deps.secondFactor),
    await finding('horloge', 'n’a pas reculé depuis la dernière entrée du journal', () => requireClock(deps)),
  ];
  findings.push(...(await gatewayFindings(deps)));
  if (deps.backups.isConfigured)
    findings.push(
      await finding('sauvegardes', 'la dernière a moins de deux jours', () => requireRecentBackup(deps)),
    );
  findings.push(
    await finding('mémoire du serveur', 'aucune destruction depuis son démarrage', () =>
      requireRestarted(deps),
    ),
  );
  findings.push(...(await examineRings(deps.store)));
  findings.push(await examineTexts(deps), await staffFinding(deps), ...(await shownNumberFinding(deps)));
  findings.push(...(await retentionFindings(deps)));
  findings.push(await finding('contenus scellés', 'aucun n’est de côté, abîmé', () => requireSound(deps)));
  const audit = await verifyAudit(deps);
  findings.push(
    audit.ok
      ? {
          part: 'journal',
          ok: true,
          message: `chaîne intègre, ${inNumber(audit.count, 'entrée(s)')}`,
          hint: '',
        }
      : {
          part: 'journal',
          ok: false,
          message: `chaîne rompue à l’entrée ${audit.brokenAtSeq}`,
          hint: 'Prévenez le responsable des données ; ne modifiez rien.',
        },
  );
  for (const campaign of await deps.store.read((rows) => rows.campaignHeads.all())) {
    if (campaign.state === 'purged') continue;
    findings.push(
      await finding(`campagne ${campaign.code}`, 'clé de la campagne lisible', () =>
        deps.vault.sessionPacket(campaign.code),
      ),
      await finding(`association ${campaign.charity}`, 'clé enregistrée et utilisable', async () => {
        await requirePartyKey(deps, { kind: 'charity', code: campaign.charity });
        return await deps.exchange.sealForCharity(new Uint8Array([1]), campaign.charity);
      }),
    );
  }
  return findings;
}

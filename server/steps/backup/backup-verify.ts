import { AppError, isAppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import type { BackupExamination, BackupReader, SampledPacket } from '../../ports/backup.ts';
import type { Vault } from '../../ports/vault.ts';

/** A few of each campaign: enough to prove that key ring and backup belong together. */
const SAMPLES_PER_CAMPAIGN = 5;

export interface BackupVerdict {
  readonly name: string;
  readonly createdAtMs: number;
  readonly records: number;
  /** Cards of directories. */
  readonly people: number;
  readonly auditEntries: number;
  readonly auditHead: string;
  /** Records, pledges and cards of directories opened with their keys. */
  readonly opened: number;
  /** Packets that were set aside when it was made: it cannot give them back. */
  readonly damaged: number;
  /** Records of campaigns whose key is no longer there: purged since, or another key ring. */
  readonly closed: number;
  /** French; empty when everything holds. */
  readonly problems: readonly string[];
}

export interface VerifyBackupDeps {
  readonly reader: BackupReader;
  readonly vault: Pick<Vault, 'openRecord' | 'openPledge' | 'openParticipant' | 'openDocument'>;
}

function problemsOf(found: BackupExamination): readonly string[] {
  const { integrity, foreignKeyBreaches, wrongCounts, audit } = found;
  return [
    ...(integrity === 'ok' ? [] : ['La base restaurée est abîmée (integrity_check).']),
    ...(foreignKeyBreaches === 0
      ? []
      : [`${inNumber(foreignKeyBreaches, 'ligne(s) orpheline(s)')} (foreign_key_check).`]),
    ...wrongCounts.map((table) => `Table ${table} : le compte n’est pas celui du manifeste.`),
    ...(audit.ok ? [] : [`Journal rompu à l’entrée ${audit.brokenAtSeq}. ${audit.why}`]),
    ...(audit.ok && !found.headAgrees ? ['La tête du journal n’est pas celle du manifeste.'] : []),
  ];
}

/**
 * Restores the backup in memory, checks the base, the counts, the audit chain and its head, and opens sampled records,
 * pledges, cards of directories and documents (R-35: tested, not assumed). Reads only. AppErrors of `BackupReader`.
 */
export async function verifyBackup(
  deps: VerifyBackupDeps,
  { file }: { readonly file: string },
): Promise<BackupVerdict> {
  const found = await deps.reader.examine(file, SAMPLES_PER_CAMPAIGN);
  const { opened, closed, unopened } = await tryRecords(deps.vault, found.samples);
  const { name, createdAtMs, campaigns, auditHead, tables } = found.manifest;
  return {
    name,
    createdAtMs,
    records: campaigns.reduce((sum, one) => sum + one.records, 0),
    people: tables.find(({ table }) => table === 'participant')?.rows ?? 0,
    auditEntries: auditHead.seq,
    auditHead: auditHead.hash,
    opened,
    closed,
    damaged: found.damaged,
    problems: [...problemsOf(found), ...unopened],
  };
}

interface RecordsTried {
  readonly opened: number;
  /** Of campaigns whose key is no longer there. */
  readonly closed: number;
  /** French, one for each packet that its key does not open. */
  readonly unopened: readonly string[];
}

type Opening = (vault: VerifyBackupDeps['vault'], packet: Omit<SampledPacket, 'subject'>) => Promise<unknown>;

/** Calls and what people write are no samples: they are sealed as records are, and as cards. */
const OPENS: Readonly<Record<SampledPacket['place']['kind'], Opening>> = {
  record: (vault, { place, sealed }) => vault.openRecord(place, sealed),
  call: (vault, { place, sealed }) => vault.openRecord(place, sealed),
  pledge: (vault, { place, sealed }) => vault.openPledge(place, sealed),
  participant: (vault, { place, sealed }) => vault.openParticipant(place, sealed),
  document: (vault, { place, sealed }) => vault.openDocument(place, sealed),
  message: (vault, { place, sealed }) => vault.openParticipant(place, sealed),
  'conversation-member': (vault, { place, sealed }) => vault.openParticipant(place, sealed),
  'saved-search': (vault, { place, sealed }) => vault.openParticipant(place, sealed),
  poll: (vault, { place, sealed }) => vault.openParticipant(place, sealed),
  item: (vault, { place, sealed }) => vault.openParticipant(place, sealed),
};

/** Opens sampled packets and looks at none: that key ring and base belong together. */
export async function tryRecords(
  vault: VerifyBackupDeps['vault'],
  samples: readonly SampledPacket[],
): Promise<RecordsTried> {
  let opened = 0;
  let closed = 0;
  const unopened: string[] = [];
  for (const { subject, place, sealed } of samples) {
    try {
      await OPENS[place.kind](vault, { place, sealed });
      opened += 1;
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code === 'campaign-key-missing') closed += 1;
      else unopened.push(`${subject} de ${place.campaign} ne s’ouvre pas [${error.code}].`);
    }
  }
  return { opened, closed, unopened };
}

/** The refusal of a command that found problems; undefined when there is none. */
export function verdictRefusal({ problems }: BackupVerdict): AppError | undefined {
  if (problems.length === 0) return undefined;
  return new AppError({
    code: 'backup-unsound',
    kind: 'conflict',
    message: problems.join(' '),
    hint: 'Ne comptez pas sur cette sauvegarde : faites-en une autre et vérifiez-la (plateau backup create, puis verify).',
  });
}

import { AppError } from '../../../shared/errors.ts';
import { pledgePlace } from '../../domain/line/stored-pledge.ts';
import { recordPlace } from '../../domain/next-card/record-place.ts';
import { participantPlace } from '../../domain/people/people-place.ts';
import type { BackupManifest } from '../../domain/purge/backup-manifest.ts';
import type { Backups, SampledPacket } from '../../ports/backup.ts';
import type { KeptHead } from '../../ports/kept-head.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { compareHead, headSentence } from '../audit/kept-head.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { tryRecords } from './backup-verify.ts';

/** Of each campaign: enough to see that key ring and base belong together. */
const SAMPLES_PER_CAMPAIGN = 5;

export interface RestoredBase {
  readonly auditEntries: number;
  readonly auditHead: string;
  /** French: what the head kept beside the keys says of it; undefined when it is the last known one, or goes on from it. */
  readonly behind: string | undefined;
  /** The newest of our backups whose log it has whole; its position is of the base that was backed up. */
  readonly holds: Pick<BackupManifest, 'name' | 'auditHead' | 'position'> | undefined;
  /** Our backups that go further than it does, newest first. */
  readonly lacks: readonly string[];
  readonly opened: number;
  readonly closed: number;
}

interface CheckDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openPledge' | 'openParticipant' | 'openDocument'>;
  readonly keptHead: Pick<KeptHead, 'read'>;
  readonly backups: Pick<Backups, 'list'>;
}

async function samplesIn(rows: StoreReader): Promise<readonly SampledPacket[]> {
  const samples: SampledPacket[] = [];
  for (const { code } of await rows.campaignHeads.all()) {
    let taken = 0;
    for await (const record of rows.records.each(code)) {
      if (record.hold === 'damaged') continue;
      const place = recordPlace(record);
      samples.push({ subject: `La fiche ${record.id}`, place, sealed: record.sealed });
      taken += 1;
      if (taken === SAMPLES_PER_CAMPAIGN) break;
    }
    const pledges = (await rows.pledges.ofCampaign(code)).filter((row) => row.sealed !== null);
    for (const row of pledges.slice(0, SAMPLES_PER_CAMPAIGN))
      if (row.sealed)
        samples.push({ subject: `La promesse ${row.id}`, place: pledgePlace(row), sealed: row.sealed });
  }
  for (const { charity } of await rows.people.bases())
    for (const id of (await rows.people.ids(charity)).slice(0, SAMPLES_PER_CAMPAIGN)) {
      const row = await rows.people.byId(id);
      if (row)
        samples.push({
          subject: `La fiche d’annuaire ${id}`,
          place: participantPlace(row),
          sealed: row.sealed,
        });
    }
  return samples;
}

async function isIn(rows: StoreReader, { seq, hash }: BackupManifest['auditHead']): Promise<boolean> {
  return seq === 0 || (await rows.audit.linkFrom(seq))?.hash === hash;
}

/**
 * Looks at a base that PostgreSQL's own means put back (pg_basebackup, archives), before it is served: its log verifies, how far
 * it goes beside the head kept with the keys and beside our own backups, and whether the keys open its records (R-35: tested, not
 * assumed). Changes nothing. AppError `restored-base-unsound`.
 */
export async function checkRestoredBase(deps: CheckDeps): Promise<RestoredBase> {
  const chain = await verifyAudit(deps);
  if (!chain.ok) throw unsound(`Journal rompu à l’entrée ${chain.brokenAtSeq}. ${chain.why}`);
  const [kept, backups] = [await deps.keptHead.read(), await deps.backups.list()];
  const found = await deps.store.read(async (rows) => {
    const holding: BackupManifest[] = [];
    for (const one of backups) if (await isIn(rows, one.auditHead)) holding.push(one);
    return { verdict: await compareHead(rows, kept), samples: await samplesIn(rows), holding };
  });
  const { verdict, samples, holding } = found;
  if (verdict.kind === 'other') throw unsound(headSentence(verdict));
  const { opened, closed, unopened } = await tryRecords(deps.vault, samples);
  if (unopened.length > 0) throw unsound(unopened.join(' '));
  return {
    auditEntries: chain.count,
    auditHead: chain.head,
    behind: verdict.kind === 'same' ? undefined : headSentence(verdict),
    holds: holding[0],
    lacks: backups.filter((one) => !holding.includes(one)).map(({ name }) => name),
    opened,
    closed,
  };
}

function unsound(message: string): AppError {
  return new AppError({
    code: 'restored-base-unsound',
    kind: 'conflict',
    message,
    hint: 'Ne servez pas cette base : remettez-en une autre (une sauvegarde PostgreSQL d’avant, le serveur de secours, ou plateau restore).',
  });
}

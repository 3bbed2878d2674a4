import { join } from 'node:path';
import { openBackupFolder } from '../../../server/backup/backup-folder.ts';
import { openCertificateFolder } from '../../../server/certificates/certificate-folder.ts';
import type { Installation } from '../../../server/domain/house/installation.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import { anchorAudit } from '../../../server/steps/audit/anchor-audit.ts';
import { createBackup } from '../../../server/steps/backup/backup-create.ts';
import type { MadeFile } from '../../../server/steps/papers/paper-files.ts';
import type { PurgeDeps } from '../../../server/steps/purge/purge-report.ts';
import { openFileTraces } from '../../../server/traces/file-traces.ts';
import { openKeptActs } from '../../../server/vault/kept-acts-file.ts';
import { openKeptHead } from '../../../server/vault/kept-head-file.ts';
import { openKeyCopies } from '../../../server/vault/key-ring-copy.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { deliveryRoom } from '../delivery/delivery-room.ts';
import { accountRow, CAMPAIGN } from '../store/store-rows.ts';

const INSTALLATION: Installation = {
  listen: { host: '127.0.0.1', port: 7040 },
  hasTls: false,
  ssh: { host: '127.0.0.1', port: 2222, lockMs: 900_000 },
  drop: { host: 'depot.exemple.invalid', hostKey: `SHA256:${'A'.repeat(43)}` },
  relay: { host: 'relais.exemple.invalid:587', requiresTls: true },
  backup: { keep: 7 },
  secondFactor: 'required',
  scheduleOn: true,
  trainsElsewhere: false,
  provider: {},
  hasSimulatedClock: false,
  logLevel: 'info',
};

/** A delivery room with everything that papers, breaches, evidence and the purge need besides. */
export async function custodyRoom(nowMs: number) {
  const room = await deliveryRoom(nowMs);
  const dataDir = join(room.home, 'data');
  const keysDir = join(room.home, 'keys');
  const ring = { keysDir, passphrase: async () => 'phrase fictive de l’essai' };
  const vault = await openVault(ring);
  const keptHead = openKeptHead(ring);
  await keptHead.begin();
  const backups = openBackupFolder({
    folder: join(room.home, 'sauvegardes'),
    keep: 7,
    dataDir,
    databaseFile: join(dataDir, 'plateau.db'),
    keys: vault,
  });
  const deps = {
    ...room.deps,
    vault,
    exchange: openExchange(vault),
    documents: openPdfDocuments(),
    certificates: openCertificateFolder(join(dataDir, 'certificates')),
    standing: { holder: () => 'un 1', leaseMs: 30_000, isSteady: () => true },
    purging: new Set<string>(),
    traces: openFileTraces(),
    backups,
    keptActs: openKeptActs(keysDir),
    keptHead,
    keyCopies: openKeyCopies(keysDir, () => vault.officerPublicKey()),
    scanPlaces: () => [dataDir, keysDir],
    hostName: 'machine-essai',
    installation: INSTALLATION,
  } satisfies PurgeDeps & Record<string, unknown>;
  const close = async () => {
    await backups.close();
    vault.close();
    await room.close();
  };
  return { ...room, deps, vault, dataDir, keysDir, close };
}

export const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
export const DPO = 'dpo-1';

/** A campaign of six donors, two of them called; staff, a trained agent, a sealed backup and a checkpoint on the drop. */
export async function furnishedCustodyRoom() {
  const room = await custodyRoom(at('2026-11-23T11:00'));
  const { deps, clock } = room;
  const campaign = await room.addCampaign({});
  const donors = [1, 2, 3, 4, 5, 6].map((n) => ({
    donor: fictitiousDonor(n),
    row: { attempts: n <= 2 ? 1 : 0 },
  }));
  const recordIds = await room.addRecords(campaign, donors);
  await deps.store.write(async (rows) => {
    const days = { validFromMs: at('2026-11-01T00:00'), validToMs: at('2027-01-31T00:00') };
    await rows.accounts.insert(
      accountRow({
        id: DPO,
        login: 'dpo.une',
        role: 'dataOfficer',
        displayName: 'Nom-Secret Une',
        ...days,
      }),
    );
    await rows.accounts.insert(
      accountRow({
        id: 'a-1',
        login: 'tea.une',
        displayName: 'Nom-Secret Deux',
        campaigns: [CAMPAIGN],
        ...days,
      }),
    );
    await rows.accounts.insert(accountRow({ id: 'a-2', login: 'tea.loin', campaigns: [], ...days }));
    await rows.training.add({
      account: 'a-1',
      campaign: CAMPAIGN,
      passedAtMs: clock.nowMs,
      kind: 'practice',
      recordedBy: 'a-1',
    });
    await rows.audit.append({
      atMs: clock.nowMs,
      actor: 'a-1',
      action: 'record.open',
      campaign: CAMPAIGN,
      subject: String(recordIds[0]),
      reason: 'appel',
      detail: {},
    });
    await rows.audit.append({
      atMs: clock.nowMs,
      actor: 'x',
      action: 'record.open',
      campaign: 'AUTRE-2026',
      subject: '99',
      reason: 'appel',
      detail: {},
    });
  });
  await createBackup(deps, { actor: 'system' });
  clock.nowMs = at('2026-11-23T21:00');
  await anchorAudit(deps, { actor: 'system' });
  return { ...room, recordIds };
}

export function textOf(files: readonly MadeFile[], name: string): string {
  const found = files.find((one) => one.name === name);
  if (!found) throw new Error(`no file ${name} among ${files.map((one) => one.name).join(' ')}`);
  return Buffer.from(found.base64, 'base64').toString('utf8');
}

/** Every value of every donor: none may be in a paper. */
export function personalValues(): readonly string[] {
  return [1, 2, 3, 4, 5, 6].flatMap((number) => {
    const { lastName, phones, email, addressL4, mandate } = fictitiousDonor(number);
    return [lastName, email, addressL4, mandate?.reference ?? '', ...phones.map(({ e164 }) => e164)].filter(
      (value) => value !== '',
    );
  });
}

/** All the files in one text, to look for what must not be there. */
export function allText(files: readonly MadeFile[]): string {
  return files.map(({ base64 }) => Buffer.from(base64, 'base64').toString('utf8')).join('\n');
}

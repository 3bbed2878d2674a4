import { join } from 'node:path';
import { openBackupFolder } from '../../../server/backup/backup-folder.ts';
import { openCertificateFolder } from '../../../server/certificates/certificate-folder.ts';
import { openCertificateRows } from '../../../server/certificates/certificate-rows.ts';
import { openOutgoingFolder } from '../../../server/outgoing/outgoing-folder.ts';
import { openOutgoingRows } from '../../../server/outgoing/outgoing-rows.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { Store } from '../../../server/ports/store.ts';
import type { PurgeDeps } from '../../../server/steps/purge/purge-report.ts';
import { keepingStore } from '../../../server/store/keeping-store.ts';
import { openFileTraces } from '../../../server/traces/file-traces.ts';
import { openKeptActs } from '../../../server/vault/kept-acts-file.ts';
import { openKeptHead } from '../../../server/vault/kept-head-file.ts';
import { openKeyCopies } from '../../../server/vault/key-ring-copy.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { openLaidStore } from '../store/laid-base.ts';
import { NOW_MS } from '../store/store-campaign.ts';

export const PURGE_PASSPHRASE = 'phrase secrète des essais';

/** As the house keeps them (server/context.ts). */
function filesKept(dataDir: string, store: Store) {
  if (store.engine === 'postgres')
    return { outgoing: openOutgoingRows(store), certificates: openCertificateRows(store) };
  return {
    outgoing: openOutgoingFolder(join(dataDir, 'outgoing')),
    certificates: openCertificateFolder(join(dataDir, 'certificates')),
  };
}

/** Every edge of a purge on the folder of an existing house: base, key ring, waiting files, certificates, backups. */
export async function openPurgeHouse(folder: string) {
  const dataDir = join(folder, 'data');
  const keysDir = join(folder, 'keys');
  const databaseFile = join(dataDir, 'plateau.db');
  const vault = await openVault({ keysDir, passphrase: async () => PURGE_PASSPHRASE });
  const clock = { nowMs: () => NOW_MS };
  const keptActs = openKeptActs(keysDir);
  const store = keepingStore(openLaidStore(databaseFile, vault.words), { acts: keptActs, clock });
  const keptHead = openKeptHead({ keysDir, passphrase: async () => PURGE_PASSPHRASE });
  await keptHead.begin();
  const deps: PurgeDeps = {
    store,
    vault,
    ...filesKept(dataDir, store),
    clock,
    // Loaded at the first certificate: most processes of the tests are killed before.
    documents: {
      badges: async (sheet) =>
        (await import('../../../server/pdf/pdf-documents.ts')).openPdfDocuments().badges(sheet),
      pdf: async (spec) =>
        (await import('../../../server/pdf/pdf-documents.ts')).openPdfDocuments().pdf(spec),
    },
    exchange: openExchange(vault),
    traces: openFileTraces(),
    backups: openBackupFolder({
      folder: join(folder, 'sauvegardes'),
      keep: 7,
      dataDir,
      databaseFile,
      snapshot: store.snapshot,
      keys: vault,
    }),
    standing: { holder: () => 'un 1', leaseMs: 30_000, isSteady: () => true },
    purging: new Set(),
    keptHead,
    keptActs,
    keyCopies: openKeyCopies(keysDir, () => vault.officerPublicKey()),
    archiveDays: store.engine === 'postgres' ? 30 : undefined,
    scanPlaces: () => [dataDir, keysDir, join(folder, 'sauvegardes')],
    hostName: 'machine-essai',
  };
  const close = () => {
    vault.close();
    store.close();
  };
  return { deps, dataDir, keysDir, store, vault, close };
}

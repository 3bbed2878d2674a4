import { join } from 'node:path';
import { openCertificateFolder } from '../../../server/certificates/certificate-folder.ts';
import { openCertificateRows } from '../../../server/certificates/certificate-rows.ts';
import { sha256 } from '../../../server/domain/files/sha256.ts';
import { openOutgoingFolder } from '../../../server/outgoing/outgoing-folder.ts';
import { openOutgoingRows } from '../../../server/outgoing/outgoing-rows.ts';
import type { Certificates } from '../../../server/ports/certificates.ts';
import type { Outgoing } from '../../../server/ports/outgoing.ts';
import type { Store } from '../../../server/ports/store.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { differs, type Tell } from './carry-base.ts';

/** What a house keeps beside its rows. */
interface KeptFiles {
  readonly outgoing: Outgoing;
  readonly certificates: Certificates;
}

export function filesInFolder(dataDir: string): KeptFiles {
  return {
    outgoing: openOutgoingFolder(join(dataDir, 'outgoing')),
    certificates: openCertificateFolder(join(dataDir, 'certificates')),
  };
}

export function filesInBase(store: Store): KeptFiles {
  return { outgoing: openOutgoingRows(store), certificates: openCertificateRows(store) };
}

/** Read back where it arrived. AppError `move-differs`. */
function requireSame(bytes: Uint8Array, arrived: Uint8Array | undefined): void {
  if (!arrived || sha256(arrived) !== sha256(bytes)) throw differs();
}

async function carryOutgoing(from: Outgoing, to: Outgoing): Promise<number> {
  const ids = new Set<string>();
  for (const { id } of await from.list()) {
    const bytes = await from.read(id);
    // A write that was cut is nobody's: its delivery has no row.
    if (!bytes) continue;
    await to.put(id, bytes);
    requireSame(bytes, await to.read(id));
    ids.add(id);
  }
  // What a try before this one brought, and was removed since.
  for (const { id } of await to.list()) if (!ids.has(id)) await to.remove(id);
  return ids.size;
}

async function carryCertificates(from: Certificates, to: Certificates): Promise<number> {
  const names = await from.list();
  for (const name of names) {
    const bytes = await from.read(name);
    if (!bytes) throw differs();
    await to.write(name, bytes);
    requireSame(bytes, await to.read(name));
  }
  return names.length;
}

/**
 * Sealed files to send and certificates, each read back where it arrived and its hash compared. Twice brings what is there now.
 * AppErrors `move-differs`, `certificate-exists`, those of the edges.
 */
export async function carryFiles(from: KeptFiles, to: KeptFiles, tell: Tell): Promise<void> {
  const files = await carryOutgoing(from.outgoing, to.outgoing);
  const papers = await carryCertificates(from.certificates, to.certificates);
  tell(
    `${inNumber(files, 'fichier(s) scellé(s)')} et ${inNumber(papers, 'fichier(s)')} d’attestations copiés, empreintes comparées.`,
  );
}

/** Once the base has them: no second copy is left for a purge to miss. Certificates stay, they hold nobody. */
export async function destroyOutgoing({ outgoing }: Pick<KeptFiles, 'outgoing'>): Promise<void> {
  for (const { id } of await outgoing.list()) await outgoing.remove(id);
}

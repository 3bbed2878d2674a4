import { AppError } from '../../../shared/errors.ts';
import { deliveryManifest, proofNames } from '../../domain/delivery/delivery-manifest.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CharityDrop } from '../../ports/drop.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Outgoing } from '../../ports/outgoing.ts';
import type { DeliveryRow } from '../../ports/rows/deliveries.ts';
import type { Store } from '../../ports/store.ts';
import { writeWhenFree } from '../write-when-free.ts';

export interface ProofDeps {
  readonly store: Store;
  readonly drop: CharityDrop;
  readonly outgoing: Outgoing;
  readonly exchange: Exchange;
  readonly clock: Clock;
}

export interface SignedManifest {
  readonly manifest: string;
  readonly signature: string;
}

/**
 * Sends the file unless the drop already has these bytes, and reads its hash there. AppErrors of the drop,
 * `delivery-altered`.
 */
export async function uploadFile(
  { drop }: Pick<ProofDeps, 'drop'>,
  row: DeliveryRow,
  bytes: () => Promise<Uint8Array>,
): Promise<void> {
  const name = proofNames(row.fileName).file;
  await upload(drop, { name, sha256: row.sha256Sealed, bytes });
}

/** The signature first, the manifest last: whoever sees the manifest has everything. Parts already there are not sent again. */
export async function uploadProof(
  { drop }: Pick<ProofDeps, 'drop'>,
  row: DeliveryRow,
  { manifest, signature }: SignedManifest,
): Promise<void> {
  const names = proofNames(row.fileName);
  for (const [name, text] of [
    [names.signature, signature],
    [names.manifest, manifest],
  ] as const) {
    const bytes = new TextEncoder().encode(text);
    await upload(drop, { name, sha256: sha256(bytes), bytes: async () => bytes });
  }
}

interface Upload {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: () => Promise<Uint8Array>;
}

async function upload(drop: CharityDrop, { name, sha256: expected, bytes }: Upload): Promise<void> {
  if ((await drop.hashOfDelivered(name)) === expected) return;
  await drop.deliver(name, await bytes());
  if ((await drop.hashOfDelivered(name)) !== expected) throw altered();
}

/** The signed manifest of a file that reached the drop, kept in the base before it is dropped: a crash sends the same one. */
export async function keepManifest(
  deps: ProofDeps,
  row: DeliveryRow,
): Promise<SignedManifest & { readonly deliveredAtMs: number }> {
  const known = await deps.store.read((rows) => rows.deliveries.proof(row.id));
  if (!known?.manifest) {
    const manifest = deliveryManifest({
      delivery: row,
      charity: (await deps.store.read((rows) => rows.campaignHeads.byCode(row.campaign)))?.charity ?? '',
      content: known?.content ?? {},
      deliveredAtMs: deps.clock.nowMs(),
    });
    const signature = await deps.exchange.signDetached(new TextEncoder().encode(manifest));
    await writeWhenFree(deps, (rows) => rows.deliveries.keepManifest(row.id, manifest, signature));
  }
  const kept = await deps.store.read((rows) => rows.deliveries.proof(row.id));
  if (!kept?.manifest || kept.signature === null || kept.deliveredAtMs === null)
    throw new Error('the manifest was just kept');
  const { manifest, signature, deliveredAtMs } = kept;
  return { manifest, signature, deliveredAtMs };
}

/** The bytes that were recorded, as the house keeps them. AppError `delivery-bytes-missing`. */
export async function sealedBytesOf(
  { outgoing }: Pick<ProofDeps, 'outgoing'>,
  row: DeliveryRow,
): Promise<Uint8Array> {
  const sealed = await outgoing.read(row.id);
  if (sealed && sha256(sealed) === row.sha256Sealed) return sealed;
  throw new AppError({
    code: 'delivery-bytes-missing',
    kind: 'unavailable',
    message: 'Le fichier construit n’est plus parmi ceux que la maison garde, ou il a été altéré.',
    hint: 'Rétablissez les fichiers à remettre depuis la sauvegarde, puis relancez la livraison.',
  });
}

function altered(): AppError {
  return new AppError({
    code: 'delivery-altered',
    kind: 'unavailable',
    message: 'Le fichier lu sur le dépôt n’est pas celui qui a été envoyé.',
    hint: 'Relancez la livraison ; si cela se répète, prévenez l’association : son dépôt modifie les fichiers.',
  });
}

import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { proofNames } from '../../domain/delivery/delivery-manifest.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { DeliveryRow } from '../../ports/rows/deliveries.ts';
import type { Store } from '../../ports/store.ts';
import { requireCampaign } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { sendBuilt } from './resume-deliveries.ts';
import { keepManifest, type ProofDeps, sealedBytesOf, uploadFile, uploadProof } from './send-proof.ts';

/** Deliveries of one campaign, or of all; oldest first within a campaign. AppError `campaign-unknown`. */
export async function listDeliveries(
  { store }: { readonly store: Store },
  request: { readonly campaign?: string | undefined },
): Promise<readonly DeliveryRow[]> {
  return await store.read(async (rows) => {
    const { campaign } = request;
    if (campaign !== undefined) await requireCampaign(rows, campaign);
    const codes =
      campaign === undefined ? (await rows.campaignHeads.all()).map((one) => one.code) : [campaign];
    return await inTurn.flatMap(codes, (code) => rows.deliveries.all(code));
  });
}

type PartState = 'same' | 'absent' | 'different';

export interface VerifiedDelivery {
  readonly delivery: DeliveryRow;
  /** In the order they leave: file, signature of the manifest, manifest. */
  readonly parts: readonly { readonly name: string; readonly sha256: string; readonly state: PartState }[];
  /** Everything on the drop is as the receipt says. */
  readonly isWhole: boolean;
}

/**
 * Reads again what lies on the charity's drop and compares it with the receipt; changes nothing. AppErrors
 * `delivery-unknown`, `delivery-waiting` (not delivered yet), and those of the drop.
 */
export async function verifyDelivery(
  deps: Pick<ProofDeps, 'store' | 'drop'>,
  request: { readonly id: string },
): Promise<VerifiedDelivery> {
  const delivery = await deliveryOf(deps, request.id);
  if (delivery.state !== 'delivered') throw deliveryWaiting();
  const parts: VerifiedDelivery['parts'][number][] = [];
  for (const { name, sha256: expected } of await expectedParts(deps, delivery)) {
    const found = await deps.drop.hashOfDelivered(name);
    const state = found === undefined ? 'absent' : found === expected ? 'same' : 'different';
    parts.push({ name, sha256: expected, state });
  }
  return { delivery, parts, isWhole: parts.every((part) => part.state === 'same') };
}

/**
 * Puts a delivered file back on the drop with its very same bytes, signature and manifest, where they are missing or differ.
 * Returns the names sent; twice sends nothing the second time. AppErrors `delivery-unknown`, `delivery-bytes-missing`
 * (purged, or delivered by a version that did not keep them), and those of the drop.
 */
export async function resendDelivery(
  deps: ProofDeps,
  request: { readonly id: string; readonly reason: string; readonly actor: string },
): Promise<{ readonly delivery: DeliveryRow; readonly sent: readonly string[] }> {
  const delivery = await deliveryOf(deps, request.id);
  if (delivery.state === 'built') {
    const done = await sendBuilt(deps, delivery, request.actor);
    return { delivery: done, sent: Object.values(proofNames(done.fileName)) };
  }
  const proof = await keepManifest(deps, delivery);
  const { parts } = await verifyDelivery(deps, request);
  const sent = parts.filter((part) => part.state !== 'same').map((part) => part.name);
  await uploadFile(deps, delivery, () => sealedBytesOf(deps, delivery));
  await uploadProof(deps, delivery, proof);
  await deps.store.write((rows) =>
    trail(rows, { actor: request.actor, atMs: deps.clock.nowMs() })(
      'delivery.resent',
      `${delivery.fileName}.pgp`,
      {
        campaign: delivery.campaign,
        reason: request.reason,
        detail: { kind: delivery.kind, period: delivery.period, parts: sent.length },
      },
    ),
  );
  return { delivery, sent };
}

async function expectedParts({ store }: { readonly store: Store }, delivery: DeliveryRow) {
  const names = proofNames(delivery.fileName);
  const proof = await store.read((rows) => rows.deliveries.proof(delivery.id));
  const text = (value: string | null | undefined) => sha256(new TextEncoder().encode(value ?? ''));
  const file = [{ name: names.file, sha256: delivery.sha256Sealed }];
  // Delivered before manifests were kept.
  if (!proof?.manifest) return file;
  return [
    ...file,
    { name: names.signature, sha256: text(proof.signature) },
    { name: names.manifest, sha256: text(proof.manifest) },
  ];
}

async function deliveryOf({ store }: { readonly store: Store }, id: string): Promise<DeliveryRow> {
  const row = await store.read((rows) => rows.deliveries.byId(id));
  if (row) return row;
  throw new AppError({
    code: 'delivery-unknown',
    kind: 'not-found',
    message: 'Aucune remise ne porte cet identifiant.',
    hint: 'La liste des remises : plateau deliver list.',
  });
}

function deliveryWaiting(): AppError {
  return new AppError({
    code: 'delivery-waiting',
    kind: 'conflict',
    message: 'Ce fichier attend encore le dépôt : il n’y a rien à vérifier.',
    hint: 'Il part tout seul dès que le dépôt répond ; « plateau deliver resend » le fait partir maintenant.',
  });
}

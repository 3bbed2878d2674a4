import { AppError, isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { CampaignSettings } from '../../domain/campaign/campaign-settings.ts';
import { type DeliveryContent, GENERATOR } from '../../domain/delivery/delivery-manifest.ts';
import { mappedTally, mappedWorkbook } from '../../domain/delivery/mapped-workbook.ts';
import { nameWithCampaign } from '../../domain/files/delivery-names.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { tallied } from '../../domain/files/sheet-tally.ts';
import type { WorkbookSpec } from '../../domain/files/sheets.ts';
import type { Chance } from '../../ports/clock.ts';
import type { DeliveredLine, DeliveryKind, DeliveryRow } from '../../ports/rows/deliveries.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import type { WorkbookWriter } from '../../ports/workbook.ts';
import { requirePartyKey } from '../party-key-here.ts';
import { trail } from '../trail.ts';
import { type SendDeps, sendBuilt } from './resume-deliveries.ts';

export interface DeliverWorkbookDeps extends SendDeps {
  readonly workbooks: { readonly writer: WorkbookWriter };
  readonly chance: Chance;
}

/** A campaign that calls, or a pledge line; only the first may have names of its own for our columns. */
export interface DeliveredCampaign {
  readonly code: string;
  readonly charity: string;
  readonly settings: Pick<CampaignSettings, 'mapping'>;
}

export interface DeliverWorkbookRequest {
  readonly campaign: DeliveredCampaign;
  readonly kind: DeliveryKind;
  /** ISO week, civil day, `final`, or the contact file's SHA-256. */
  readonly period: string;
  /** `….xlsx`; it leaves as `….xlsx.pgp`. */
  readonly fileName: string;
  readonly spec: WorkbookSpec;
  /** A page that leaves instead of the workbook, whose sheets are then none. */
  readonly page?: Uint8Array;
  /** Data rows, as the receipt counts them. */
  readonly rows: number;
  /** Lines of a weekly or urgent file that from now on are sent; [] for other kinds. */
  readonly lines: readonly Omit<DeliveredLine, 'deliveryId'>[];
  /** What else is true from the moment that the file is built, in the same transaction. */
  readonly also?: (rows: StoreWriter, deliveryId: string) => Promise<void>;
  readonly actor: string;
  /** Sealed to this supplier's key instead of the charity's; it leaves by the same drop. */
  readonly supplier?: string;
}

export type DeliveryResult = DeliveryRow & {
  /** The charity already had this file: nothing was sent. */
  readonly alreadyDelivered: boolean;
};

export interface DeliveryKey {
  readonly campaign: string;
  readonly kind: DeliveryKind;
  readonly period: string;
  readonly actor: string;
}

/**
 * Builds a workbook, seals it for the charity, keeps the sealed bytes, records the delivery, sends it and keeps the receipt
 * . A crash anywhere is taken up again by `resumeDeliveries` with the same bytes; a second request for the same campaign,
 * kind and period sends nothing. AppErrors of the exchange and of the drop: when the drop fails the delivery stays `built`.
 */
export async function deliverWorkbook(
  deps: DeliverWorkbookDeps,
  request: DeliverWorkbookRequest,
): Promise<DeliveryResult> {
  const key = {
    campaign: request.campaign.code,
    kind: request.kind,
    period: request.period,
    actor: request.actor,
  };
  const known = await takeUpDelivery(deps, key);
  if (known) return known;
  const built = await buildDelivery(deps, request);
  if (!built) {
    // Somebody built the same file meanwhile: theirs is the one that leaves.
    const theirs = await takeUpDelivery(deps, key);
    if (theirs) return theirs;
    throw lineAlreadySent();
  }
  return { ...(await sendBuilt(deps, built, request.actor)), alreadyDelivered: false };
}

/**
 * The delivery of that key if there is one, sent first when a crash or a dead line left it waiting; undefined when it
 * is still to build.
 */
export async function takeUpDelivery(deps: SendDeps, key: DeliveryKey): Promise<DeliveryResult | undefined> {
  const known = await deps.store.read((rows) => rows.deliveries.find(key.campaign, key.kind, key.period));
  if (!known) return undefined;
  if (known.state === 'delivered') return { ...known, alreadyDelivered: true };
  return { ...(await sendBuilt(deps, known, key.actor)), alreadyDelivered: false };
}

/** Kinds of file that hold lines of donors: the charity’s programs load them. */
const IN_THEIR_NAMES: ReadonlySet<DeliveryKind> = new Set(['import-report', 'weekly', 'urgent', 'final']);

async function sealFor(
  { exchange, store }: DeliverWorkbookDeps,
  clear: Uint8Array,
  { campaign: { charity }, supplier }: DeliverWorkbookRequest,
): Promise<{ readonly sealed: Uint8Array; readonly fingerprint: string }> {
  const party = supplier === undefined ? 'charity' : 'supplier';
  await requirePartyKey({ exchange, store }, { kind: party, code: supplier ?? charity });
  if (supplier !== undefined) return exchange.sealForSupplier(clear, supplier);
  const sealed = await exchange.sealForCharity(clear, charity);
  return { sealed, fingerprint: (await exchange.charityFingerprint(charity)) ?? '' };
}

/** Undefined when the row could not be added because the file, or one of its lines, stands already. */
async function buildDelivery(
  deps: DeliverWorkbookDeps,
  request: DeliverWorkbookRequest,
): Promise<DeliveryRow | undefined> {
  const { code } = request.campaign;
  const { spec, tally } = tallied(request.spec);
  const mapping = IN_THEIR_NAMES.has(request.kind) ? request.campaign.settings.mapping : undefined;
  const clear = request.page ?? (await deps.workbooks.writer.write(mappedWorkbook(spec, mapping)));
  const sha256Clear = sha256(clear);
  const { sealed, fingerprint } = await sealFor(deps, clear, request);
  clear.fill(0);
  const row: DeliveryRow = {
    id: deps.chance.uuid(),
    campaign: code,
    kind: request.kind,
    period: request.period,
    fileName: await deps.store.read((rows) => freeName(rows, request)),
    state: 'built',
    rows: request.rows,
    sha256Clear,
    sha256Sealed: sha256(sealed),
    sealedBytes: sealed.length,
    builtAtMs: deps.clock.nowMs(),
    deliveredAtMs: null,
    charityFingerprint: fingerprint,
  };
  const content: DeliveryContent = {
    generator: GENERATOR,
    houseFingerprint: await deps.exchange.houseFingerprint(),
    sheets: tally().map((sheet) => mappedTally(sheet, mapping)),
  };
  await deps.outgoing.put(row.id, sealed);
  if (!(await addRow(deps, row, { ...request, content }))) {
    await deps.outgoing.remove(row.id);
    return undefined;
  }
  // A sweep of orphans in another process may have passed between the bytes and their row.
  if (!(await deps.outgoing.read(row.id))) await deps.outgoing.put(row.id, sealed);
  return row;
}

async function addRow(
  deps: DeliverWorkbookDeps,
  row: DeliveryRow,
  request: DeliverWorkbookRequest & { readonly content: DeliveryContent },
): Promise<boolean> {
  const { kind, period, rows: count, sha256Clear, sha256Sealed } = row;
  try {
    await deps.store.write(async (rows) => {
      await rows.deliveries.add(
        row,
        request.lines.map((line) => ({ ...line, deliveryId: row.id })),
        request.content,
      );
      await request.also?.(rows, row.id);
      await trail(rows, { actor: request.actor, atMs: row.builtAtMs })(
        'delivery.built',
        `${row.fileName}.pgp`,
        {
          campaign: row.campaign,
          detail: { kind, period, rows: count, sha256Clear, sha256Sealed },
        },
      );
    });
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === 'delivery-already-built') return false;
    throw error;
  }
}

/** Two campaigns of one charity, kind and country would replace each other's file on the drop. */
async function freeName(rows: StoreReader, { campaign, fileName }: DeliverWorkbookRequest): Promise<string> {
  const isTaken = await inTurn.some(
    (await rows.campaignHeads.all()).filter(
      (other) => other.charity === campaign.charity && other.code !== campaign.code,
    ),
    async (other) => (await rows.deliveries.all(other.code)).some((row) => row.fileName === fileName),
  );
  return isTaken ? nameWithCampaign(fileName, campaign.code) : fileName;
}

function lineAlreadySent(): AppError {
  return new AppError({
    code: 'delivery-line-sent',
    kind: 'conflict',
    message: 'Une ligne de ce fichier vient de partir dans un autre.',
    hint: 'Relancez la livraison : les lignes déjà parties n’y seront plus.',
  });
}

import * as z from 'zod';
import { shapeOf } from '../../../shared/shape-of.ts';
import type { DeliveryContent } from '../../domain/delivery/delivery-manifest.ts';
import type { SheetTally } from '../../domain/files/sheet-tally.ts';
import { nameOf } from '../../domain/house/server-holder.ts';
import type {
  DeliveredLine,
  DeliveryKind,
  DeliveryProof,
  DeliveryRow,
  DeliveryState,
  DeliveryWriter,
} from '../../ports/rows/deliveries.ts';
import { flag, int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';
import { jsonColumns } from '../stored-json.ts';

const proofJson = jsonColumns('delivery_proof', 'delivery_id');
const CONTENT = shapeOf<Partial<DeliveryContent>>({
  generator: z.string().optional(),
  houseFingerprint: z.string().optional(),
  sheets: z
    .array(
      shapeOf<SheetTally>({
        name: z.string(),
        rows: z.int().min(0),
        sumsMinor: z.record(z.string(), z.int()),
      }),
    )
    .optional(),
});
/** Signed as it stands: of all it says, the base needs the instant alone. */
const MANIFEST = z.looseObject({ remis_le: z.iso.datetime({ offset: true }) });
const instantOf = ({ remis_le }: z.output<typeof MANIFEST>) =>
  Temporal.Instant.from(remis_le).epochMilliseconds;

function deliveryOf(row: Row): DeliveryRow {
  return {
    id: text(row, 'id'),
    campaign: text(row, 'campaign'),
    kind: text(row, 'kind') as DeliveryKind,
    period: text(row, 'period'),
    fileName: text(row, 'file_name'),
    state: text(row, 'state') as DeliveryState,
    rows: int(row, 'rows'),
    sha256Clear: text(row, 'sha256_clear'),
    sha256Sealed: text(row, 'sha256_sealed'),
    sealedBytes: int(row, 'sealed_bytes'),
    builtAtMs: int(row, 'built_at_ms'),
    deliveredAtMs: intOrNull(row, 'delivered_at_ms'),
    charityFingerprint: text(row, 'charity_fingerprint'),
  };
}

function lineOf(row: Row): Required<DeliveredLine> {
  return {
    callId: text(row, 'call_id'),
    line: text(row, 'line') as DeliveredLine['line'],
    deliveryId: text(row, 'delivery_id'),
    correctionId: text(row, 'correction_id'),
    bounced: flag(row, 'bounced'),
  };
}

const PROOF = 'SELECT * FROM delivery_proof WHERE delivery_id = ?';
const KEEP = `INSERT INTO delivery_proof (delivery_id, content, manifest, signature) VALUES (?, '{}', ?, ?)
ON CONFLICT (delivery_id) DO UPDATE SET manifest = excluded.manifest, signature = excluded.signature
WHERE delivery_proof.manifest IS NULL`;
const LINES = 'SELECT * FROM delivered_line WHERE call_id = ? ORDER BY line, correction_id, bounced';
const FIND = 'SELECT * FROM delivery WHERE campaign = ? AND kind = ? AND period = ?';
const MARK = `UPDATE delivery SET state = 'delivered', delivered_at_ms = ? WHERE id = ? AND state = 'built'`;

const BEGIN_SENDING = `INSERT INTO sending (delivery_id, server, until_ms) VALUES (?, ?, ?)
ON CONFLICT (delivery_id) DO UPDATE SET server = excluded.server, until_ms = excluded.until_ms
WHERE sending.server = excluded.server OR sending.until_ms < ?`;

export class DeliveryRows implements DeliveryWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(campaign: string, kind: DeliveryKind, period: string) {
    const row = await this.#sql.get(FIND, campaign, kind, period);
    return row && deliveryOf(row);
  }

  /** Oldest first. */
  async all(campaign: string) {
    return (
      await this.#sql.all('SELECT * FROM delivery WHERE campaign = ? ORDER BY built_at_ms, id', campaign)
    ).map(deliveryOf);
  }

  async inState(state: DeliveryState) {
    return (
      await this.#sql.all('SELECT * FROM delivery WHERE state = ? ORDER BY built_at_ms, id', state)
    ).map(deliveryOf);
  }

  async isLineSent(callId: string, line: DeliveredLine['line']) {
    return (
      (await this.#sql.get('SELECT 1 FROM delivered_line WHERE call_id = ? AND line = ?', callId, line)) !==
      undefined
    );
  }

  /** AppError `delivery-already-built`: the file of that period, or one of its lines, stands already. */
  async add(row: DeliveryRow, lines: readonly DeliveredLine[], content: Partial<DeliveryContent> = {}) {
    const built = {
      code: 'delivery-already-built',
      message: 'Ce fichier, ou l’une de ses lignes, a déjà été livré.',
      hint: 'Rien à refaire : consultez les accusés de livraison de la campagne.',
    };
    await refuseDuplicate(built, async () => {
      await this.#sql.insert('delivery', row);
      await this.#sql.insert('delivery_proof', { deliveryId: row.id, content: JSON.stringify(content) });
      for (const line of lines) {
        await this.#sql.insert('delivered_line', { correctionId: '', bounced: false, ...line });
      }
    });
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM delivery WHERE id = ?', id);
    return row && deliveryOf(row);
  }

  async linesOfCall(callId: string) {
    return (await this.#sql.all(LINES, callId)).map(lineOf);
  }

  async proof(id: string): Promise<DeliveryProof | undefined> {
    const row = await this.#sql.get(PROOF, id);
    if (!row) return undefined;
    const manifest = textOrNull(row, 'manifest');
    return {
      content: proofJson(row, 'content', CONTENT),
      manifest,
      signature: textOrNull(row, 'signature'),
      deliveredAtMs: manifest === null ? null : instantOf(proofJson(row, 'manifest', MANIFEST)),
    };
  }

  async keepManifest(id: string, manifest: string, signature: string) {
    await this.#sql.run(KEEP, id, manifest, signature);
  }

  /** A second call changes nothing: the first time of delivery stands. */
  async markDelivered(id: string, atMs: number) {
    await this.#sql.run(MARK, atMs, id);
  }

  async beginSending(id: string, { nowMs, untilMs }: Parameters<DeliveryWriter['beginSending']>[1]) {
    if ((await this.#sql.run(BEGIN_SENDING, id, this.#name(), untilMs, nowMs)) === 1) return {};
    const row = await this.#sql.get('SELECT server FROM sending WHERE delivery_id = ?', id);
    return row ? { busy: text(row, 'server') } : {};
  }

  async endSending(id: string) {
    await this.#sql.run('DELETE FROM sending WHERE delivery_id = ? AND server = ?', id, this.#name());
  }

  /** '' of a command, which is nobody's rival. */
  #name(): string {
    return nameOf(this.#sql.server ?? '');
  }
}

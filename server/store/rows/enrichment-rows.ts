import type {
  EnrichmentLineRow,
  EnrichmentRequestRow,
  EnrichmentWriter,
} from '../../ports/rows/enrichments.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

function requestOf(row: Row): EnrichmentRequestRow {
  return {
    id: text(row, 'id'),
    campaign: text(row, 'campaign'),
    supplier: text(row, 'supplier'),
    fileName: text(row, 'file_name'),
    lines: int(row, 'lines'),
    createdAtMs: int(row, 'created_at_ms'),
    returnedAtMs: intOrNull(row, 'returned_at_ms'),
    attestedOn: textOrNull(row, 'attested_on'),
  };
}

function lineOf(row: Row): EnrichmentLineRow {
  return {
    lineId: text(row, 'line_id'),
    requestId: text(row, 'request_id'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
  };
}

const REQUESTS = 'SELECT * FROM enrichment_request WHERE campaign = ? ORDER BY created_at_ms, id';
const ASKABLE = `SELECT id FROM record INDEXED BY record_by_state
WHERE campaign = ?1 AND state IN ('closed', 'excluded') AND disposition IN (SELECT value FROM json_each(?2))
  AND NOT EXISTS (SELECT 1 FROM enrichment_line CROSS JOIN enrichment_request
    ON enrichment_request.id = enrichment_line.request_id
    WHERE enrichment_line.record_id = record.id AND enrichment_request.created_at_ms >= record.closed_at_ms)
ORDER BY id`;

export class EnrichmentRows implements EnrichmentWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async request(id: string) {
    const row = await this.#sql.get('SELECT * FROM enrichment_request WHERE id = ?', id);
    return row && requestOf(row);
  }

  async requests(campaign: string) {
    return (await this.#sql.all(REQUESTS, campaign)).map(requestOf);
  }

  async line(lineId: string) {
    const row = await this.#sql.get('SELECT * FROM enrichment_line WHERE line_id = ?', lineId);
    return row && lineOf(row);
  }

  async linesOf(requestId: string) {
    return (
      await this.#sql.all('SELECT * FROM enrichment_line WHERE request_id = ? ORDER BY line_id', requestId)
    ).map(lineOf);
  }

  async askable(campaign: string, codes: readonly string[]) {
    return (await this.#sql.all(ASKABLE, campaign, JSON.stringify(codes))).map((row) => int(row, 'id'));
  }

  async addRequest(row: EnrichmentRequestRow, lines: Parameters<EnrichmentWriter['addRequest']>[1]) {
    await this.#sql.insert('enrichment_request', row);
    for (const { lineId, recordId } of lines) {
      await this.#sql.insert('enrichment_line', {
        lineId,
        recordId,
        requestId: row.id,
        campaign: row.campaign,
      });
    }
  }

  async markReturned(id: string, atMs: number) {
    await this.#sql.run(
      'UPDATE enrichment_request SET returned_at_ms = coalesce(returned_at_ms, ?) WHERE id = ?',
      atMs,
      id,
    );
  }

  async markAttested(id: string, on: string) {
    await this.#sql.run(
      'UPDATE enrichment_request SET attested_on = coalesce(attested_on, ?) WHERE id = ?',
      on,
      id,
    );
  }
}

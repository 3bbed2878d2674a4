import type { AttestationRow, AttestationWriter } from '../../ports/rows/attestations.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function attestationOf(row: Row): AttestationRow {
  return {
    campaign: text(row, 'campaign'),
    copy: text(row, 'copy'),
    attestedBy: text(row, 'attested_by'),
    reference: text(row, 'reference'),
    recordedAtMs: int(row, 'recorded_at_ms'),
    recordedBy: text(row, 'recorded_by'),
  };
}

const OF_COPY = 'SELECT 1 FROM copy_attestation WHERE campaign = ? AND copy = ?';

export class AttestationRows implements AttestationWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCampaign(campaign: string) {
    return (
      await this.#sql.all('SELECT * FROM copy_attestation WHERE campaign = ? ORDER BY copy', campaign)
    ).map(attestationOf);
  }

  async add(row: AttestationRow) {
    if (await this.#sql.get(OF_COPY, row.campaign, row.copy)) return false;
    await this.#sql.insert('copy_attestation', row);
    return true;
  }
}

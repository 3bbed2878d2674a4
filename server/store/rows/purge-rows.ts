import type { PurgeRow, PurgeWriter } from '../../ports/rows/purges.ts';
import { int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';
import { campaignCounts, eraseCampaign } from './purge-erasure.ts';
import { blindSamples, sealedSamples } from './purge-samples.ts';

function purgeOf(row: Row): PurgeRow {
  return {
    campaign: text(row, 'campaign'),
    startedAtMs: int(row, 'started_at_ms'),
    step: text(row, 'step'),
    operator: text(row, 'operator'),
    reason: text(row, 'reason'),
    findings: text(row, 'findings'),
    finishedAtMs: intOrNull(row, 'finished_at_ms'),
  };
}

const KEEP = `INSERT INTO kept_figures (campaign, figures) VALUES (?, ?)
ON CONFLICT (campaign) DO UPDATE SET figures = excluded.figures`;

export class PurgeRows implements PurgeWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  byCampaign(campaign: string) {
    const row = this.#sql.get('SELECT * FROM purge WHERE campaign = ?', campaign);
    return row && purgeOf(row);
  }

  unfinished() {
    return this.#sql
      .all('SELECT * FROM purge WHERE finished_at_ms IS NULL ORDER BY started_at_ms, campaign')
      .map(purgeOf);
  }

  counts(campaign: string) {
    return campaignCounts(this.#sql, campaign);
  }

  sealedSamples(campaign: string, limit: number) {
    return sealedSamples(this.#sql, campaign, limit);
  }

  blindSamples(campaign: string, limit: number) {
    return blindSamples(this.#sql, campaign, limit);
  }

  keptFigures(campaign: string) {
    const row = this.#sql.get('SELECT figures FROM kept_figures WHERE campaign = ?', campaign);
    return row && text(row, 'figures');
  }

  /** AppError `purge-already-begun`: go on from its last step instead. */
  begin(row: PurgeRow) {
    const begun = {
      code: 'purge-already-begun',
      message: 'La purge de cette campagne a déjà commencé.',
      hint: 'Relancez « plateau purge run » : elle reprend à la dernière étape finie.',
    };
    refuseDuplicate(begun, () => this.#sql.insert('purge', row));
  }

  update(campaign: string, change: Partial<Pick<PurgeRow, 'step' | 'findings' | 'finishedAtMs'>>) {
    this.#sql.update('purge', { campaign }, change);
  }

  keepFigures(campaign: string, figures: string) {
    this.#sql.run(KEEP, campaign, figures);
  }

  eraseCampaign(campaign: string) {
    return eraseCampaign(this.#sql, campaign);
  }
}

import type { KeptFigures } from '../../domain/indicators/kept-figures.ts';
import type { PurgeRow, PurgeWriter } from '../../ports/rows/purges.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import { LEFT_BEHIND } from '../left-behind.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';
import { jsonColumns } from '../stored-json.ts';
import { campaignCounts, eraseCampaign } from './purge-erasure.ts';
import { blindSamples, sealedSamples } from './purge-samples.ts';
import { KEPT_FIGURES, PURGE_FINDINGS } from './purge-shapes.ts';
import { refuseBehind } from './refuse-behind.ts';

const purgeJson = jsonColumns('purge', 'campaign');
const figuresJson = jsonColumns('kept_figures', 'campaign');

function purgeOf(row: Row): PurgeRow {
  return {
    campaign: text(row, 'campaign'),
    startedAtMs: int(row, 'started_at_ms'),
    step: text(row, 'step'),
    operator: text(row, 'operator'),
    reason: text(row, 'reason'),
    findings: purgeJson(row, 'findings', PURGE_FINDINGS),
    end: endOf(row),
    finishedAtMs: intOrNull(row, 'finished_at_ms'),
  };
}

function endOf(row: Row): PurgeRow['end'] {
  const endedAtMs = intOrNull(row, 'ended_at_ms');
  if (endedAtMs === null) return null;
  return { endedAtMs, auditHead: { seq: int(row, 'head_seq'), hash: text(row, 'head_hash') } };
}

/** What is given of a row, as its columns hold it. */
function columnsOfPurge({ findings, end, ...rest }: Partial<PurgeRow>) {
  return {
    ...rest,
    findings: findings && JSON.stringify(findings),
    ...(end && { endedAtMs: end.endedAtMs, headSeq: end.auditHead.seq, headHash: end.auditHead.hash }),
  };
}

const KEEP = `INSERT INTO kept_figures (campaign, figures) VALUES (?, ?)
ON CONFLICT (campaign) DO UPDATE SET figures = excluded.figures`;

const LEFT = `SELECT * FROM purge WHERE finished_at_ms IS NULL AND ${LEFT_BEHIND} ORDER BY started_at_ms, campaign`;

const MINE = 'SELECT 1 AS mine FROM purge WHERE campaign = ? AND at_work = 1 AND server IS ?';
const REST = 'UPDATE purge SET at_work = 0 WHERE campaign = ? AND server IS ?';

export class PurgeRows implements PurgeWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byCampaign(campaign: string) {
    const row = await this.#sql.get('SELECT * FROM purge WHERE campaign = ?', campaign);
    return row && purgeOf(row);
  }

  async unfinished() {
    return (
      await this.#sql.all('SELECT * FROM purge WHERE finished_at_ms IS NULL ORDER BY started_at_ms, campaign')
    ).map(purgeOf);
  }

  async leftUnfinished(living: readonly string[]) {
    return (await this.#sql.all(LEFT, JSON.stringify(living))).map(purgeOf);
  }

  async counts(campaign: string) {
    return await campaignCounts(this.#sql, campaign);
  }

  async sealedSamples(campaign: string, limit: number) {
    return await sealedSamples(this.#sql, campaign, limit);
  }

  async blindSamples(campaign: string, limit: number) {
    return await blindSamples(this.#sql, campaign, limit);
  }

  async keptFigures(campaign: string) {
    const row = await this.#sql.get('SELECT * FROM kept_figures WHERE campaign = ?', campaign);
    return row && figuresJson(row, 'figures', KEPT_FIGURES);
  }

  /** AppError `purge-already-begun`: go on from its last step instead. */
  async begin(row: PurgeRow) {
    await refuseBehind(this.#sql);
    const begun = {
      code: 'purge-already-begun',
      message: 'La purge de cette campagne a déjà commencé.',
      hint: 'Relancez « plateau purge run » : elle reprend à la dernière étape finie.',
    };
    await refuseDuplicate(begun, () =>
      this.#sql.insert('purge', { ...columnsOfPurge(row), server: this.#sql.server }),
    );
  }

  async takeUp(campaign: string) {
    await this.#sql.update('purge', { campaign }, { server: this.#sql.server, atWork: true });
  }

  async workingOn(campaign: string) {
    const row = await this.#sql.get('SELECT server FROM purge WHERE campaign = ? AND at_work = 1', campaign);
    return row && (textOrNull(row, 'server') ?? undefined);
  }

  async isMine(campaign: string) {
    return (await this.#sql.get(MINE, campaign, this.#sql.server)) !== undefined;
  }

  async rest(campaign: string) {
    await this.#sql.run(REST, campaign, this.#sql.server);
  }

  async update(campaign: string, change: Parameters<PurgeWriter['update']>[1]) {
    await this.#sql.update('purge', { campaign }, columnsOfPurge(change));
  }

  async keepFigures(campaign: string, figures: KeptFigures) {
    await this.#sql.run(KEEP, campaign, JSON.stringify(figures));
  }

  async eraseCampaign(campaign: string) {
    await refuseBehind(this.#sql);
    return await eraseCampaign(this.#sql, campaign);
  }
}

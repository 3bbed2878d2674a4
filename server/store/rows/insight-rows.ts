import * as z from 'zod';
import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import type { Period } from '../../../shared/time.ts';
import { GIFT_BAND_BOUNDS_MINOR } from '../../domain/indicators/insight-counts.ts';
import type {
  CrossColumn,
  CrossCount,
  HeardStep,
  HourCount,
  InsightReader,
  ProfileCount,
  TalkCount,
} from '../../ports/rows/insights.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';
import { STANDING } from './undo-rows.ts';

const HOUR_MS = 3_600_000;
const CALLED = `SELECT count(DISTINCT record_id) AS n FROM call INDEXED BY call_campaign
WHERE campaign = ? AND ended_at_ms < ? AND ${STANDING}`;
/** Numbers are bound as REAL: the bounds are compared, never divided. */
const byHour = (
  atMs: string,
  from: string,
) => `SELECT ${atMs} / ${HOUR_MS} AS hour, disposition, count(*) AS n
FROM ${from} AND ${atMs} >= ? AND ${atMs} < ? GROUP BY hour, disposition ORDER BY hour, disposition`;
const CALLS_BY_HOUR = byHour(
  'ended_at_ms',
  `call INDEXED BY call_campaign WHERE ${STANDING} AND campaign = ?`,
);
const CLOSINGS_BY_HOUR = byHour(
  'closed_at_ms',
  `record INDEXED BY record_by_state WHERE campaign = ? AND state IN ('closed', 'excluded')`,
);
/** Index in GIFT_BANDS of a record. */
export const BAND = GIFT_BAND_BOUNDS_MINOR.map(
  (bound) => `CASE WHEN record.monthly_minor >= ${bound} THEN 1 ELSE 0 END`,
).join(' + ');
const PROFILES = `SELECT record.segment, ${BAND} AS band,
  CASE WHEN closed_at_ms < ?2 THEN disposition END AS disposition, count(*) AS n
FROM contact_file CROSS JOIN record INDEXED BY record_contact_file ON record.contact_file_id = contact_file.id
WHERE contact_file.campaign = ?1 AND contact_file.state = 'imported' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 NULLS FIRST`;
const TALKS = `SELECT record.segment, ${BAND} AS band, record.seniority, coalesce(call.theme, '') AS theme,
  call.disposition, count(*) AS n
FROM call INDEXED BY call_campaign CROSS JOIN record ON record.id = call.record_id
WHERE call.campaign = ? AND call.ended_at_ms >= ? AND call.ended_at_ms < ? AND ${STANDING}
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3 NULLS FIRST, 4, 5`;

/** Steps in which an answer of the list was pressed (`version node answer`), or an objection heard. */
const HEARD = `SELECT call.call_id, call.disposition, record.segment, record.seniority, call.script_version,
  step.value ->> 'node' AS node, step.value ->> 'answer' AS answer,
  coalesce(step.value ->> 'objections', '[]') AS objections
FROM call INDEXED BY call_campaign CROSS JOIN record ON record.id = call.record_id, json_each(call.path) AS step
WHERE call.campaign = ? AND call.ended_at_ms >= ? AND call.ended_at_ms < ? AND call.path <> '[]' AND ${STANDING}
  AND (step.value ->> 'objections' IS NOT NULL
    OR (call.script_version || ' ' || (step.value ->> 'node') || ' ' || (step.value ->> 'answer')) IN (SELECT value FROM json_each(?)))
ORDER BY call.ended_at_ms, call.call_id, step.key`;

/** What the base says of a call for each dimension; a declared profile is asked by its name. */
const CROSSED = {
  segment: 'record.segment',
  band: BAND,
  seniority: 'record.seniority',
  theme: `coalesce(call.theme, '')`,
  hour: `call.ended_at_ms / ${HOUR_MS}`,
  path: `call.script_version || (SELECT coalesce(group_concat(' ' || (step.value ->> 'node'), ''), '') FROM json_each(call.path) AS step)`,
  script: 'call.script_version',
  agent: 'call.agent',
  country: 'record.country',
} satisfies Record<Extract<CrossColumn, string>, string>;
const crossing = (
  row: string,
  column: string,
) => `SELECT CAST(${row} AS TEXT) AS a, CAST(${column} AS TEXT) AS b,
  call.disposition, CASE WHEN call.disposition IN (SELECT value FROM json_each(?)) THEN call.call_id END AS call_id, count(*) AS n
FROM call INDEXED BY call_campaign CROSS JOIN record ON record.id = call.record_id
WHERE call.campaign = ? AND call.ended_at_ms >= ? AND call.ended_at_ms < ? AND ${STANDING} GROUP BY 1, 2, 3, 4
ORDER BY 1 NULLS FIRST, 2 NULLS FIRST, 3, 4 NULLS FIRST`;
const AGREEMENTS = JSON.stringify(
  DISPOSITIONS.filter(({ form }) => form === 'agreement').map(({ code }) => code),
);

function hourOf(row: Row): HourCount {
  return {
    hourStartMs: int(row, 'hour') * HOUR_MS,
    disposition: text(row, 'disposition'),
    count: int(row, 'n'),
  };
}

function profileOf(row: Row): ProfileCount {
  return {
    segment: text(row, 'segment'),
    band: int(row, 'band'),
    disposition: textOrNull(row, 'disposition'),
    count: int(row, 'n'),
  };
}

function talkOf(row: Row): TalkCount {
  return {
    segment: text(row, 'segment'),
    band: int(row, 'band'),
    seniority: intOrNull(row, 'seniority'),
    theme: text(row, 'theme'),
    disposition: text(row, 'disposition'),
    calls: int(row, 'n'),
  };
}

const json = jsonColumns('call', 'call_id');
const OBJECTIONS = z.array(z.string());

function heardOf(row: Row): HeardStep {
  return {
    callId: text(row, 'call_id'),
    disposition: text(row, 'disposition'),
    segment: text(row, 'segment'),
    seniority: intOrNull(row, 'seniority'),
    scriptVersion: text(row, 'script_version'),
    node: text(row, 'node'),
    answer: textOrNull(row, 'answer'),
    objections: json(row, 'objections', OBJECTIONS),
  };
}

function crossOf(row: Row): CrossCount {
  return {
    row: textOrNull(row, 'a'),
    column: textOrNull(row, 'b'),
    disposition: text(row, 'disposition'),
    callId: textOrNull(row, 'call_id'),
    calls: int(row, 'n'),
  };
}

export class InsightRows implements InsightReader {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async called(campaign: string, toMs: number) {
    return await this.#sql.count(CALLED, campaign, toMs);
  }

  async callsByHour(campaign: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(CALLS_BY_HOUR, campaign, fromMs, toMs)).map(hourOf);
  }

  async closingsByHour(campaign: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(CLOSINGS_BY_HOUR, campaign, fromMs, toMs)).map(hourOf);
  }

  async profiles(campaign: string, toMs: number) {
    return (await this.#sql.all(PROFILES, campaign, toMs)).map(profileOf);
  }

  async heard(campaign: string, { fromMs, toMs }: Period, answers: readonly string[]) {
    return (await this.#sql.all(HEARD, campaign, fromMs, toMs, JSON.stringify(answers))).map(heardOf);
  }

  async crossed(
    campaign: string,
    { fromMs, toMs }: Period,
    columns: readonly [CrossColumn, CrossColumn],
  ): Promise<readonly CrossCount[]> {
    const [row, column] = columns.map((one) =>
      typeof one === 'string' ? CROSSED[one] : 'record.classes ->> ?',
    );
    const profiles = columns.flatMap((one) => (typeof one === 'string' ? [] : [one.profile]));
    return (
      await this.#sql.all(crossing(row ?? '', column ?? ''), ...profiles, AGREEMENTS, campaign, fromMs, toMs)
    ).map(crossOf);
  }

  async talks(campaign: string, { fromMs, toMs }: Period) {
    return (await this.#sql.all(TALKS, campaign, fromMs, toMs)).map(talkOf);
  }
}

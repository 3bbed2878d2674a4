import * as z from 'zod';
import type { BreachEventKind } from '../../domain/papers/breach.ts';
import type { BreachEventRow, BreachRow, BreachWriter } from '../../ports/rows/breaches.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { jsonColumns } from '../stored-json.ts';
import { BREACH_FACTS, BREACH_KIND_LIST } from './breach-shapes.ts';

const json = jsonColumns('breach', 'id');
const CODES = z.array(z.string());

function breachOf(row: Row): BreachRow {
  return {
    id: text(row, 'id'),
    kinds: json(row, 'kinds', BREACH_KIND_LIST),
    campaigns: json(row, 'campaigns', CODES),
    discoveredAtMs: int(row, 'discovered_at_ms'),
    openedAtMs: int(row, 'opened_at_ms'),
    author: text(row, 'author'),
    reason: text(row, 'reason'),
    facts: json(row, 'facts', BREACH_FACTS),
  };
}

function eventOf(row: Row): BreachEventRow {
  return {
    breachId: text(row, 'breach_id'),
    rank: int(row, 'rank'),
    kind: text(row, 'kind') as BreachEventKind,
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    text: text(row, 'text'),
  };
}

export class BreachRows implements BreachWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM breach WHERE id = ?', id);
    return row && breachOf(row);
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM breach ORDER BY opened_at_ms, id')).map(breachOf);
  }

  async eventsOf(id: string) {
    return (await this.#sql.all('SELECT * FROM breach_event WHERE breach_id = ? ORDER BY rank', id)).map(
      eventOf,
    );
  }

  async exposure(campaign: string) {
    const records = await this.#sql.count('SELECT count(*) AS n FROM record WHERE campaign = ?', campaign);
    const called = await this.#sql.count(
      'SELECT count(*) AS n FROM record WHERE campaign = ? AND attempts > 0',
      campaign,
    );
    return { records, called };
  }

  async add({ kinds, campaigns, facts, ...row }: BreachRow) {
    const lists = { kinds: JSON.stringify(kinds), campaigns: JSON.stringify(campaigns) };
    await this.#sql.insert('breach', { ...row, ...lists, facts: JSON.stringify(facts) });
  }

  async addEvent(row: BreachEventRow) {
    await this.#sql.insert('breach_event', row);
  }
}

import type { BreachEventKind } from '../../domain/papers/breach.ts';
import type { BreachEventRow, BreachRow, BreachWriter } from '../../ports/rows/breaches.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

function breachOf(row: Row): BreachRow {
  return {
    id: text(row, 'id'),
    kinds: JSON.parse(text(row, 'kinds')) as BreachRow['kinds'],
    campaigns: JSON.parse(text(row, 'campaigns')) as BreachRow['campaigns'],
    discoveredAtMs: int(row, 'discovered_at_ms'),
    openedAtMs: int(row, 'opened_at_ms'),
    author: text(row, 'author'),
    reason: text(row, 'reason'),
    facts: JSON.parse(text(row, 'facts')) as BreachRow['facts'],
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

  byId(id: string) {
    const row = this.#sql.get('SELECT * FROM breach WHERE id = ?', id);
    return row && breachOf(row);
  }

  all() {
    return this.#sql.all('SELECT * FROM breach ORDER BY opened_at_ms, id').map(breachOf);
  }

  eventsOf(id: string) {
    return this.#sql.all('SELECT * FROM breach_event WHERE breach_id = ? ORDER BY rank', id).map(eventOf);
  }

  exposure(campaign: string) {
    const records = this.#sql.count('SELECT count(*) AS n FROM record WHERE campaign = ?', campaign);
    const called = this.#sql.count(
      'SELECT count(*) AS n FROM record WHERE campaign = ? AND attempts > 0',
      campaign,
    );
    return { records, called };
  }

  add({ kinds, campaigns, facts, ...row }: BreachRow) {
    const lists = { kinds: JSON.stringify(kinds), campaigns: JSON.stringify(campaigns) };
    this.#sql.insert('breach', { ...row, ...lists, facts: JSON.stringify(facts) });
  }

  addEvent(row: BreachEventRow) {
    this.#sql.insert('breach_event', row);
  }
}

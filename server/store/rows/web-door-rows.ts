import type { WebDoorWriter, WebLinkRow, WebSessionRow } from '../../ports/rows/web-door.ts';
import { int, intOrNull, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const SESSIONS_OF = 'SELECT * FROM web_session WHERE participant = ? ORDER BY seen_at_ms DESC, id';

function linkOf(row: Row): WebLinkRow {
  return {
    tokenHash: text(row, 'token_hash'),
    participant: text(row, 'participant'),
    madeAtMs: int(row, 'made_at_ms'),
    usedAtMs: intOrNull(row, 'used_at_ms'),
  };
}

function sessionOf(row: Row): WebSessionRow {
  return {
    id: text(row, 'id'),
    tokenHash: text(row, 'token_hash'),
    participant: text(row, 'participant'),
    openedAtMs: int(row, 'opened_at_ms'),
    seenAtMs: int(row, 'seen_at_ms'),
  };
}

export class WebDoorRows implements WebDoorWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async link(tokenHash: string) {
    const row = await this.#sql.get('SELECT * FROM web_link WHERE token_hash = ?', tokenHash);
    return row && linkOf(row);
  }

  async session(tokenHash: string) {
    const row = await this.#sql.get('SELECT * FROM web_session WHERE token_hash = ?', tokenHash);
    return row && sessionOf(row);
  }

  async sessionsOf(participant: string) {
    return (await this.#sql.all(SESSIONS_OF, participant)).map(sessionOf);
  }

  async withSessions() {
    const rows = await this.#sql.all('SELECT DISTINCT participant FROM web_session ORDER BY participant');
    return rows.map((row) => text(row, 'participant'));
  }

  async addLink(row: Parameters<WebDoorWriter['addLink']>[0]) {
    await this.#sql.insert('web_link', { ...row });
  }

  async useLink(tokenHash: string, atMs: number) {
    await this.#sql.run('UPDATE web_link SET used_at_ms = ? WHERE token_hash = ?', atMs, tokenHash);
  }

  async addSession(row: WebSessionRow) {
    await this.#sql.insert('web_session', { ...row });
  }

  async seeSession(tokenHash: string, atMs: number) {
    await this.#sql.run('UPDATE web_session SET seen_at_ms = ? WHERE token_hash = ?', atMs, tokenHash);
  }

  async endSession(tokenHash: string) {
    await this.#sql.run('DELETE FROM web_session WHERE token_hash = ?', tokenHash);
  }

  async endAllOf(participant: string) {
    await this.#sql.run('DELETE FROM web_link WHERE participant = ?', participant);
    return await this.#sql.run('DELETE FROM web_session WHERE participant = ?', participant);
  }

  async dropBefore({ linksMs, sessionsMs }: Parameters<WebDoorWriter['dropBefore']>[0]) {
    const links = await this.#sql.run('DELETE FROM web_link WHERE made_at_ms < ?', linksMs);
    return links + (await this.#sql.run('DELETE FROM web_session WHERE seen_at_ms < ?', sessionsMs));
  }
}

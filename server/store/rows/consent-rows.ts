import type { ConsentKind, ConsentRow, ConsentWriter } from '../../ports/rows/consents.ts';
import { int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';
import { parsedCell } from '../stored-json.ts';
import { CONSENT_STATEMENT } from './consent-shape.ts';

function consentOf(row: Row): ConsentRow {
  return {
    callId: text(row, 'call_id'),
    version: int(row, 'version'),
    campaign: text(row, 'campaign'),
    recordId: int(row, 'record_id'),
    kind: text(row, 'kind') as ConsentKind,
    atMs: int(row, 'at_ms'),
    author: text(row, 'author'),
    statement: text(row, 'statement'),
    digest: text(row, 'digest'),
    auditSeq: int(row, 'audit_seq'),
  };
}

export class ConsentRows implements ConsentWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCall(callId: string) {
    return (await this.#sql.all('SELECT * FROM consent WHERE call_id = ? ORDER BY version', callId)).map(
      consentOf,
    );
  }

  async stated({ callId, version, statement }: Pick<ConsentRow, 'callId' | 'version' | 'statement'>) {
    const cell = { table: 'consent', key: `${callId} ${version}`, column: 'statement' };
    return parsedCell(statement, cell, CONSENT_STATEMENT);
  }

  async add(row: ConsentRow) {
    const exists = {
      code: 'consent-exists',
      message: 'Ce consentement vient d’être modifié par quelqu’un d’autre.',
      hint: 'Regardez où il en est (plateau consent show), puis recommencez si besoin.',
    };
    await refuseDuplicate(exists, () => this.#sql.insert('consent', row));
  }
}

import type { Country } from '../../../shared/country.ts';
import type { Contract } from '../../domain/staff/contract.ts';
import type { ContractKind, ContractProof } from '../../domain/staff/contract-kinds.ts';
import type { ContractWriter } from '../../ports/rows/contracts.ts';
import { int, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';

function contractOf(row: Row): Contract {
  return {
    id: text(row, 'id'),
    account: text(row, 'account'),
    kind: text(row, 'kind') as ContractKind,
    country: text(row, 'country') as Country,
    startsOn: text(row, 'starts_on'),
    endsOn: textOrNull(row, 'ends_on'),
    proof: text(row, 'proof') as ContractProof,
    seenBy: text(row, 'seen_by'),
    seenAtMs: int(row, 'seen_at_ms'),
  };
}

export class ContractRows implements ContractWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  of(account: string) {
    return this.#sql.kept(`contracts ${account}`, () =>
      this.#sql.all('SELECT * FROM contract WHERE account = ? ORDER BY starts_on', account).map(contractOf),
    );
  }

  all() {
    return this.#sql.all('SELECT * FROM contract ORDER BY account, starts_on').map(contractOf);
  }

  add(row: Contract) {
    this.#sql.insert('contract', { ...row });
  }

  end(id: string, endsOn: string) {
    this.#sql.run('UPDATE contract SET ends_on = ? WHERE id = ?', endsOn, id);
  }

  dropEndedBefore(day: string) {
    return this.#sql.run('DELETE FROM contract WHERE ends_on < ?', day);
  }
}

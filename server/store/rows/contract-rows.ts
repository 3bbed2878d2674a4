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

  async of(account: string) {
    return await this.#sql.kept(`contracts ${account}`, async () =>
      (await this.#sql.all('SELECT * FROM contract WHERE account = ? ORDER BY starts_on', account)).map(
        contractOf,
      ),
    );
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM contract ORDER BY account, starts_on')).map(contractOf);
  }

  async add(row: Contract) {
    await this.#sql.insert('contract', { ...row });
  }

  async end(id: string, endsOn: string) {
    await this.#sql.run('UPDATE contract SET ends_on = ? WHERE id = ?', endsOn, id);
  }

  async dropEndedBefore(day: string) {
    return await this.#sql.run('DELETE FROM contract WHERE ends_on < ?', day);
  }
}

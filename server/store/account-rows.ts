import type { Role } from '../../shared/roles.ts';
import type { AccountRow, AccountWriter, SessionRow } from '../ports/rows/accounts.ts';
import { flag, int, intOrNull, type Row, text } from './columns.ts';
import type { Sql } from './sql.ts';
import { refuseDuplicate } from './sql-failures.ts';

function accountOf(row: Row): AccountRow {
  return {
    id: text(row, 'id'),
    login: text(row, 'login'),
    displayName: text(row, 'display_name'),
    role: text(row, 'role') as Role,
    passwordHash: text(row, 'password_hash'),
    validFromMs: int(row, 'valid_from_ms'),
    validToMs: int(row, 'valid_to_ms'),
    campaigns: JSON.parse(text(row, 'campaigns')),
    failures: int(row, 'failures'),
    lockedUntilMs: intOrNull(row, 'locked_until_ms'),
    disabled: flag(row, 'disabled'),
  };
}

function sessionOf(row: Row): SessionRow {
  return {
    tokenHash: text(row, 'token_hash'),
    account: text(row, 'account'),
    createdAtMs: int(row, 'created_at_ms'),
    expiresAtMs: int(row, 'expires_at_ms'),
  };
}

export class AccountRows implements AccountWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  byLogin(login: string) {
    const row = this.#sql.get('SELECT * FROM account WHERE login = ?', login);
    return row && accountOf(row);
  }

  byId(id: string) {
    const row = this.#sql.get('SELECT * FROM account WHERE id = ?', id);
    return row && accountOf(row);
  }

  all() {
    return this.#sql.all('SELECT * FROM account ORDER BY login').map(accountOf);
  }

  session(tokenHash: string) {
    const row = this.#sql.get('SELECT * FROM session WHERE token_hash = ?', tokenHash);
    return row && sessionOf(row);
  }

  /** AppError `account-exists` for a login or an id already given. */
  insert(row: AccountRow) {
    const taken = {
      code: 'account-exists',
      message: 'Cet identifiant de connexion est déjà pris.',
      hint: 'Choisissez un autre identifiant, ou modifiez le compte existant.',
    };
    refuseDuplicate(taken, () =>
      this.#sql.insert('account', { ...row, campaigns: JSON.stringify(row.campaigns) }),
    );
  }

  update(id: string, change: Partial<Omit<AccountRow, 'id' | 'login'>>) {
    const campaigns = change.campaigns && JSON.stringify(change.campaigns);
    this.#sql.update('account', { id }, { ...change, campaigns });
  }

  addSession(row: SessionRow) {
    this.#sql.insert('session', row);
  }

  endSession(tokenHash: string) {
    this.#sql.run('DELETE FROM session WHERE token_hash = ?', tokenHash);
  }

  endSessionsOf(account: string) {
    return this.#sql.run('DELETE FROM session WHERE account = ?', account);
  }

  dropExpiredSessions(nowMs: number) {
    return this.#sql.run('DELETE FROM session WHERE expires_at_ms <= ?', nowMs);
  }
}

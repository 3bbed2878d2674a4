import * as z from 'zod';
import type { Role } from '../../../shared/roles.ts';
import type {
  AccountCodeRow,
  AccountKeyRow,
  AccountPlaceRow,
  AccountRow,
  AccountUnlockRow,
  AccountWriter,
  CodeOfferRow,
  OpenSessionRow,
  SessionRow,
  SessionScope,
} from '../../ports/rows/accounts.ts';
import { bytes, flag, int, type Row, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { refuseDuplicate } from '../sql-failures.ts';
import { jsonColumns } from '../stored-json.ts';

const json = jsonColumns('account', 'id');
const CODES = z.array(z.string());

const VISIT = `INSERT INTO account_visit (account, sessions, last_at_ms) VALUES (?, 1, ?)
ON CONFLICT (account) DO UPDATE SET sessions = account_visit.sessions + 1, last_at_ms = excluded.last_at_ms`;

const SEE_PLACE = `INSERT INTO account_place (account, place, seen_at_ms) VALUES (?, ?, ?)
ON CONFLICT (account, place) DO UPDATE SET seen_at_ms = excluded.seen_at_ms`;
const DROP_OLDEST_PLACES = `DELETE FROM account_place WHERE account = ? AND place NOT IN
  (SELECT place FROM account_place WHERE account = ? ORDER BY seen_at_ms DESC, place LIMIT ?)`;
const USABLE = 'account = ? AND word_hash = ? AND expires_at_ms > ? AND tries > 0';

const BEARER = `SELECT session.*, account.* FROM session CROSS JOIN account ON account.id = session.account
WHERE token_hash = ?`;

function accountOf(row: Row): AccountRow {
  return {
    id: text(row, 'id'),
    login: text(row, 'login'),
    displayName: text(row, 'display_name'),
    role: text(row, 'role') as Role,
    passwordHash: text(row, 'password_hash'),
    validFromMs: int(row, 'valid_from_ms'),
    validToMs: int(row, 'valid_to_ms'),
    campaigns: json(row, 'campaigns', CODES),
    disabled: flag(row, 'disabled'),
    owesPassphrase: flag(row, 'owes_passphrase'),
  };
}

function sessionOf(row: Row): OpenSessionRow {
  return {
    tokenHash: text(row, 'token_hash'),
    account: text(row, 'account'),
    createdAtMs: int(row, 'created_at_ms'),
    expiresAtMs: int(row, 'expires_at_ms'),
    scope: text(row, 'scope') as SessionScope,
    number: int(row, 'number'),
    // Opened before this was noted.
    seenAtMs: Math.max(int(row, 'seen_at_ms'), int(row, 'created_at_ms')),
  };
}

function keyOf(row: Row): AccountKeyRow {
  return {
    fingerprint: text(row, 'fingerprint'),
    account: text(row, 'account'),
    kind: text(row, 'kind'),
    addedAtMs: int(row, 'added_at_ms'),
    addedBy: text(row, 'added_by'),
  };
}

function codeOf(row: Row): AccountCodeRow {
  return {
    account: text(row, 'account'),
    sealed: bytes(row, 'sealed'),
    lastStep: int(row, 'last_step'),
    addedAtMs: int(row, 'added_at_ms'),
  };
}

export class AccountRows implements AccountWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async byLogin(login: string) {
    const row = await this.#sql.get('SELECT * FROM account WHERE login = ?', login);
    return row && accountOf(row);
  }

  async byId(id: string) {
    const row = await this.#sql.get('SELECT * FROM account WHERE id = ?', id);
    return row && accountOf(row);
  }

  async all() {
    return (await this.#sql.all('SELECT * FROM account ORDER BY login')).map(accountOf);
  }

  async session(tokenHash: string) {
    const row = await this.#sql.get('SELECT * FROM session WHERE token_hash = ?', tokenHash);
    return row && sessionOf(row);
  }

  async bearer(tokenHash: string) {
    const row = await this.#sql.get(BEARER, tokenHash);
    return row && { session: sessionOf(row), account: accountOf(row) };
  }

  /** AppError `account-exists` for a login or an id already given. */
  async insert(row: AccountRow) {
    const taken = {
      code: 'account-exists',
      message: 'Cet identifiant de connexion est déjà pris.',
      hint: 'Choisissez un autre identifiant, ou modifiez le compte existant.',
    };
    await refuseDuplicate(taken, () =>
      this.#sql.insert('account', { ...row, campaigns: JSON.stringify(row.campaigns) }),
    );
  }

  async update(id: string, change: Partial<Omit<AccountRow, 'id' | 'login'>>) {
    const campaigns = change.campaigns && JSON.stringify(change.campaigns);
    await this.#sql.update('account', { id }, { ...change, campaigns });
  }

  async sessionsOf(account: string) {
    return (
      await this.#sql.all('SELECT * FROM session WHERE account = ? ORDER BY created_at_ms, number', account)
    ).map(sessionOf);
  }

  async withSessions() {
    return (await this.#sql.all('SELECT DISTINCT account FROM session ORDER BY account')).map((row) =>
      text(row, 'account'),
    );
  }

  async lastLoginAtMs(account: string) {
    const row = await this.#sql.get('SELECT last_at_ms FROM account_visit WHERE account = ?', account);
    return row && int(row, 'last_at_ms');
  }

  async addSession(row: SessionRow) {
    await this.#sql.run(VISIT, row.account, row.createdAtMs);
    const visit = await this.#sql.get('SELECT sessions FROM account_visit WHERE account = ?', row.account);
    const number = visit ? int(visit, 'sessions') : 1;
    await this.#sql.insert('session', { scope: 'full', ...row, number, seenAtMs: row.createdAtMs });
  }

  async changeSession(tokenHash: string, change: Parameters<AccountWriter['changeSession']>[1]) {
    await this.#sql.update('session', { token_hash: tokenHash }, change);
  }

  async endSession(tokenHash: string) {
    await this.#sql.run('DELETE FROM session WHERE token_hash = ?', tokenHash);
  }

  async endSessionsOf(account: string) {
    return await this.#sql.run('DELETE FROM session WHERE account = ?', account);
  }

  async dropExpiredSessions(nowMs: number) {
    return await this.#sql.run('DELETE FROM session WHERE expires_at_ms <= ?', nowMs);
  }

  async key(fingerprint: string) {
    const row = await this.#sql.get('SELECT * FROM account_key WHERE fingerprint = ?', fingerprint);
    return row && keyOf(row);
  }

  async keysOf(account: string) {
    return (
      await this.#sql.all(
        'SELECT * FROM account_key WHERE account = ? ORDER BY added_at_ms, fingerprint',
        account,
      )
    ).map(keyOf);
  }

  /** AppError `account-key-exists` for a key already registered, whoever holds it. */
  async addKey(row: AccountKeyRow) {
    const taken = {
      code: 'account-key-exists',
      message: 'Cette clé est déjà enregistrée.',
      hint: 'Chaque personne a sa propre clé : faites-en une nouvelle (ssh-keygen -t ed25519).',
    };
    await refuseDuplicate(taken, () => this.#sql.insert('account_key', { ...row }));
  }

  async removeKey(account: string, fingerprint: string) {
    return await this.#sql.run(
      'DELETE FROM account_key WHERE account = ? AND fingerprint = ?',
      account,
      fingerprint,
    );
  }

  async codeSecret(account: string) {
    const row = await this.#sql.get('SELECT * FROM account_code WHERE account = ?', account);
    return row && codeOf(row);
  }

  async setCodeSecret(row: AccountCodeRow) {
    await this.removeCodeSecret(row.account);
    await this.#sql.insert('account_code', { ...row });
  }

  async removeCodeSecret(account: string) {
    return await this.#sql.run('DELETE FROM account_code WHERE account = ?', account);
  }

  async codeOffer(account: string): Promise<CodeOfferRow | undefined> {
    const row = await this.#sql.get('SELECT * FROM account_code_offer WHERE account = ?', account);
    if (!row) return undefined;
    return { account, sealed: bytes(row, 'sealed'), offeredAtMs: int(row, 'offered_at_ms') };
  }

  async offerCode(row: CodeOfferRow) {
    await this.removeCodeOffer(row.account);
    await this.#sql.insert('account_code_offer', { ...row });
  }

  async removeCodeOffer(account: string) {
    await this.#sql.run('DELETE FROM account_code_offer WHERE account = ?', account);
  }

  async spendCode(account: string, step: number) {
    const source = 'UPDATE account_code SET last_step = ? WHERE account = ? AND last_step < ?';
    return (await this.#sql.run(source, step, account, step)) === 1;
  }

  async hasPlace(place: string, account: string | undefined) {
    const row =
      account === undefined
        ? await this.#sql.get('SELECT 1 AS n FROM account_place WHERE place = ? LIMIT 1', place)
        : await this.#sql.get(
            'SELECT 1 AS n FROM account_place WHERE account = ? AND place = ?',
            account,
            place,
          );
    return row !== undefined;
  }

  async addPlace({ account, place, seenAtMs }: AccountPlaceRow, most: number) {
    await this.#sql.run(SEE_PLACE, account, place, seenAtMs);
    await this.#sql.run(DROP_OLDEST_PLACES, account, account, most);
  }

  async dropPlaces(beforeMs: number) {
    await this.#sql.run('DELETE FROM account_place WHERE seen_at_ms < ?', beforeMs);
  }

  async hasUnlock(account: string, wordHash: string, nowMs: number) {
    return (
      (await this.#sql.get(`SELECT 1 AS n FROM account_unlock WHERE ${USABLE}`, account, wordHash, nowMs)) !==
      undefined
    );
  }

  async setUnlock(row: AccountUnlockRow) {
    await this.endUnlock(row.account);
    await this.#sql.insert('account_unlock', { ...row });
  }

  async takeUnlock(account: string, wordHash: string, nowMs: number) {
    const source = `UPDATE account_unlock SET tries = tries - 1 WHERE ${USABLE}`;
    return (await this.#sql.run(source, account, wordHash, nowMs)) === 1;
  }

  async endUnlock(account: string) {
    await this.#sql.run('DELETE FROM account_unlock WHERE account = ?', account);
  }
}

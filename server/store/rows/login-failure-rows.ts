import type { FailureKey, FailureRow, LoginFailureWriter } from '../../ports/rows/login-failures.ts';
import { int, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const OF = 'SELECT * FROM login_failure WHERE kind = ? AND digest = ?';
/** Changes nothing, and locks the row where there are many writers. */
const HOLD = 'UPDATE login_failure SET count = count WHERE kind = ? AND digest = ?';
const ADD = `INSERT INTO login_failure (kind, digest, login_digest, count, last_ms) VALUES (?, ?, ?, 1, ?)
ON CONFLICT (kind, digest) DO UPDATE SET last_ms = excluded.last_ms,
  count = CASE WHEN excluded.last_ms - login_failure.last_ms < ? THEN login_failure.count + 1 ELSE 1 END`;
const TAKE_BACK = `UPDATE login_failure
SET count = count - 1, last_ms = CASE WHEN last_ms = ? THEN ? ELSE last_ms END
WHERE kind = ? AND digest = ?`;
const BEYOND = `DELETE FROM login_failure WHERE kind = ? AND last_ms <=
  (SELECT last_ms FROM login_failure WHERE kind = ? ORDER BY last_ms DESC LIMIT 1 OFFSET ?)`;
const TAKE_QUIET = `INSERT INTO quiet_try (digest, from_ms, taken) VALUES (?, ?, 1)
ON CONFLICT (digest) DO UPDATE SET
  taken = CASE WHEN quiet_try.from_ms BETWEEN ? AND excluded.from_ms THEN quiet_try.taken + 1 ELSE 1 END,
  from_ms = CASE WHEN quiet_try.from_ms BETWEEN ? AND excluded.from_ms THEN quiet_try.from_ms ELSE excluded.from_ms END
WHERE quiet_try.taken < ? OR quiet_try.from_ms NOT BETWEEN ? AND excluded.from_ms`;
const KINDS: readonly FailureKey['kind'][] = ['pair', 'login', 'address', 'key'];

export class LoginFailureRows implements LoginFailureWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of({ kind, digest }: FailureKey): Promise<FailureRow | undefined> {
    const row = await this.#sql.get(OF, kind, digest);
    return (
      row && { kind, digest: text(row, 'digest'), count: int(row, 'count'), lastMs: int(row, 'last_ms') }
    );
  }

  async hold({ kind, digest }: FailureKey) {
    await this.#sql.run(HOLD, kind, digest);
  }

  async add(
    { kind, digest, loginDigest }: FailureKey & { readonly loginDigest: string | undefined },
    { nowMs, forgetMs }: { readonly nowMs: number; readonly forgetMs: number },
  ) {
    await this.#sql.run(ADD, kind, digest, loginDigest ?? null, nowMs, forgetMs);
  }

  async takeBack(
    { kind, digest }: FailureKey,
    { atMs, beforeMs }: { readonly atMs: number; readonly beforeMs: number },
  ) {
    await this.#sql.run(TAKE_BACK, atMs, beforeMs, kind, digest);
    await this.#sql.run(
      'DELETE FROM login_failure WHERE kind = ? AND digest = ? AND count <= 0',
      kind,
      digest,
    );
  }

  async forget({ kind, digest }: FailureKey) {
    await this.#sql.run('DELETE FROM login_failure WHERE kind = ? AND digest = ?', kind, digest);
  }

  async forgetLogin(loginDigest: string) {
    await this.#sql.run('DELETE FROM login_failure WHERE login_digest = ?', loginDigest);
  }

  async prune(beforeMs: number, most: number) {
    for (const kind of KINDS) {
      await this.#sql.run('DELETE FROM login_failure WHERE kind = ? AND last_ms < ?', kind, beforeMs);
      await this.#sql.run(BEYOND, kind, kind, most);
    }
    await this.#sql.run('DELETE FROM quiet_try WHERE from_ms < ?', beforeMs);
  }

  async takeQuiet(
    digest: string,
    { nowMs, everyMs, most }: { readonly nowMs: number; readonly everyMs: number; readonly most: number },
  ) {
    const since = nowMs - everyMs + 1;
    return (await this.#sql.run(TAKE_QUIET, digest, nowMs, since, since, most, since)) === 1;
  }
}

import { DatabaseSync } from 'node:sqlite';
import { chainHash, GENESIS_HASH, verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';

/**
 * Takes entries out of the audit log of a base as somebody would who writes straight into its file and knows the chain: triggers
 * dropped, the rest numbered and hashed again. Answers the head of what is left, a whole chain.
 */
export async function forgeLog(
  file: string,
  cut: readonly number[],
): Promise<{ readonly seq: number; readonly hash: string }> {
  const reading = openStore({ file });
  const kept = (await reading.read(async (rows) => await Array.fromAsync(rows.audit.each()))).filter(
    ({ seq }) => !cut.includes(seq),
  );
  reading.close();
  const db = new DatabaseSync(file);
  for (const { name } of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all())
    db.exec(`DROP TRIGGER ${name}`);
  for (const seq of cut) {
    db.prepare('DELETE FROM audit WHERE seq = ?').run(seq);
    db.prepare('DELETE FROM audit_reason WHERE seq = ?').run(seq);
  }
  let previousHash = GENESIS_HASH;
  kept.forEach((row, at) => {
    const seq = at + 1;
    const hash = chainHash(previousHash, { ...row, seq });
    const change = db.prepare('UPDATE audit SET seq = ?, previous_hash = ?, hash = ? WHERE seq = ?');
    change.run(seq, previousHash, hash, row.seq);
    db.prepare('UPDATE audit_reason SET seq = ? WHERE seq = ?').run(seq, row.seq);
    previousHash = hash;
  });
  db.close();
  const forged = openStore({ file });
  const verdict = await forged.read(async (rows) => await verifyChain(rows.audit.each()));
  forged.close();
  if (!verdict.ok) throw new Error(verdict.why);
  return { seq: verdict.count, hash: verdict.head };
}

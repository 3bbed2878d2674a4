import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditAction } from '../../../server/domain/audit/audit-actions.ts';
import { verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { anchorAudit } from '../../../server/steps/audit/anchor-audit.ts';
import { proveAudit } from '../../../server/steps/audit/prove-audit.ts';
import {
  beginAuditExport,
  exportAuditPage,
  signAuditExport,
} from '../../../server/steps/audit/search-audit.ts';
import { registerPartyKey } from '../../../server/steps/keys/register-key.ts';
import { type DeliveryRoom, deliveryRoom } from '../../support/delivery/delivery-room.ts';
import { CAMPAIGN } from '../../support/store/store-campaign.ts';
import { auditEntry } from '../../support/store/store-rows.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;

let room: DeliveryRoom;
beforeEach(async () => {
  room = await deliveryRoom(at('2026-11-23T11:00'));
  await room.addCampaign();
});
afterEach(() => room.close());

const database = () => join(room.home, 'data', 'plateau.db');
const append = (count: number) =>
  room.deps.store.write(async (rows) => {
    for (let n = 1; n <= count; n += 1)
      await rows.audit.append(auditEntry({ atMs: room.clock.nowMs, subject: String(n) }));
  });
const anchor = () => anchorAudit(room.deps, { actor: 'system' });
const prove = (given: Parameters<typeof proveAudit>[1] = {}) => proveAudit(room.deps, given);
const dropped = (name: string) => readFileSync(join(room.home, 'drop', 'out', name), 'utf8');

/** What somebody does who owns the base: without its triggers. */
function behind(...statements: readonly string[]): void {
  const db = new DatabaseSync(database());
  try {
    for (const { name } of db.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all())
      db.exec(`DROP TRIGGER "${String(name)}"`);
    for (const sql of statements) db.exec(sql);
  } finally {
    db.close();
  }
}

describe('R-32 the checkpoint of the day', () => {
  it('leaves once, at 20:45, signed; is kept; and the chain agrees with it', async () => {
    await append(20);
    room.clock.nowMs = at('2026-11-23T20:45');
    expect(await anchor()).toMatchObject({ made: '2026-11-23', sent: 1, waiting: 0, different: [] });
    expect(await anchor()).toMatchObject({ made: undefined, sent: 0 });
    const body = JSON.parse(dropped('JOURNAL_20261123.json')) as Record<string, unknown>;
    expect(body).toMatchObject({ version: 'plateau-journal-1', jour: '2026-11-23', entrees: 21 });
    await append(5);
    room.clock.nowMs = at('2026-11-24T20:50');
    await anchor();
    expect(await prove()).toMatchObject({ ok: true, checkpoints: 2, onDrop: 2, dropRefused: undefined });
  });

  it('waits for a dead drop, and is never written over another file of its name', async () => {
    await append(3);
    room.clock.nowMs = at('2026-11-23T20:45');
    room.faults.quotaBytes = 1;
    expect(await anchor()).toMatchObject({ made: '2026-11-23', sent: 0, waiting: 1 });
    delete room.faults.quotaBytes;
    const path = join(room.home, 'drop', 'out', 'JOURNAL_20261123.json');
    writeFileSync(path, 'autre');
    expect(await anchor()).toMatchObject({ sent: 0, different: ['2026-11-23'] });
    expect(readFileSync(path, 'utf8')).toBe('autre');
    expect((await prove()).problems.join(' ')).toMatch(/dépôt n’est pas celui/);
  });

  it('says that the drop did not answer rather than that all is well there', async () => {
    await append(1);
    const refused = { hashOfDelivered: () => Promise.reject(new Error('bug')) };
    await expect(proveAudit({ ...room.deps, drop: refused })).rejects.toThrow('bug');
  });
});

describe('R-32 R-36 the export', () => {
  it('gives every entry as a line, and a statement of the house over those very bytes', async () => {
    await append(12);
    const { toSeq } = await beginAuditExport(room.deps, { actor: 'dpo-1' });
    await append(3);
    const page = await exportAuditPage(room.deps, { fromSeq: 1, toSeq });
    expect(page.nextSeq).toBeNull();
    const lines = page.lines.trimEnd().split('\n');
    expect(lines).toHaveLength(13);
    expect(await verifyChain(lines.map((line) => JSON.parse(line)))).toMatchObject({ ok: true, count: 13 });
    const signed = await signAuditExport(room.deps, { toSeq });
    expect(signed.sha256).toBe(createHash('sha256').update(page.lines).digest('hex'));
    const statement = Buffer.from(signed.statement);
    expect(await room.deps.exchange.isSignedByHouse(statement, signed.signature)).toBe(true);
    statement[20] = 0;
    expect(await room.deps.exchange.isSignedByHouse(statement, signed.signature)).toBe(false);
  });

  it('a key given for somebody else’s is written down, refusals too', async () => {
    const asked = { kind: 'charity', code: 'TESTORG', replace: false, actor: 'host:essai' } as const;
    const { publicKey } = room.charityKeys;
    await registerPartyKey(room.deps, { ...asked, armoured: publicKey });
    await expect(registerPartyKey(room.deps, { ...asked, armoured: 'x' })).rejects.toThrow();
    const actions = await room.deps.store.read(async ({ audit }) =>
      (await Array.fromAsync(audit.each())).map((one) => one.action),
    );
    expect(actions).toEqual(['key.charity', 'key.charity-refused']);
  });

  it.each([
    ['charity', 'TESTOGR', 'charity-unknown', /TESTORG.*plateau campaign create/],
    ['charity', CAMPAIGN, 'charity-unknown', /est une campagne ; écrivez TESTORG/],
    ['supplier', 'TESTORG', 'supplier-unknown', /enrichment\.supplier.*plateau campaign create/],
  ] as const)(
    'a key of a %s under %s, which no campaign names, is refused and changes nothing',
    async (kind, code, refused, hint) => {
      const asked = {
        kind,
        code,
        replace: true,
        actor: 'host:essai',
        armoured: room.charityKeys.publicKey,
      } as const;
      await expect(registerPartyKey(room.deps, asked)).rejects.toMatchObject({
        code: refused,
        hint: expect.stringMatching(hint),
      });
      expect(await room.deps.store.read(async ({ audit }) => await Array.fromAsync(audit.each()))).toEqual(
        [],
      );
    },
  );
});

describe('R-32 what is done to the log shows', () => {
  beforeEach(async () => {
    await append(20);
    room.clock.nowMs = at('2026-11-23T20:45');
    await anchor();
    await append(4);
  });

  it.each([
    ['edited', `UPDATE audit SET reason = 'autre' WHERE seq = 7`, /ligne 7 ne correspond plus/],
    ['removed', 'DELETE FROM audit WHERE seq = 7', /ligne 7 du journal manque/],
    [
      'inserted',
      `UPDATE audit SET seq = seq + 1000 WHERE seq > 6; UPDATE audit SET seq = seq - 999 WHERE seq > 1000;
       INSERT INTO audit SELECT 7, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash FROM audit WHERE seq = 6`,
      /ligne 7 ne suit pas/,
    ],
    [
      'the tail cut before the checkpoint',
      'DELETE FROM audit WHERE seq > 15',
      /compte 21 entrées, le journal 15/,
    ],
    [
      'the tail cut with its checkpoint',
      'DELETE FROM audit WHERE seq > 15; DELETE FROM audit_checkpoint',
      /dépôt a un point du 2026-11-23/,
    ],
    [
      'a checkpoint forged',
      `UPDATE audit_checkpoint SET body = replace(body, '21', '15')`,
      /signature de la maison/,
    ],
  ])('an entry or a checkpoint %s', async (_, sql, problem) => {
    behind(sql);
    const proof = await prove();
    expect(proof.ok).toBe(false);
    expect(proof.problems.join(' ')).toMatch(problem);
  });

  it('the whole log written again from an entry on, every hash right: the charity’s copy tells', async () => {
    const given = {
      body: dropped('JOURNAL_20261123.json'),
      signature: dropped('JOURNAL_20261123.json.asc'),
    };
    const rows = await room.deps.store.read(async ({ audit }) => await Array.fromAsync(audit.each()));
    behind('DELETE FROM audit', 'DELETE FROM audit_checkpoint');
    await room.deps.store.write(async ({ audit }) => {
      for (const { seq, previousHash: _p, hash: _h, ...entry } of rows)
        await audit.append({
          ...entry,
          action: entry.action as AuditAction,
          actor: seq === 7 ? 'quelqu-un-d-autre' : entry.actor,
        });
    });
    const proof = await prove({ given: [given] });
    expect(proof.ok).toBe(false);
    expect(proof.problems.join(' ')).toMatch(/entrée 21 n’est pas celle du point du 2026-11-23/);
    expect(
      (await prove({ given: [{ ...given, body: given.body.replace('21', '20') }] })).problems[0],
    ).toMatch(/signature/);
  });
});

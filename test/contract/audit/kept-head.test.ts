import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkKeptHead, keepHead } from '../../../server/steps/audit/kept-head.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { agreementRow, auditEntry, CAMPAIGN, emailRow, NOW_MS } from '../../support/store/store-rows.ts';

const DAY_MS = 86_400_000;

async function room() {
  const opened = await openPurgeRoom(3);
  onTestFinished(opened.close);
  return opened;
}

test('R-32 a base put back in place is noticed; served only with a reason, e-mails then waiting become doubtful', async () => {
  const { deps, store, dataDir, folder, keysDir } = await room();
  await checkKeptHead(deps, undefined);
  await store.write(async (rows) => {
    await rows.accounts.addSession({
      tokenHash: 'a'.repeat(64),
      account: OPERATOR.id,
      createdAtMs: NOW_MS,
      expiresAtMs: NOW_MS + DAY_MS,
    });
    const [record] = await Array.fromAsync(rows.records.each(CAMPAIGN));
    const call = agreementRow({ recordId: record?.id ?? 0, campaign: CAMPAIGN });
    await rows.calls.insert(call);
    await rows.emails.add(
      emailRow({ callId: call.callId, recordId: call.recordId, campaign: CAMPAIGN, state: 'to-send' }),
    );
  });
  await store.compact();
  const copy = join(folder, 'copie');
  cpSync(dataDir, copy, { recursive: true });
  for (let n = 0; n < 5; n += 1) await store.write((rows) => rows.audit.append(auditEntry()));
  await keepHead(deps);
  const old = openStore({ file: join(copy, 'plateau.db') });
  onTestFinished(() => old.close());
  const rolledBack = { ...deps, store: old };
  await expect(checkKeptHead(rolledBack, undefined)).rejects.toMatchObject({ code: 'database-rolled-back' });
  await expect(checkKeptHead(rolledBack, ' ')).rejects.toMatchObject({ code: 'reason-missing' });
  await checkKeptHead(rolledBack, 'disque mort, copie de la veille');
  await expect(checkKeptHead(rolledBack, 'laissé dans un script')).rejects.toMatchObject({
    code: 'no-rollback',
  });
  expect(await old.read(async (rows) => (await Array.fromAsync(rows.audit.each())).at(-1))).toMatchObject({
    action: 'house.rollback-accepted',
    reason: 'disque mort, copie de la veille',
    detail: { doubtfulEmails: 1, sessions: 1 },
  });
  expect(await old.read((rows) => rows.emails.inState('to-send'))).toEqual([]);
  await checkKeptHead(rolledBack, undefined);
  writeFileSync(join(keysDir, 'head.json'), 'abîmé');
  await expect(checkKeptHead(rolledBack, undefined)).rejects.toMatchObject({ code: 'kept-head-unreadable' });
  await checkKeptHead(rolledBack, 'disque du trousseau abîmé');
  // The base of before is another past from now on, longer though it is.
  await expect(checkKeptHead(deps, undefined)).rejects.toMatchObject({ code: 'database-rolled-back' });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { isReasonDigest, verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { PRODUCT_REASONS } from '../../../server/domain/audit/product-reasons.ts';
import { runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { trail } from '../../../server/steps/trail.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { SHUT } from '../../../server/store/typed-words.ts';
import { OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { byOperator, TYPED_NAME, typeEverywhere } from '../../support/purge/typed-everywhere.ts';
import { CAMPAIGN } from '../../support/store/store-rows.ts';

async function openTypedRoom() {
  const room = await openPurgeRoom(2);
  onTestFinished(room.close);
  const { store, folder, dataDir } = room;
  await store.write(
    async (rows) =>
      await typeEverywhere(rows, (await Array.fromAsync(rows.records.each(CAMPAIGN)))[0]?.id ?? 0),
  );
  const reason = () =>
    store.read(
      async (rows) =>
        (await Array.fromAsync(rows.audit.each())).find((one) => one.action === 'records.reassign')?.reason,
    );
  const filesWith = (text: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .filter((file) => readFileSync(file).includes(text));
  /** As whoever holds the base's file may write in it. */
  const tamper = (sql: string) => {
    const db = new DatabaseSync(join(dataDir, 'plateau.db'));
    db.exec(sql);
    db.close();
  };
  return { ...room, reason, filesWith, tamper };
}

test('R-32 R-33 a name that staff typed is read by who may, in no file while the campaign lives, nor after its purge', async () => {
  const { deps, store, reason, filesWith } = await openTypedRoom();
  expect(await reason()).toBe(`pour ${TYPED_NAME}`);
  await store.read(async (rows) => {
    expect((await rows.messages.of('lead-1', 0)).map(({ text }) => text)).toContain(`rappeler ${TYPED_NAME}`);
    expect((await rows.decisions.ofCampaign(CAMPAIGN))[0]?.text).toBe(`pas ${TYPED_NAME}`);
    expect((await rows.breaches.all())[0]?.reason).toBe(`courriel de ${TYPED_NAME}`);
    expect((await rows.breaches.eventsOf('V-1'))[0]?.text).toBe(TYPED_NAME);
    expect((await rows.steering.move('mv-1'))?.reason).toBe(`pour ${TYPED_NAME}`);
  });
  expect(filesWith(TYPED_NAME)).toEqual([]);
  expect(filesWith('Inventée-Typée')).toEqual([]);

  const report = await runPurge(deps, {
    ...{ campaign: CAMPAIGN, typedCode: CAMPAIGN, operator: OPERATOR, verifier: 'Une Autre' },
    forceReason: 'essai : rien de remis',
  });
  expect(report.facts.verification).toMatchObject({ rowsLeft: 0, hits: 0 });
  expect(filesWith('Inventée-Typée')).toEqual([]);
  expect(isReasonDigest((await reason()) ?? '')).toBe(true);
  await store.read(async (rows) => {
    expect((await rows.breaches.all())[0]?.reason).toBe('');
    expect(await verifyChain(rows.audit.each())).toMatchObject({ ok: true });
    const begun = (await Array.fromAsync(rows.audit.each())).find((one) => one.action === 'purge.begun');
    expect(begun?.reason).toBe('essai : rien de remis');
  });
});

test('R-32 words put in the place of others are not read as theirs', async () => {
  const { store, reason, tamper } = await openTypedRoom();
  await store.write((rows) =>
    trail(rows, byOperator)('campaign.pause', CAMPAIGN, { campaign: CAMPAIGN, reason: 'autre' }),
  );
  tamper(`DROP TRIGGER audit_reason_never_rewritten;
    UPDATE audit_reason SET text = (SELECT text FROM audit_reason ORDER BY seq DESC LIMIT 1)
      WHERE seq = (SELECT seq FROM audit WHERE action = 'records.reassign');
    UPDATE message SET text = (SELECT text FROM decision) WHERE id = 'm-1';`);
  expect(await reason()).toContain('modifié après coup');
  expect(
    await store.read(async (rows) => (await rows.messages.of('lead-1', 0)).map(({ text }) => text)),
  ).toContain(SHUT);
});

test('R-32 nobody rewrites sealed words, and a stranger to the keys reads none but the product’s own', async () => {
  const { store, tamper, dataDir } = await openTypedRoom();
  const { served } = PRODUCT_REASONS;
  await store.write((rows) =>
    trail(rows, byOperator)('record.open', '1', { campaign: CAMPAIGN, reason: served }),
  );
  for (const sql of [
    `UPDATE decision SET text = 'autre'`,
    `UPDATE correction SET reason = ''`,
    `UPDATE audit_reason SET text = 'autre'`,
    `UPDATE breach SET reason = ''`,
  ])
    expect(() => tamper(sql)).toThrow(/rewritten/);
  const stranger = openStore({ file: join(dataDir, 'plateau.db') });
  onTestFinished(() => stranger.close());
  await stranger.read(async (rows) => {
    expect((await rows.decisions.ofCampaign(CAMPAIGN))[0]?.text).toBe(SHUT);
    expect(
      (await Array.fromAsync(rows.audit.each()))
        .map((one) => one.reason)
        .filter((one) => one !== '' && one !== SHUT),
    ).toEqual([served]);
    expect(await verifyChain(rows.audit.each())).toMatchObject({ ok: true });
  });
});

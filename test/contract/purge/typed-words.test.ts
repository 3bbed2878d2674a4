import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isReasonDigest, verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import type { StoreWriter } from '../../../server/ports/store.ts';
import { runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { trail } from '../../../server/steps/trail.ts';
import { OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { accountRow, agreementRow, CAMPAIGN, correctionRow, NOW_MS } from '../../support/store/store-rows.ts';

const NAME = 'Zéphyrine Inventée-Typée';
const by = { actor: OPERATOR.id, atMs: NOW_MS };

/** Where staff type, outside of what is sealed: each writes the name of a person who does not exist. */
function typeEverywhere(rows: StoreWriter, recordId: number): void {
  rows.accounts.insert(accountRow({ id: 'lead-1', login: 'lead.un', role: 'lead' }));
  const call = agreementRow({ recordId, endedAtMs: NOW_MS });
  rows.calls.insert(call);
  rows.corrections.insert(correctionRow({ callId: call.callId, reason: `lettre de ${NAME}` }));
  for (const [id, campaign] of [
    ['m-1', CAMPAIGN],
    ['m-2', ''],
  ] as const)
    rows.messages.add({ id, atMs: NOW_MS, author: 'lead-1', campaign, text: `rappeler ${NAME}` }, ['lead-1']);
  rows.floor.addLiveEvent({ atMs: NOW_MS, agent: 'lead-1', event: { kind: 'record-moved', text: NAME } });
  const move = { id: 'mv-1', atMs: NOW_MS, author: 'lead-1', reason: `pour ${NAME}`, moved: 1 };
  rows.floor.addMove(move, [{ recordId, fromOwner: null, toOwner: 'a1' }]);
  const decision = { id: 'd-1', campaign: CAMPAIGN, atMs: NOW_MS, author: 'lead-1', text: `pas ${NAME}` };
  rows.decisions.add({ ...decision, about: { kind: 'general', value: '' } });
  const head = rows.audit.head();
  const facts = { campaigns: [], access: [], timelineFromMs: 0, timeline: [], backups: 0, auditHead: head };
  const breach = { id: 'V-1', kinds: ['confidentialite'] as const, campaigns: [CAMPAIGN], facts };
  rows.breaches.add({
    ...breach,
    ...{ discoveredAtMs: NOW_MS, openedAtMs: NOW_MS, author: OPERATOR.id, reason: `courriel de ${NAME}` },
  });
  rows.breaches.addEvent({
    ...{ breachId: 'V-1', rank: 1, kind: 'note', atMs: NOW_MS, author: OPERATOR.id, text: NAME },
  });
  trail(rows, by)('records.reassign', 'mv-1', { campaign: CAMPAIGN, reason: `pour ${NAME}` });
}

test('R-32 R-33 a name that staff typed is readable while the campaign lives, and nowhere after its purge', async () => {
  const { deps, store, folder, close } = await openPurgeRoom(2);
  onTestFinished(close);
  store.write((rows) => {
    const [record] = [...rows.records.each(CAMPAIGN)];
    typeEverywhere(rows, record?.id ?? 0);
  });
  const entry = () =>
    store.read((rows) => [...rows.audit.each()].find((one) => one.action === 'records.reassign'));
  expect(entry()).toMatchObject({ reason: `pour ${NAME}` });
  const filesWith = (text: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .filter((file) => readFileSync(file).includes(text));
  expect(filesWith(NAME)).not.toEqual([]);

  const report = await runPurge(deps, {
    ...{ campaign: CAMPAIGN, typedCode: CAMPAIGN, operator: OPERATOR, verifier: 'Une Autre' },
    forceReason: 'essai : rien de remis',
  });
  expect(report.facts.verification).toMatchObject({ rowsLeft: 0, hits: 0 });
  expect(filesWith(NAME)).toEqual([]);
  expect(filesWith('Inventée-Typée')).toEqual([]);
  expect(isReasonDigest(entry()?.reason ?? '')).toBe(true);
  expect(store.read((rows) => verifyChain(rows.audit.each()))).toMatchObject({ ok: true });
});

test('R-32 a reason changed beside the log breaks the chain where it stands', async () => {
  const { store, close } = await openPurgeRoom(1);
  onTestFinished(close);
  const { seq } = store.write((rows) =>
    trail(rows, by)('campaign.pause', CAMPAIGN, { campaign: CAMPAIGN, reason: 'écrit ainsi' }),
  );
  const rows = store.read(({ audit }) => [...audit.each()]);
  const changed = rows.map((row) => (row.seq === seq ? { ...row, reason: 'écrit autrement' } : row));
  expect(verifyChain(rows)).toMatchObject({ ok: true });
  expect(verifyChain(changed)).toMatchObject({ ok: false, brokenAtSeq: seq });
});

import type { StoreWriter } from '../../../server/ports/store.ts';
import { trail } from '../../../server/steps/trail.ts';
import { accountRow, agreementRow, CAMPAIGN, correctionRow, NOW_MS } from '../store/store-rows.ts';
import { OPERATOR } from './purge-room.ts';

export const TYPED_NAME = 'Zéphyrine Inventée-Typée';
export const byOperator = { actor: OPERATOR.id, atMs: NOW_MS };

/** Where staff type, outside of what is sealed: each writes the name of a person who does not exist. */
export async function typeEverywhere(rows: StoreWriter, recordId: number): Promise<void> {
  await rows.accounts.insert(accountRow({ id: 'lead-1', login: 'lead.un', role: 'lead' }));
  const call = agreementRow({ recordId, endedAtMs: NOW_MS });
  await rows.calls.insert(call);
  await rows.corrections.insert(correctionRow({ callId: call.callId, reason: `lettre de ${TYPED_NAME}` }));
  for (const [id, campaign] of [
    ['m-1', CAMPAIGN],
    ['m-2', ''],
  ] as const)
    await rows.messages.add(
      { id, atMs: NOW_MS, author: 'lead-1', campaign, text: `rappeler ${TYPED_NAME}`, isReply: false },
      ['lead-1'],
    );
  await rows.floor.addLiveEvent({
    atMs: NOW_MS,
    agent: 'lead-1',
    event: { kind: 'record-moved', text: TYPED_NAME },
  });
  const move = { id: 'mv-1', atMs: NOW_MS, author: 'lead-1', reason: `pour ${TYPED_NAME}`, moved: 1 };
  await rows.floor.addMove(move, [{ recordId, fromOwner: null, toOwner: 'a1' }]);
  const decision = {
    id: 'd-1',
    campaign: CAMPAIGN,
    atMs: NOW_MS,
    author: 'lead-1',
    text: `pas ${TYPED_NAME}`,
  };
  await rows.decisions.add({ ...decision, about: { kind: 'general', value: '' } });
  await rows.weekComments.add({
    ...{ campaign: CAMPAIGN, week: '2026-W47', atMs: NOW_MS, author: 'lead-1' },
    text: `mot de ${TYPED_NAME}`,
  });
  const head = await rows.audit.head();
  const facts = { campaigns: [], access: [], timelineFromMs: 0, timeline: [], backups: 0, auditHead: head };
  const breach = { id: 'V-1', kinds: ['confidentialite'] as const, campaigns: [CAMPAIGN], facts };
  await rows.breaches.add({
    ...breach,
    ...{
      discoveredAtMs: NOW_MS,
      openedAtMs: NOW_MS,
      author: OPERATOR.id,
      reason: `courriel de ${TYPED_NAME}`,
    },
  });
  await rows.breaches.addEvent({
    ...{ breachId: 'V-1', rank: 1, kind: 'note', atMs: NOW_MS, author: OPERATOR.id, text: TYPED_NAME },
  });
  await trail(rows, byOperator)('records.reassign', 'mv-1', {
    campaign: CAMPAIGN,
    reason: `pour ${TYPED_NAME}`,
  });
}

import { expect, onTestFinished, test } from 'vitest';
import type { StoreWriter } from '../../../server/ports/store.ts';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { planClose } from '../../../server/steps/campaign/plan-close.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import {
  agreementRow,
  CAMPAIGN,
  CHARITY,
  callRow,
  correctionRow,
  deliveryRow,
  emailRow,
  NOW_MS,
} from '../../support/store/store-rows.ts';

interface Given {
  readonly rows: StoreWriter;
  readonly recordId: number;
  readonly callId: string;
}

const SEALED = { sealed: new Uint8Array(64), sealVersion: 1 };
const check = { campaign: CAMPAIGN, atMs: NOW_MS, author: 'system', reason: '' };

const OWED: readonly (readonly [string, RegExp, (given: Given) => Promise<unknown>])[] = [
  [
    'an open request',
    /^1 demande de personnes sans réponse/,
    ({ rows }) =>
      rows.persons.add(
        {
          ...{ id: 'P-1', charity: CHARITY, campaign: CAMPAIGN, kind: 'access', state: 'open' },
          ...{ receivedAtMs: NOW_MS, openedAtMs: NOW_MS, author: OPERATOR.id, reason: '', callId: null },
          ...{
            endedAtMs: null,
            endedBy: null,
            outcome: '',
            deliveryId: null,
            pledgeId: null,
            forget: false,
            ...SEALED,
          },
        },
        [],
      ),
  ],
  [
    'a right claimed in a call',
    /^1 droit réclamé pendant un appel/,
    ({ rows, recordId }) => rows.calls.insert(callRow({ recordId, disposition: 'OP_DROITS' })),
  ],
  [
    'an open breach',
    /^1 dossier de violation ouvert/,
    ({ rows }) =>
      rows.breaches.add({
        ...{ id: 'V-1', kinds: ['confidentialite'], campaigns: [CAMPAIGN], reason: 'clé égarée' },
        ...{ discoveredAtMs: NOW_MS, openedAtMs: NOW_MS, author: OPERATOR.id },
        facts: {
          ...{ campaigns: [], access: [], timelineFromMs: 0, timeline: [], backups: 0 },
          auditHead: { seq: 0, hash: '' },
        },
      }),
  ],
  [
    'an open incident',
    /^1 incident d’éthique ouvert/,
    ({ rows, recordId }) =>
      rows.incidents.open({
        ...{ campaign: CAMPAIGN, recordId, callId: null, kind: 'autre', origin: 'lead' },
        ...{ openedAtMs: NOW_MS, openedBy: 'lead-1' },
      }),
  ],
  [
    'a frozen record',
    /^1 fiche gelée/,
    ({ rows, recordId, callId }) =>
      rows.frozen.add({
        ...{ callId, campaign: CAMPAIGN, recordId, agent: 'a1', atMs: NOW_MS },
        ...{ releasedAtMs: null, releasedBy: null },
      }),
  ],
  [
    'a task',
    /^1 tâche de suivi/,
    ({ rows, recordId, callId }) =>
      rows.followUps.add({
        ...{ id: callId, campaign: CAMPAIGN, recordId, callId, kind: 'email-bounced' },
        ...{ openedAtMs: NOW_MS, closedAtMs: null, closedBy: null },
      }),
  ],
  [
    'an unverified agreement',
    /^1 accord à vérifier/,
    async ({ rows, recordId, callId }) =>
      void (await rows.checks.add({ ...check, callId, recordId, state: 'to-check' })),
  ],
  [
    'a rejected agreement',
    /^1 accord rejeté/,
    async ({ rows, recordId, callId }) =>
      void (await rows.checks.add({ ...check, callId, recordId, state: 'rejected' })),
  ],
  [
    'a damaged content',
    /^1 contenu abîmé, retenu des remises/,
    ({ rows, recordId, callId }) =>
      rows.damages.add({
        ...{ kind: 'call', subject: callId, campaign: CAMPAIGN, recordId, why: 'seal-broken' },
        ...{ foundAtMs: NOW_MS, foundBy: 'system', holdBefore: null },
      }),
  ],
  [
    'an unsent mail',
    /^1 e-mail de confirmation à envoyer/,
    ({ rows, recordId, callId }) => rows.emails.add(emailRow({ callId, recordId })),
  ],
  [
    'a doubtful mail',
    /^1 e-mail douteux/,
    ({ rows, recordId, callId }) => rows.emails.add(emailRow({ callId, recordId, state: 'uncertain' })),
  ],
  [
    'a mail that its template failed',
    /^1 e-mail de confirmation en échec, encore dû/,
    async ({ rows, recordId, callId }) => {
      const failed = { recordId, state: 'failed', reply: 'template-variable-missing' } as const;
      await rows.emails.add(emailRow({ callId, ...failed }));
      // Of an address that takes no mail, nothing is owed any more: its follow-up says so.
      const gone = callRow({ recordId });
      await rows.calls.insert(gone);
      await rows.emails.add(emailRow({ callId: gone.callId, ...failed, reply: '452' }));
    },
  ],
  [
    'a delivery on its way',
    /^1 remise préparée/,
    ({ rows }) => rows.deliveries.add(deliveryRow({ period: '2026-W40' }), []),
  ],
];

test.each(OWED)('R-33 %s is named by the close and by the purge, which it stops', async (_, says, add) => {
  const { deps, store, close } = await openPurgeRoom(1);
  onTestFinished(close);
  const recordId = await store.read(
    async (rows) => (await Array.fromAsync(rows.records.each(CAMPAIGN)))[0]?.id ?? 0,
  );
  const call = agreementRow({ recordId, endedAtMs: NOW_MS });
  await store.write((rows) => rows.calls.insert(call));
  const named = async () => ({
    purge: (await planPurge(deps, { campaign: CAMPAIGN })).obstacles.filter((one) => says.test(one)),
    close: (await planClose(deps, { campaign: CAMPAIGN })).pending.filter((one) => says.test(one)),
  });
  expect(await named()).toEqual({ purge: [], close: [] });
  await store.write((rows) => add({ rows, recordId, callId: call.callId }));
  expect(await named()).toEqual({
    purge: [expect.stringMatching(says)],
    close: [expect.stringMatching(says)],
  });
  const run = { campaign: CAMPAIGN, typedCode: CAMPAIGN, operator: OPERATOR, verifier: 'Une Autre' };
  await expect(runPurge(deps, run)).rejects.toMatchObject({
    code: 'delivery-due',
    message: expect.stringMatching(says.source.slice(1)),
  });
  expect(await store.read(async (rows) => (await rows.campaigns.byCode(CAMPAIGN))?.state)).toBe('closed');
});

test.each(['to-check', 'rejected'] as const)(
  'R-33 an agreement whose check stood at %s is settled once it is cancelled: nobody can decide it any more',
  async (state) => {
    const { deps, store, close } = await openPurgeRoom(1);
    onTestFinished(close);
    const recordId = await store.read(
      async (rows) => (await Array.fromAsync(rows.records.each(CAMPAIGN)))[0]?.id ?? 0,
    );
    const call = agreementRow({ recordId, endedAtMs: NOW_MS });
    const { callId } = call;
    await store.write(async (rows) => {
      await rows.calls.insert(call);
      await rows.checks.add({ ...check, callId, recordId, state });
    });
    const owed = async () =>
      (await planClose(deps, { campaign: CAMPAIGN })).pending.filter((one) => /accord/.test(one));
    expect(await owed()).toHaveLength(1);
    await store.write((rows) => rows.corrections.insert(correctionRow({ callId, kind: 'X' })));
    expect(await owed()).toEqual([]);
  },
);

test('R-23 a close confirmed by another code closes nothing; by its own it closes', async () => {
  const { deps, store, close } = await openPurgeRoom(1);
  onTestFinished(close);
  await store.write((rows) => rows.campaigns.setState(CAMPAIGN, 'open'));
  const request = { campaign: CAMPAIGN, reason: 'fin prévue', actor: OPERATOR.id };
  await expect(closeCampaign(deps, { ...request, typedCode: 'AUTRE' })).rejects.toThrow('Le code tapé');
  expect((await planClose(deps, { campaign: CAMPAIGN })).isOpen).toBe(true);
  await closeCampaign(deps, { ...request, typedCode: CAMPAIGN });
  expect((await planClose(deps, { campaign: CAMPAIGN })).isOpen).toBe(false);
});

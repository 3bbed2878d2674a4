import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { readStatus } from '../../../server/steps/campaign/read-status.ts';
import { sendConfirmations } from '../../../server/steps/email/send-confirmations.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import {
  diffParts,
  diffScripts,
  readEdition,
  scriptForPage,
} from '../../../server/steps/script/script-read.ts';
import { auditOf, cardOf } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { openTextsRoom, type TextsRoom } from '../../support/script/texts-room.ts';

/** what was said and sent is kept with each call and each e-mail, and only what is approved is. */

const PARTS = ['script', 'notes', 'themes', 'ladder', 'mentions', 'emails'];

let room: TextsRoom;
beforeEach(async () => {
  room = await openTextsRoom();
});
afterEach(() => room.close());

const code = 'UPG-FR-2026';
const agent = (at: number) => room.agents[at]!;
const inForce = () => readEdition(room.centre, { campaign: code, account: room.ops });
const callOf = (callId: string) => room.centre.store.read((rows) => rows.calls.byId(callId));
const mailOf = (id: string) => room.centre.store.read((rows) => rows.emails.byId(id));
const send = (deps = room.mail) => sendConfirmations(deps, { actor: 'system', limit: 10 });

test('an edition is the six parts in force, and its digest that of the lines that name them', async () => {
  const { digest, isInForce, parts } = await inForce();
  expect([isInForce, parts.map(({ kind }) => kind)]).toEqual([true, PARTS]);
  const lines = parts.map(({ kind, version, hash }) => `${kind} ${version} ${hash}\n`).join('');
  expect(digest).toBe(createHash('sha256').update(lines).digest('hex'));
  expect(new Set(parts.map(({ approval }) => approval))).toEqual(new Set(['Direction des dons, contrat 12']));
});

test('a call keeps the edition that its card was served with, whatever comes into force meanwhile', async () => {
  const first = await inForce();
  const card = await cardOf(room.centre, agent(0));
  room.edit('campaign.yaml', 'first: 5, second: 3', 'first: 6, second: 3');
  room.edit('campaign.yaml', 'Cette année, notre défi', 'Aujourd’hui, notre défi');
  await room.enforce('ladder', await room.approve('ladder'));
  await room.enforce('themes', await room.approve('themes'));
  const second = await inForce();
  expect(second.digest).not.toBe(first.digest);

  // A reconnection shows the card as it was; the next card is of the new edition.
  const again = await cardOf(room.centre, agent(0));
  expect([again.asks, again.campaign.challenge]).toEqual([card.asks, card.campaign.challenge]);
  const next = await cardOf(room.centre, agent(1));
  expect(next.campaign.challenge).toMatch(/^Aujourd’hui/);
  expect(next.asks).not.toEqual(card.asks);

  for (const [at, one, edition] of [
    [0, card, first],
    [1, next, second],
  ] as const) {
    await recordCall(room.centre, {
      agent: agent(at),
      outcome: outcomeFor(one, 'NJ_NRP', { path: [], scriptVersion: one.campaign.scriptVersion }),
    });
    expect((await callOf(one.callId))?.edition).toBe(edition.digest);
  }
  expect((await auditOf(room.centre, 'call.record')).map(({ detail }) => detail.edition)).toEqual([
    first.digest,
    second.digest,
  ]);
  // What was said under the first one is found by the first signs that a call bears.
  const kept = await readEdition(room.centre, {
    campaign: code,
    digest: first.digest.slice(0, 12),
    account: room.ops,
  });
  expect(kept).toMatchObject({ digest: first.digest, isInForce: false });
  expect(kept.parts.filter(({ state }) => state === 'retired').map(({ kind }) => kind)).toEqual([
    'themes',
    'ladder',
  ]);
});

test('the page of a version holds it with the other parts in force, amounts as they would be', async () => {
  room.edit('campaign.yaml', 'first: 5, second: 3', 'first: 6, second: 3');
  const version = await room.approve('ladder');
  const shown = await scriptForPage(room.centre, {
    campaign: code,
    kind: 'ladder',
    version,
    account: room.ops,
  });
  const states = shown.parts.map(({ life }) => `${life.kind} ${life.state}`);
  expect(states).toEqual(PARTS.map((kind) => `${kind} ${kind === 'ladder' ? 'approved' : 'in-force'}`));
  if (!('script' in shown)) throw new Error('this campaign calls');
  expect([shown.settings.ladder[1]?.first, (await room.campaign()).settings.ladder[1]?.first]).toEqual([
    6, 5,
  ]);
});

test('what waits is told for every part at once, with what it changes', async () => {
  room.edit('campaign.yaml', 'first: 5, second: 3', 'first: 6, second: 3');
  room.edit('emails/agreement.subject.liquid', 'Votre soutien', 'Le soutien');
  const version = await room.approve('ladder');
  await room.approve('emails');
  const changes = await diffParts(room.centre, { campaign: code, account: room.ops });
  const waiting = changes.flatMap(({ kind, to, diff }) => (to ? [[kind, to.state, diff?.entries]] : []));
  expect(waiting).toEqual([
    [
      'ladder',
      'approved',
      [
        {
          mark: '~',
          title: 'Échelle des propositions',
          lines: [
            '- don de moins de : 13 ; d’abord : 5 ; puis : 3',
            '+ don de moins de : 13 ; d’abord : 6 ; puis : 3',
          ],
        },
      ],
    ],
    ['emails', 'approved', [expect.objectContaining({ title: 'E-mail « accord », objet' })]],
  ]);
  expect(changes.map(({ kind }) => kind)).toEqual(PARTS);
  // Against what is in force, or against another version.
  const asked = { campaign: code, kind: 'ladder' as const, version, account: room.ops };
  expect(await diffScripts(room.centre, asked)).toEqual(changes.find(({ kind }) => kind === 'ladder')?.diff);
  expect((await diffScripts(room.centre, { ...asked, from: version })).entries).toEqual([]);
});

describe('an e-mail', () => {
  test('keeps the edition that it left under', async () => {
    const id = await room.owe();
    expect((await mailOf(id))?.edition).toBeNull();
    expect(await send()).toMatchObject({ sent: 1 });
    const { digest } = await inForce();
    expect(await mailOf(id)).toMatchObject({ state: 'sent', edition: digest });
    expect(await auditOf(room.centre, 'email.sent')).toMatchObject([{ detail: { edition: digest } }]);
  });

  test('written from one edition does not leave once another is in force: it is written again', async () => {
    room.edit('emails/agreement.subject.liquid', 'Votre soutien', 'Le soutien');
    const version = await room.approve('emails');
    const id = await room.owe();
    const { vault } = room.centre;
    const openRecord: typeof vault.openRecord = async (...asked) => {
      await room.enforce('emails', version);
      return vault.openRecord(...asked);
    };
    const slow = { ...room.mail, vault: { openRecord, openCall: vault.openCall.bind(vault) } };
    expect(await send(slow)).toMatchObject({ sent: 0, skipped: 1 });
    expect(await mailOf(id)).toMatchObject({ state: 'to-send', attempts: 0, edition: null });
    expect(room.sink.count()).toBe(0);

    expect(await send()).toMatchObject({ sent: 1 });
    const { header } = readMail(room.sink.messages()[0]?.raw ?? '');
    expect(header('subject')).toMatch(/^Le soutien/);
    expect((await mailOf(id))?.edition).toBe((await inForce()).digest);
  });
});

const OTHER_HANDS: readonly (readonly [part: string, label: string, sql: string])[] = [
  ['themes', 'thèmes', `UPDATE campaign SET settings = replace(settings, 'notre défi', 'notre urgence')`],
  ['ladder', 'montants', `UPDATE campaign SET settings = json_set(settings, '$.maxRatio', 3)`],
  [
    'mentions',
    'mentions',
    `UPDATE campaign SET settings = json_set(settings, '$.charity.replyTo', 'autre@exemple.invalid')`,
  ],
  ['emails', 'e-mails', `UPDATE campaign SET emails = replace(emails, 'Votre soutien', 'Votre bonté')`],
];

describe.each(OTHER_HANDS)('%s changed by another hand in the base', (kind, label, sql) => {
  test('reach nobody: no card, no e-mail, and the status says what to do', async () => {
    const id = await room.owe();
    const approved = await room.campaign();
    room.raw(sql);
    expect(await room.campaign()).not.toEqual(approved);
    expect(await serveNextCard(room.centre, agent(0))).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('pas tels qu’approuvés'),
    });
    expect(await send()).toMatchObject({ sent: 0, skipped: 1 });
    expect(await mailOf(id)).toMatchObject({ state: 'to-send', edition: null });
    const refusal = expect.objectContaining({ code: 'script-differs' });
    await expect(inForce()).rejects.toThrow(refusal);
    const status = await readStatus({ ...room.centre, rules: callingRules() });
    expect(status.campaigns.find((one) => one.code === code)?.queue.whyEmpty).toContain(
      `${label} : pas tels`,
    );

    // Put in force again: what was approved is back, and what waited leaves.
    const part = PARTS.find((one) => one === kind) as 'themes';
    const life = await room.centre.store.read((rows) => rows.scriptLives.inForce(code, part));
    await room.enforce(part, life?.version ?? '');
    expect(await room.campaign()).toEqual(approved);
    expect((await serveNextCard(room.centre, agent(0))).kind).toBe('card');
    expect(await send()).toMatchObject({ sent: 1 });
  });
});

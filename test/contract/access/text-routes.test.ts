import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppContext } from '../../../server/app-context.ts';
import { CALLING_PARTS, type CallingPart } from '../../../server/domain/said/script-parts.ts';
import { openMetrics } from '../../../server/metrics.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { Store } from '../../../server/ports/store.ts';
import { appRouter } from '../../../server/routers/app-router.ts';
import { hashOf } from '../../../server/steps/access/log-in.ts';
import { sendConfirmations } from '../../../server/steps/email/send-confirmations.ts';
import { editionsNow } from '../../../server/steps/script/edition-in-force.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import type { Card } from '../../../shared/card.ts';
import { onBuiltModules } from '../../built-program.ts';
import { cardOf } from '../../support/call/centre.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { openTextsRoom, type TextsRoom } from '../../support/script/texts-room.ts';
import { accountRow, NOW_MS } from '../../support/store/store-rows.ts';

/** every way by which what is said or sent could change without two people's approval; each is refused, or told. */

const code = 'UPG-FR-2026';

let room: TextsRoom;
beforeEach(async () => {
  room = await openTextsRoom();
});
afterEach(() => room.close());

/** What a part is changed by, in its file. */
const EDITS: Readonly<Record<CallingPart, readonly [file: string, from: string, to: string]>> = {
  script: ['script.yaml', 'D’abord, un grand merci.', 'Tout d’abord, merci.'],
  notes: ['objections.yaml', 'Votre don actuel', 'Le don actuel'],
  themes: ['campaign.yaml', 'Cette année, notre défi', 'Aujourd’hui, notre défi'],
  ladder: ['campaign.yaml', 'first: 5, second: 3', 'first: 6, second: 3'],
  mentions: ['campaign.yaml', 'replyTo: ', 'replyTo: autre-'],
  emails: ['emails/agreement.subject.liquid', 'Votre soutien', 'Le soutien'],
};

function change(kind: CallingPart): void {
  room.edit(...EDITS[kind]);
  if (kind === 'script') room.edit('script.yaml', 'version: upg-fr-3', 'version: upg-fr-4');
}

/** What reaches a donor now: by the next card, and by an e-mail. */
async function said(): Promise<unknown> {
  const { centre } = room;
  const [reader] = room.agents;
  if (!reader) throw new Error('a room with agents');
  const { campaign, asks, freeAmount } = await cardOf(centre, reader);
  await centre.store.write(async (rows) => {
    const lease = await rows.records.leaseOfAgent(reader.id);
    if (lease) await rows.records.releaseLease(lease.callId);
  });
  await room.owe();
  await sendConfirmations(room.mail, { actor: 'system', limit: 10 });
  const mail = readMail(room.sink.messages().at(-1)?.raw ?? '');
  const script = await centre.store.read((rows) => rows.campaigns.script(code, campaign.scriptVersion));
  const aids = await centre.store.read((rows) => rows.aids.byVersion(code, campaign.aidsVersion ?? ''));
  return {
    campaign,
    asks,
    freeAmount,
    script,
    aids,
    subject: mail.header('subject'),
    reply: mail.header('reply-to'),
  };
}

/** The procedures, as somebody who is logged in. */
async function as(account: AccountRow): Promise<ReturnType<typeof appRouter.createCaller>> {
  const token = randomUUID();
  const session = { account: account.id, createdAtMs: NOW_MS, expiresAtMs: NOW_MS + 3_600_000 };
  await room.centre.store.write((rows) => rows.accounts.addSession({ ...session, tokenHash: hashOf(token) }));
  const app = {
    ...room.centre,
    metrics: openMetrics(),
    pace: { take: async () => undefined },
    closingTime: { refuseNewCard: () => undefined },
    refusals: { add: () => 1, untold: () => [] },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  } as unknown as AppContext;
  return appRouter.createCaller({ app, token, address: '127.0.0.1' });
}

const filesOf = (kind: CallingPart) => [...room.files(kind)].map(([path, text]) => ({ path, text }));

/** A draft of the changed folder, brought by ops through the procedures. */
async function drafted(kind: CallingPart) {
  change(kind);
  const ops = await as(room.ops);
  const done = await ops.scripts.import({ campaign: code, kind, files: filesOf(kind) });
  if (done.kind === 'faulty') throw new Error(done.problems.map(({ message }) => message).join(' '));
  return { ops, hash: done.life.hash, key: { campaign: code, kind, version: done.life.version } };
}

async function hired(role: AccountRow['role']): Promise<AccountRow> {
  const account = accountRow({ id: `${role}-9`, login: `${role}.9`, role, campaigns: [code] });
  await room.centre.store.write(async (rows) => {
    if (!(await rows.accounts.byId(account.id))) await rows.accounts.insert(account);
  });
  return account;
}

type Route = readonly [what: string, wanted: string, act: (kind: CallingPart) => unknown];

const ROUTES: readonly Route[] = [
  [
    'a draft put in force by procedure',
    'script-not-approved',
    async (kind) => {
      const { ops, key } = await drafted(kind);
      await ops.scripts.enforce(key);
    },
  ],
  [
    'a submitted version put in force, or planned',
    'script-not-approved',
    async (kind) => {
      const { ops, key } = await drafted(kind);
      await ops.scripts.submit(key);
      await ops.scripts.enforce({ ...key, fromMs: NOW_MS + 60_000 });
    },
  ],
  [
    'an approval by who submitted it',
    'script-own-submission',
    async (kind) => {
      const { ops, key, hash } = await drafted(kind);
      await ops.scripts.submit(key);
      await ops.scripts.approve({ ...key, hash, by: 'Mme Exemple' });
    },
  ],
  [
    'an approval of what was read, for another content',
    'script-hash-differs',
    async (kind) => {
      const { ops, key } = await drafted(kind);
      await ops.scripts.submit(key);
      const now = await ops.scripts.edition({ campaign: code });
      const read = now.parts.find((part) => part.kind === kind)?.hash ?? '';
      await (await as(room.officer)).scripts.approve({ ...key, hash: read, by: 'Mme Exemple' });
    },
  ],
  [
    'a version withdrawn for good',
    'script-withdrawn',
    async (kind) => {
      change(kind);
      const key = { campaign: code, kind, version: await room.approve(kind) };
      const ops = await as(room.ops);
      await ops.scripts.retire({ ...key, reason: 'Chiffre périmé' });
      await ops.scripts.enforce(key);
    },
  ],
  [
    'a lead who imports',
    'role-refused',
    async (kind) =>
      (await as(await hired('lead'))).scripts.import({ campaign: code, kind, files: filesOf(kind) }),
  ],
  [
    'the officer who puts in force what they approved',
    'role-refused',
    async (kind) => {
      const { ops, key, hash } = await drafted(kind);
      await ops.scripts.submit(key);
      const officer = await as(room.officer);
      await officer.scripts.approve({ ...key, hash, by: 'Mme Exemple' });
      await officer.scripts.enforce(key);
    },
  ],
  [
    'the folder loaded again',
    'script-not-approved',
    (kind) => {
      change(kind);
      return room.load();
    },
  ],
  [
    'the folder loaded again, with somebody’s name',
    'script-not-approved',
    (kind) => {
      change(kind);
      return room.load('Mme Exemple');
    },
  ],
];

test.each(ROUTES)('%s is refused (%s), and what reaches donors stays', async (_what, wanted, act) => {
  const before = await said();
  for (const kind of CALLING_PARTS) {
    const refusal = await Promise.resolve()
      .then(() => act(kind))
      .then(() => 'done', codeOf);
    expect([kind, refusal]).toEqual([kind, wanted]);
  }
  expect(await said()).toEqual(before);
});

function codeOf(error: unknown): string {
  const { cause, code: own } = Object(error);
  return String(Object(cause).code ?? own);
}

/** Of the campaign, in a base; null where something else than what was approved would be said. */
async function editionIn(store: Pick<Store, 'read'>): Promise<string | null | undefined> {
  return (await store.read(editionsNow)).find((one) => one.campaign === code)?.digest;
}

test('the folder changed on the disk, and a restart: what is said is what the base holds', async () => {
  const before = await said();
  for (const kind of CALLING_PARTS) change(kind);
  const [file = ''] = room.centre.store.files();
  const restarted = openStore({ file, words: room.centre.vault.words });
  expect(await editionIn(restarted)).toBe(await editionIn(room.centre.store));
  restarted.close();
  expect(await said()).toEqual(before);
});

test('a script approved alone takes nothing else of its folder with it', async () => {
  const before = Object(await said());
  for (const kind of CALLING_PARTS) change(kind);
  await room.enforce('script', await room.approve('script'));
  const after = Object(await said());
  expect(after.script.nodes.merci.say).toContain('Tout d’abord, merci.');
  const { scriptVersion: _before, ...campaign } = before.campaign;
  expect(after).toMatchObject({ ...before, script: after.script, campaign });
  await expect(room.load()).rejects.toThrow(
    expect.objectContaining({ message: expect.stringMatching(/notes.*thèmes.*montants.*mentions.*e-mails/) }),
  );
});

test('weights draw among approved sentences, and no other', async () => {
  const lead = await as(await hired('lead'));
  const wanted = { campaign: code, weight: 9, reason: 'Décision de réunion', apply: true };
  const other = await lead.profiles.weighTheme({ ...wanted, theme: 'URGENCE' }).then(() => 'done', codeOf);
  expect(other).toBe('theme-unknown');
  await lead.profiles.weighTheme({ ...wanted, theme: 'DEPISTAGE' });
  await lead.profiles.weighTheme({ ...wanted, theme: 'PROXIMITE', weight: 0 });
  const { campaign } = Object(await said()) as Card;
  const approved = (await room.campaign()).settings.themes.find((one) => one.code === 'DEPISTAGE');
  expect([campaign.challenge, campaign.impact]).toEqual([approved?.challenge, approved?.impact]);
});

const BY_HAND: readonly (readonly [sql: string, refusal: RegExp])[] = [
  [`UPDATE script_life SET state = 'in-force' WHERE state = 'draft'`, /only an approved version/],
  [`UPDATE script_life SET body = replace(body, 'merci', 'pitié')`, /an approved version never changes/],
  [`UPDATE script_life SET hash = '' WHERE state = 'in-force'`, /an approved version never changes/],
  [`UPDATE edition SET parts = '[]'`, /an edition is never rewritten/],
  [`UPDATE call SET edition = 'autre'`, /a call is never rewritten/],
];

test('a hand in the base is refused by the base', async () => {
  await said();
  await drafted('ladder');
  for (const [sql, refusal] of BY_HAND) expect(() => room.raw(sql)).toThrow(refusal);
});

test('approvals whose rules were taken out of the base: nothing is served of what was not read', async () => {
  room.raw(`DROP TRIGGER script_approved_stands;
    UPDATE script_life SET body = replace(body, 'notre défi', 'notre urgence') WHERE kind = 'themes';
    UPDATE campaign SET settings = replace(settings, 'notre défi', 'notre urgence')`);
  await expect(said()).rejects.toThrow(/pas tels qu’approuvés/);
  expect(await editionIn(room.centre.store)).toBeNull();
});

test('a backup put back says what was approved at its date, and which edition that is', async () => {
  const before = Object(await said());
  const old = join(room.home, 'avant.db');
  room.raw(`VACUUM INTO '${old}'`);
  change('themes');
  await room.enforce('themes', await room.approve('themes'));
  const restored = openStore({ file: old, words: room.centre.vault.words });
  expect(await editionIn(restored)).toMatch(/^[0-9a-f]{64}$/);
  expect(await editionIn(restored)).not.toBe(await editionIn(room.centre.store));
  const [, reader] = room.agents;
  const card = await cardOf({ ...room.centre, store: restored }, reader!);
  restored.close();
  expect(card.campaign.challenge).toBe(before.campaign.challenge);
});

test('killed while a version comes into force: the former one is in force, whole', async () => {
  change('ladder');
  const version = await room.approve('ladder');
  const before = await said();
  const [file = ''] = room.centre.store.files();
  const child = onBuiltModules(join(import.meta.dirname, '../../support/script/enforce-child.ts'));
  const run = spawnSync(process.execPath, [...child, file, version]);
  expect([run.signal, String(run.stderr)]).toEqual(['SIGKILL', '']);
  expect(await said()).toEqual(before);
  await room.enforce('ladder', version);
  expect(await said()).not.toEqual(before);
});

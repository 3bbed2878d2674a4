import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { readStatus } from '../../../server/steps/campaign/read-status.ts';
import { recoverEmails, sendConfirmations } from '../../../server/steps/email/send-confirmations.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { onBuiltModules } from '../../built-program.ts';
import { HOLD_MS, type MailRoom, mailRoom, PASSPHRASE } from '../../support/email/mail-room.ts';
import { readMail } from '../../support/email/smtp-sink.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let room: MailRoom;
beforeEach(async () => {
  room = await mailRoom();
});
afterEach(() => room.close());

const run = () => sendConfirmations(room.deps, { actor: 'system', limit: 100 });
const states = (...callIds: string[]) =>
  inTurn.map(callIds, async (callId) => (await room.email(callId))?.state);

test('held for 30 minutes, then sent once, with its audit and its receipt', async () => {
  const callId = await room.owe();
  room.clock.nowMs += HOLD_MS - 1;
  expect(await run()).toMatchObject({ sent: 0 });
  expect(room.sink.count()).toBe(0);
  room.clock.nowMs += 1;
  expect(await run()).toMatchObject({ sent: 1 });
  expect(await room.email(callId)).toMatchObject({
    state: 'sent',
    attempts: 1,
    sentAtMs: room.clock.nowMs,
    reply: expect.stringMatching(/^250/),
  });
  expect(await run()).toMatchObject({ sent: 0 });
  expect(room.sink.count()).toBe(1);
  expect([await room.audits('email.sent'), await room.audits('record.open')]).toEqual([1, 1]);
  const { header, text } = readMail(room.sink.messages()[0]?.raw ?? '');
  expect(header('message-id')).toBe(`<${callId}@exemple.invalid>`);
  expect(header('from')).toBe('Fictive <merci@exemple.invalid>');
  expect(header('reply-to')).toBe('contact@exemple.invalid');
  expect(header('subject')).toBe('Votre soutien à Fictive : votre confirmation');
  expect(text).toContain('17\u00a0€ (dix-sept euros) par mois');
  expect(text).toContain('10 décembre 2026');
});

test('two runs at the same time send each e-mail once', async () => {
  const callIds: string[] = [];
  for (let n = 0; n < 12; n++) callIds.push(await room.owe());
  room.clock.nowMs += HOLD_MS;
  const [first, second] = await Promise.all([run(), run()]);
  expect(first.sent + second.sent).toBe(12);
  expect(new Set(room.sink.messages().map((mail) => mail.to[0])).size).toBe(12);
  expect(room.sink.count()).toBe(12);
  expect(new Set(await states(...callIds))).toEqual(new Set(['sent']));
});

test('a batch takes the oldest first, up to its limit', async () => {
  const old = await room.owe();
  room.clock.nowMs += MINUTE_MS;
  const young = await room.owe();
  room.clock.nowMs += HOLD_MS;
  await sendConfirmations(room.deps, { actor: 'system', limit: 1 });
  expect(await states(old, young)).toEqual(['sent', 'to-send']);
});

test('refused by the relay: final, with its codes and no address', async () => {
  const callId = await room.owe();
  room.sink.become('refuse');
  room.clock.nowMs += HOLD_MS;
  expect(await run()).toMatchObject({ refused: 1 });
  room.sink.become('accept');
  room.clock.nowMs += 100 * HOUR_MS;
  await run();
  expect(await room.email(callId)).toMatchObject({
    state: 'refused',
    reply: expect.stringMatching(/^550( \d\.\d\.\d)?$/),
  });
  expect(await room.audits('email.refused')).toBe(1);
  expect(room.sink.count()).toBe(0);
});

test('deferred: again after 15 min, 1 h, 4 h, 12 h, 24 h, then failed; sent if the relay comes back', async () => {
  const callId = await room.owe();
  room.sink.become('defer');
  room.clock.nowMs += HOLD_MS;
  expect(await run()).toMatchObject({ deferred: 1 });
  for (const minutes of [15, 60, 240, 720]) {
    room.clock.nowMs += minutes * MINUTE_MS - 1;
    expect(await run()).toMatchObject({ deferred: 0 });
    room.clock.nowMs += 1;
    expect(await run()).toMatchObject({ deferred: 1 });
  }
  expect(await room.email(callId)).toMatchObject({
    state: 'to-send',
    attempts: 5,
    reply: expect.stringMatching(/^451/),
  });
  const lucky = await room.owe({ email: { attempts: 4, dueAtMs: room.clock.nowMs + 24 * HOUR_MS } });
  room.clock.nowMs += 24 * HOUR_MS;
  expect(await run()).toMatchObject({ deferred: 1, failed: 1 });
  expect(await room.email(callId)).toMatchObject({ state: 'failed', attempts: 6 });
  room.sink.become('accept');
  room.clock.nowMs += 24 * HOUR_MS;
  expect(await run()).toMatchObject({ sent: 1 });
  expect(await states(callId, lucky)).toEqual(['failed', 'sent']);
});

test.each(['cut-after-data', 'hang-after-data'] as const)(
  '%s: uncertain, shown, never sent again',
  async (mood) => {
    const callId = await room.owe();
    room.sink.become(mood);
    room.clock.nowMs += HOLD_MS;
    expect(await run()).toMatchObject({ uncertain: 1 });
    room.sink.become('accept');
    room.clock.nowMs += 100 * HOUR_MS;
    await run();
    expect(room.sink.count()).toBe(1);
    expect(await states(callId)).toEqual(['uncertain']);
    expect(await room.deps.store.read((rows) => rows.emails.inState('uncertain'))).toHaveLength(1);
    expect(await room.audits('email.uncertain')).toBe(1);
  },
);

test('kill -9 once the relay has the message, before our commit: uncertain at the next start, never sent again', async () => {
  const callId = await room.owe();
  room.sink.become('hold');
  room.clock.nowMs += HOLD_MS;
  const child = spawn(process.execPath, [
    ...onBuiltModules(join(import.meta.dirname, '../../support/email/mail-child.ts')),
    room.home,
    room.sink.url,
    String(room.clock.nowMs),
    PASSPHRASE,
  ]);
  // The relay has the whole message and has not answered: the row says « sending » and nothing more can be known.
  await expect.poll(() => room.sink.count(), { timeout: 20_000 }).toBe(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  room.sink.release();
  expect(await states(callId)).toEqual(['sending']);
  room.sink.become('accept');
  expect(await run()).toMatchObject({ sent: 0 });
  expect(await recoverEmails(room.deps)).toBe(1);
  expect(await recoverEmails(room.deps)).toBe(0);
  expect(await room.email(callId)).toMatchObject({ state: 'uncertain', reply: 'interrupted', attempts: 1 });
  room.clock.nowMs += 100 * HOUR_MS;
  await run();
  expect(room.sink.count()).toBe(1);
  expect(await room.audits('email.uncertain')).toBe(1);
});

test('no address, or one that is none: no e-mail, others go on', async () => {
  const none = await room.owe({ donor: { email: '' } });
  const bad = await room.owe({ donor: { email: 'a@b.invalid\r\nBcc: autre@exemple.invalid' } });
  const good = await room.owe();
  room.clock.nowMs += HOLD_MS;
  expect(await run()).toMatchObject({ 'no-email': 2, sent: 1 });
  expect(await states(none, bad, good)).toEqual(['no-email', 'no-email', 'sent']);
  expect((await room.email(bad))?.reply).toBe('address-invalid');
  expect(room.sink.count()).toBe(1);
});

test('a mail that cannot be written has failed with its code, others go on', async () => {
  const noMandate = { scheme: 'SEPA' as const, reference: '', creditorIdentifier: 'FR00ZZZ000000' };
  const bad = await room.owe({ donor: { mandate: noMandate } });
  const good = await room.owe();
  room.clock.nowMs += HOLD_MS;
  expect(await run()).toMatchObject({ failed: 1, sent: 1 });
  expect(await room.email(bad)).toMatchObject({ state: 'failed', reply: 'template-variable-missing' });
  expect(await states(good)).toEqual(['sent']);
});

test('a kind without a template has failed', async () => {
  await room.changeCampaign({ emails: [] });
  const callId = await room.owe();
  room.clock.nowMs += HOLD_MS;
  expect(await run()).toMatchObject({ failed: 1 });
  expect((await room.email(callId))?.reply).toBe('template-missing');
});

test('a campaign under purge: cancelled, its record is not opened', async () => {
  const callId = await room.owe();
  await room.deps.store.write((rows) => rows.campaigns.setState('TEST-UP-FR', 'purging'));
  room.clock.nowMs += HOLD_MS;
  expect(await run()).toMatchObject({ cancelled: 1, sent: 0 });
  expect(await room.email(callId)).toMatchObject({ state: 'cancelled', reply: 'campaign-purged' });
  expect(await room.audits('record.open')).toBe(0);
});

test('a closed campaign still confirms what was agreed', async () => {
  const callId = await room.owe();
  await room.deps.store.write((rows) => rows.campaigns.setState('TEST-UP-FR', 'closed'));
  room.clock.nowMs += HOLD_MS;
  await run();
  expect(await states(callId)).toEqual(['sent']);
});

describe('failures of our own', () => {
  test('keys out of reach for a while: deferred, nothing lost', async () => {
    const callId = await room.owe();
    room.clock.nowMs += HOLD_MS;
    const locked = new AppError({ code: 'key-ring-locked', kind: 'unavailable', message: 'x', hint: 'x' });
    const vault = { openRecord: () => Promise.reject(locked), openCall: () => Promise.reject(locked) };
    const counts = await sendConfirmations({ ...room.deps, vault }, { actor: 'system', limit: 10 });
    expect(counts).toMatchObject({ deferred: 1 });
    expect(await room.email(callId)).toMatchObject({
      state: 'to-send',
      attempts: 1,
      reply: 'key-ring-locked',
    });
  });

  test('a bug while sending leaves it uncertain, the others are sent, and the bug is thrown', async () => {
    const callIds = [await room.owe(), await room.owe(), await room.owe()];
    room.clock.nowMs += HOLD_MS;
    const { mailer } = room.deps;
    const broken = {
      ...mailer,
      send: async (mail: Parameters<typeof mailer.send>[0]) => {
        if (mail.messageId.includes(callIds[1] ?? '')) throw new Error('bug');
        return mailer.send(mail);
      },
    };
    const sending = sendConfirmations({ ...room.deps, mailer: broken }, { actor: 'system', limit: 10 });
    await expect(sending).rejects.toThrow('bug');
    expect(await states(...callIds)).toEqual(['sent', 'uncertain', 'sent']);
  });

  test('an address corrected between writing and sending: this run leaves it to the next', async () => {
    const callId = await room.owe();
    room.clock.nowMs += HOLD_MS;
    const { vault, store } = room.deps;
    const meanwhile: typeof vault.openRecord = async (...args) => {
      const content = await vault.openRecord(...args);
      const id = (await room.email(callId))?.recordId as number;
      await store.write((rows) => rows.records.update(id, { version: 2 }));
      return content;
    };
    const counts = await sendConfirmations(
      { ...room.deps, vault: { openRecord: meanwhile, openCall: vault.openCall } },
      { actor: 'system', limit: 10 },
    );
    expect(counts).toMatchObject({ skipped: 1, sent: 0 });
    expect(await states(callId)).toEqual(['to-send']);
  });
});

test('a hostile name forges no header and no tag', async () => {
  const lastName = 'X\r\nBcc: autre@exemple.invalid\r\n\r\n<script>x</script>" <y@exemple.invalid>';
  await room.owe({ donor: { lastName, firstName: '=?utf-8?Q?a?=, b@exemple.invalid' } });
  room.clock.nowMs += HOLD_MS;
  expect(await run()).toMatchObject({ sent: 1 });
  const [got] = room.sink.messages();
  expect(got?.to).toHaveLength(1);
  expect(got?.to[0]).toMatch(/^donatrice-\d+@exemple\.invalid$/);
  const { names, html } = readMail(got?.raw ?? '');
  expect(names).not.toContain('bcc');
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;');
});

test('late counts at 24, 40 and 48 hours (R-24)', async () => {
  await room.owe();
  room.clock.nowMs += 10 * HOUR_MS;
  await room.owe();
  const at = async (hours: number) => {
    const clock = { nowMs: () => room.clock.nowMs + hours * HOUR_MS };
    const [campaign] = (await readStatus({ store: room.deps.store, clock, rules: callingRules() })).campaigns;
    return { ...campaign?.warnedEmails, over48h: campaign?.lateEmails };
  };
  expect(await at(0)).toEqual({ over24h: 0, over40h: 0, over48h: 0 });
  expect(await at(15)).toEqual({ over24h: 1, over40h: 0, over48h: 0 });
  expect(await at(31)).toEqual({ over24h: 2, over40h: 1, over48h: 0 });
  expect(await at(41)).toEqual({ over24h: 2, over40h: 2, over48h: 1 });
});

test('no name and no address in the base, the logs or the audit', async () => {
  await room.owe();
  await room.owe({ donor: { email: 'pas-une-adresse-de-testeur' } });
  room.clock.nowMs += HOLD_MS;
  await run();
  room.sink.become('cut-after-data');
  await room.owe();
  room.clock.nowMs += HOLD_MS;
  await run();
  const folder = join(room.home, 'data');
  const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  const all = [...bytes, ...room.logged].join('\n');
  for (const clear of ['donatrice-', 'Testeur-Z', 'pas-une-adresse', '++00RUM'])
    expect(all).not.toContain(clear);
  expect(all).toContain('email.sent');
});

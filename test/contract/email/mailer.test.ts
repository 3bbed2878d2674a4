import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSmtpMailer } from '../../../server/mail/smtp-mailer.ts';
import type { SmtpMailerOptions } from '../../../server/mail/smtp-options.ts';
import type { OutgoingMail } from '../../../server/ports/mailer.ts';
import { type RelayAct, type RelayMoment, startScriptedRelay } from '../../support/email/scripted-relay.ts';
import { readMail, startSmtpSink } from '../../support/email/smtp-sink.ts';
import { freePort } from '../../support/machine/free-port.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let serial = 0;
function mail(change: Partial<OutgoingMail> = {}): OutgoingMail {
  serial += 1;
  return {
    messageId: `<essai-${serial}.agreement@exemple.invalid>`,
    from: { name: 'Union d’Essai', address: 'confirmation@exemple.invalid' },
    replyTo: 'donateurs@exemple.invalid',
    to: { name: 'Zéphyrine Testeur', address: 'testeur@exemple.invalid' },
    subject: 'Votre soutien évolue',
    text: 'Bonjour,\n.\nUn point seul sur sa ligne.\n',
    html: '<p>Bonjour, é</p>',
    ...change,
  };
}

function open(url: string, change: Partial<SmtpMailerOptions> = {}) {
  const mailer = openSmtpMailer({
    url,
    requireTls: false,
    ehloName: 'plateau.exemple.invalid',
    timeouts: { connectMs: 300, replyMs: 300 },
    ...change,
  });
  closing.push(() => mailer.close());
  return mailer;
}

async function relay(script: Partial<Record<RelayMoment, RelayAct>>) {
  const scripted = await startScriptedRelay(script);
  closing.push(() => scripted.close());
  return scripted;
}

const CUT: RelayAct = { act: 'cut' };
const HANG: RelayAct = { act: 'hang' };
const say = (text: string): RelayAct => ({ say: text });

test.each<[string, Partial<Record<RelayMoment, RelayAct>>, { verdict: string; reply: RegExp }]>([
  ['accepted', {}, { verdict: 'sent', reply: /^250 2\.0\.0$/ }],
  ['greeting: closed', { greeting: CUT }, { verdict: 'deferred', reply: /^E/ }],
  ['greeting: silence', { greeting: HANG }, { verdict: 'deferred', reply: /^ETIMEDOUT$/ }],
  ['greeting: 554', { greeting: say('554 no service') }, { verdict: 'deferred', reply: /^554$/ }],
  ['greeting: 421', { greeting: say('421 4.3.2 closing') }, { verdict: 'deferred', reply: /^421 4\.3\.2$/ }],
  [
    'EHLO and HELO: 550',
    { EHLO: say('550 no'), HELO: say('550 no') },
    { verdict: 'deferred', reply: /^550$/ },
  ],
  ['MAIL: 550', { MAIL: say('550 5.7.1 not yours') }, { verdict: 'refused', reply: /^550 5\.7\.1$/ }],
  ['MAIL: 451', { MAIL: say('451 later') }, { verdict: 'deferred', reply: /^451$/ }],
  ['RCPT: 550', { RCPT: say('550 5.1.1 nobody') }, { verdict: 'refused', reply: /^550 5\.1\.1$/ }],
  ['RCPT: 450', { RCPT: say('450 4.2.1 greylisted') }, { verdict: 'deferred', reply: /^450 4\.2\.1$/ }],
  ['RCPT: cut', { RCPT: CUT }, { verdict: 'deferred', reply: /^E/ }],
  ['RCPT: silence', { RCPT: HANG }, { verdict: 'deferred', reply: /^ETIMEDOUT$/ }],
  ['DATA: 451', { DATA: say('451 4.3.0 no') }, { verdict: 'deferred', reply: /^451 4\.3\.0$/ }],
  ['DATA: 554', { DATA: say('554 5.7.0 no') }, { verdict: 'refused', reply: /^554 5\.7\.0$/ }],
  ['DATA: cut', { DATA: CUT }, { verdict: 'deferred', reply: /^E/ }],
  ['DATA: silence', { DATA: HANG }, { verdict: 'deferred', reply: /^ETIMEDOUT$/ }],
  ['message: 451', { message: say('451 4.3.1 full') }, { verdict: 'deferred', reply: /^451 4\.3\.1$/ }],
  ['message: 552', { message: say('552 5.3.4 big') }, { verdict: 'refused', reply: /^552 5\.3\.4$/ }],
  ['message: 421', { message: say('421 4.3.2 bye') }, { verdict: 'deferred', reply: /^421 4\.3\.2$/ }],
  ['message: cut', { message: CUT }, { verdict: 'uncertain', reply: /^E/ }],
  ['message: silence', { message: HANG }, { verdict: 'uncertain', reply: /^ETIMEDOUT$/ }],
  [
    'message: half a 250',
    { message: { act: 'say-cut', bytes: '25' } },
    { verdict: 'uncertain', reply: /^E/ },
  ],
  [
    'message: half a 550',
    { message: { act: 'say-cut', bytes: '550 5.1' } },
    { verdict: 'uncertain', reply: /^550/ },
  ],
  ['message: nonsense', { message: say('bonjour') }, { verdict: 'uncertain', reply: /^E/ }],
])('%s', async (...[, script, expected]) => {
  const { url, messages } = await relay(script);
  const verdict = await open(url).send(mail());
  expect(verdict).toEqual({ verdict: expected.verdict, reply: expect.stringMatching(expected.reply) });
  const reachedTheDot = script.message !== undefined || Object.keys(script).length === 0;
  expect(messages).toHaveLength(reachedTheDot ? 1 : 0);
});

test('with PIPELINING, a refused recipient is refused though DATA was already asked', async () => {
  const pipelining = { EHLO: say('250-scripted\n250 PIPELINING') };
  const refusing = { ...pipelining, RCPT: say('550 5.1.1 no'), DATA: say('554 5.5.1 no recipient') };
  expect(await open((await relay(refusing)).url).send(mail())).toEqual({
    verdict: 'refused',
    reply: '550 5.1.1',
  });
  const cut = { ...pipelining, MAIL: CUT };
  expect(await open((await relay(cut)).url).send(mail())).toMatchObject({ verdict: 'deferred' });
  const cutAfter = { ...pipelining, message: CUT };
  expect(await open((await relay(cutAfter)).url).send(mail())).toMatchObject({ verdict: 'uncertain' });
});

test('cut in the middle of a large message: the dot never left, safe to retry', async () => {
  const { url, messages } = await relay({ body: CUT });
  const big = mail({ text: 'ligne\n'.repeat(4_000_000) });
  expect(await open(url).send(big)).toMatchObject({ verdict: 'deferred' });
  expect(messages).toEqual([]);
});

test('a relay that keeps the line open without a verdict is given up at the message limit', async () => {
  const { url } = await relay({ message: HANG });
  const mailer = open(url, { timeouts: { connectMs: 5_000, replyMs: 60_000, messageMs: 200 } });
  expect(await mailer.send(mail())).toEqual({ verdict: 'uncertain', reply: 'EABORT' });
  const early = await relay({ RCPT: HANG });
  const other = open(early.url, { timeouts: { connectMs: 5_000, replyMs: 60_000, messageMs: 200 } });
  expect(await other.send(mail())).toEqual({ verdict: 'deferred', reply: 'EABORT' });
});

test('a relay that is down: deferred, and check says so', async () => {
  const mailer = open(`smtp://127.0.0.1:${await freePort()}`);
  expect(await mailer.send(mail())).toMatchObject({ verdict: 'deferred' });
  await expect(mailer.check()).rejects.toMatchObject({ code: 'smtp-unreachable', kind: 'unavailable' });
});

test('TLS required and not offered: nothing is sent', async () => {
  const { url, messages } = await relay({});
  const mailer = open(url, { requireTls: true });
  expect(await mailer.send(mail())).toMatchObject({ verdict: 'deferred' });
  await expect(mailer.check()).rejects.toMatchObject({ code: 'smtp-unreachable' });
  expect(messages).toEqual([]);
});

test('a wrong password is the relay’s trouble, not the address’s', async () => {
  const { url } = await relay({ EHLO: say('250-scripted\n250 AUTH LOGIN PLAIN'), AUTH: say('535 5.7.8 no') });
  const folder = mkdtempSync(join(tmpdir(), 'plateau-mailer-'));
  closing.push(async () => rmSync(folder, { recursive: true }));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'mot de passe fictif\n');
  const mailer = open(url.replace('smtp://', 'smtp://plateau@'), { passwordFile });
  expect(await mailer.send(mail())).toEqual({ verdict: 'deferred', reply: '535 5.7.8' });
  await expect(mailer.check()).rejects.toMatchObject({ code: 'smtp-denied' });
  expect(() => open('smtp://plateau@127.0.0.1:1', { passwordFile: join(folder, 'absent') })).toThrow(
    expect.objectContaining({ code: 'smtp-password-unreadable' }),
  );
});

test('the sink gets one message with our headers, both bodies, no other address', async () => {
  const sink = await startSmtpSink();
  closing.push(() => sink.close());
  const mailer = open(sink.url);
  await mailer.check();
  const sent = mail();
  expect(await mailer.send(sent)).toMatchObject({ verdict: 'sent', reply: expect.stringMatching(/^250/) });
  expect(sink.count()).toBe(1);
  const [got] = sink.messages();
  expect(got).toMatchObject({ from: 'confirmation@exemple.invalid', to: ['testeur@exemple.invalid'] });
  const { header, text, html, names } = readMail(got?.raw ?? '');
  expect(header('message-id')).toBe(sent.messageId);
  expect(header('from')).toBe('Union d’Essai <confirmation@exemple.invalid>');
  expect(header('to')).toBe('Zéphyrine Testeur <testeur@exemple.invalid>');
  expect(header('reply-to')).toBe('donateurs@exemple.invalid');
  expect(header('subject')).toBe('Votre soutien évolue');
  expect(header('auto-submitted')).toBe('auto-generated');
  expect(text.trim()).toBe('Bonjour,\r\n.\r\nUn point seul sur sa ligne.');
  expect(html).toContain('<p>Bonjour, é</p>');
  expect(names.filter((name) => ['bcc', 'cc', 'x-mailer'].includes(name))).toEqual([]);
});

test('after a refusal the pool serves the next message; cut after DATA, it is not sent again by itself', async () => {
  const sink = await startSmtpSink();
  closing.push(() => sink.close());
  const mailer = open(sink.url, { poolSize: 1 });
  sink.become('refuse');
  expect(await mailer.send(mail())).toMatchObject({
    verdict: 'refused',
    reply: expect.stringMatching(/^550/),
  });
  sink.become('defer');
  expect(await mailer.send(mail())).toMatchObject({
    verdict: 'deferred',
    reply: expect.stringMatching(/^451/),
  });
  sink.become('cut-after-data');
  expect(await mailer.send(mail())).toMatchObject({ verdict: 'uncertain' });
  sink.become('hang-after-data');
  expect(await mailer.send(mail())).toMatchObject({ verdict: 'uncertain', reply: 'ETIMEDOUT' });
  sink.become('accept');
  expect(await mailer.send(mail())).toMatchObject({ verdict: 'sent' });
  expect(sink.count()).toBe(3);
});

test('a pooled connection that the relay closed meanwhile costs no message', async () => {
  const { url, messages, cutAll, connections } = await relay({});
  const mailer = open(url, { poolSize: 1 });
  expect(await mailer.send(mail())).toMatchObject({ verdict: 'sent' });
  cutAll();
  expect(await mailer.send(mail())).toMatchObject({ verdict: 'sent' });
  expect(messages).toHaveLength(2);
  expect(connections()).toBe(2);
});

test('a line break in a header is a bug, and nothing leaves', async () => {
  const sink = await startSmtpSink();
  closing.push(() => sink.close());
  const mailer = open(sink.url);
  const hostile = 'x\r\nBcc: autre@exemple.invalid';
  const cases: Partial<OutgoingMail>[] = [
    { subject: hostile },
    { subject: 'x\nBcc: autre@exemple.invalid' },
    { to: { name: hostile, address: 'testeur@exemple.invalid' } },
    { to: { name: '', address: `testeur@exemple.invalid\r\nBcc: autre@exemple.invalid` } },
    { from: { name: hostile, address: 'confirmation@exemple.invalid' } },
    { replyTo: hostile },
    { messageId: `<a@b>\r\nBcc: autre@exemple.invalid` },
    { messageId: 'sans-chevrons@exemple.invalid' },
  ];
  for (const change of cases) await expect(mailer.send(mail(change))).rejects.toThrow(/header|Message-ID/);
  expect(sink.count()).toBe(0);
});

test('a name that looks like addresses stays a name', async () => {
  const sink = await startSmtpSink();
  closing.push(() => sink.close());
  const name = 'a@exemple.invalid, "B" <autre@exemple.invalid>';
  await open(sink.url).send(mail({ to: { name, address: 'testeur@exemple.invalid' } }));
  expect(sink.messages()[0]?.to).toEqual(['testeur@exemple.invalid']);
});

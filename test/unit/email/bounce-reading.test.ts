import { describe, expect, it, test } from 'vitest';
import { readBounceCsv } from '../../../shared/bounce.ts';
import { readReturnedMail } from '../../../shared/delivery-report.ts';
import { deliveryReport, returnIn } from '../../support/email/bounce-reports.ts';

const messageId = '<00000000-0000-4000-8000-000000000001@exemple.invalid>';
const atMs = Date.parse('2026-11-25T09:12:00+01:00');

describe('RFC 3464 delivery reports', () => {
  it.each([
    [{}, '5.1.1'],
    [{ original: 'text/rfc822-headers' as const }, '5.1.1'],
    [{ lineBreak: '\n' }, '5.1.1'],
    [{ status: '4.4.1', action: 'delayed' }, '4.4.1'],
    // The relay gave up after its retries.
    [{ status: '4.4.7 (expired)', action: 'failed' }, '5.4.7'],
    [{ status: '4.4.1', action: 'failed (permanent)' }, '5.4.1'],
    [{ status: '550 5.1.1' }, '5.1.1'],
    [{ status: 'inconnu' }, '5.1.1'],
    [{ status: '2.0.0', action: 'relayed' }, '2.0.0'],
  ])('%o gives the Message-ID, the status and the date, and no address', (change, status) => {
    expect(returnIn(deliveryReport({ messageId, ...change }))).toEqual({ messageId, status, atMs });
  });

  it.each([
    ['an answer of a donor', 'Subject: Re: Votre soutien\r\nContent-Type: text/plain\r\n\r\nMerci !'],
    [
      'a report about something else',
      deliveryReport({ messageId }).replace('delivery-status;', 'disposition-notification;'),
    ],
    ['no status', deliveryReport({ messageId, status: 'inconnu' }).replace('Diagnostic-Code', 'X')],
    ['no Message-ID of ours', deliveryReport({ messageId: 'pas un identifiant' })],
    ['no boundary', deliveryReport({ messageId }).replace('boundary=', 'x=')],
    ['nothing', ''],
    ['more than a report may hold', `${deliveryReport({ messageId })}${'x'.repeat(1_100_000)}`],
  ])('%s is none', (_name, source) => {
    expect(returnIn(source)).toBeUndefined();
  });

  const report = deliveryReport({ messageId });
  const head =
    'Return-Path: <>\nDate: Wed, 25 Nov 2026 09:12:00 +0100\nFrom: MAILER-DAEMON@exemple.invalid\n';
  it.each([
    ['padded boundaries', report.replace(/(--4A1B2C\S+invalid)\r\n/g, '$1  \r\n')],
    ['no report-type', report.replace('report-type=delivery-status;', '')],
    [
      'RFC 6533',
      report
        .replace('message/delivery-status', 'message/global-delivery-status')
        .replace('message/rfc822', 'message/global'),
    ],
    [
      'qmail',
      `${head}\nHi.\n\n<x@exemple.invalid>:\n550 5.1.1 User\n\n--- Below this line is a copy of the message.\n\nMessage-ID: ${messageId}\n\nCorps\n`,
    ],
    [
      'Exim',
      `${head}X-Failed-Recipients: x@exemple.invalid\n\n  550 5.1.1 unknown\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: ${messageId}\n\nCorps\n`,
    ],
  ])('%s: read as the return of that e-mail', (_name, source) => {
    expect(readReturnedMail(source)).toEqual({ messageId, status: '5.1.1', atMs });
  });

  it.each([
    ['a report without the original', report.replace('message/rfc822', 'text/plain')],
    ['a report without a date', report.replace('Date: Wed', 'X-Date: Wed')],
    ['a mail system’s free text', `${head}\nVotre message n’a pas pu être remis.\n`],
  ])('%s is to be read by a person, a donor’s letter is not', (_name, source) => {
    expect(readReturnedMail(source)).toBe('unread');
    expect(readReturnedMail('From: a@exemple.invalid\n\nMerci !')).toBe('other');
  });

  it('reads parts that a relay encoded', () => {
    const headers = Buffer.from(`Message-ID: ${messageId}\r\n`).toString('base64');
    const source = deliveryReport({ messageId: '<autre@exemple.invalid>', original: 'text/rfc822-headers' });
    const [before = ''] = source.split('\r\n\r\nFrom: =?utf-8');
    const encoded = `${before}\r\nContent-Transfer-Encoding: base64\r\n\r\n${headers}\r\n--4A1B2C.1795600320/relais.exemple.invalid--\r\n`;
    expect(returnIn(encoded)?.messageId).toBe(messageId);
  });
});

describe('message_id;statut;date', () => {
  test('columns in any order, others left alone, brackets optional, quotes and blank lines allowed', () => {
    const text = `\uFEFFdate;adresse;statut;MESSAGE_ID\r\n2026-11-25T09:12:00+01:00;x@exemple.invalid;5.1.1;"${messageId}"\r\n\r\n2026-11-25;;4.2.2;${messageId.slice(1, -1)}\n`;
    expect(readBounceCsv(text)).toEqual([
      { messageId, status: '5.1.1', atMs },
      { messageId, status: '4.2.2', atMs: Date.parse('2026-11-25') },
    ]);
  });

  test.each([
    ['bounces-no-header', 'message_id;date\n'],
    ['bounces-bad-line', `message_id;statut;date\n${messageId};550;2026-11-25`],
    ['bounces-bad-line', `message_id;statut;date\n${messageId};5.1.1;hier`],
    ['bounces-bad-line', 'message_id;statut;date\nx@y@z;5.1.1;2026-11-25'],
  ])('%s names the line, never its text', (code, text) => {
    expect(() => readBounceCsv(text)).toThrow(expect.objectContaining({ code }));
    expect(() => readBounceCsv(text)).not.toThrow(/exemple\.invalid|x@y/);
  });
});

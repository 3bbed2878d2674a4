import type { Bounce } from '../../../shared/bounce.ts';
import { readReturnedMail } from '../../../shared/delivery-report.ts';
/** A delivery report as Postfix writes it (RFC 3464), with the address that such mails hold. */
export function deliveryReport(change: {
  readonly messageId: string;
  readonly status?: string;
  readonly action?: string;
  readonly original?: 'message/rfc822' | 'text/rfc822-headers';
  readonly lineBreak?: string;
}): string {
  const { messageId, status = '5.1.1', action = 'failed', original = 'message/rfc822' } = change;
  const lines = [
    'Return-Path: <>',
    'Date: Wed, 25 Nov 2026 09:12:00 +0100 (CET)',
    'From: MAILER-DAEMON@exemple.invalid (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'To: confirmation@exemple.invalid',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4A1B2C.1795600320/relais.exemple.invalid"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4A1B2C.1795600320/relais.exemple.invalid',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    '<donatrice-rebond@exemple.invalid>: unknown user. Status: 2.0.0 was expected',
    '',
    '--4A1B2C.1795600320/relais.exemple.invalid',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relais.exemple.invalid',
    'Arrival-Date: Wed, 25 Nov 2026 09:11:58 +0100 (CET)',
    '',
    'Final-Recipient: rfc822; donatrice-rebond@exemple.invalid',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 unknown user',
    '',
    '--4A1B2C.1795600320/relais.exemple.invalid',
    'Content-Description: Undelivered Message',
    `Content-Type: ${original}`,
    '',
    'From: =?utf-8?q?Fictive?= <merci@exemple.invalid>',
    'To: donatrice-rebond@exemple.invalid',
    'Message-ID:',
    ` ${messageId}`,
    'Subject: Votre soutien',
    '',
    'Bonjour',
    '',
    '--4A1B2C.1795600320/relais.exemple.invalid--',
    '',
  ];
  return lines.join(change.lineBreak ?? '\r\n');
}

/** What is read of a message when it is a return; undefined for every other one. */
export function returnIn(source: string): Bounce | undefined {
  const read = readReturnedMail(source);
  return typeof read === 'string' ? undefined : read;
}

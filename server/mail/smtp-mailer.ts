import assert from 'node:assert/strict';
import { PassThrough, type Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import { AppError } from '../../shared/errors.ts';
import type { Mailer, MailVerdict, OutgoingMail } from '../ports/mailer.ts';
import { replyCodes, verdictOfFailure } from './mail-verdict.ts';
import { mailTimeouts, poolOptions, type SmtpMailerOptions } from './smtp-options.ts';

/** Rides on a message through nodemailer and learns whether all of it was given to the connection. */
interface Passage {
  handedOver: boolean;
}

/** A pooled SMTP relay behind the port `server/ports/mailer.ts`. Nothing is opened before the first message. */
export function openSmtpMailer(options: SmtpMailerOptions): Mailer {
  const transport = nodemailer.createTransport(poolOptions(options));
  const { messageMs } = mailTimeouts(options);
  const passages = new Map<string, Passage>();

  // The consumer asks for bytes only after the relay said 354, and ends its own stream (which writes the final dot)
  // on this one's `end`: so `end` not seen means that the dot has not left.
  transport.use('stream', (mail, done) => {
    const passage = passages.get(mail.message.messageId());
    if (passage) mail.message.processFunc((content) => watched(content as Readable, passage));
    done();
  });

  return {
    send: async (mail): Promise<MailVerdict> => {
      assertOneLineHeaders(mail);
      assert(!passages.has(mail.messageId), 'one send at a time per message');
      const passage: Passage = { handedOver: false };
      passages.set(mail.messageId, passage);
      try {
        const signal = AbortSignal.timeout(messageMs);
        const info = await transport.sendMail({ ...content(mail), signal });
        return { verdict: 'sent', reply: replyCodes(info.response) };
      } catch (error) {
        return verdictOfFailure(error as object, passage.handedOver);
      } finally {
        passages.delete(mail.messageId);
      }
    },
    check: async () => {
      try {
        await transport.verify();
      } catch (error) {
        throw unreachable(error);
      }
    },
    close: async () => transport.close(),
  };
}

function watched(content: Readable, passage: Passage): PassThrough {
  const out = new PassThrough();
  out.once('end', () => {
    passage.handedOver = true;
  });
  content.once('error', (error) => out.destroy(error));
  return content.pipe(out);
}

/** Addresses go as objects: nodemailer never parses a string that a donor wrote. */
function content(mail: OutgoingMail) {
  return {
    messageId: mail.messageId,
    from: { ...mail.from },
    replyTo: { name: '', address: mail.replyTo },
    to: { ...mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { 'Auto-Submitted': 'auto-generated', ...stopHeaders(mail) },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 2369 and RFC 8058: a mail program offers « se désabonner », and one POST does it. */
function stopHeaders({ stopUrl }: OutgoingMail): Record<string, string> {
  if (stopUrl === undefined) return {};
  return { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** The caller cleaned its values: a line break that comes this far would be another header. */
function assertOneLineHeaders({ messageId, from, replyTo, to, subject, stopUrl }: OutgoingMail): void {
  assert(stopUrl === undefined || /^https?:\/\/[^<>\s]+$/.test(stopUrl), 'a stop address is one address');
  const headers = [messageId, from.name, from.address, replyTo, to.name, to.address, subject];
  assert(!headers.some((header) => /[\r\n\0]/.test(header)), 'a mail header is one line');
  assert(/^<[^<>\s@]+@[^<>\s@]+>$/.test(messageId), 'a Message-ID is <left@right>');
}

function unreachable(error: unknown): AppError {
  const denied = error instanceof Error && 'code' in error && error.code === 'EAUTH';
  if (denied) {
    return new AppError({
      code: 'smtp-denied',
      kind: 'forbidden',
      message: 'Le relais d’e-mails refuse notre utilisateur ou son mot de passe.',
      hint: 'Vérifiez l’utilisateur de PLATEAU_SMTP_URL et PLATEAU_SMTP_PASSWORD_FILE.',
      cause: error,
    });
  }
  return new AppError({
    code: 'smtp-unreachable',
    kind: 'unavailable',
    message: 'Le relais d’e-mails ne répond pas, ou sa connexion n’est pas sûre.',
    hint: 'Vérifiez PLATEAU_SMTP_URL, le réseau et le certificat du relais ; les e-mails attendent.',
    cause: error,
  });
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { SMTPPoolOptions } from 'nodemailer';
import { AppError } from '../../shared/errors.ts';
import { isLoopback } from '../../shared/loopback.ts';

/** Every wait of the mailer has a limit, in milliseconds. */
export interface MailTimeouts {
  /** TCP, TLS and the relay's greeting. */
  readonly connectMs: number;
  /** Longest silence of the relay; the answer to a whole message may take that long too. */
  readonly replyMs: number;
  /** A message from queue to verdict. */
  readonly messageMs: number;
}

export interface SmtpMailerOptions {
  /** `smtp://host:port` or `smtps://user@host:port`; never a password in it. */
  readonly url: string;
  readonly passwordFile?: string;
  /** Refuses to send where STARTTLS is not offered; always so when logging in to another machine. */
  readonly requireTls: boolean;
  /** Connections kept open at most. */
  readonly poolSize?: number;
  /** Name said in EHLO; the machine's own by default. */
  readonly ehloName?: string;
  /** PEM certificates to trust besides the system's, for a relay with a private authority. */
  readonly trustedCa?: string;
  readonly timeouts?: Partial<MailTimeouts>;
}

const DEFAULTS: MailTimeouts = { connectMs: 15_000, replyMs: 60_000, messageMs: 180_000 };

export function mailTimeouts(options: SmtpMailerOptions): MailTimeouts {
  return { ...DEFAULTS, ...options.timeouts };
}

/** nodemailer's options. AppError `smtp-password-unreadable`. */
export function poolOptions(options: SmtpMailerOptions): SMTPPoolOptions {
  const url = new URL(options.url);
  assert(url.protocol === 'smtp:' || url.protocol === 'smtps:', 'a relay is smtp:// or smtps://');
  assert(url.password === '', 'the password comes from a file, never from the URL');
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const { connectMs, replyMs } = mailTimeouts(options);
  return {
    pool: true,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A password never travels in clear beyond this machine.
    requireTLS: !secure && (options.requireTls || (user !== '' && !isLoopback(url.hostname))),
    tls: { minVersion: 'TLSv1.2', ...(options.trustedCa === undefined ? {} : { ca: options.trustedCa }) },
    ...(user === '' ? {} : { auth: { user, pass: readPassword(options.passwordFile) } }),
    ...(options.ehloName === undefined ? {} : { name: options.ehloName }),
    maxConnections: options.poolSize ?? 5,
    maxMessages: 100,
    // A connection that the relay had closed meanwhile: one more try, only when not a byte of the message had left.
    maxRequeues: 1,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: replyMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  };
}

function readPassword(file: string | undefined): string {
  try {
    assert(file !== undefined, 'a relay with a user needs a password file');
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new AppError({
      code: 'smtp-password-unreadable',
      kind: 'invalid',
      message: 'Le mot de passe du relais d’e-mails est illisible.',
      hint: 'Vérifiez PLATEAU_SMTP_PASSWORD_FILE : le fichier et ses droits.',
      cause: error,
    });
  }
}

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connect, isIP, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { AppError } from '../../shared/errors.ts';
import { AmiGarbled, type AmiMessage, amiAction, amiFrames } from './ami-frames.ts';
import { askedActions } from './asked-actions.ts';
import { lineDenied, lineUnreachable } from './line-refusals.ts';

export interface AmiSetting {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly user: string;
  /** PEM of the authority to trust instead of the system's; as the secret, read anew at each connection. */
  readonly trustedCa?: () => string | undefined;
  readonly secret: () => string;
}

export type AmiHeaders = Readonly<Record<string, string>>;

/** One connection, logged in. What is asked of one that is over rejects with why it is. */
export interface AmiSession {
  /** The answer to one action, `Response: Error` included. AppError `line-unreachable` when none comes: the session is over. */
  ask(headers: AmiHeaders): Promise<AmiMessage>;
  /** The entries of a list, its end left out; none where Asterisk refuses. AppError as `ask`. */
  list(headers: AmiHeaders): Promise<readonly AmiMessage[]>;
  /** Settles, with why, once the connection is closed. */
  readonly over: Promise<AppError>;
  close(): void;
}

/** A session without a word is asked whether it is there this often, in milliseconds. */
const PING_MS = 10_000;
interface Opening {
  readonly setting: AmiSetting;
  /** Longest wait for a connection or an answer, in milliseconds: then the session is over. */
  readonly answerMs: number;
  /** The filter of the events wanted, and who hears them. */
  readonly filter: string;
  readonly heard: (event: AmiMessage) => void;
  readonly signal: AbortSignal;
}

/** How long a PBX that answers may still be starting, in milliseconds. */
const BOOT_MS = 15_000;

/**
 * Connects and logs in, by challenge: the secret itself never travels. Open once the PBX has started whole: before, it knows half
 * of its queues and telephones. AppErrors `line-unreachable`, `line-denied`.
 */
export async function openAmiSession(opening: Opening): Promise<AmiSession> {
  const { promise: booted, resolve: boots } = Promise.withResolvers<void>();
  const heard = (event: AmiMessage) =>
    event.get('Event') === 'FullyBooted' ? boots() : opening.heard(event);
  const session = connected({ ...opening, heard });
  const { user, secret } = opening.setting;
  try {
    const challenge = await session.ask({ Action: 'Challenge', AuthType: 'MD5' });
    const key = createHash('md5')
      .update(`${challenge.get('Challenge')}${secret()}`)
      .digest('hex');
    const events = { Events: 'system,call,agent' };
    const login = { Action: 'Login', AuthType: 'MD5', Username: user, Key: key, ...events };
    if (!isSuccess(await session.ask(login))) throw lineDenied();
    await session.ask({ Action: 'Filter', Operation: 'Add', Filter: opening.filter });
    const late = pause(BOOT_MS, undefined, { ref: false }).then(() => Promise.reject(lineDenied()));
    const lost = session.over.then((why) => Promise.reject(why));
    await Promise.race([booted, late, lost]);
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

export function isSuccess(answer: AmiMessage): boolean {
  return answer.get('Response') === 'Success';
}

function socketOf({ host, port, tls, trustedCa }: AmiSetting): Socket {
  if (!tls) return connect({ host, port });
  const ca = trustedCa?.();
  const name = isIP(host) ? {} : { servername: host };
  return connectTls({ host, port, minVersion: 'TLSv1.2', ...name, ...(ca === undefined ? {} : { ca }) });
}

function connected({ setting, answerMs, heard, signal }: Opening): AmiSession {
  const socket = socketOf(setting);
  const { promise: over, resolve: end } = Promise.withResolvers<AppError>();
  const frames = amiFrames();
  const asked = askedActions();
  let why: AppError | undefined;
  let lastHeardMs = performance.now();

  const stop = (reason: AppError) => {
    why ??= reason;
    clearInterval(ping);
    signal.removeEventListener('abort', ended);
    socket.destroy();
    asked.fail(why);
    end(why);
  };
  const ended = () => stop(lineUnreachable());
  const send = async (headers: AmiHeaders) => {
    assert(!Object.values(headers).some((value) => /[\r\n\0]/.test(value)), 'a header of AMI is one line');
    if (why) throw why;
    const silence = setTimeout(() => stop(lineUnreachable()), answerMs);
    const { id, answered } = asked.add(headers.ActionID);
    socket.write(amiAction({ ...headers, ActionID: id }));
    return answered.finally(() => clearTimeout(silence));
  };
  const ping = setInterval(() => {
    if (performance.now() - lastHeardMs >= PING_MS) void send({ Action: 'Ping' }).catch(() => undefined);
  }, PING_MS).unref();

  socket.setNoDelay(true);
  socket.on('data', (bytes: Buffer) => {
    lastHeardMs = performance.now();
    try {
      for (const message of frames(bytes)) {
        const isAnswer = asked.take(message);
        if (!isAnswer && message.has('Event')) heard(message);
      }
    } catch (error) {
      if (!(error instanceof AmiGarbled)) throw error;
      stop(lineUnreachable(error));
    }
  });
  socket.on('error', (error) => stop(lineUnreachable(error)));
  socket.on('close', ended);
  signal.addEventListener('abort', ended);
  return {
    ask: async (headers) => (await send(headers)).answer,
    list: async (headers) => (await send(headers)).entries,
    over,
    close: ended,
  };
}

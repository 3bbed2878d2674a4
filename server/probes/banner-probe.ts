import { connect, type Socket } from 'node:net';
import type { Probe } from '../domain/watch/watch-settings.ts';
import type { ProbeOutcome } from '../domain/watch/watch-state.ts';

type BannerProbe = Extract<Probe, { kind: 'ssh' | 'smtp' }>;

/** How each service greets (RFC 4253 §4.2, RFC 5321 §3.1), and what is polite before leaving. */
const GREETINGS = {
  ssh: { any: /^SSH-[^\n]*\n/m, right: /^SSH-2\.0-/m, leave: '' },
  smtp: { any: /^\d{3}[^\n]*\n/, right: /^220[ -]/, leave: 'QUIT\r\n' },
} as const;

/** A greeting is one line; servers may send a few before it. */
const MOST_CHARACTERS = 4096;

async function greetingOf(socket: Socket, isWhole: (text: string) => boolean): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('latin1') as AsyncIterable<string>) {
    text += chunk;
    if (isWhole(text) || text.length > MOST_CHARACTERS) break;
  }
  return text;
}

/** Connects and reads the greeting; nothing is said that would be logged as an attempt. Rejects as Node does. */
export async function askBanner(
  { kind, host, port }: BannerProbe,
  signal: AbortSignal,
): Promise<ProbeOutcome | 'good'> {
  const { any, right, leave } = GREETINGS[kind];
  const socket = connect({ host, port, signal });
  try {
    const text = await greetingOf(socket, (said) => any.test(said));
    if (!right.test(text)) return { ok: false, why: 'banner', detail: '' };
    return 'good';
  } finally {
    // Breaking out of the reading has ended it: a farewell is worth a try, never an error.
    socket.on('error', () => undefined);
    if (!socket.destroyed) socket.end(leave);
  }
}

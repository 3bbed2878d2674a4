import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import ssh2, { type Client, type ClientChannel } from 'ssh2';
import { WebSocket } from 'ws';
import { answerParent } from './child.ts';
import type { Proof } from './ssh-host-process.ts';

/**
 * In a child: one line, or the lines of one address, that do what no person does. The process leaves the processor to others: an
 * attacker's machine is another one.
 */
export interface FloodRequest {
  readonly flood: FloodName;
  readonly seconds: number;
  readonly sshPort: number;
  readonly url: string;
  readonly proof: Proof;
  readonly token: string;
}

/** Not the address of those who work: what one address may do is bounded, and theirs is not in question. */
const FROM = '127.0.0.66';
const LOOPS = 64;
const LINES = 200;
const DRIPPING_LINES = 50;
const DRIP_MS = 20;
/** Between two looks at a channel that takes no more. */
const FULL_MS = 20;
const KEYS = Buffer.alloc(64 * 1024, 'azerty é ');

class Flood {
  readonly request: FloodRequest;
  readonly #endMs: number;
  /** What was done: changes, bytes, requests or lines. */
  count = 0;

  constructor(asked: FloodRequest) {
    this.request = asked;
    this.#endMs = performance.now() + asked.seconds * 1000;
  }

  get isOver(): boolean {
    return performance.now() > this.#endMs;
  }

  get url(): URL {
    return new URL(this.request.url);
  }
}

/** Logged in as somebody who has a seat. */
async function withTerminal(
  { request: { sshPort, proof } }: Flood,
  work: (channel: ClientChannel) => Promise<void>,
): Promise<void> {
  const client: Client = new ssh2.Client();
  const { login: username, privateKey } = proof;
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).once('error', reject);
    client.connect({ host: '127.0.0.1', port: sshPort, localAddress: FROM, username, privateKey });
  });
  client.on('error', () => undefined);
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    const shell = { term: 'xterm-256color', cols: 120, rows: 40 };
    client.shell(shell, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  channel.on('error', () => undefined).resume();
  await work(channel);
  client.destroy();
}

async function changeWindows(flood: Flood): Promise<void> {
  await withTerminal(flood, async (channel) => {
    while (!flood.isOver && channel.writable) {
      for (let turn = 0; turn < 100; turn += 1, flood.count += 1)
        channel.setWindow(20 + (flood.count % 180), 60 + (flood.count % 400), 0, 0);
      await pause(1);
    }
  });
}

async function pressKeys(flood: Flood): Promise<void> {
  await withTerminal(flood, async (channel) => {
    while (!flood.isOver && channel.writable) {
      const hasRoom = channel.write(KEYS);
      flood.count += KEYS.length;
      await pause(hasRoom ? 0 : FULL_MS);
    }
  });
}

/** One call after the other, on many kept lines. */
async function ask(flood: Flood, token: () => string): Promise<void> {
  const agent = new Agent({ keepAlive: true, localAddress: FROM });
  const once = () =>
    new Promise<void>((done) => {
      const headers = { authorization: `Bearer ${token()}` };
      const asked = request(new URL('/trpc/session.me', flood.url), { agent, headers }, (answer) => {
        answer.resume().on('close', done);
      });
      asked.on('error', () => done()).end();
    });
  const loop = async () => {
    while (!flood.isOver) {
      await once();
      flood.count += 1;
    }
  };
  await Promise.all(Array.from({ length: LOOPS }, loop));
  agent.destroy();
}

/** Lines that stay open, each opened anew when it is closed. */
async function keepLines(flood: Flood, lines: number, open: () => Closable): Promise<void> {
  const opened = new Set<Closable>();
  while (!flood.isOver) {
    for (; opened.size < lines; flood.count += 1) {
      const line = open();
      opened.add(line);
      line.on('error', () => undefined).on('close', () => opened.delete(line));
    }
    await pause(DRIP_MS);
    for (const line of opened) line.drip?.();
  }
  for (const line of opened) line.destroy();
}

interface Closable {
  on(event: 'error' | 'close', heard: () => void): this;
  destroy(): void;
  drip?(): void;
}

function socketTo(port: number): Socket {
  return connect({ port, host: '127.0.0.1', localAddress: FROM }).resume();
}

const httpPort = (flood: Flood) => Number(flood.url.port);

function idleLine(flood: Flood): Closable {
  return socketTo(flood.count % 2 === 0 ? httpPort(flood) : flood.request.sshPort);
}

const HEAD =
  'POST /trpc/session.logIn HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n';

function drippingLine(flood: Flood): Closable {
  const socket = socketTo(httpPort(flood));
  socket.write(HEAD);
  return Object.assign(socket, { drip: () => socket.writable && socket.write('{') });
}

function muteWebSocket(flood: Flood): Closable {
  const socket = new WebSocket(`ws://127.0.0.1:${httpPort(flood)}/trpc`, { localAddress: FROM });
  return Object.assign(socket, { destroy: () => socket.terminate() });
}

const forged = () => randomBytes(32).toString('base64url');

/** THE table of floods. */
const FLOODS = {
  'window-changes': changeWindows,
  keys: pressKeys,
  requests: (flood) => ask(flood, () => flood.request.token),
  'idle-sockets': (flood) => keepLines(flood, LINES, () => idleLine(flood)),
  'dripping-bodies': (flood) => keepLines(flood, DRIPPING_LINES, () => drippingLine(flood)),
  'mute-websockets': (flood) => keepLines(flood, LINES, () => muteWebSocket(flood)),
  'forged-tokens': (flood) => ask(flood, forged),
} satisfies Record<string, (flood: Flood) => Promise<void>>;

export type FloodName = keyof typeof FLOODS;

answerParent(async (asked: FloodRequest): Promise<number> => {
  setPriority(constants.priority.PRIORITY_LOW);
  const flood = new Flood(asked);
  await FLOODS[asked.flood](flood);
  return flood.count;
});

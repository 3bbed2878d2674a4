import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'ssh2';
import SftpClient from 'ssh2-sftp-client';
import { type AppError, isAppError } from '../../shared/errors.ts';
import { dropError, LinkLost } from './drop-failures.ts';
import type { DropTarget, DropTimeouts, SftpDropOptions } from './drop-options.ts';
import { pinHostKey } from './host-key.ts';

export interface DropLink {
  readonly client: SftpClient;
  /** Rejects with LinkLost when the connection dies; never resolves. */
  readonly lost: Promise<never>;
  readonly alive: () => boolean;
  /** Cuts at once; a second call does nothing. */
  readonly cut: () => void;
  /** Says goodbye, then closes. */
  readonly end: () => Promise<void>;
}

export interface ConnectRequest {
  readonly options: SftpDropOptions;
  readonly target: DropTarget;
  readonly timeouts: DropTimeouts;
}

/** Connects, trying again only where the network failed: a refused key or a changed host never gets a second try. */
export async function connectDrop(request: ConnectRequest): Promise<DropLink> {
  const privateKey = await readKey(request.options.privateKeyFile);
  for (const pauseMs of request.timeouts.retryMs) {
    try {
      return await connectOnce(request, privateKey);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'drop-unreachable') throw error;
      await wait(pauseMs);
    }
  }
  return connectOnce(request, privateKey);
}

async function readKey(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw dropError('drop-key-unreadable', error);
  }
}

async function connectOnce(request: ConnectRequest, privateKey: Buffer): Promise<DropLink> {
  const { options, target, timeouts } = request;
  const pin = pinHostKey(options.hostKey);
  const link = newLink();
  let failure: unknown;
  link.client.on('error', (error: unknown) => {
    failure ??= error;
  });
  try {
    await link.client.connect({
      host: target.host,
      port: target.port,
      username: target.username,
      privateKey,
      passphrase: options.passphrase,
      hostVerifier: pin.verify,
      readyTimeout: timeouts.connectMs,
      keepaliveInterval: Math.ceil(timeouts.stallMs / 3),
      keepaliveCountMax: 3,
    });
  } catch (error) {
    link.cut();
    throw pin.refused() ? dropError('drop-host-key-changed', error) : connectFailure(failure ?? error);
  }
  // Nagle against delayed ACK costs 40 ms per 64 kB: this line is worth a factor of 50.
  innerClient(link.client).setNoDelay(true);
  return link;
}

function newLink(): DropLink {
  const { promise: lost, reject } = Promise.withResolvers<never>();
  // Nobody may be racing against it when an idle connection dies.
  lost.catch(() => undefined);
  let alive = true;
  const die = () => {
    alive = false;
    reject(new LinkLost('connection closed'));
  };
  const client = new SftpClient('plateau', { error: die, end: die, close: die });
  innerClient(client).on('close', die);
  return {
    client,
    lost,
    alive: () => alive,
    cut: () => {
      die();
      innerClient(client).destroy();
    },
    end: async () => {
      if (alive) await client.end();
      die();
    },
  };
}

/** ssh2-sftp-client keeps the ssh2 connection as a public field that its types leave out. */
function innerClient(client: SftpClient): Client {
  return (client as unknown as { readonly client: Client }).client;
}

function connectFailure(error: unknown): AppError {
  const level = error instanceof Error && 'level' in error ? error.level : undefined;
  if (level === 'client-authentication') return dropError('drop-denied', error);
  const message = error instanceof Error ? error.message : '';
  if (/privateKey|passphrase/i.test(message)) return dropError('drop-key-unreadable', error);
  return dropError('drop-unreachable', error);
}

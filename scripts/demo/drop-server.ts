import { timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { AuthContext, Connection, ParsedKey, SFTPWrapper } from 'ssh2';
import ssh2 from 'ssh2';
import { announceExtensions } from './drop-server-extensions.ts';
import { type DropFaults, serveFiles } from './drop-server-files.ts';
import { soundKeyPair } from './ssh-key-pair.ts';

export interface DropServerOptions {
  /** Folder on disk that plays the charity's drop; `in/` and `out/` are created. */
  readonly folder: string;
  /** The only key that may log in, one line as in `authorized_keys`. */
  readonly authorizedKey: string;
  /** A free one by default. Loopback only. */
  readonly port?: number;
  /** A server that behaves badly, for the product's tests. */
  readonly faults?: DropFaults;
}

export interface RunningDrop {
  /** `sftp://charity@127.0.0.1:port/` */
  readonly url: string;
  /** `SHA256:…` of this start's host key: a new one each time. */
  readonly hostKey: string;
  close(): Promise<void>;
}

/** The charity's SFTP server for the demo: key login only, confined to one folder, real files on disk. */
export async function startDropServer(options: DropServerOptions): Promise<RunningDrop> {
  await mkdir(join(options.folder, 'in'), { recursive: true });
  await mkdir(join(options.folder, 'out'), { recursive: true });
  const authorized = parseKey(options.authorizedKey);
  const hostKey = soundKeyPair();
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    connections.add(connection);
    sendAtOnce(connection);
    connection.on('close', () => connections.delete(connection));
    // A client that vanishes is its own affair; without a listener it would end the demo.
    connection.on('error', () => connections.delete(connection));
    connection.on('authentication', (context) => authenticate(context, authorized));
    connection.on('session', (acceptSession) => {
      acceptSession().on('sftp', (acceptSftp) => serve(acceptSftp(), options));
    });
  });
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', () => done()));
  const { port, address } = server.address() as AddressInfo;
  return {
    url: `sftp://charity@${isIP(address) === 6 ? `[${address}]` : address}:${port}/`,
    hostKey: await fingerprintOf(hostKey.public),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const connection of connections) connection.end();
      }),
  };
}

/** ssh2's types leave this method out; without it every reply waits 40 ms for the client's delayed ACK. */
function sendAtOnce(connection: Connection): void {
  (connection as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
}

function serve(sftp: SFTPWrapper, options: DropServerOptions): void {
  if (!options.faults?.withoutExtensions) announceExtensions(sftp);
  serveFiles(sftp, resolve(options.folder), options.faults ?? {});
}

function authenticate(context: AuthContext, authorized: ParsedKey): void {
  if (context.method !== 'publickey' || !isSameKey(context.key.data, authorized)) {
    context.reject(['publickey']);
    return;
  }
  // Without a signature the client only asks whether this key would do.
  const signed =
    context.signature === undefined ||
    (context.blob !== undefined &&
      authorized.verify(context.blob, context.signature, context.hashAlgo) === true);
  if (signed) context.accept();
  else context.reject(['publickey']);
}

function isSameKey(offered: Buffer, authorized: ParsedKey): boolean {
  const known = authorized.getPublicSSH();
  return offered.length === known.length && timingSafeEqual(offered, known);
}

function parseKey(text: string): ParsedKey {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw parsed;
  return Array.isArray(parsed) ? (parsed[0] as ParsedKey) : parsed;
}

async function fingerprintOf(publicKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(parseKey(publicKey).getPublicSSH()));
  return `SHA256:${Buffer.from(digest).toString('base64').replace(/=+$/, '')}`;
}

/** Makes the client's ed25519 pair: `file` (0600) and `file.pub`. Returns the public line; an existing pair is kept. */
export async function makeClientKey(file: string): Promise<string> {
  const pair = soundKeyPair('plateau-demo');
  try {
    await writeFile(file, pair.private, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return readFile(`${file}.pub`, 'utf8');
    throw error;
  }
  await chmod(file, 0o600);
  await writeFile(`${file}.pub`, `${pair.public}\n`);
  return `${pair.public}\n`;
}

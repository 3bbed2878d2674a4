import assert from 'node:assert/strict';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../ports/log.ts';

/** Every wait of the drop has a limit, in milliseconds. */
export interface DropTimeouts {
  /** One connection attempt: TCP, keys, login. */
  readonly connectMs: number;
  /** Longest silence of the server within an operation. */
  readonly stallMs: number;
  /** An unused connection is closed after this long. */
  readonly idleMs: number;
  /** Waits before the second and later connection attempts; their number bounds the attempts. */
  readonly retryMs: readonly number[];
}

export interface SftpDropOptions {
  /** `sftp://user@host:port/dir`: `dir` holds `in/` and `out/`; `/~/dir` is relative to the account's home. */
  readonly url: string;
  /** OpenSSH private key; read again at each connection. */
  readonly privateKeyFile: string;
  readonly passphrase?: string;
  /** Pinned fingerprint of the server, `SHA256:…` as `ssh-keygen -lf` prints it. */
  readonly hostKey: string;
  readonly timeouts?: Partial<DropTimeouts>;
  /** Told of hostile names left out of a listing (a count, never the name). */
  readonly log?: Log;
}

export const DEFAULT_TIMEOUTS: DropTimeouts = {
  connectMs: 15_000,
  stallMs: 30_000,
  idleMs: 30_000,
  retryMs: [250, 1_000],
};

export interface DropTarget {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly inFolder: string;
  readonly outFolder: string;
}

/** Reads the address of a drop. A malformed one is a bug here: `server/config/config.ts` refused it at start. */
export function dropTarget(url: string): DropTarget {
  const parsed = new URL(url);
  assert(parsed.protocol === 'sftp:' && parsed.username !== '', 'a drop is sftp://user@host/dir');
  assert(parsed.password === '', 'a drop is opened by key, never by password');
  const path = decodeURIComponent(parsed.pathname).replace(/\/+$/, '');
  const folder = path.startsWith('/~') ? path.replace(/^\/~\/?/, './') : `${path}/`;
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? 22 : Number(parsed.port),
    username: decodeURIComponent(parsed.username),
    inFolder: `${base}in`,
    outFolder: `${base}out`,
  };
}

/** No pinned key, no drop: trusting the first server that answers is how files get stolen. */
export function assertPinned(hostKey: string): void {
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(hostKey)) return;
  throw new AppError({
    code: 'drop-host-key-required',
    kind: 'invalid',
    message: 'L’empreinte de l’hôte du dépôt manque ou n’est pas de la forme SHA256:… .',
    hint: 'Demandez-la à l’association par un autre canal et renseignez PLATEAU_DROP_HOST_KEY.',
  });
}

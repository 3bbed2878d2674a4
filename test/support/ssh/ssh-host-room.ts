import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import { chosenKeysAtHost } from '../../../scripts/cli/keys-file.ts';
import type { Card } from '../../../shared/card.ts';
import type { LoggedIn } from '../../../shared/desk.ts';
import { AppError } from '../../../shared/errors.ts';
import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';
import type { LockNote, TerminalDoor } from '../../../shared/terminal-door.ts';
import { openSession } from '../../../tui/session/session.ts';
import { openHostKey, parseOne } from '../../../tui/ssh/host-key.ts';
import { HOST_LIMITS, type HostLimits } from '../../../tui/ssh/host-limits.ts';
import type { SeatTimes } from '../../../tui/ssh/seat-patience.ts';
import { type SshHost, startSshHost } from '../../../tui/ssh/ssh-host.ts';
import { referenceScript } from '../campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../workstation/fictitious-cards.ts';
import { type ScriptedDesk, scriptedDesk } from '../workstation/scripted-desk.ts';
import { openSshPlace, type SshPlace } from './ssh-screen.ts';

export const PASSWORD = 'citron vélo nuage tambour';

/** The SSH host alone, in this process: real sessions over scripted desks, a door of three people who never tire. */
export interface HostRoom {
  readonly host: SshHost;
  readonly port: number;
  readonly place: SshPlace;
  /** Private key of `camille`. */
  readonly key: string;
  /** Tokens opened and not closed. */
  readonly tokens: Set<string>;
  readonly failures: unknown[];
  readonly attempts: () => number;
  /** What the door was told of codes for the lock. */
  readonly notes: readonly LockNote[];
  /** The desk of a person who has come in. */
  desk(login: string): ScriptedDesk;
  close(): Promise<void>;
}

function refused(): AppError {
  return new AppError({
    code: 'login-refused',
    kind: 'unauthenticated',
    message: 'Identifiant ou mot de passe incorrect.',
    hint: 'Vérifiez la saisie.',
  });
}

/** Somebody guesses their password without end: they need the word that a lead gave them. */
export const GUESSED = 'guettee';
export const LEADS_WORD = 'ABCD-2345';

function locked(): AppError {
  return new AppError({
    code: 'login-locked',
    kind: 'too-many',
    message: 'Trop d’essais manqués.',
    hint: 'Attendez 15 min.',
  });
}

function doorOf(tokens: Set<string>, fingerprint: string) {
  const notes: LockNote[] = [];
  let attempts = 0;
  let serial = 0;
  const open = (login: string): LoggedIn => {
    serial += 1;
    const token = `${login}-${serial}`;
    tokens.add(token);
    return { token, account: login, displayName: `Testeur ${login}`, role: 'agent', expiresAtMs: 0 };
  };
  const prove = (right: boolean) => {
    attempts += 1;
    if (!right) throw refused();
  };
  const door: TerminalDoor = {
    logIn: async ({ login, password, code }) => {
      prove(password === PASSWORD);
      if (login === GUESSED && code !== LEADS_WORD) throw locked();
      return open(login);
    },
    isSeat: async () => false,
    hasKey: async (key) => key.login === 'camille' && key.fingerprint === fingerprint,
    logInByKey: async ({ login }) => open(login),
    confirmPassword: async ({ password }) => prove(password === PASSWORD),
    noteLock: async ({ what }) => void notes.push(what),
    logOut: async (token) => void tokens.delete(token),
  };
  return { door, attempts: () => attempts, notes };
}

export async function openHostRoom(
  change: {
    readonly limits?: Partial<HostLimits>;
    readonly times?: Partial<SeatTimes>;
    readonly cards?: readonly Card[];
    /** Camille's file of keys on the host. */
    readonly keysFile?: string;
  } = {},
): Promise<HostRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-ssh-'));
  const port = 0;
  const draft = openSshPlace(folder, port);
  const key = draft.makeKey('cle');
  const blob = parseOne(readFileSync(`${key}.pub`, 'utf8'))?.getPublicSSH() ?? Buffer.alloc(0);
  const tokens = new Set<string>();
  const failures: unknown[] = [];
  const dataDir = join(folder, 'donnees');
  if (change.keysFile !== undefined) {
    mkdirSync(join(dataDir, 'touches'), { recursive: true });
    writeFileSync(join(dataDir, 'touches', 'camille.yaml'), change.keysFile);
  }
  const desks = new Map<string, ScriptedDesk>();
  const { door, attempts, notes } = doorOf(tokens, sshFingerprint(blob));
  const host = await startSshHost({
    openLineSeat: () => {
      throw new Error('nobody has a badge here');
    },
    openDirectory: () => {
      throw new Error('nobody keeps a directory here');
    },
    openTonight: () => {
      throw new Error('nobody leads here');
    },
    listen: { host: '127.0.0.1', port },
    hostKey: openHostKey(join(dataDir, 'ssh', 'host_ed25519')),
    limits: { ...HOST_LIMITS, ...change.limits },
    times: { lockMs: 900_000, keepMs: 600_000, cardGuardMs: 0, ...change.times },
    door,
    openSession,
    chosenKeys: (login) => chosenKeysAtHost(dataDir, login),
    failed: (error) => failures.push(error),
    watch: (_line, work) => work(),
    openDesk: async ({ token }) => {
      const cards = change.cards ?? Array.from({ length: 3 }, (_, at) => fictitiousCard(at + 1));
      const desk = scriptedDesk({ cards, script: referenceScript(), nowMs: () => MONDAY_EVENING_MS });
      desks.set(token().replace(/-\d+$/, ''), desk);
      return { desk, clock: { now: () => MONDAY_EVENING_MS, simulated: true }, firstName: 'Testeur' };
    },
  });
  return {
    host,
    port: host.port,
    place: { ...draft, port: host.port },
    key,
    tokens,
    failures,
    attempts,
    notes,
    desk: (login) => desks.get(login) as ScriptedDesk,
    close: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface RawScreen {
  readonly client: Client;
  readonly channel: ClientChannel;
  /** Bytes received so far. */
  received(): number;
  /** Everything received, as text. */
  text(): string;
}

/** A client of ours, for what OpenSSH's does too politely: no terminal behind, bytes counted. */
export async function rawScreen(port: number, login: string, config: ConnectConfig = {}): Promise<RawScreen> {
  const client = new ssh2.Client();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).once('error', reject);
    client.connect({
      host: '127.0.0.1',
      port,
      username: login,
      password: PASSWORD,
      readyTimeout: 30_000,
      ...config,
    });
  });
  client.on('error', () => undefined);
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell({ term: 'xterm-256color', cols: 120, rows: 40 }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
  const chunks: Buffer[] = [];
  channel.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    client,
    channel,
    received: () => chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}

import { spawn as spawnProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { soundKeyPair } from '../../../scripts/demo/ssh-key-pair.ts';
import { programPath } from '../machine/programs.ts';

/** A person's own machine, with nothing but OpenSSH's client: keys in a folder, the host's key learnt at the first visit. */
export interface SshPlace {
  readonly port: number;
  /** Options of every `ssh` of this place: no agent, no configuration of this machine. */
  readonly options: readonly string[];
  /** Makes an ed25519 pair; answers the private key's file, `.pub` is beside. */
  makeKey(name: string): string;
}

export function openSshPlace(folder: string, port: number): SshPlace {
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'config');
  writeFileSync(config, '');
  const settings = {
    UserKnownHostsFile: join(folder, 'known_hosts'),
    GlobalKnownHostsFile: '/dev/null',
    StrictHostKeyChecking: 'accept-new',
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return {
    port,
    options: ['-F', config, ...options],
    makeKey: (name) => {
      const file = join(folder, name);
      // As ssh-keygen writes it, which a machine without OpenSSH has not.
      const pair = soundKeyPair('zephyrin@poste');
      writeFileSync(file, pair.private, { mode: 0o600 });
      writeFileSync(`${file}.pub`, `${pair.public}\n`);
      return file;
    },
  };
}

/** Bytes that a keyboard sends for the keys that are no character. */
const KEYS: Readonly<Record<string, string>> = {
  enter: '\r',
  tab: '\t',
  escape: '\u001b',
  backspace: '\u007f',
  f4: '\u001bOS',
};

export interface SshScreen {
  /** What the person sees, one line each, without trailing spaces. */
  text(): string;
  press(...keys: string[]): void;
  /** Waits until the screen holds the text; fails with the screen. */
  see(wanted: string | RegExp): Promise<void>;
  /** Waits until the screen holds it no more. */
  gone(text: string): Promise<void>;
  /** Presses each key once its screen is there. */
  walk(...steps: readonly [see: string, key: string][]): Promise<void>;
  resize(columns: number, rows: number): void;
  /** The line is cut: the client is killed, without a word to the server. */
  cut(): Promise<void>;
  /** Exit status of the client, once it has ended. */
  ended(): Promise<number>;
  /** Waits until what arrived, `ssh`’s own words included, matches. */
  hear(wanted: RegExp): Promise<void>;
  /** Everything that arrived. */
  received(): string;
  isAlternate(): boolean;
}

const LIMIT_MS = 20_000;

interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real OpenSSH client on a real pty, seen through a headless terminal. */
export function openSsh(
  place: SshPlace,
  login: string,
  options: ScreenOptions & { readonly args?: readonly string[]; readonly command?: readonly string[] } = {},
): SshScreen {
  const { args = [], command = [], ...shown } = options;
  const target = [`${login}@127.0.0.1`, ...command];
  return openClient('ssh', [...place.options, '-p', String(place.port), ...args, ...target], shown);
}

/** A real SSH client of any make on a real pty, seen through a headless terminal. */
export function openClient(
  program: 'ssh' | 'plink' | 'dbclient',
  args: readonly string[],
  { columns = 80, rows = 24, env = {} }: ScreenOptions = {},
): SshScreen {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 200 });
  const pty = spawn(programPath(program) ?? program, [...args], {
    name: env.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
  });
  let received = '';
  let status: number | undefined;
  pty.onData((data) => {
    received += data;
    terminal.write(data);
  });
  pty.onExit(({ exitCode }) => {
    status = exitCode;
  });
  const text = () => {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true) ?? '').trimEnd(),
    ).join('\n');
  };
  const until = async (holds: () => boolean, what: string) => {
    const deadline = performance.now() + LIMIT_MS;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error(`never saw ${what}; the screen was:\n${text()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const press = (...keys: string[]) => {
    for (const key of keys) {
      const control = /^ctrl-([a-z])$/.exec(key)?.[1];
      pty.write(control ? String.fromCharCode(control.charCodeAt(0) - 0x60) : (KEYS[key] ?? key));
    }
  };
  const see = (wanted: string | RegExp) =>
    until(() => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text())), String(wanted));
  const ended = async () => {
    await until(() => status !== undefined, 'the end of ssh');
    return status ?? -1;
  };
  return {
    text,
    press,
    see,
    ended,
    gone: (what) => until(() => !text().includes(what), `the end of « ${what} »`),
    walk: async (...steps) => {
      for (const [wanted, key] of steps) {
        await see(wanted);
        press(key);
      }
    },
    resize: (cols, height) => {
      terminal.resize(cols, height);
      pty.resize(cols, height);
    },
    cut: async () => {
      pty.kill('SIGKILL');
      await ended();
    },
    hear: (wanted) => until(() => wanted.test(received), String(wanted)),
    received: () => received,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
  };
}

/** Runs a program of OpenSSH to its end without a terminal and answers what it said; never asks anything. */
export function openSshBatch(
  program: 'ssh' | 'sftp' | 'scp',
  place: SshPlace,
  args: readonly string[],
): Promise<{ readonly status: number | null; readonly said: string }> {
  const port = [program === 'ssh' ? '-p' : '-P', String(place.port)];
  const options = [...place.options, ...port, '-o', 'BatchMode=yes', ...args];
  const child = spawnProcess(programPath(program) ?? program, options, { timeout: LIMIT_MS });
  child.stdin.end();
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, said })));
}

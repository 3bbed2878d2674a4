import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../machine/free-port.ts';
import { programPath } from '../machine/programs.ts';

export interface OpensshDropOptions {
  /** Holds `in/` and `out/`, created here. */
  readonly folder: string;
  readonly authorizedKey: string;
  readonly port?: number;
  /** No file may grow beyond this: what a full disk does, through RLIMIT_FSIZE on sshd itself. */
  readonly quotaBytes?: number;
}

export interface OpensshDrop {
  readonly url: string;
  readonly hostKey: string;
  close(): Promise<void>;
}

/** A real OpenSSH server on a free loopback port, with its own configuration and a new host key; as root or not. */
export async function startOpensshDrop(options: OpensshDropOptions): Promise<OpensshDrop> {
  const home = mkdtempSync(join(tmpdir(), 'plateau-sshd-'));
  mkdirSync(join(options.folder, 'in'), { recursive: true });
  mkdirSync(join(options.folder, 'out'), { recursive: true });
  // sshd started by root refuses to run without its privilege-separation folder.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const hostKeyFile = join(home, 'host_key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', hostKeyFile]);
  const fingerprint = execFileSync('ssh-keygen', ['-lf', `${hostKeyFile}.pub`], { encoding: 'utf8' });
  writeFileSync(join(home, 'authorized_keys'), options.authorizedKey);
  chmodSync(join(home, 'authorized_keys'), 0o600);
  const port = options.port ?? (await freePort());
  writeFileSync(join(home, 'sshd_config'), configuration(home, port));

  const daemon = launch(home, options.quotaBytes);
  await untilListening(daemon, port, home);
  return {
    url: `sftp://${encodeURIComponent(userInfo().username)}@127.0.0.1:${port}${options.folder}`,
    hostKey: fingerprint.split(' ')[1] as string,
    close: async () => {
      const gone = new Promise((done) => daemon.once('exit', done));
      const running = daemon.exitCode === null && daemon.signalCode === null;
      daemon.kill('SIGTERM');
      if (running) await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function configuration(home: string, port: number): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(home, 'host_key')}`,
    `PidFile ${join(home, 'sshd.pid')}`,
    `AuthorizedKeysFile ${join(home, 'authorized_keys')}`,
    'StrictModes no',
    // Without PAM, sshd refuses an account whose password is locked, as a CI user's often is.
    `UsePAM ${userInfo().uid === 0 ? 'no' : 'yes'}`,
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'Subsystem sftp internal-sftp',
    'LogLevel ERROR',
    '',
  ].join('\n');
}

function launch(home: string, quotaBytes: number | undefined): ChildProcess {
  const sshd = [programPath('sshd') as string, '-D', '-e', '-f', join(home, 'sshd_config')];
  const log = join(home, 'log');
  if (quotaBytes === undefined) return spawn('sh', ['-c', 'exec "$@" 2>"$0"', log, ...sshd]);
  // Blocks of 512 bytes in POSIX sh. The signal is ignored, else sftp-server would die instead of answering.
  const blocks = Math.ceil(quotaBytes / 512);
  return spawn('sh', ['-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$@" 2>"$0"`, log, ...sshd]);
}

async function untilListening(daemon: ChildProcess, port: number, home: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (daemon.exitCode !== null) break;
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        done(true);
      });
      socket.on('error', () => done(false));
    });
    if (open) return;
    await pause(25);
  }
  throw new Error(`sshd did not start: ${readFileSync(join(home, 'log'), 'utf8')}`);
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM_FOLDER } from '../../cli/program-folder.ts';
import { freePort } from '../pbx/free-port.ts';
import { programIn } from './debian-programs.ts';

const SHIPPED = join(PROGRAM_FOLDER, 'docs', 'haproxy', 'plateau.cfg');
/** From where it speaks to servers of this machine, whose own commands come from 127.0.0.1. */
export const BALANCER = '127.0.0.2';

/** A certificate that signs itself, for the name that the shipped file has and for this machine; PEM, in that folder. */
export function makeCertificate(folder: string): { readonly certFile: string; readonly keyFile: string } {
  const keyFile = join(folder, 'cle.pem');
  const certFile = join(folder, 'certificat.pem');
  const name = [
    '-subj',
    '/CN=plateau.exemple.fr',
    '-addext',
    'subjectAltName=DNS:plateau.exemple.fr,IP:127.0.0.1',
  ];
  const made = spawnSync(
    programIn('openssl') ?? 'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      ...name,
    ].concat(['-keyout', keyFile, '-out', certFile]),
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  return { certFile, keyFile };
}

interface Served {
  readonly http: number;
  readonly ssh: number;
}

export interface Balancer {
  /** Ports at which it listens, on 127.0.0.1. */
  readonly http: number;
  readonly ssh: number;
  said(): string;
  close(): Promise<void>;
}

/**
 * Debian's HAProxy under the shipped file: ports and addresses of this machine in place of the example's, a line for each server,
 * nothing else changed.
 */
export async function startHaproxy(servers: readonly Served[], certFile: string): Promise<Balancer> {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-haproxy-'));
  const [http, ssh] = [await freePort(), await freePort()];
  const lines = (line: (server: Served, at: number) => string) =>
    servers.map((server, at) => `    server ${line(server, at + 1)}`).join('\n');
  const change: readonly (readonly [RegExp, string])[] = [
    [/^ {4}(log \/dev\/log|user|group).*\n/gm, ''],
    [/bind :443/, `bind 127.0.0.1:${http}`],
    [/bind :2222/, `bind 127.0.0.1:${ssh}`],
    [/\/etc\/haproxy\/plateau-ca\.pem/g, certFile],
    [/^ {4}server lyon-2 .*\n?/gm, ''],
    [
      /^ {4}server lyon-1 192\.0\.2\.11:7040$/m,
      lines((server, at) => `lyon-${at} 127.0.0.1:${server.http} source ${BALANCER}`),
    ],
    [
      /^ {4}server lyon-1 192\.0\.2\.11:2222 port 7040$/m,
      lines((server, at) => `lyon-${at} 127.0.0.1:${server.ssh} port ${server.http} source ${BALANCER}`),
    ],
  ];
  const text = change.reduce(
    (shipped, [from, to]) => {
      if (!from.test(shipped)) throw new Error(`the shipped file has no ${String(from)}`);
      from.lastIndex = 0;
      return shipped.replace(from, to);
    },
    readFileSync(SHIPPED, 'utf8'),
  );
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, text);
  const child = spawn(programIn('haproxy') ?? 'haproxy', ['-db', '-f', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = hear(child);
  return {
    http,
    ssh,
    said: heard.said,
    close: async () => {
      child.kill('SIGKILL');
      await heard.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function hear(child: ChildProcess): { readonly said: () => string; readonly ended: Promise<unknown> } {
  let said = '';
  const listen = (text: string) => {
    said += text;
  };
  child.stdout?.setEncoding('utf8').on('data', listen);
  child.stderr?.setEncoding('utf8').on('data', listen);
  return { said: () => said, ended: new Promise((done) => child.once('close', done)) };
}

import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openHostKey } from '../../../tui/ssh/host-key.ts';
import { PROGRAM_FOLDER } from '../../cli/program-folder.ts';
import { hostKeyFile } from '../../cli/serve-ssh.ts';
import type { DemoHouse } from '../demo-house.ts';
import { freePort } from '../pbx/free-port.ts';
import { BALANCER, type Balancer, makeCertificate, startHaproxy } from './own-haproxy.ts';

/** One `plateau serve --ssh` of the house, the program as people run it. */
interface BuiltServer {
  readonly name: string;
  /** Waits until it listens; again, after it has ended, with what it kept. @throws Error with its words when it ends before. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM: its agents are told, its work is given back. */
  stop(): Promise<void>;
}

export interface BuiltServers {
  readonly servers: readonly BuiltServer[];
  readonly balancer: Balancer;
  close(): Promise<void>;
}

/** Of nobody's own settings. */
function cleanEnv(env: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PLATEAU_'));
  return { ...(Object.fromEntries(own) as Record<string, string>), ...env };
}

function builtServer(name: string, env: () => Readonly<Record<string, string>>): BuiltServer {
  let child: ReturnType<typeof spawn> | undefined;
  let ended: Promise<void> = Promise.resolve();
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child?.kill(signal);
    await ended;
  };
  return {
    name,
    start: async () => {
      const args = [join(PROGRAM_FOLDER, 'dist', 'plateau.mjs'), 'serve', '--ssh'];
      const running = spawn(process.execPath, args, {
        env: cleanEnv(env()),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = running;
      const over = Promise.withResolvers<void>();
      ended = over.promise;
      await new Promise<void>((resolve, reject) => {
        let said = '';
        const hear = (text: string) => {
          said += text;
          if (said.includes('Plateau écoute sur ')) resolve();
        };
        running.stdout.setEncoding('utf8').on('data', hear);
        running.stderr.setEncoding('utf8').on('data', hear);
        running.once('close', () => {
          over.resolve();
          reject(new Error(`${name}: ${said}`));
        });
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/**
 * So many servers of the demo's house beside its own, and HAProxy before them. Each has its name, its data and its copy of the
 * key ring, with the same key of the SSH host; campaigns are loaded before, so that every ring has their keys.
 */
export async function openBuiltServers(house: DemoHouse, count: number): Promise<BuiltServers> {
  const { certFile, keyFile } = makeCertificate(house.folder);
  openHostKey(hostKeyFile(house.config));
  const ports = [];
  for (let at = 0; at < count; at += 1) ports.push({ http: await freePort(), ssh: await freePort() });
  const servers = ports.map((port, at) => {
    const name = `lyon-${at + 1}`;
    const keysDir = join(house.folder, `trousseau-${name}`);
    cpSync(house.config.keysDir, keysDir, { recursive: true });
    return builtServer(name, () => ({
      ...house.env,
      PLATEAU_SERVER_NAME: name,
      PLATEAU_DATA_DIR: join(house.folder, `plateau-${name}`),
      PLATEAU_KEYS_DIR: keysDir,
      PLATEAU_LISTEN: `127.0.0.1:${port.http}`,
      PLATEAU_SSH_LISTEN: `127.0.0.1:${port.ssh}`,
      PLATEAU_BALANCERS: BALANCER,
      PLATEAU_TLS_CERT_FILE: certFile,
      PLATEAU_TLS_KEY_FILE: keyFile,
      PLATEAU_CARD_GUARD_SECONDS: '0',
      PLATEAU_CLOCK_START: new Date(house.clock.nowMs()).toISOString().replace('Z', '+00:00'),
    }));
  });
  await Promise.all(servers.map((server) => server.start()));
  const balancer = await startHaproxy(ports, certFile);
  return {
    servers,
    balancer,
    close: async () => {
      await balancer.close();
      for (const server of servers) await server.kill();
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { PBX_USER, type PbxPlan, type PbxPorts, pbxConfig } from './pbx-config.ts';
import { callerScene, SCENES } from './sipp-scenes.ts';

/** A root of its own with Asterisk in it, and the program that plays telephones. */
export interface PbxPrograms {
  readonly root: string;
  readonly sipp: string;
}

/** A real Asterisk, run in its own root on loopback, its callers and telephones played by sipp. */
export interface PlayedPbx {
  readonly host: '127.0.0.1';
  readonly amiPort: number;
  readonly user: string;
  readonly secret: string;
  /** Stops at once, as a power cut would; `start` is the same PBX again, its seats closed. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /**
   * A caller to the queue, or so many within a second or at that pace; without a number it is withheld. Resolves when all of
   * them have left: true when each of them was answered, or gave up, as it was to.
   */
  caller(queue: string, who?: Callers): Promise<boolean>;
  close(): Promise<void>;
}

interface Callers {
  readonly number?: string;
  /** A number each, in place of one for all: so many callers. */
  readonly numbers?: readonly string[];
  readonly leaves?: 'waiting' | 'talking';
  readonly many?: number;
  readonly perSecond?: number;
}

/** AMI by TCP; telephones by UDP, in its neighbourhood: what an earlier run left behind is somewhere else. */
async function freePorts(): Promise<PbxPorts> {
  const first = await freePort();
  const at = (offset: number) => (first > 60_000 ? first - offset : first + offset);
  return { ami: first, sip: at(2), seats: at(4), absent: at(8), trunk: at(12), ringing: at(16) };
}

/** Starts the PBX and the telephones of its seats; nobody calls yet. */
export async function startPlayedPbx({ root, sipp }: PbxPrograms, plan: PbxPlan): Promise<PlayedPbx> {
  const ports = await freePorts();
  mkdirSync(join(root, 'tmp'), { recursive: true });
  const home = mkdtempSync(join(root, 'tmp', 'plateau-pbx-'));
  const scenes = mkdtempSync(join(tmpdir(), 'plateau-sipp-'));
  // Debian moved them after bullseye.
  const places = ['/usr/lib/asterisk/modules', '/usr/lib/x86_64-linux-gnu/asterisk/modules'];
  const modules = places.find((place) => existsSync(join(root, place, 'app_queue.so'))) ?? '';
  for (const [name, text] of Object.entries(
    pbxConfig(plan, ports, { folder: home.slice(root.length), modules }),
  ))
    writeFileSync(join(home, name), text);
  const children = new Set<ChildProcess>();
  const run = (program: string, args: readonly string[]) => {
    const child = spawn(program, args, { stdio: 'ignore', cwd: scenes });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  };
  let lastCaller = 0;
  const play = (scene: string, port: number, ...args: string[]) => {
    const file = join(scenes, `${++lastCaller}.xml`);
    writeFileSync(file, scene);
    return run(sipp, ['-sf', file, '-i', '127.0.0.1', '-p', String(port), '-nostdin', ...args]);
  };
  let asterisk: ChildProcess | undefined;
  const start = async () => {
    const config = join(home.slice(root.length), 'asterisk.conf');
    asterisk = run('/usr/sbin/chroot', [root, '/usr/sbin/asterisk', '-f', '-n', '-C', config]);
    await listening(ports.ami, () => readFileSync(join(home, 'messages'), 'utf8'));
  };
  const stop = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  let isClosing = false;
  // A telephone that fell silent is plugged in again: its seat opens anew, and one test's mishap is not the next one's.
  const telephone = (scene: string, port: number): void => {
    play(scene, port).once('exit', () => {
      if (!isClosing) telephone(scene, port);
    });
  };
  telephone(SCENES.picksUp, ports.seats);
  telephone(SCENES.refuses, ports.absent);
  telephone(SCENES.picksUp, ports.trunk);
  telephone(SCENES.rings, ports.ringing);
  await start();
  return {
    host: '127.0.0.1',
    amiPort: ports.ami,
    ...PBX_USER,
    start,
    kill: async () => {
      if (asterisk) await stop(asterisk);
    },
    caller: async (queue, callers = {}) => {
      const list = join(scenes, `numeros-${lastCaller}.csv`);
      if (callers.numbers) writeFileSync(list, numberList(callers.numbers));
      const port = ports.ringing + 4 + (lastCaller % 50) * 4;
      const called = ['-s', queue, ...callerArguments(callers, list), `127.0.0.1:${ports.sip}`];
      const played = play(sceneOf(callers), port, ...called);
      await once(played, 'exit');
      return played.exitCode === 0;
    },
    close: async () => {
      isClosing = true;
      await Promise.all([...children].map(stop));
      for (const folder of [home, scenes]) if (existsSync(folder)) rmSync(folder, { recursive: true });
    },
  };
}

const numberList = (numbers: readonly string[]) =>
  `SEQUENTIAL\n${numbers.map((one) => `${one};\n`).join('')}`;

function sceneOf({ number, numbers, leaves }: Callers): string {
  const scene = leaves === 'waiting' ? 'givesUp' : leaves === 'talking' ? 'hangsUp' : 'stays';
  return callerScene(scene, numbers ? '[field0]' : number);
}

/** By itself sipp would hold back those who wait together; below ten a second, its first caller takes its time. */
function callerArguments(callers: Callers, list: string): readonly string[] {
  const { numbers, many = numbers?.length ?? 1, perSecond = many } = callers;
  const shown = numbers ? ['-inf', list] : [];
  return [...shown, '-m', String(many), '-l', String(many), '-r', String(Math.max(10, perSecond))];
}

/** Until AMI greets: half a second, some seconds on a loaded machine. */
async function listening(port: number, log: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const socket = connect({ host: '127.0.0.1', port });
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await pause(100);
  }
  throw new Error(`Asterisk does not start:\n${log()}`);
}

import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { spawn as spawnPty } from '@lydell/node-pty';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/house/staffed-installation.ts';
import { describeWith, programPath } from '../support/machine/programs.ts';
import { openSshFloor, type SshFloor } from '../support/ssh/ssh-floor.ts';
import { openClient, type SshScreen } from '../support/ssh/ssh-screen.ts';
import type { SshStory } from '../support/ssh/ssh-story.ts';

/** What a line may ask for, how it may end, and which client it may come from: the built `plateau serve --ssh`. */
let floor: SshFloor;
let atWork: SshStory;
let key: string;
/** In a note all along: each key must come back on the screen. */
const worker = () => floor.staff.agents[0] as Person;
const other = () => floor.staff.agents[1] as Person;

async function stillWorks(text: string): Promise<void> {
  atWork.types(text);
  await atWork.see(text);
  for (const _ of text) atWork.presses('backspace');
  await atWork.gone(text);
}

beforeAll(async () => {
  floor = await openSshFloor({ agents: 7, cards: 12 });
  key = floor.home.makeKey('cle');
  atWork = await floor.enter(worker());
  await atWork.see(/─ Accroche ─/);
  atWork.does('note');
  await atWork.see('250 caractères restants');
});
afterAll(() => floor.close());

describeWith(
  'ssh',
  'sftp',
  'scp',
)('R-58 a request that is not the workstation', () => {
  const signIn = ['-o', 'PreferredAuthentications=keyboard-interactive'];

  /** By password on a pty: nobody has registered a key here. Answers what was said, once the client has ended. */
  async function asks(program: 'ssh' | 'sftp' | 'scp', args: readonly string[]): Promise<string> {
    const port = [program === 'ssh' ? '-p' : '-P', String(floor.home.port)];
    const pty = spawnPty(
      programPath(program) ?? program,
      [...floor.home.options, ...signIn, ...port, ...args],
      {
        env: { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8' },
      },
    );
    let said = '';
    let isTyped = false;
    pty.onData((text) => {
      said += text;
      if (isTyped || !said.includes('Mot de passe')) return;
      isTyped = true;
      pty.write(`${other().password}\r`);
    });
    await new Promise((ended) => pty.onExit(ended));
    return said;
  }

  const target = () => `${other().login}@127.0.0.1`;
  it.each([
    ['ssh host ls', 'ssh', () => [target(), 'ls']],
    ['ssh -tt host id', 'ssh', () => ['-tt', target(), 'id']],
    ['sftp host', 'sftp', () => [target()]],
    ['scp -O, the older protocol', 'scp', () => ['-O', '/dev/null', `${target()}:x`]],
    ['scp', 'scp', () => ['/dev/null', `${target()}:x`]],
    ['a subsystem nobody knows', 'ssh', () => ['-s', target(), 'netconf']],
  ] as const)('%s is refused; the floor works on', async (_what, program, args) => {
    const said = await asks(program, args());
    expect(said).toContain('Mot de passe');
    expect(said).not.toMatch(/uid=|sftp> $/);
    await stillWorks('Rien');
  });
});

/** Cuts a line so many milliseconds after its client started. */
type Cutter = (afterMs: number) => Promise<void>;

const byLibrary: Cutter = async (afterMs) => {
  const client = new ssh2.Client();
  client.on('error', () => undefined);
  client.on('ready', () => client.shell({ term: 'xterm-256color' }, () => undefined));
  client.connect({
    host: '127.0.0.1',
    port: floor.home.port,
    username: other().login,
    password: other().password,
  });
  await pause(afterMs);
  client.destroy();
};

function byProgram(program: 'ssh' | 'plink' | 'dbclient', args: () => readonly string[]): Cutter {
  return async (afterMs) => {
    const child = spawn(programPath(program) ?? program, [...args()], { stdio: 'ignore' });
    const ended = new Promise((done) => child.once('close', done));
    await pause(afterMs);
    child.kill('SIGKILL');
    await ended;
  };
}

describeWith(
  'ssh',
  'plink',
  'dbclient',
)('R-58 a line cut while it opens', () => {
  const port = () => String(floor.home.port);
  const cutters: readonly Cutter[] = [
    byLibrary,
    byProgram('ssh', () => [
      ...floor.home.options,
      '-tt',
      '-i',
      key,
      '-p',
      port(),
      `${other().login}@127.0.0.1`,
    ]),
    byProgram('plink', () => [
      '-batch',
      '-t',
      '-P',
      port(),
      '-pw',
      other().password,
      `${other().login}@127.0.0.1`,
    ]),
    byProgram('dbclient', () => ['-y', '-y', '-t', '-p', port(), `${other().login}@127.0.0.1`]),
  ];

  it('at any moment of its first half second, by any client, harms nobody', async () => {
    // The library waits for each answer, and so opens the widest windows: it sweeps them all, the programs every fourth.
    const moments = Array.from({ length: 100 }, (_, at) => at * 5);
    const cuts = moments.flatMap((ms, at) => [
      () => byLibrary(ms),
      () => (cutters[at % cutters.length] as Cutter)(ms),
    ]);
    for (let at = 0; at < cuts.length; at += 8) await Promise.all(cuts.slice(at, at + 8).map((cut) => cut()));
    await stillWorks('Toujours là');
    expect(floor.server.said()).not.toContain('line.failed');
  });
});

describeWith('ssh')('a terminal that answers late', () => {
  it('types nothing: whole or in pieces, what it says of itself is no key', async () => {
    const agent = floor.staff.agents[5] as Person;
    const story = await floor.enter(agent);
    await story.see(/─ Accroche ─/);
    const answers = [
      '\u001b]11;rgb:1e1e/2a2a/0d0d\u001b\\',
      '\u001b]10;rgb:eeee/dddd/bbbb\u0007',
      '\u001bP>|xterm(390)\u001b\\',
      '\u001b_Gi=31;OK\u001b\\',
      '\u001b]52;c;bm8=\u001b\\',
    ];
    for (const answer of answers) story.screen.press(answer);
    for (const piece of answers.join('').match(/.{1,3}/gs) ?? []) {
      story.screen.press(piece);
      await pause(5);
    }
    story.does('note');
    await story.see('250 caractères restants');
    expect(await floor.callsOf(agent)).toEqual([]);
    await story.screen.cut();
  });
});

describe('R-58 any SSH client brings an agent in', () => {
  /** Somebody new each time. */
  let at = 1;
  const person = () => floor.staff.agents[at] as Person;
  const target = () => {
    at += 1;
    return `${person().login}@127.0.0.1`;
  };
  const port = () => String(floor.home.port);

  /** Comes in, draws, types accents, is resized, leaves. Each client asks for the password in its own way. */
  async function visit(screen: SshScreen): Promise<void> {
    await screen.see(/[Pp]assword:|Mot de passe/);
    screen.press(person().password, 'enter');
    await screen.see(/─ Accroche ─/);
    screen.press('ctrl-n');
    await screen.see('250 caractères restants');
    screen.press('Été à Nîmes, où ça sonne « creux »');
    await screen.see('Été à Nîmes, où ça sonne « creux »');
    screen.resize(120, 40);
    await screen.see('Pourquoi cette fiche ?');
    await screen.see('Été à Nîmes, où ça sonne « creux »');
    screen.press('escape');
    await screen.see(/─ Accroche ─/);
    screen.press('ctrl-q');
    await screen.see('rendue à la file');
    screen.press('o');
    expect(await screen.ended()).toBe(0);
    // The terminal is given back: its main screen, and no mode of ours left on.
    expect(screen.isAlternate()).toBe(false);
  }

  describeWith('ssh')('OpenSSH', () => {
    it('comes in, draws, types accents, is resized and leaves', () =>
      visit(openClient('ssh', [...floor.home.options, '-p', port(), target()])));
  });

  describeWith('plink')('PuTTY’s plink', () => {
    it('comes in, draws, types accents, is resized and leaves', () =>
      visit(
        openClient('plink', [
          '-ssh',
          '-t',
          '-no-antispoof',
          '-hostkey',
          fingerprint(),
          '-P',
          port(),
          target(),
        ]),
      ));
  });

  describeWith('dbclient')('dropbear’s dbclient', () => {
    it('comes in, draws, types accents, is resized and leaves', () =>
      visit(openClient('dbclient', ['-y', '-y', '-t', '-p', port(), target()])));
  });

  /** What `plateau serve` said at its start, for clients that take it on their command line. */
  const fingerprint = () => /SHA256:\S+/.exec(floor.server.said())?.[0] ?? '';
});

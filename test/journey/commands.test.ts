import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Command, Option } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTerminal } from '../../scripts/cli/terminal.ts';
import { buildProgram, runCommand } from '../../scripts/program.ts';
import { VERSION } from '../../shared/version.ts';
import { cleanEnv, type Env, plateau, requireBundle } from '../support/house/command-line.ts';
import { layKeyRing } from '../support/house/laid-key-ring.ts';
import { BY_SERVER, MISUSED } from '../support/house/misused-commands.ts';
import { type Installation, openInstallation } from '../support/house/server-process.ts';
import {
  type Person,
  passphraseOfTest,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';

/** Every command: its help, its options, one wrong input, one wrong role; in this process unless the process is the point. */

let place: Installation;
let staff: Staff;

async function run(args: readonly string[], env: Env) {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) =>
    ({ write: (text: string) => (said[name] += text) }) as unknown as NodeJS.WritableStream;
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
  const terminal = openTerminal({ stdin, stdout: into('stdout'), stderr: into('stderr') });
  const status = await runCommand(['node', 'plateau', ...args], { env, terminal });
  return { status, ...said };
}

const silent = openTerminal({
  stdin: new PassThrough() as unknown as NodeJS.ReadStream,
  stdout: new PassThrough(),
  stderr: new PassThrough(),
});
const program = await buildProgram({ env: {}, terminal: silent });
const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}`.trim() : '';
const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap((sub) => withSubcommands(sub as Command)),
];
const all = withSubcommands(program);
/** What does something: leaves, and a command that has its own work beside its subcommands (`reassign`). */
const leaves = all
  .filter((command) => command.commands.length === 0 || pathOf(command) in MISUSED)
  .map(pathOf);

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, 1);
  await place.start();
  await layKeyRing({ keysDir: besideServer().PLATEAU_KEYS_DIR, passphrase: passphraseOfTest });
});
afterAll(() => place.close());
/** The running server holds its data folder: another one starts on folders of its own. */
const besideServer = () => ({
  ...place.env,
  PLATEAU_DATA_DIR: join(place.folder, 'autres-donnees'),
  PLATEAU_KEYS_DIR: join(place.folder, 'autre-trousseau'),
});

describe('the help of every command', () => {
  it.each(all.map((command) => [pathOf(command) || 'plateau', command] as const))(
    '%s speaks French and explains each word',
    (_name, command) => {
      const help = command.helpInformation();
      expect(help).toMatch(/^Usage : plateau/);
      expect(help).not.toMatch(
        /Usage:|Options:|Commands:|Arguments:|display|choices|default|\bcommand\b|required|output|version number/i,
      );
      for (const one of [command, ...command.options, ...command.registeredArguments])
        expect(typeof one.description === 'function' ? one.description() : one.description).not.toBe('');
    },
  );

  it('no option takes a secret: they come by file or are typed', () => {
    const takers = all.flatMap((command) =>
      command.options.filter((option: Option) => option.required || option.optional).map((one) => one.flags),
    );
    expect(takers.length).toBeGreaterThan(15);
    expect(takers.filter((flags) => /pass|secret|token|phrase|mot(?!if)|cl[eé]|key/i.test(flags))).toEqual(
      [],
    );
  });
});

const as = (person: Person): Env => ({ ...place.env, PLATEAU_TOKEN_FILE: person.tokenFile });

describe('one wrong input for each command', () => {
  it('names no command that is gone', () => {
    expect(Object.keys(MISUSED).filter((name) => !leaves.includes(name))).toEqual([]);
  });

  it.each(leaves)('%s', async (name) => {
    const [line, status, says] = MISUSED[name] ?? [['--inconnue'], 2, /option inconnue : --inconnue/];
    const result = await run([...name.split(' '), ...line], place.env);
    expect([result.status, result.stdout]).toEqual([status, '']);
    expect(result.stderr).toMatch(says);
    expect(result.stderr).toMatch(/^plateau : .+\nQue faire : .+\n$/);
  });

  it('a command that does not exist, and a group without its command', async () => {
    expect(await run(['stauts'], {})).toMatchObject({ status: 2, stderr: /commande inconnue : stauts/ });
    const nearest = /commande inconnue : weekl ; vouliez-vous dire « weekly » \?/;
    for (const line of ['deliver weekl', 'deliver weekl --help', 'help deliver weekl'])
      expect(await run(line.split(' '), {})).toMatchObject({ status: 2, stdout: '', stderr: nearest });
    const help = await run(['help', 'deliver', 'weekly'], {});
    expect([help.status, help.stdout]).toEqual([0, expect.stringMatching(/^Usage : plateau deliver weekly/)]);
    expect(await run(['--version'], {})).toMatchObject({ status: 0, stdout: `${VERSION}\n`, stderr: '' });
    const group = await run(['deliver'], {});
    expect([group.status, group.stderr]).toEqual([2, expect.stringMatching(/^Usage : plateau deliver/)]);
  });
});

describe('what the server refuses', () => {
  it.each(BY_SERVER)('%s: %s → %s', async (who, line, code) => {
    const result = await run(line.split(' '), as(staff[who] as Person));
    expect([result.status, result.stdout]).toEqual([1, '']);
    // A filter shows its fault under itself first.
    expect(result.stderr).toMatch(
      new RegExp(`(?:^|^  .+\n +\\^\n)plateau : .+ \\[${code}\\]\nQue faire : .+\n$`),
    );
  });

  it('names the field at fault, and never repeats what was written in it', async () => {
    const { stderr } = await run(['import', '../secret', 'UNION_UPG_FR_20261123.xlsx.pgp'], as(staff.ops));
    expect(stderr).toContain('Valeur refusée : code de campagne.');
    expect(stderr).toContain('Par exemple, code de campagne : UPG-FR-2026.');
    expect(stderr).not.toContain('secret');
    const short = await run(['reassign', '--pool', '--reason', 'non'], as(staff.lead));
    expect(short.stderr).toContain('Valeur refusée : motif (5 signes au moins).');
  });

  it.each([
    ['agent', 'floor'],
    ['agent', 'status'],
    ['agent', 'account list'],
    ['lead', 'import'],
    ['lead', 'audit verify'],
    ['ops', 'floor'],
    ['ops', 'verify list'],
    ['ops', 'consent show 3f2a1b4c-0000-4000-8000-000000000000 --reason motif-d-essai'],
    ['ops', 'reassign --pool --reason motif-d-essai'],
    ['ops', 'purge plan UPG-FR-2026'],
    ['dataOfficer', 'deliver weekly UPG-FR-2026'],
    ['dataOfficer', 'campaign close UPG-FR-2026 --reason motif-d-essai'],
  ])('R-32 %s may not: %s', async (who, line) => {
    const person = who === 'agent' ? staff.agents[0]! : (staff[who as keyof Staff] as Person);
    expect(await run(line.split(' '), as(person))).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^plateau : .+ \[role-refused\]\nQue faire : .+\n$/),
    });
  });
});

describe('surroundings that do not fit', () => {
  const broken: Record<string, readonly [line: string, env: () => Env, says: RegExp]> = {
    'no server there': [
      'status',
      () => ({ ...as(staff.ops), PLATEAU_SERVER: 'http://127.0.0.1:9' }),
      /server-unreachable/,
    ],
    'an address that is none': [
      'status',
      () => ({ ...as(staff.ops), PLATEAU_SERVER: 'nulle part' }),
      /server-unreachable/,
    ],
    'a token file that is a folder': [
      'status',
      () => ({ ...place.env, PLATEAU_TOKEN_FILE: place.folder }),
      /token-unreadable/,
    ],
    'a data folder under a file': [
      'keys export',
      () => ({ ...place.env, PLATEAU_DATA_DIR: join(place.folder, 'phrase', 'x') }),
      /folder-unusable/,
    ],
    'a wrong passphrase': [
      'keys init',
      () => ({ ...place.env, PLATEAU_PASSPHRASE_FILE: join(place.folder, 'autre') }),
      /passphrase-wrong/,
    ],
    'no passphrase and no terminal': [
      'keys init',
      () => ({ ...place.env, PLATEAU_PASSPHRASE_FILE: '' }),
      /not-a-terminal/,
    ],
    'half a section': [
      'serve',
      () => ({ ...place.env, PLATEAU_DROP_KEY_FILE: '' }),
      /PLATEAU_DROP_KEY_FILE : manque/,
    ],
    'a certificate that is none': [
      'serve',
      () => ({
        ...besideServer(),
        PLATEAU_TLS_CERT_FILE: join(place.folder, 'phrase'),
        PLATEAU_TLS_KEY_FILE: join(place.folder, 'phrase'),
      }),
      /tls-unusable/,
    ],
  };

  it.each(Object.entries(broken))('%s', async (_name, [line, env, says]) => {
    writeFileSync(join(place.folder, 'autre'), 'une autre phrase');
    const result = await run(line.split(' '), env());
    expect([result.status, result.stdout]).toEqual([1, '']);
    expect(result.stderr).toMatch(says);
    expect(result.stderr).toMatch(/^plateau : .+\nQue faire : .+\n$/);
  });

  it('doctor names each part that fails, and how to mend it', async () => {
    const env = {
      ...place.env,
      PLATEAU_SMTP_URL: 'smtp://127.0.0.1:9',
      PLATEAU_DROP_HOST_KEY: `SHA256:${'A'.repeat(43)}`,
      PLATEAU_PBX_URL: 'ami://plateau@127.0.0.1:9',
      PLATEAU_PBX_SECRET_FILE: join(place.folder, 'autre'),
    };
    const { status, stdout, stderr } = await run(['doctor'], env);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/3 parties à réparer/)]);
    for (const part of ['dépôt SFTP', 'relais d’e-mails', 'ligne téléphonique'])
      expect(stdout).toMatch(new RegExp(`DÉFAUT {2}${part} — .+\\n {8}que faire : .+`));
    expect(JSON.parse((await run(['doctor', '--json'], env)).stdout)).toHaveLength(17);
  });
});

describe('as a process of the bundle', () => {
  const process_ = (args: readonly string[], env: Env) =>
    plateau(args, { env, cwd: join(place.folder, 'travail') });

  it('a port already taken is refused in words; the other server goes on', async () => {
    expect(await process_(['serve'], besideServer())).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^plateau : .+ \[listen-refused\]\nQue faire : .+PLATEAU_LISTEN\.\n$/),
    });
    expect((await run(['status'], as(staff.ops))).status).toBe(0);
  });

  it('a reader that has had enough (« | head ») is no defect', async () => {
    const child = spawn(process.execPath, [requireBundle(), 'man'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.once('data', () => child.stdout.destroy());
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const status = await new Promise((ended) => child.once('close', ended));
    expect([status, said]).toEqual([0, '']);
  });

  it('a server that answers something else is not believed', async () => {
    const stranger = createServer((_request, response) => response.end('<html>Bonjour</html>'));
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const result = await process_(['status', '--json'], { ...as(staff.ops), PLATEAU_SERVER: url });
    stranger.close();
    expect(result).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/server-unreachable/),
    });
  });

  it('a .env file is read, and what the environment says wins', async () => {
    const cwd = join(place.folder, 'avec-env');
    mkdirSync(cwd);
    writeFileSync(join(cwd, '.env'), 'PLATEAU_LOG_LEVEL=warn\nPLATEAU_SCHEDULE=jamais\n');
    const shown = await plateau(['config'], { env: {}, cwd });
    expect(shown.stdout).toMatch(/PLATEAU_LOG_LEVEL\s+oui/);
    const refused = await plateau(['keys', 'init'], { env: { ...cleanEnv(place.env) }, cwd });
    expect([refused.status, refused.stderr]).toEqual([0, '']);
  });
});

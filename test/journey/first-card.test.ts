import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClientKey } from '../../scripts/demo/drop-server.ts';
import { codeOf } from '../support/house/access-house.ts';
import { cleanEnv, plateau, plateauAsked } from '../support/house/command-line.ts';
import { launchServer, rpcOf, type ServerProcess } from '../support/house/server-process.ts';
import { freePort } from '../support/machine/free-port.ts';
import { refillWithOpenpyxl } from '../support/machine/openpyxl.ts';
import { describeWith } from '../support/machine/programs.ts';
import { type OpensshDrop, startOpensshDrop } from '../support/sftp/openssh-drop.ts';
import { openSsh, openSshPlace } from '../support/ssh/ssh-screen.ts';

/**
 * The first day of a new house by the README’s lines alone, each a process of the built program, against an OpenSSH drop, with
 * GnuPG, sftp and openpyxl as the charity, to the first card in an OpenSSH client. The one thing more is the clock: it is a
 * Monday at a calling hour.
 */
const README = join(import.meta.dirname, '..', '..', 'README.md');
const MONDAY = '2026-11-23T17:05:00+01:00';
const KIT = 'lancement-UPG-FR-2026';
const FILE = 'UNION_UPG_FR_20261123.xlsx';
const OWN = 'brume violon escalier safran';

/** The commands that the README’s first day prints, without their comments. */
function readmeLines(): readonly string[] {
  const [, block = ''] =
    /## Premier jour[\s\S]*?```sh\n([\s\S]*?)```/.exec(readFileSync(README, 'utf8')) ?? [];
  return block
    .trim()
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, ''));
}

let folder: string;
let drop: OpensshDrop;
let server: ServerProcess | undefined;
let ports: { readonly http: number; readonly ssh: number };
const done: string[] = [];
const passwords = new Map<string, string>();
const secrets = new Map<string, string>();

const env = () => ({ HOME: folder, PLATEAU_CLOCK_START: MONDAY, PLATEAU_TOKEN_FILE: join(folder, 'jeton') });

/** Runs a line of the README as it stands there; what it says. `more`: options that an unattended machine adds. */
async function typed(line: string, ...more: string[]): Promise<string> {
  done.push(line);
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const result = await plateau([...words.slice(2), ...more], { env: env(), cwd: folder });
  expect([line, result.status, result.stderr]).toEqual([line, 0, '']);
  return result.stdout;
}

async function logIn(line: string): Promise<void> {
  done.push(line);
  const login = line.split(' ').at(-1) ?? '';
  const secret = secrets.get(login);
  const code = async () => {
    const { nowMs } = await rpcOf(`http://127.0.0.1:${ports.http}`).session.clock.query();
    return codeOf(secret ?? '', nowMs);
  };
  const answers = [
    ['Mot de passe :', passwords.get(login) ?? ''] as const,
    ...(secret === undefined ? [] : [['Code à', code] as const]),
    ['tiré au sort', OWN] as const,
    ['Encore une fois :', OWN] as const,
  ];
  const { status, screen } = await plateauAsked(line.split(' ').slice(2), {
    env: env(),
    cwd: folder,
    answers,
    lastWords: 'Session ouverte.',
  });
  expect([status, screen]).toEqual([0, expect.stringContaining('Session ouverte.')]);
}

/** The charity at its own desk: what the kit’s page says to type, as it stands there. */
function charity(): { keys(): void; deposit(): void } {
  const desk = join(folder, 'association');
  const home = join(desk, 'gnupg');
  const kit = join(folder, KIT);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'gpg.conf'), 'batch\nyes\npinentry-mode loopback\n');
  const sh = (command: string, cwd = desk) =>
    execFileSync('/bin/sh', ['-c', command], {
      cwd,
      env: { ...cleanEnv({}), GNUPGHOME: home },
      stdio: 'pipe',
    });
  const page = readFileSync(join(kit, 'a-lire.html'), 'utf8');
  const [keys = [], deposit = []] = [...page.matchAll(/<pre>([\s\S]*?)<\/pre>/g)].map(([, text = '']) =>
    text.replaceAll('&gt;', '>').split('\n'),
  );
  return {
    keys: () => {
      sh("gpg --passphrase '' --quick-gen-key 'Union <depot@exemple.invalid>' future-default default never");
      for (const line of keys) sh(line.replace('VOTRE-ADRESSE', 'depot@exemple.invalid'), kit);
      sh(`cp ${join(kit, 'cle-association.asc')} ${folder}`);
    },
    deposit: () => {
      const template = readFileSync(join(kit, 'UNION_UPG_FR_MODELE.xlsx'));
      writeFileSync(join(desk, FILE), refillWithOpenpyxl(template));
      const [encrypt = '', sftp = '', ...orders] = deposit;
      sh(encrypt);
      const batch = join(desk, 'ordres');
      writeFileSync(batch, [`cd ${join(folder, 'depot')}`, ...orders, ''].join('\n'));
      const options = `-F /dev/null -i ${join(folder, 'cle-depot')} -o UserKnownHostsFile=${join(desk, 'hotes')} -o StrictHostKeyChecking=accept-new`;
      sh(sftp.replace('VOTRE-COMPTE', userInfo().username).replace('sftp ', `sftp -b ${batch} ${options} `));
    },
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plateau-premier-jour-'));
});
afterAll(async () => {
  await server?.kill();
  await drop?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function prepare(): Promise<void> {
  const authorizedKey = await makeClientKey(join(folder, 'cle-depot'));
  drop = await startOpensshDrop({ folder: join(folder, 'depot'), authorizedKey });
  ports = { http: await freePort(), ssh: await freePort() };
  writeFileSync(join(folder, 'phrase'), 'cinq mots bien fictifs ensemble\n', { mode: 0o600 });
  const person = (login: string, role: string, campaigns = '[]') =>
    `  - { login: ${login}, name: ${login}, role: ${role}, campaigns: ${campaigns}, until: 2027-01-31 }`;
  const plan = [
    `places: { data: ./donnees, listen: 127.0.0.1:${ports.http}, ssh: 127.0.0.1:${ports.ssh} }`,
    'passphraseFile: ./phrase',
    `drop: { url: "${drop.url}", keyFile: ./cle-depot, hostKey: "${drop.hostKey}" }`,
    'schedule: false',
    'campaign: upgrade-fr',
    'people:',
    person('alix', 'dataOfficer'),
    person('sacha', 'ops'),
    person('dominique', 'lead', '[UPG-FR-2026]'),
    person('camille', 'agent', '[UPG-FR-2026]'),
  ];
  writeFileSync(join(folder, 'setup.yaml'), `${plan.join('\n')}\n`);
}

describeWith(
  'sshd',
  'sftp',
  'ssh',
  'gpg',
  'openpyxl',
)('the first day, by the README alone', () => {
  it('a first real card over SSH, every printed line used once and in order', async () => {
    await prepare();
    const [build = '', setup = '', addKey = '', serve = '', ...rest] = readmeLines();
    const [ops = '', list = '', take = '', lead = '', train = '', ssh = ''] = rest;
    const startMs = performance.now();
    done.push(build);
    const said = await typed(setup, '--from', 'setup.yaml');
    for (const [, login = '', password = ''] of said.matchAll(/^(\S+) : .+ une seule fois : (\S+)$/gm))
      passwords.set(login, password);
    const shown = [...said.matchAll(/Ou à saisir : (\S+)/g)].map(([, secret = '']) => secret);
    for (const [at, login] of ['alix', 'sacha'].entries()) secrets.set(login, shown[at] ?? '');
    const { keys, deposit } = charity();
    keys();
    await typed(addKey);
    deposit();
    done.push(serve);
    const running = launchServer(env(), folder, ['--ssh']);
    server = running;
    await running.listening;
    await logIn(ops);
    expect(await typed(list)).toContain(`${FILE}.pgp`);
    expect(await typed(take)).toMatch(/acceptées\s+1 /);
    await logIn(lead);
    await typed(train);
    done.push(ssh);
    const screen = openSsh(openSshPlace(join(folder, 'poste'), ports.ssh), 'camille');
    await screen.see('Mot de passe :');
    screen.press(passwords.get('camille') ?? '', 'enter');
    await screen.see('Votre phrase de passe');
    screen.press(...OWN, 'enter');
    await screen.see('▸ Encore une fois');
    screen.press(...OWN, 'enter');
    await screen.see('EXEMPLE');
    expect(screen.text()).not.toContain('safran');
    expect(screen.text()).toContain('06 39 98 00 01');
    const minutes = ((performance.now() - startMs) / 60_000).toFixed(1).replace('.', ',');
    process.stdout.write(
      `premier jour : ${minutes} min de machine, ${done.length} commandes\n${done.join('\n')}\n`,
    );
    expect(done).toEqual(readmeLines());
    await screen.cut();
  }, 240_000);
});

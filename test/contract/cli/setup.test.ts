import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScreenTerminal, type ScreenTerminal } from '../../../scripts/demo/screen-terminal.ts';
import { readSetupPlan } from '../../../scripts/setup/setup-plan.ts';
import { cleanEnv, plateau, requireBundle } from '../../support/house/command-line.ts';

const PHRASE = 'cinq mots bien fictifs ensemble';
const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'scripts', 'setup', 'setup.exemple.yaml');
const PLAN = `
places: { data: ./donnees, backups: ./sauvegardes, listen: 127.0.0.1:7141, ssh: 127.0.0.1:2322 }
passphraseFile: ./phrase
schedule: true
provider: { name: 'Centre fictif, SAS' }
campaign: upgrade-fr
people:
  - { login: alix, name: Alix, role: dataOfficer, until: 2099-01-31 }
  - { login: camille, name: Camille, role: agent, campaigns: [UPG-FR-2026], until: 2099-01-31 }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plateau-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 });
const setUp = () => plateau(['setup', '--from', 'setup.yaml'], { cwd: folder });
const env = () => readFileSync(join(folder, '.env'), 'utf8');
const kit = () => readdirSync(join(folder, 'lancement-UPG-FR-2026')).sort();

describe('from a file, with nobody there', () => {
  it('makes what is missing, once; a second call replaces nothing and goes on', async () => {
    write('phrase', `${PHRASE}\n`);
    write('setup.yaml', PLAN);
    const first = await setUp();
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(
      /alix : responsable des données\. Mot de passe, montré une seule fois : \S{20}\n/,
    );
    expect(first.stdout).toMatch(/▀▀▀▀▀.*\nOu à saisir : [A-Z2-7]{32}\n/);
    expect(first.stdout).toMatch(/ {2}plateau serve --ssh\n {2}ssh -p 2322 camille@localhost\n/);
    expect(first.stdout).not.toContain('DÉFAUT');
    expect(kit()).toContain('UNION_UPG_FR_MODELE.xlsx');
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
    expect(env()).not.toContain(PHRASE);
    expect(env()).toContain('PLATEAU_PROVIDER_FILE=prestataire.yaml\n');
    expect(readFileSync(join(folder, 'prestataire.yaml'), 'utf8')).toBe('name: Centre fictif, SAS\n');

    const before = env();
    write(
      'setup.yaml',
      `${PLAN}  - { login: sacha, name: Sacha, role: ops, until: 2099-01-31 }\nrelay: { url: smtp://127.0.0.1:9 }\n`,
    );
    const second = await setUp();
    expect(second.status).toBe(0);
    expect(second.stdout.match(/déjà fait/g)).toHaveLength(7);
    expect(second.stdout).toContain('sacha : exploitation.');
    expect(second.stdout).not.toContain('alix : ');
    expect(env()).toBe(`${before}PLATEAU_SMTP_URL=smtp://127.0.0.1:9\nPLATEAU_SMTP_REQUIRE_TLS=on\n`);
  });

  it('refuses a secret in the file, and names the place of what is wrong, never its value', async () => {
    write('setup.yaml', `passphrase: ${PHRASE}\n`);
    const { status, stderr } = await setUp();
    expect([status, stderr]).toEqual([1, expect.stringMatching(/« passphrase ».+\[setup-plan-invalid\]/)]);
    expect(stderr).not.toContain('fictifs');
    expect(readdirSync(folder)).toEqual(['setup.yaml']);
  });

  it('its example is a plan', async () => {
    expect(Object.keys(await readSetupPlan(EXAMPLE))).toHaveLength(9);
  });
});

/** Waits for each question, then types. Lists take the number of a line. */
async function answer(
  screen: ScreenTerminal,
  answers: readonly (readonly [string, string])[],
): Promise<void> {
  for (const [question, keys] of answers) {
    await screen.until(async (rows) => rows.some((row) => row.includes(question)), 15_000);
    screen.type(keys);
  }
}

function openSetup(): ScreenTerminal {
  const words = ['-c', 'cd "$1" && shift && exec "$@"', 'sh', folder, process.execPath, requireBundle()];
  return openScreenTerminal({
    file: '/bin/sh',
    args: [...words, 'setup'],
    env: cleanEnv({}),
    columns: 130,
    rows: 120,
  });
}

it('asked at a terminal: lists by keys, the phrase twice and never shown, the first lines at the end', async () => {
  const screen = openSetup();
  await answer(screen, [
    ['Dossier des données [./plateau-data]', 'donnees\r'],
    ['Dossier des sauvegardes', '\r'],
    ['Adresse du serveur', 'chez nous\r'],
    ['Attend « hôte:port »', '127.0.0.1:7141\r'],
    ['Adresse des postes par SSH', '127.0.0.1:2322\r'],
    ['lue dans un fichier', '2'],
    ['Fichier de la phrase', '\r'],
    ['Nouvelle phrase secrète', `${PHRASE}\r`],
    ['Encore une fois', `${PHRASE}\r`],
    ['❯ Maintenant', '1'],
    ['Adresse (sftp://', 'ftp://hote/depot\r'],
    ['Attend sftp://', 'sftp://plateau@hote:22/depot\r'],
    ['Clé privée SSH du dépôt', 'absente\r'],
    ['« absente » n’est pas un fichier', 'phrase-secrete\r'],
    ['Empreinte de l’hôte', 'AB:CD\r'],
    ['Attend', `SHA256:${'x'.repeat(43)}\r`],
    ['5/12', ''],
    ['❯ Maintenant', '\u001b[B'],
    ['❯ Plus tard', '\r'],
    ['❯ tout seuls', '1'],
    ['7/12', ''],
    ['❯ Maintenant', '2'],
    ['❯ Augmentation, France', '\r'],
    ['Clé publique de l’association', '\r'],
    ['Identifiant (responsable des données)', 'Éloïse Dùpont\r'],
    ['Deux à 31 signes', 'alix\r'],
    ['Nom affiché [alix]', 'Alix\r'],
    ['Dernier jour inclus', 'vendredi\r'],
    ['Un jour qui existe, écrit comme 2027-01-31.', '2020-01-31\r'],
    ['Ce jour est passé.', '2099-01-31\r'],
    ['❯ Non, c’est tout', '2'],
    ['Identifiant (téléacteur)', 'alix\r'],
    ['alix est déjà donné plus haut.', 'camille\r'],
    ['Nom affiché [camille]', '\r'],
    ['Une autre personne ? téléacteur', ''],
  ]);
  const isSecondDay = async (rows: readonly string[]) =>
    rows.filter((row) => row.includes('Dernier jour')).length === 4;
  await screen.until(isSecondDay, 30_000);
  screen.type('2099-01-31\r');
  await answer(screen, [['❯ Non, c’est tout', '\r']]);
  expect(await screen.ended).toBe(0);
  const shown = screen.rows().join('\n');
  expect(shown).toContain('ssh -p 2322 camille@localhost');
  expect(shown).not.toContain('fictifs');
  expect(readFileSync(join(folder, 'phrase-secrete'), 'utf8')).toBe(`${PHRASE}\n`);
  expect(env()).toContain('PLATEAU_PASSPHRASE_FILE=./phrase-secrete');
});

it('answers typed before their questions are put each go to their own: lines, lists, arrows, secrets', async () => {
  const screen = openSetup();
  await answer(screen, [['Dossier des données', '']]);
  // A list's second line by its arrow and Enter, in one read: the first is not taken for it.
  screen.type(
    `donnees\r\r127.0.0.1:7141\r127.0.0.1:2322\r\u001b[B\r\r${PHRASE}\r${PHRASE}\r2\u001b[A\u001b[B\u001b[A\r`,
  );
  // The keys are being made: nothing reads, and the terminal's line changes the sign of Enter.
  await answer(screen, [['3/12', '\r2\r\ralix\r\r2099-01-31\r\r']]);
  expect(await screen.ended).toBe(0);
  const shown = screen.rows().join('\n');
  expect(shown).toMatch(/Nouvelle phrase secrète : •+\nEncore une fois : •+\nSolidité/);
  expect(shown).toContain('Dépôt SFTP de l’association Plus tard');
  expect(shown).toContain('alix : responsable des données.');
  expect(readFileSync(join(folder, 'phrase-secrete'), 'utf8')).toBe(`${PHRASE}\n`);
  expect(env()).toContain('PLATEAU_SSH_LISTEN=127.0.0.1:2322\n');
});

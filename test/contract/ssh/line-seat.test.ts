import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulatedClock } from '../../../server/clock/system-clock.ts';
import { readConfig } from '../../../server/config/config.ts';
import { openHouse } from '../../../server/context.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { plateau } from '../../support/house/command-line.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../../support/house/server-process.ts';
import {
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../../support/house/staffed-installation.ts';
import { freePort } from '../../support/machine/free-port.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { F, playPractice, typeForm } from '../../support/seats/practice-forms.ts';
import { scannedBadges } from '../../support/seats/read-badges.ts';
import { openSsh, openSshPlace, type SshPlace, type SshScreen } from '../../support/ssh/ssh-screen.ts';

const LINE = 'PL-2026';
const OPENS = '2026-12-05T20:05:00+01:00';

let installation: Installation;
let staff: Staff;
let server: ServerProcess;
let home: SshPlace;
const screens: SshScreen[] = [];

beforeAll(async () => {
  installation = await openInstallation(OPENS);
  staff = await staffInstallation(installation, 1);
  const port = await freePort();
  home = openSshPlace(join(installation.folder, 'poste'), port);
  const config = readConfig({ ...installation.env, PLATEAU_LISTEN: '127.0.0.1:0' });
  const clock = simulatedClock({ startMs: Date.parse(OPENS), speed: 1 });
  const house = await openHouse(config, { passphrase: passphraseOfTest, log: SILENT_LOG, clock });
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
  await house.close();
  server = await installation.start({ PLATEAU_SSH_LISTEN: `127.0.0.1:${port}` }, '--ssh');
});
afterAll(async () => {
  for (const screen of screens) await screen.cut();
  await installation.close();
});

const rpc = () => rpcOf(server.url, staff.ops.token).seats;

/** A command of ops, on the built program. */
function typed(...args: string[]) {
  const env = { ...installation.env, PLATEAU_SERVER: server.url, PLATEAU_TOKEN_FILE: staff.ops.tokenFile };
  return plateau(args, { env, cwd: join(installation.folder, 'travail') });
}

async function ops(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await typed(...args);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

function sitAt(seat: string, options: { readonly args?: readonly string[] } = {}): SshScreen {
  const screen = openSsh(home, seat, options);
  screens.push(screen);
  return screen;
}

async function typeCode(screen: SshScreen, code: string): Promise<void> {
  await screen.see(/Code de votre badge \(8 lettres\), puis Entrée :\s*$/);
  screen.press(code, 'enter');
}

/** A slot of one place that ends in so many milliseconds, and the code of its badge. */
async function codeOf(person: string, lastsMs = 3 * 3_600_000): Promise<{ slot: number; code: string }> {
  const nowMs = (await rpcOf(server.url, staff.ops.token).session.clock.query()).nowMs;
  const hours = { fromMs: nowMs - 60_000, toMs: nowMs + lastsMs };
  const { slot } = await rpc().addSlot.mutate({ campaign: LINE, site: 'MAISON', capacity: 1, ...hours });
  await rpc().signUp.mutate({ slot, person });
  const { pdf } = await rpc().badges.mutate({ slot });
  return { slot, code: scannedBadges(Buffer.from(pdf, 'base64'))[0] ?? '' };
}

describeWith(
  'ssh',
  'pdftoppm',
  'zbarimg',
)('a seat of a pledge line, over SSH (R-45)', () => {
  it('the floor is laid, a list signed up and badges printed by commands; a scanned badge opens a seat, and eight calls later the person takes a real one', async () => {
    expect(await ops('seat', 'plan', 'pledge-line')).toContain('MAISON : 15 postes, 15 nouveaux.');
    const added = await ops(
      ...['slot', 'add', LINE, '--site', 'MAISON', '--capacity', '2'],
      ...['--from', '2026-12-05T20:00', '--to', '2026-12-05T23:00'],
    );
    expect(added).toContain('Créneau 1 ouvert : 2 places à MAISON.');
    const list = join(installation.folder, 'benevoles.csv');
    writeFileSync(
      list,
      'Nom;Moins de 16 ans;Accord des parents\nCamille D.;;\nÉloïse T.;oui;\nFarid Z.;;\nGaël P.;;\n',
    );
    const report = await ops('slot', 'sign-up', '1', '--file', list);
    expect(report).toContain('ligne 3 : moins de 16 ans sans l’accord écrit des parents');
    expect(report).toContain('2 places, 1 personne en attente, 1 ligne à reprendre.');
    const calls = join(installation.folder, 'appels.csv');
    writeFileSync(calls, 'de;à;appels par heure\n05/12/2026 20:00;21:00;573\n');
    const plan = await ops('line', 'plan', 'pledge-line', '--forecast', calls, '--slots');
    expect(plan).toContain(
      'PARTENAIRE, sam. 5/12 20:00 – 21:00 : il manque 15 postes tenus ; 15 places à ouvrir.',
    );
    // Who is signed up where no call goes at that hour is told as well.
    expect(plan).toMatch(/MAISON +0 +2 +2 +0/);
    const sheet = join(installation.folder, 'badges.pdf');
    expect(await ops('slot', 'badges', '1', '--out', sheet)).toContain('2 badges');
    // Refused before new codes are drawn: those of the printed sheet open, as is seen below.
    const reprint = await typed('slot', 'badges', '1', '--out', sheet);
    expect(reprint).toMatchObject({ status: 1, stderr: expect.stringContaining('[output-exists]') });
    const [code = ''] = scannedBadges(readFileSync(sheet));

    const screen = sitAt('maison-07');
    await typeCode(screen, `${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
    await screen.see(/Bonjour (Camille D|Farid Z)\./);
    await screen.see('poste MAISON-07 · Promesses 2026');
    await screen.see('samedi 5 décembre, 20 h – 23 h');
    await screen.see('Jamais un numéro de carte');
    await screen.walk(['C’est moi', 'o']);
    await screen.see('Faits : 0 sur 8');

    screen.press('enter');
    await screen.see('Exercice 1 sur 8');
    await typeForm(screen, ['30', 'u', 'Testeur']);
    await screen.see('elle est demandée par le reçu');
    expect(await ops('slot', 'people', '1')).toMatch(/MAISON-07 +0 sur 8/);
    screen.press(F.f5);
    await screen.see('Rien de cet appel n’est gardé');
    screen.press(F.f12);
    await screen.see('Cette personne voulait promettre un don');

    for (let call = 1; call <= 8; call += 1) {
      await screen.see(/\[Entrée\] (Décrocher|Reprendre)/);
      await playPractice(screen, call);
      await screen.see(call < 8 ? `Faits : ${call} sur 8` : 'Vous avez fait les huit exercices');
    }
    expect(await ops('slot', 'people', '1')).toMatch(/MAISON-07 +formé le /);

    // The first real caller, on the same form: the telephone of the desk rings, and a key says so.
    await screen.walk(['Espace quand vous êtes prêt', ' '], ['Le téléphone sonne ? Espace', ' ']);
    await screen.see('Quel montant souhaitez-vous promettre');
    await typeForm(screen, [
      ...['d', 'u', 'Pélouneau', 'Zéphyrine', '85 bd de la Chimère', '31990 Saint Exemple'],
      ...['e', 'zephyrine@exemple.invalid', 'o'],
    ]);
    await screen.walk(['Lisez la phrase à la personne', F.f10], ['Enregistré.', F.f12]);
    await screen.see('1 promesse ');
    expect(await ops('pledge', 'reconcile', LINE)).toMatch(/2026-12-05 +MAISON +e-mail +une fois +1 +50 €/);
    screen.press(' ');
    await screen.see('Quel montant');
    screen.press(F.f6);
    await screen.walk(['vous restez anonyme', F.f12], ['Le téléphone sonne ? Espace', 'ctrl-q']);
    await screen.hear(/Merci (Camille D|Farid Z)\., et à bientôt/);
    expect(await screen.ended()).toBe(0);

    const again = sitAt('MAISON-08');
    await typeCode(again, code);
    await again.see('Ce code a déjà servi : il n’ouvre qu’une fois.');
  });

  it('a card’s number typed in a field is wiped from the screen and reaches no file', async () => {
    const { code } = await codeOf('Hélène K.');
    const screen = sitAt('maison-02');
    await typeCode(screen, code);
    await screen.walk(['C’est moi', 'o'], ['[Entrée] Décrocher', 'enter']);
    await screen.see('Exercice 1 sur 8');
    screen.press('enter', 'u');
    screen.press('4111 1111 1111 1111');
    await screen.see('Le numéro est effacé');
    await screen.gone('4111 1111');
    expect(server.said()).not.toContain('4111 1111');
  });

  it('the slot’s end closes the seat, whatever is on its screen', async () => {
    const { code } = await codeOf('Inès R.', 9000);
    const screen = sitAt('maison-03');
    await typeCode(screen, code);
    await screen.walk(['C’est moi', 'o']);
    await screen.see('Faits : 0 sur 8');
    await screen.hear(/Votre créneau est terminé/);
    await screen.ended();
    const late = sitAt('maison-03');
    await typeCode(late, code);
    await late.see('Ce code a déjà servi');
  });

  it('five wrong codes freeze the seat, in words, for the right code too, until it is opened by a command', async () => {
    const { code } = await codeOf('Jules V.');
    const screen = sitAt('maison-04');
    for (let left = 4; left >= 1; left -= 1) {
      await typeCode(screen, 'BCDE-FGHB');
      await screen.see(`Encore ${left} ${left > 1 ? 'essais' : 'essai'}.`);
    }
    await typeCode(screen, 'BCDE-FGHB');
    await screen.see('Ce poste est bloqué');
    const other = sitAt('maison-04');
    await typeCode(other, code);
    await other.see('Ce poste est bloqué');
    const told = await ops('seat', 'unfreeze', LINE, 'MAISON-04', '--reason', 'badge lu de travers');
    expect(told).toContain('MAISON-04 : débloqué.');
    await typeCode(other, code);
    await other.see('Bonjour Jules V.');
  });

  it('a seat with its own key asks for a code behind that key, and from nowhere else', async () => {
    const { code } = await codeOf('Karim B.');
    const key = home.makeKey('poste-05');
    expect(await ops('seat', 'key', 'MAISON-05', `${key}.pub`)).toContain('s’ouvre avec la clé SHA256:');
    const stranger = sitAt('maison-05');
    await typeCode(stranger, code);
    await stranger.see('Ce poste ne s’ouvre que depuis sa propre machine.');
    const screen = sitAt('maison-05', { args: ['-i', key] });
    await typeCode(screen, code);
    await screen.see('Bonjour Karim B.');
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveSsh } from '../../scripts/cli/serve-ssh.ts';
import { saveToken } from '../../scripts/cli/token-file.ts';
import { readConfig } from '../../server/config/config.ts';
import { disableAccount } from '../../server/steps/access/manage-accounts.ts';
import { ACCESS_PASSWORD } from '../support/house/access-house.ts';
import { plateau, requireBundle } from '../support/house/command-line.ts';
import { describeWith } from '../support/machine/programs.ts';
import { fiction, openPeopleHouse, type PeopleHouse } from '../support/people/people-house.ts';
import { openSsh, openSshPlace, type SshPlace } from '../support/ssh/ssh-screen.ts';
import { openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

/** The mobilisation team at « Annuaire », on a real pty and a real server. */
let house: PeopleHouse;
let screen: TestScreen | undefined;
let folder = '';

beforeAll(async () => {
  house = await openPeopleHouse();
  folder = mkdtempSync(join(tmpdir(), 'plateau-annuaire-'));
  await house.newGroup('GL Caen');
  await house.importLines([
    fiction(1, { GROUPES: 'GL Caen (référente : communication)', Compétences: 'traduction', Ville: 'Caen' }),
    fiction(2, { Prénom: 'Hugo', GROUPES: 'GL Caen', Compétences: 'traduction' }),
    fiction(3, { Prénom: 'Bruno', TYPE: 'salarié' }),
  ]);
});
afterAll(async () => {
  screen?.close();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('R-51 finds as one types, opens a card that is noted, closes it, and leaves nothing on the screen', async () => {
  const bundle = requireBundle();
  const tokenFile = join(folder, 'token');
  const { token } = await house.enter('karim');
  const env = { PLATEAU_SERVER: house.server.url, PLATEAU_TOKEN_FILE: tokenFile };
  saveToken(env, token);
  const command = [process.execPath, bundle, 'people', 'browse'] as const;
  screen = openTestScreen({ bundle, command, env: { ...env, NO_COLOR: '1' } });
  await screen.see('3 sur 3');
  await screen.see(/▸ Bruno FICTIVE-3 +salarié, confirmé/);
  screen.type('trad caen');
  await screen.see('2 sur 3');
  expect(screen.text()).not.toContain('Bruno');
  screen.press('\x1b[B');
  await screen.see(/▸ Hugo FICTIVE-2/);
  screen.press('\x1b[A');
  await screen.see(/▸ Élodie FICTIVE-1/);
  screen.type('\r');
  await screen.see('elodie.1@exemple.invalid');
  await screen.see('GL Caen : référent, communication');
  await screen.see('notée au journal');
  expect(await house.actions('people.open')).toMatchObject([{ actor: house.team.id }]);
  screen.press('\x1b');
  await screen.until(() => !screen?.text().includes('elodie.1@exemple.invalid'), 'the card closed');
  screen.press('\x1bOR');
  await screen.see('La garder sous le nom');
  screen.type('Traductrices');
  screen.press('\r');
  await screen.see(/▸ Traductrices +trad caen/);
  await screen.see('Gardée : « Traductrices »');
  screen.press('\x1b');
  await screen.see('2 sur 3');
  screen.press('\x1b');
  await screen.see('3 sur 3');
  screen.press('\x1bOR');
  await screen.see('▸ Traductrices');
  screen.press('\r');
  await screen.see('2 sur 3');
  screen.press('\x1b');
  await screen.see('3 sur 3');
  const again = await plateau(['people', 'find', '--saved', 'traductrices'], { env, cwd: folder });
  expect(again.stdout).toMatch(/Élodie FICTIVE-1[\s\S]*2 personnes/);
  screen.press('\x1bOQ');
  await screen.see(/▸ statut: +Statut/);
  screen.press('\x1b');
  await screen.see('3 sur 3');
  screen.type('vile:caen');
  await screen.see('Vouliez-vous dire « ville: » ?');
  screen.press('\x11');
  await screen.until(() => !screen?.text().includes('FICTIVE'), 'the screen left');
});

describeWith('ssh')('R-51 « Annuaire » over SSH, on any terminal', () => {
  let ssh: Awaited<ReturnType<typeof serveSsh>>['host'];
  let place: SshPlace;

  beforeAll(async () => {
    const config = readConfig({
      PLATEAU_DATA_DIR: join(house.home, 'data'),
      PLATEAU_KEYS_DIR: join(house.home, 'keys'),
      PLATEAU_SSH_LISTEN: '127.0.0.1:0',
    });
    ssh = (await serveSsh(config, house.server)).host;
    place = openSshPlace(folder, ssh.port);
  });
  afterAll(async () => await ssh?.close());

  const enter = async () => {
    const seat = openSsh(place, 'karim');
    await seat.see('Mot de passe :');
    seat.press(ACCESS_PASSWORD, 'enter');
    return seat;
  };

  it('what was sought is found again after a cut line, and the newer terminal takes it over', async () => {
    const first = await enter();
    await first.see('3 sur 3');
    first.press('trad caen');
    await first.see('2 sur 3');
    await first.cut();
    const second = await enter();
    await second.see(/▸ Élodie FICTIVE-1/);
    expect(second.text()).toContain('trad caen');
    const third = await enter();
    await third.see('2 sur 3');
    await second.see('repris depuis une autre connexion');
    third.press('\x11');
    await third.see('Annuaire fermé.');
    expect([await third.ended(), third.text()]).toEqual([0, expect.not.stringContaining('FICTIVE')]);
  });

  it('a closed account clears its screen at once', async () => {
    const seat = await enter();
    await seat.see('3 sur 3');
    await disableAccount(house.app, { actor: house.dpo.id, login: 'karim', reason: 'essai' });
    await seat.gone('FICTIVE');
    expect(await seat.ended()).toBe(0);
  });
});

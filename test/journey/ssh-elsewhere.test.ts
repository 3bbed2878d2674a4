import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { readConfig } from '../../server/config/config.ts';
import { openHouse } from '../../server/context.ts';
import { loadCampaign } from '../../server/steps/campaign/load-campaign.ts';
import { planSeats } from '../../server/steps/seats/plan-seats.ts';
import { PLEDGE_LINE_FOLDER } from '../support/campaign/pledge-line.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import {
  type Person,
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { freePort } from '../support/machine/free-port.ts';
import { describeWith } from '../support/machine/programs.ts';
import { lineFiles } from '../support/seats/line-house.ts';
import { scannedBadges } from '../support/seats/read-badges.ts';
import { openSsh, openSshPlace, type SshScreen } from '../support/ssh/ssh-screen.ts';
import { PostgresCluster } from '../support/store/postgres-cluster.ts';

const LINE = 'PL-2026';
const OPENS = '2026-12-03T18:05:00+01:00';
/** No earlier than the first one's, which has run for a while by then. */
const LATER = '2026-12-03T18:05:30+01:00';

/** Somebody at work over SSH at one server sits down again at another of the same base. */
describeWith(
  'ssh',
  'postgres',
  'pdftoppm',
  'zbarimg',
)('R-58 a screen over SSH that is taken up at another server', () => {
  let cluster: PostgresCluster;
  let place: Installation;
  let staff: Staff;
  let servers: readonly { readonly server: ServerProcess; readonly sshPort: number }[];
  const screens: SshScreen[] = [];

  beforeAll(async () => {
    cluster = await PostgresCluster.start();
    await cluster.sql('postgres', 'CREATE DATABASE maison');
    const opened = await openInstallation(OPENS);
    const urlFile = join(opened.folder, 'adresse-base');
    writeFileSync(urlFile, `${cluster.url('maison')}\n`, { mode: 0o600 });
    place = { ...opened, env: { ...opened.env, PLATEAU_DATABASE_URL_FILE: urlFile } };
    staff = await staffInstallation(place, 2);
    const clock = simulatedClock({ startMs: Date.parse(OPENS), speed: 1 });
    const house = await openHouse(readConfig(place.env), {
      ...{ passphrase: passphraseOfTest, log: SILENT_LOG, clock },
    });
    await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
    await planSeats(house.app, { actor: 'essai', files: lineFiles() });
    await house.close();
    const first = await startServer('un', OPENS);
    const fileName = await staff.giveContactFile(6);
    const { campaign, ops } = staff;
    await rpcOf(first.server.url, ops.token).operations.importFile.mutate({ campaign, fileName });
    servers = [first, await startServer('deux', LATER)];
  });
  afterAll(async () => {
    for (const screen of screens) await screen.cut();
    await place.close();
    await cluster.dispose();
  });

  async function startServer(name: string, opens: string) {
    const [port, sshPort] = [await freePort(), await freePort()];
    const server = await place.start(
      {
        ...place.env,
        PLATEAU_CLOCK_START: opens,
        PLATEAU_SERVER_NAME: name,
        PLATEAU_DATA_DIR: join(place.folder, `donnees-${name}`),
        PLATEAU_LISTEN: `127.0.0.1:${port}`,
        PLATEAU_SERVER: `http://127.0.0.1:${port}`,
        PLATEAU_SSH_LISTEN: `127.0.0.1:${sshPort}`,
        PLATEAU_STOP_SECONDS: '0',
      },
      '--ssh',
    );
    return { server, sshPort };
  }
  const urlOf = (at: number) => servers[at]?.server.url ?? '';

  async function sit(at: number, login: string, secret: string): Promise<SshScreen> {
    const home = openSshPlace(join(place.folder, 'poste'), servers[at]?.sshPort ?? 0);
    const screen = openSsh(home, login);
    screens.push(screen);
    await screen.see(/(Mot de passe|puis Entrée) :\s*$/);
    screen.press(secret, 'enter');
    return screen;
  }

  it('an agent’s: they find their card there; the former screen says so, ends, and takes no key', async () => {
    const { login, password } = staff.agents[0] as Person;
    const before = await sit(0, login, password);
    await before.see('─ Accroche ─');
    const after = await sit(1, login, password);
    await after.walk(['Entrée : reprendre la main ici', 'enter'], ['─ Accroche ─', 'ctrl-n']);
    await before.hear(/repris depuis une autre connexion.*reconnectez-vous/s);
    expect([await before.ended(), before.isAlternate()]).toEqual([0, false]);
    after.press('Ailleurs');
    await after.see('Ailleurs');
    const leases = await cluster.sql('maison', 'SELECT agent FROM lease');
    expect(leases).toEqual([{ agent: staff.agents[0]?.id }]);
  });

  it('a volunteer’s, with the badge printed anew: the same', async () => {
    const { seats, session } = rpcOf(urlOf(0), staff.ops.token);
    const { nowMs } = await session.clock.query();
    const hours = { fromMs: nowMs - 60_000, toMs: nowMs + 3_600_000 };
    const { slot } = await seats.addSlot.mutate({ campaign: LINE, site: 'MAISON', capacity: 1, ...hours });
    const { signup } = await seats.signUp.mutate({ slot, person: 'Camille D.' });
    const code = async () => {
      const { pdf } = await seats.badges.mutate({ slot, signup });
      return scannedBadges(Buffer.from(pdf, 'base64'))[0] ?? '';
    };
    const before = await sit(0, 'maison-07', await code());
    await before.see('C’est moi');
    const after = await sit(1, 'maison-08', await code());
    await before.hear(/ouvert ailleurs avec un nouveau badge : celui-ci est terminé/);
    expect([await before.ended(), before.isAlternate()]).toEqual([0, false]);
    await after.walk(['C’est moi', 'o']);
    await after.see('Faits : 0 sur 8');
  });
});

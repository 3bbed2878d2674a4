import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eveningCampaign, eveningSettings } from '../../scripts/demo/evening/evening-house.ts';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { readConfig } from '../../server/config/config.ts';
import { openCheckingFolder, openHouse } from '../../server/context.ts';
import { loadCampaign } from '../../server/steps/campaign/load-campaign.ts';
import { planSeats } from '../../server/steps/seats/plan-seats.ts';
import { signUp } from '../../server/steps/seats/sign-up.ts';
import { addSlot } from '../../server/steps/seats/slots.ts';
import { plateau } from '../support/house/command-line.ts';
import { type Installation, openInstallation, type ServerProcess } from '../support/house/server-process.ts';
import {
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { freePort } from '../support/machine/free-port.ts';
import { describeWith } from '../support/machine/programs.ts';
import { openSsh, openSshPlace, type SshPlace, type SshScreen } from '../support/ssh/ssh-screen.ts';

/** A lead at « Ce soir » over SSH, another hand at the commands, and a volunteer who sits down: one built server. */
const OPENS = '2026-12-05T19:50:00+01:00';
let place: Installation;
let staff: Staff;
let server: ServerProcess;
let home: SshPlace;
const signups: number[] = [];
const screens: SshScreen[] = [];

async function openEvening(): Promise<void> {
  place = await openInstallation(OPENS);
  staff = await staffInstallation(place, 0);
  const clock = simulatedClock({ startMs: Date.parse(OPENS), speed: 1 });
  const house = await openHouse(readConfig(place.env), {
    ...{ passphrase: passphraseOfTest, log: SILENT_LOG, clock },
  });
  const dir = eveningCampaign(place.folder);
  const { code: campaign } = await eveningSettings(dir);
  await loadCampaign(house.app, { dir, actor: 'essai' });
  await planSeats(house.app, { actor: 'essai', files: await openCheckingFolder().read(dir) });
  const account = await house.app.store.write(async (rows) => {
    await rows.accounts.update(staff.lead.id, { campaigns: [campaign] });
    return (await rows.accounts.byId(staff.ops.id)) ?? expect.fail('ops were hired');
  });
  const hours = { fromMs: Date.parse(OPENS) + 600_000, toMs: Date.parse(OPENS) + 7_800_000 };
  const { slot } = await addSlot(house.app, { account, campaign, site: 'MAISON', capacity: 2, ...hours });
  for (const person of ['Aïcha F.', 'Bruno G.', 'Chloé M.'])
    signups.push((await signUp(house.app, { account, slot, person })).signup);
  await house.close();
  const port = await freePort();
  home = openSshPlace(join(place.folder, 'poste'), port);
  server = await place.start({ PLATEAU_SSH_LISTEN: `127.0.0.1:${port}` }, '--ssh');
}

function screenOf(login: string): SshScreen {
  const screen = openSsh(home, login);
  screens.push(screen);
  return screen;
}

describeWith('ssh')('« Ce soir » over SSH', () => {
  beforeAll(openEvening);
  afterAll(async () => {
    for (const screen of screens) await screen.cut();
    await place?.close();
  });

  it('R-45 shows who is there as others mark it, gives a code that opens a seat, and says so without a key; leaves no name', async () => {
    const lead = screenOf(staff.lead.login);
    await lead.see('Mot de passe :');
    lead.press(staff.lead.password, 'enter');
    await lead.see(/▸ 20 h – 22 h +2 +2 +1 +0 +0 +0 +2/);
    await lead.see(/▸ Aïcha F\. +inscrit +pas formé/);
    const env = { PLATEAU_SERVER: server.url, PLATEAU_TOKEN_FILE: staff.ops.tokenFile };
    const marked = await plateau(['shift', 'attend', String(signups[1]), 'came'], { env, cwd: place.folder });
    expect([marked.status, marked.stdout]).toEqual([0, 'Bruno G. : venu.\n']);
    await lead.see(/Bruno G\. +venu 19:5\d/);
    lead.press('c');
    await lead.see('Un code neuf');
    lead.press('enter');
    await lead.see('Donnez-le maintenant');
    const code = /^ {4}(([BCDEFGHJKLNPRTUX] ){7}[BCDEFGHJKLNPRTUX])$/m.exec(lead.text())?.[1] ?? '';
    lead.press('escape');
    await lead.gone(code);
    const seat = screenOf('maison-01');
    await seat.see(/Code de votre badge/);
    seat.press(code.replaceAll(' ', ''), 'enter');
    await seat.see('C’est moi');
    await lead.see(/Aïcha F\. +venu 19:5\d +pas formé +poste MAISON-01/);
    lead.press('\u001b[B', 'r');
    await lead.see('Bruno G. ne vient plus : pourquoi ?');
    lead.press('repart déjà', 'enter');
    await lead.see(/Chloé M\. +inscrit/);
    lead.press('\u0011');
    await lead.see('Ce soir fermé.');
    expect([await lead.ended(), lead.text()]).toEqual([0, expect.not.stringContaining('Aïcha')]);
    const told = await plateau(['shift', 'tonight', '--once'], { env, cwd: place.folder });
    expect(told.stdout).toMatch(/20 h – 22 h +2 +2 +0 +1 +0 +1 +1/);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eveningCampaign, eveningSettings } from '../../scripts/demo/evening/evening-house.ts';
import { LINE } from '../../scripts/demo/pbx/pbx-config.ts';
import type { PlayedPbx } from '../../scripts/demo/pbx/played-pbx.ts';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { readConfig } from '../../server/config/config.ts';
import { openCheckingFolder, openHouse } from '../../server/context.ts';
import { pbxFiles } from '../../server/domain/line/dialplan-text.ts';
import type { LineSettings } from '../../server/domain/line/line-settings.ts';
import { loadCampaign } from '../../server/steps/campaign/load-campaign.ts';
import { planSeats } from '../../server/steps/seats/plan-seats.ts';
import { requireBundle } from '../support/house/command-line.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import {
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { freePort } from '../support/machine/free-port.ts';
import { describeWith } from '../support/machine/programs.ts';
import { badgesOfEvening, type SeatBadge } from '../support/seats/badges-of-evening.ts';
import { F, typeForm } from '../support/seats/practice-forms.ts';
import { openSsh, openSshPlace, type SshPlace, type SshScreen } from '../support/ssh/ssh-screen.ts';
import { startRealPbx } from '../support/telephony/real-pbx.ts';
import { openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

/** Volunteers at seats over SSH, callers and the seats' telephones on a real Asterisk: nothing between them is played. */
const OPENS = '2026-12-05T20:05:00+01:00';
const SEATS = ['MAISON-01', 'MAISON-02', 'MAISON-03'];
const CALLER = '+33639980001';
const OTHER = '+33639980002';

let place: Installation;
let staff: Staff;
let server: ServerProcess;
let home: SshPlace;
let pbx: PlayedPbx;
let settings: LineSettings;
let badges: readonly SeatBadge[];
let desk: TestScreen;
const screens: SshScreen[] = [];

async function openLine(): Promise<void> {
  place = await openInstallation(OPENS);
  staff = await staffInstallation(place, 1);
  const dir = eveningCampaign(place.folder);
  settings = await eveningSettings(dir);
  pbx = await startRealPbx({
    ...{ seats: SEATS, absentSeat: 'NULLE-PART', queues: [], written: pbxFiles(settings) },
    ...{ busy: '+33639981998', rings: '+33639981999' },
  });
  const clock = simulatedClock({ startMs: Date.parse(OPENS), speed: 1 });
  const house = await openHouse(readConfig(place.env), {
    passphrase: passphraseOfTest,
    log: SILENT_LOG,
    clock,
  });
  await loadCampaign(house.app, { dir, actor: 'essai' });
  await planSeats(house.app, { actor: 'essai', files: await openCheckingFolder().read(dir) });
  const ops = await house.app.store.read((rows) => rows.accounts.byId(staff.ops.id));
  badges = await badgesOfEvening(house.app, settings, ops ?? expect.fail('ops were hired'));
  // Beside badges, an agent with an account of the line.
  await house.app.store.write(async (rows) => {
    for (const { id } of staff.agents) await rows.accounts.update(id, { campaigns: [settings.code] });
  });
  await house.close();
  const port = await freePort();
  home = openSshPlace(join(place.folder, 'poste'), port);
  writeFileSync(join(place.folder, 'secret-standard'), pbx.secret, { mode: 0o600 });
  server = await place.start(
    {
      PLATEAU_SSH_LISTEN: `127.0.0.1:${port}`,
      PLATEAU_PBX_URL: `ami://${pbx.user}@127.0.0.1:${pbx.amiPort}`,
      PLATEAU_PBX_SECRET_FILE: join(place.folder, 'secret-standard'),
    },
    '--ssh',
  );
}

/** The desk of an account at MAISON-03: its line is open, and it takes nobody yet. */
async function openDesk(): Promise<void> {
  const [agent = expect.fail('an agent')] = staff.agents;
  const bundle = requireBundle();
  desk = openTestScreen({
    bundle,
    command: [process.execPath, bundle, 'pledge', 'desk', settings.code, '--seat', 'maison-03'],
    env: { PLATEAU_SERVER: server.url, PLATEAU_TOKEN_FILE: agent.tokenFile, NO_COLOR: '1' },
  });
  await desk.see('Espace quand vous êtes prêt');
  desk.press(' ');
  await desk.see('Les appels arrivent seuls');
  desk.press('ctrl-p');
  await desk.see('Aucun appel n’arrive à ce poste');
}

/** At that seat, its badge typed, ready for callers. */
async function sitAt(seat: string): Promise<SshScreen> {
  const screen = openSsh(home, seat.toLowerCase());
  screens.push(screen);
  await screen.see(/Code de votre badge \(8 lettres\), puis Entrée :\s*$/);
  screen.press(badges.find((badge) => badge.seat === seat)?.code ?? '', 'enter');
  await screen.walk(['C’est moi', 'o'], ['Espace quand vous êtes prêt', ' ']);
  await screen.see('Les appels arrivent seuls');
  return screen;
}

const pledges = () => place.look((rows) => rows.pledges.ofCampaign(settings.code));
const boards = () => rpcOf(server.url, staff.ops.token).line.boards.query();
const SOON = { timeout: 30_000 };

describeWith(
  'asterisk',
  'sipp',
  'ssh',
)('seats of a pledge line over SSH, on a real Asterisk', () => {
  beforeAll(async () => {
    await openLine();
    await openDesk();
  }, 120_000);
  afterAll(async () => {
    desk?.close();
    for (const screen of screens) await screen.cut();
    await pbx?.close();
    await place?.close();
  });

  it('R-40 R-42 R-44: a caller comes to the screen by themself, their pledge is saved and F12 hangs up; F6 shows the next one’s helpline while the team is away', async () => {
    const screen = await sitAt('MAISON-01');
    const hungUp = pbx.caller(LINE, { number: CALLER });
    await screen.see('Quel montant souhaitez-vous promettre');
    await typeForm(screen, [
      ...['d', 'u', 'Pélouneau', 'Zéphyrine', '85 bd de la Chimère', '31990 Saint Exemple'],
      ...['e', 'zephyrine@exemple.invalid', 'o'],
    ]);
    await screen.walk(['Lisez la phrase à la personne', F.f10], ['Enregistré.', F.f12]);
    // The telephone of the caller heard it.
    expect(await hungUp).toBe(true);
    await screen.see('1 promesse');
    expect(
      (await pledges()).map(({ site, amountMinor, numberIndex }) => [
        site,
        amountMinor,
        numberIndex === null,
      ]),
    ).toEqual([['MAISON', 5_000, false]]);

    void pbx.caller(LINE, { number: CALLER });
    await screen.see('Quel montant souhaitez-vous promettre');
    screen.press(F.f6);
    await screen.walk(['Rien de cet appel n’est gardé', F.f12]);
    await screen.see('Les appels arrivent seuls');
    const rows = await place.look((all) =>
      all.lineCalls.ofPeriod(settings.code, { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }),
    );
    await expect.poll(async () => (await boards())[0]?.talking, SOON).toBe(0);
    expect([rows.length, (await pledges()).length]).toEqual([2, 1]);
  }, 120_000);

  it('R-40: an agent with an account says their telephone, and a caller comes there, known by the number; F12 hangs up', async () => {
    // Those with a badge have a pause: the caller is this agent's.
    screens[0]?.press('\u0010');
    await screens[0]?.see('Aucun appel n’arrive à ce poste');
    desk.press(' ');
    await desk.see('Les appels arrivent seuls');
    const hungUp = pbx.caller(LINE, { number: CALLER });
    await desk.see('Numéro connu : P… à S… (31)');
    desk.type(F.f12 + F.f12);
    expect(await hungUp).toBe(true);
    await desk.see('Les appels arrivent seuls');
    desk.press('ctrl-q');
    expect(await desk.ended()).toBe(0);
  }, 120_000);

  it('R-40: the PBX dies while a form is typed: the screen says so, the form is saved, and the seat is back by itself', async () => {
    const screen = await sitAt('MAISON-02');
    // The other seat, which had a call already, is asked after the one that has had none.
    void pbx.caller(LINE, { number: OTHER, many: 2 });
    await screen.see('Quel montant souhaitez-vous promettre');
    screen.press('f');
    await pbx.kill();
    await screen.see('Ligne coupée');
    await typeForm(screen, ['u', 'Imaginaire', 'Odile', '', '', 'e', 'odile@exemple.invalid', 'n']);
    await screen.walk(['Lisez la phrase à la personne', F.f10], ['Enregistré.', F.f12]);
    expect((await pledges()).map(({ amountMinor }) => amountMinor)).toContain(10_000);
    await pbx.start();
    await screen.see('Les appels arrivent seuls');
    await expect.poll(async () => (await boards())[0]?.sites[0]?.seats[1], SOON).toBe('ready');
    void pbx.caller(LINE, { number: CALLER, many: 2 });
    await screen.see('Quel montant souhaitez-vous promettre');
  }, 120_000);
});

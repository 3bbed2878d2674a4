import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { readConfig } from '../../server/config/config.ts';
import { openHouse } from '../../server/context.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import { loadCampaign } from '../../server/steps/campaign/load-campaign.ts';
import { PLEDGE_LINE_FOLDER } from '../support/campaign/pledge-line.ts';
import { plateau, requireBundle } from '../support/house/command-line.ts';
import { type Installation, openInstallation } from '../support/house/server-process.ts';
import {
  type Person,
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

/** An evening of pledges: the one-minute form on a real pty, a real server, the lead and ops at their commands. */
const LINE = 'PL-2026';
let place: Installation;
let staff: Staff;
let server: RunningServer | undefined;
let screen: TestScreen | undefined;
const clock = { startMs: Date.parse('2026-12-05T20:14:00+01:00'), speed: 1 };

beforeAll(async () => {
  place = await openInstallation('2026-12-05T20:14:00+01:00');
  staff = await staffInstallation(place, 1);
  const config = readConfig({ ...place.env, PLATEAU_LISTEN: '127.0.0.1:0' });
  const house = await openHouse(config, {
    passphrase: passphraseOfTest,
    log: SILENT_LOG,
    clock: simulatedClock(clock),
  });
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
  const people = [...staff.agents, staff.lead];
  await house.app.store.write(async (rows) => {
    for (const { id } of people) await rows.accounts.update(id, { campaigns: [LINE] });
  });
  await house.close();
  server = await startServer(config, {
    passphrase: passphraseOfTest,
    clock: simulatedClock(clock),
    log: SILENT_LOG,
  });
});
afterAll(async () => {
  screen?.close();
  await server?.close();
  await place.close();
});

const envOf = ({ tokenFile }: Person) => ({
  PLATEAU_SERVER: server?.url ?? '',
  PLATEAU_TOKEN_FILE: tokenFile,
});
const by = (person: Person, ...args: string[]) => plateau(args, { env: envOf(person), cwd: place.folder });

it('R-40 a pledge is taken, read back and saved; the lead confirms the large one, and the links leave', async () => {
  const bundle = requireBundle();
  const [agent] = staff.agents;
  if (!agent) throw new Error('an agent');
  const refused = await by(staff.lead, 'pledge', 'desk', LINE);
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('[not-a-terminal]')]);
  const command = [process.execPath, bundle, 'pledge', 'desk', LINE] as const;
  screen = openTestScreen({ bundle, command, env: { ...envOf(agent), NO_COLOR: '1' } });
  await screen.see('Le téléphone sonne ?');
  for (const [amount, name] of [
    ['d', 'Pélouneau'],
    ['350\r', 'Fictif'],
  ] as const) {
    screen.press(' ');
    await screen.see('Quel montant souhaitez-vous promettre');
    for (const part of [
      `${amount}\r`,
      `${name}\r`,
      'Zéphyrine\r',
      '85 bd de la Chimère\r',
      '31990 Saint Exemple\r',
    ]) {
      screen.type(part);
      await screen.still();
    }
    await screen.see('pas par message ce soir');
    screen.type(`e${name.length}@exemple.invalid\r`);
    await screen.see('o oui');
    screen.press('f10');
    await screen.see('vos droits : donnees@exemple.invalid');
    screen.press('f10');
    await screen.see('Enregistré.');
    expect(screen.text()).not.toContain(name);
    screen.press('enter');
  }
  await screen.see('2 promesses');
  screen.press(' ');
  await screen.see('Quel montant');
  screen.type('d\rPersonne-Concernée');
  screen.press('f6');
  await screen.see('vous restez anonyme');
  expect(screen.text()).not.toContain('Concernée');
  screen.press('enter', 'ctrl-q');
  expect(await screen.ended()).toBe(0);

  const toCheck = await by(staff.lead, 'pledge', 'list', LINE, '--only', 'to-check', '--json');
  const waiting = JSON.parse(toCheck.stdout) as readonly {
    readonly id: string;
    readonly amountMinor: number;
  }[];
  expect(waiting.map(({ amountMinor }) => amountMinor)).toEqual([35_000]);
  const id = waiting[0]?.id ?? '';
  const shown = await by(staff.lead, 'pledge', 'show', id, '--reason', 'rappel au-dessus du seuil');
  expect(shown.stdout).toContain('Zéphyrine Fictif');
  expect((await by(staff.lead, 'pledge', 'check', id)).stdout).toContain('son lien part maintenant');
  await server?.schedule.runNow();
  const all = await by(staff.ops, 'pledge', 'list', LINE);
  expect(all.stdout.match(/lien envoyé/g)).toHaveLength(2);
  expect(all.stdout).toContain('2 promesses.');
  const figures = await by(staff.ops, 'pledge', 'reconcile', LINE);
  expect(figures.stdout).toMatch(/2026-12-05 +– +e-mail +une fois +2 +400 € +0/);
  expect((await by(agent, 'pledge', 'list', LINE)).stderr).toContain('[role-refused]');
  expect((await by(staff.lead, 'import', LINE, 'x.xlsx.pgp')).stderr).toContain('[role-refused]');
  expect((await by(staff.ops, 'import', LINE, 'x.xlsx.pgp')).stderr).toContain('[campaign-is-line]');
});

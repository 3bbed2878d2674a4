import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { readConfig } from '../../server/config/config.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import { connectDesk, type DeskConnection } from '../../tui/client.ts';
import { plateau, plateauAsked, requireBundle } from '../support/house/command-line.ts';
import { type Installation, openInstallation, rpcOf } from '../support/house/server-process.ts';
import {
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { listenTo } from '../support/story/story-floor.ts';
import { openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

/** A lead at the live board, on a real pty and a real server, while an agent works. */
let place: Installation;
let staff: Staff;
let server: RunningServer | undefined;
let desk: DeskConnection['desk'];
let screen: TestScreen | undefined;
const env = () => ({ PLATEAU_SERVER: url, PLATEAU_TOKEN_FILE: staff.lead.tokenFile });
let url = '';

beforeAll(async () => {
  const at = '2026-11-23T17:05:00+01:00';
  place = await openInstallation(at);
  staff = await staffInstallation(place, 2);
  const config = readConfig({ ...place.env, PLATEAU_LISTEN: '127.0.0.1:0' });
  const clock = simulatedClock({ startMs: Date.parse(at), speed: 1 });
  server = await startServer(config, { passphrase: passphraseOfTest, clock, log: SILENT_LOG });
  url = server.url;
  const fileName = await staff.giveContactFile(12);
  await rpcOf(url, staff.ops.token).operations.importFile.mutate({ campaign: staff.campaign, fileName });
  desk = (await connectDesk({ url, token: staff.agents[0]!.token })).desk;
});
afterAll(async () => {
  screen?.close();
  await desk?.close();
  await server?.close();
  await place.close();
});

it('sees the floor move, writes, takes a card back, stops a campaign, and keeps the last figures when the line goes', async () => {
  const bundle = requireBundle();
  const command = [process.execPath, bundle, 'floor'] as const;
  screen = openTestScreen({ bundle, command, env: { ...env(), NO_COLOR: '1' } });
  await screen.see('Équipe (2)');
  const first = await desk.nextCard();
  if (first.kind === 'none') throw new Error(first.why);
  const { recordId, donor } = first.card;
  await screen.see(/testeur\.1 +en fiche/);
  expect(screen.text()).not.toContain(donor.lastName);

  const live = listenTo(desk);
  screen.press('m');
  await screen.see('Message à testeur.1');
  screen.type('Pause commune à 19 h.\r');
  expect(await live.first()).toMatchObject({ kind: 'message', text: 'Pause commune à 19 h.' });
  live.stop();
  await screen.see('Message parti : 1 personne.');

  // The same desk asks for help, is answered, and answers in its turn.
  await desk.askLead('La personne veut un responsable.', false);
  await screen.see('testeur.1 demande de l’aide : « La personne veut un responsable. »');
  const told = listenTo(desk);
  screen.press('m');
  await screen.see('Message à testeur.1');
  screen.type('J’arrive.\r');
  expect(await told.first()).toMatchObject({ kind: 'message', text: 'J’arrive.' });
  told.stop();
  await screen.until(() => !screen?.text().includes('demande de l’aide'), 'the help given');
  await desk.askLead('Merci, c’est réglé.', true);
  await screen.see('testeur.1 répond : « Merci, c’est réglé. »');
  expect((await desk.messages()).map(({ text, isMine }) => [text, isMine ?? false])).toEqual([
    ['Pause commune à 19 h.', false],
    ['La personne veut un responsable.', true],
    ['J’arrive.', false],
    ['Merci, c’est réglé.', true],
  ]);

  const written = listenTo(desk);
  const asked = await plateauAsked(['message', 'Relève à 19 h 30.'], {
    env: env(),
    cwd: place.folder,
    answers: [['À qui ?', 'testeur.1\r']],
    lastWords: 'Message envoyé à 1 personne.',
  });
  expect([asked.status, asked.screen]).toEqual([0, expect.stringContaining('testeur.1  Testeur')]);
  expect(await written.first()).toMatchObject({ kind: 'message', text: 'Relève à 19 h 30.' });
  written.stop();

  screen.press('r');
  await screen.see(`Reprendre la fiche ${recordId} à testeur.1`);
  screen.type('Elle a dû partir\r');
  await screen.see(`Fiche ${recordId} reprise`);
  expect(await server?.app.store.read(async (rows) => (await rows.records.byId(recordId))?.state)).toBe(
    'ready',
  );

  screen.press('tab', 's');
  await screen.see('Suspendre les appels de');
  screen.type('Panne du standard\r');
  await screen.see('suspendue par cheffe jusqu’à demain 00:00');
  expect(await desk.nextCard()).toMatchObject({ kind: 'none', why: expect.stringContaining('suspendu') });
  const once = await plateau(['floor', '--once', '--json'], { env: env(), cwd: place.folder });
  const seen = JSON.parse(once.stdout);
  expect(seen.campaigns[0].whyEmpty).toContain('Panne du standard');

  screen.resize(120, 40);
  await screen.see('Hausse');
  screen.resize(80, 24);
  screen.press('?');
  await screen.see('Écrire à toute l’équipe.');
  screen.press('escape');
  await server?.close();
  server = undefined;
  await screen.see('LIGNE COUPÉE');
  screen.press('s');
  await screen.see('La ligne est coupée');
  expect(screen.text()).toContain('testeur.1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for SGR colours is the test
  expect(screen.written()).not.toMatch(/\u001b\[(?:3[0-7]|9[0-7]|4[0-7])m/);
  screen.press('q');
  expect(await screen.ended()).toBe(0);
  expect(screen.isAlternate()).toBe(false);
});

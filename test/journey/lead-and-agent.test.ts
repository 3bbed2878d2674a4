import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { readConfig } from '../../server/config/config.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import type { Card } from '../../shared/card.ts';
import { connectDesk, type DeskConnection } from '../../tui/client.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { type CommandResult, plateau } from '../support/house/command-line.ts';
import { type Installation, openInstallation, rpcOf } from '../support/house/server-process.ts';
import {
  outcomeBy,
  type Person,
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { listenTo } from '../support/story/story-floor.ts';

/** A lead by commands and an agent by the workstation's own line, on a real server: messages, ethics, undo, search. */
let place: Installation;
let staff: Staff;
let server: RunningServer;
let desk: DeskConnection['desk'];
const clock = simulatedClock({ startMs: Date.parse('2026-11-23T17:05:00+01:00'), speed: 1 });
const script = referenceScript();

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, 1);
  const config = readConfig({ ...place.env, PLATEAU_LISTEN: '127.0.0.1:0' });
  server = await startServer(config, { passphrase: passphraseOfTest, clock, log: SILENT_LOG });
  const { campaign, ops } = staff;
  const fileName = await staff.giveContactFile(20);
  await rpcOf(server.url, ops.token).operations.importFile.mutate({ campaign, fileName });
  desk = (await connectDesk({ url: server.url, token: staff.agents[0]!.token })).desk;
});
afterAll(async () => {
  await desk?.close();
  await server?.close();
  await place.close();
});

function run(person: Person, ...args: string[]): Promise<CommandResult> {
  const env = { ...place.env, PLATEAU_SERVER: server.url, PLATEAU_TOKEN_FILE: person.tokenFile };
  return plateau(args, { env, cwd: place.folder });
}
async function card(): Promise<Card> {
  const next = await desk.nextCard();
  if (next.kind === 'none') throw new Error(next.why);
  return next.card;
}
const recordOf = (id: number) => server.app.store.read((rows) => rows.records.byId(id));

it('a message to one person reaches the open workstation and the list of the day', async () => {
  const live = listenTo(desk);
  const sent = await run(staff.lead, 'message', '--to', 'testeur.1', 'Pause commune à 19 h.');
  expect([sent.status, sent.stdout, sent.stderr]).toEqual([0, 'Message envoyé à 1 personne.\n', '']);
  const event = await live.first();
  live.stop();
  expect(event).toMatchObject({
    kind: 'message',
    message: { from: 'Testeur cheffe', text: 'Pause commune à 19 h.' },
  });
  expect(await desk.messages()).toMatchObject([{ text: 'Pause commune à 19 h.' }]);
  const refused = await run(staff.lead, 'message', '--to', 'personne', 'Bonjour.');
  expect(refused.stderr).toContain('[message-nobody]');
  const health = await run(staff.lead, 'message', '--all', 'La dame du 12 est séropositive.');
  expect(health.stderr).toContain('[custody-text]');
});

it('a card set aside is on the lead’s floor, and comes back by the lead alone', async () => {
  const { callId, recordId } = await card();
  await desk.freezeCard(callId);
  await desk.freezeCard(callId);
  const floor = JSON.parse((await run(staff.lead, 'floor', '--json')).stdout);
  expect(floor.frozen).toMatchObject([{ recordId, login: 'testeur.1' }]);
  expect((await run(staff.lead, 'floor')).stdout).toContain('Fiches mises de côté');
  expect((await card()).recordId).not.toBe(recordId);
  await expect(desk.openRecord(recordId)).rejects.toMatchObject({ code: 'card-open' });
  const held = await run(staff.lead, 'frozen', 'release', String(recordId), '--reason', 'Vu avec elle');
  expect([held.status, held.stderr]).toEqual([1, expect.stringContaining('[incident-open]')]);
  const [incident] = JSON.parse((await run(staff.lead, 'incident', 'list', '--json')).stdout);
  expect(incident).toMatchObject({ recordId, origin: 'agent', openedBy: 'testeur.1' });
  const decided = ['--kind', 'autre', '--measure', 'sans-suite', '--decision', 'Vu avec elle.'];
  const closed = await run(staff.lead, 'incident', 'close', String(incident.id), ...decided);
  expect([closed.status, closed.stdout]).toEqual([0, expect.stringContaining('clos')]);
  const released = await run(staff.lead, 'frozen', 'release', String(recordId), '--reason', 'Vu avec elle');
  expect([released.status, released.stdout]).toEqual([0, `Fiche ${recordId} rendue à la file.\n`]);
  expect(await recordOf(recordId)).toMatchObject({ state: 'ready', hold: null });
  expect((await run(staff.lead, 'frozen', 'list')).stdout).toBe('Aucune fiche mise de côté.\n');
});

it('an agreement taken back: no e-mail leaves, the record is found, opened and closed again', async () => {
  const first = await card();
  await desk.saveOutcome(outcomeBy(script, first, 'AC_UP'));
  const receipt = await desk.undo(first.callId);
  expect(await desk.undo(first.callId)).toEqual(receipt);
  expect(await desk.myDay()).toMatchObject({ calls: 0, agreements: 0 });
  expect(await server.app.store.read(async (rows) => (await rows.emails.ofCall(first.callId))?.state)).toBe(
    'cancelled',
  );
  const again = await desk.openRecord(first.recordId);
  expect(again.donor.lastName).toBe(first.donor.lastName);
  await desk.saveOutcome(outcomeBy(script, again, 'RS_ENTRETIEN'));
  expect(await desk.myDay()).toMatchObject({ calls: 1, agreements: 0 });
  const own = await desk.ownRecords();
  expect(own).toMatchObject([{ recordId: first.recordId, kind: 'today', whyNot: 'La fiche est close.' }]);
  await expect(desk.undo(first.callId)).resolves.toEqual(receipt);
  expect(await recordOf(first.recordId)).toMatchObject({ state: 'closed', disposition: 'RS_ENTRETIEN' });
});

it('R-12 a call is listened to by commands, its agent reads the feedback and confirms it; hours are the lead’s to see', async () => {
  const talked = await card();
  await desk.saveOutcome(outcomeBy(script, talked, 'RS_ENTRETIEN'));
  const grid = ['--grid', join(process.cwd(), 'server/campaigns/grille-ecoute.yaml')];
  const checked = await run(staff.lead, 'quality', 'grid', 'check', grid[1]!);
  expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('10 critères, 9 faits')]);
  const calls = JSON.parse((await run(staff.lead, 'quality', 'calls', '--json')).stdout);
  expect(calls[0]).toMatchObject({ callId: talked.callId, agent: 'testeur.1', noted: false });
  const sheet = await run(staff.lead, 'quality', 'sheet', talked.callId, ...grid);
  expect(sheet.stdout).toMatch(/1\. Accroche.* │ /);
  expect(sheet.stdout).not.toContain(talked.donor.lastName);
  const html = join(place.folder, 'ecoute.html');
  await run(staff.lead, 'quality', 'sheet', talked.callId, ...grid, '--html', html);
  expect(readFileSync(html, 'utf8')).toContain('sans identité de donateur');

  const criteria = [
    'accueil',
    'moment',
    'merci',
    'impact',
    'ecoute',
    'demande',
    'coordonnees',
    'recapitulatif',
  ];
  const scores = [...criteria, 'conclusion', 'langage'].map((id) => `${id}=${id === 'demande' ? 'so' : 3}`);
  const note = [
    'quality',
    'note',
    talked.callId,
    ...grid,
    '--scores',
    scores.join(','),
    '--comment',
    'Très clair.',
  ];
  expect((await run(staff.lead, ...note)).stdout).toContain('75 sur 100');
  const [feedback] = (await desk.messages()).filter((one) => one.acknowledged === false);
  expect(feedback?.text).toContain('75 sur 100. « Très clair. »');
  await desk.acknowledge(feedback!.id);
  expect((await desk.messages()).map((one) => one.acknowledged)).toContain(true);
  const trend = JSON.parse((await run(staff.lead, 'quality', 'trend', '--json')).stdout);
  expect(trend).toMatchObject({ sheets: 1, waiting: 0 });

  await desk.pause('dejeuner');
  clock.jumpTo(clock.nowMs() + 1_800_000);
  const hours = JSON.parse((await run(staff.lead, 'hours', '--json')).stdout);
  expect(hours).toMatchObject([{ login: 'testeur.1', toMs: null, endedBySilence: false }]);
  expect(hours[0].breaks.dejeuner).toBeGreaterThanOrEqual(1800);
  expect((await run(staff.lead, 'hours')).stdout).toMatch(
    /testeur\.1 +\d\d:\d\d +en cours .*Pause déjeuner 0 h 3\d/,
  );
  expect((await run(staff.agents[0]!, 'hours')).stderr).toContain('[role-refused]');
});

it('a record put on top is the agent’s next card; undone by its number, it is nobody’s again', async () => {
  const waiting = await server.app.store.read(async (rows) =>
    (await rows.records.matching({ campaign: staff.campaign, states: ['new'] }, 50)).map((row) => row.id),
  );
  const [top = 0, back = 0] = waiting.slice(-2);
  const reassign = (...args: string[]) =>
    run(staff.lead, 'reassign', ...args, '--reason', 'Elle connaît le dossier');
  const where = ['--record', `${top},${back}`, '--to', 'testeur.1', '--next'];
  expect((await reassign(...where, '--dry-run')).stdout).toContain('À blanc : 2 fiches bougeraient.');
  const moved = await reassign(...where);
  const moveId = /N° (\S+)/.exec(moved.stdout)?.[1] ?? '';
  expect((await card()).recordId).toBe(top);
  const undone = await reassign('--undo', moveId.slice(0, 8));
  expect(undone.stdout).toContain('1 fiche revenue à leur place.');
  expect(undone.stdout).toMatch(new RegExp(`${top} +à l’écran de quelqu’un`));
  expect(await recordOf(back)).toMatchObject({ owner: null, state: 'ready' });
  expect((await reassign('--undo', moveId)).stderr).toContain('[move-undone]');
  const history = JSON.parse((await run(staff.lead, 'reassign', 'history', '--json')).stdout);
  expect(history).toMatchObject([
    { id: moveId, kind: 'next', author: 'cheffe', moved: 2, undone: { goneBack: 1 } },
  ]);
  expect((await run(staff.lead, 'reassign', 'history')).stdout).toContain('Elle connaît le dossier');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { readConfig } from '../../server/config.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import type { Card } from '../../shared/card.ts';
import { connectDesk, type DeskConnection } from '../../tui/client.ts';
import { type CommandResult, plateau } from '../support/command-line.ts';
import { referenceScript } from '../support/reference-campaign.ts';
import { type Installation, openInstallation, rpcOf } from '../support/server-process.ts';
import {
  outcomeBy,
  type Person,
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/staffed-installation.ts';
import { listenTo } from '../support/story-floor.ts';

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
  expect(health.stderr).toContain('[message-text]');
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
  const released = await run(staff.lead, 'frozen', 'release', String(recordId), '--reason', 'Vu avec elle');
  expect([released.status, released.stdout]).toEqual([0, `Fiche ${recordId} rendue à la file.\n`]);
  expect(recordOf(recordId)).toMatchObject({ state: 'ready', hold: null });
  expect((await run(staff.lead, 'frozen', 'list')).stdout).toBe('Aucune fiche mise de côté.\n');
});

it('an agreement taken back: no e-mail leaves, the record is found, opened and closed again', async () => {
  const first = await card();
  await desk.saveOutcome(outcomeBy(script, first, 'AC_UP'));
  const receipt = await desk.undo(first.callId);
  expect(await desk.undo(first.callId)).toEqual(receipt);
  expect(await desk.myDay()).toMatchObject({ calls: 0, agreements: 0 });
  expect(server.app.store.read((rows) => rows.emails.ofCall(first.callId)?.state)).toBe('cancelled');
  const again = await desk.openRecord(first.recordId);
  expect(again.donor.lastName).toBe(first.donor.lastName);
  await desk.saveOutcome(outcomeBy(script, again, 'RS_ENTRETIEN'));
  expect(await desk.myDay()).toMatchObject({ calls: 1, agreements: 0 });
  const own = await desk.ownRecords();
  expect(own).toMatchObject([{ recordId: first.recordId, kind: 'today', whyNot: 'La fiche est close.' }]);
  await expect(desk.undo(first.callId)).resolves.toEqual(receipt);
  expect(recordOf(first.recordId)).toMatchObject({ state: 'closed', disposition: 'RS_ENTRETIEN' });
});

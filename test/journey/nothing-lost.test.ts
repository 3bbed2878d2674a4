import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { paris } from '../support/call/centre.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import {
  outcomeBy,
  type Person,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { type AgentMachine, agentMachine } from '../support/workstation/agent-screen.ts';
import type { TestScreen } from '../support/workstation/screen.ts';

/** Agents on machines of their own (`plateau agent --server URL`): cut lines, killed servers, killed workstations, wrong dates. */
const CARDS = 60;
/** Each start is a little later than the one before: the house's time never goes back. */
const hours = ['17:06', '17:07', '17:08', '17:09', '17:10'][Symbol.iterator]();

let place: Installation;
let staff: Staff;
let server: ServerProcess;
const screens: TestScreen[] = [];

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, 6);
  const fileName = await staff.giveContactFile(CARDS);
  server = await place.start();
  await rpcOf(server.url, staff.ops.token).operations.importFile.mutate({
    campaign: staff.campaign,
    fileName,
  });
});
afterEach(() => {
  for (const screen of screens.splice(0)) screen.close();
});
afterAll(() => place.close());

const agent = (at: number): Person => staff.agents[at]!;
const machine = (name: string, skewMs = 0): AgentMachine =>
  agentMachine(join(place.folder, name), { url: server.url, skewMs });
const restart = async () => {
  server = await place.start({ PLATEAU_CLOCK_START: `2026-11-23T${hours.next().value}:00+01:00` });
};
const callsOf = (person: Person) =>
  place.look(async (rows) =>
    (await Array.fromAsync(rows.calls.each(staff.campaign))).filter((call) => call.agent === person.id),
  );
const leaseOf = (person: Person) => place.look((rows) => rows.records.leaseOfAgent(person.id));
const auditOf = (action: string) =>
  place.look(async (rows) =>
    (await Array.fromAsync(rows.audit.each())).filter((entry) => entry.action === action),
  );

async function atWork(on: AgentMachine, person: Person): Promise<TestScreen> {
  const screen = await on.work(person);
  screens.push(screen);
  return screen;
}

describe('the server dies in the middle of a call', () => {
  it('and comes back: the agent goes on, finishes and saves; the next card comes', async () => {
    const screen = await atWork(machine('poste-0'), agent(0));
    await screen.see('─ Accroche ─');
    const before = await leaseOf(agent(0));
    await server.kill();
    await screen.see('HORS LIGNE');
    screen.press('o');
    await screen.see('─ Un bon moment ? ─');
    await restart();
    await screen.until(() => !screen.text().includes('HORS LIGNE'), 'the line back');
    screen.press('o');
    await screen.see('─ Merci ─');
    screen.press('tab', 'j', 'c');
    await screen.see('Enregistrer «');
    screen.press('o');
    await screen.until(async () => (await callsOf(agent(0))).length === 1, 'the call recorded');
    await screen.see('enregistré, ');
    expect(await callsOf(agent(0))).toMatchObject([{ callId: before?.callId }]);
  });

  it('and the outcome is pressed without it: said, kept, sent when it is back, once', async () => {
    const on = machine('poste-1');
    const screen = await atWork(on, agent(1));
    await screen.see('─ Accroche ─');
    const before = await leaseOf(agent(1));
    await server.kill();
    await screen.see('HORS LIGNE');
    screen.press('R');
    await screen.see('NON ENVOYÉE');
    await screen.see('scellée');
    expect(on.kept()).toHaveLength(1);
    await restart();
    await screen.see('─ Accroche ─');
    await screen.until(() => on.kept().length === 0, 'the outbox empty');
    expect(await callsOf(agent(1))).toMatchObject([{ callId: before?.callId, disposition: 'NJ_REP' }]);
    expect((await leaseOf(agent(1)))?.recordId).not.toBe(before?.recordId);
  });
});

describe('the server dies with a record reserved', () => {
  it('the record is nobody’s and not lost: its agent is served it with the receipt, opened then and not before', async () => {
    const person = agent(1);
    const rpc = () => rpcOf(server.url, person.token).calls;
    const first = await rpc().next.mutate();
    if (first.kind !== 'card') throw new Error('a card was expected');
    expect(await rpc().reserveNext.mutate()).toMatchObject({ campaign: staff.campaign });
    await server.kill();
    await restart();
    const reserved = (await place.look((rows) => rows.records.reservationOf(person.id)))?.recordId;
    const openings = async () =>
      (await auditOf('record.open')).filter((entry) => entry.subject === String(reserved));
    expect(await openings()).toEqual([]);
    const other = await rpcOf(server.url, agent(0).token).calls.next.mutate();
    expect(other).toMatchObject({ kind: 'card' });
    expect(other.kind === 'card' && other.card.recordId).not.toBe(reserved);
    const outcome = outcomeBy(referenceScript(), first.card, 'NJ_NRP');
    const { receipt, next } = await rpc().saveAndNext.mutate(outcome);
    expect(receipt).toMatchObject({ callId: first.card.callId });
    expect(next).toMatchObject({ kind: 'card', card: { recordId: reserved } });
    expect(await openings()).toMatchObject([{ actor: person.id, reason: 'Fiche servie' }]);
  });
});

describe('the workstation is killed with an unsent outcome', () => {
  it('and started again: the outcome is sent first, then another card is shown', async () => {
    const on = machine('poste-2');
    const first = await atWork(on, agent(2));
    await first.see('─ Accroche ─');
    const before = await leaseOf(agent(2));
    await server.kill();
    await first.see('HORS LIGNE');
    first.press('ctrl-n');
    first.type('Rappeler sa fille');
    first.press('enter');
    await first.see('Note ✓');
    first.press('R');
    await first.see('NON ENVOYÉE');
    await first.until(() => on.kept().length === 1, 'the outcome on the disk');
    first.kill('SIGKILL');
    await first.ended();
    const file = join(on.configFolder, on.kept()[0]!);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).toString('latin1')).not.toContain('Rappeler');
    await restart();
    const again = await atWork(on, agent(2));
    await again.see('Une qualification gardée sur ce poste est enregistrée.');
    await again.see('─ Accroche ─');
    expect(on.kept()).toEqual([]);
    expect(await callsOf(agent(2))).toMatchObject([{ callId: before?.callId, disposition: 'NJ_REP' }]);
    expect((await leaseOf(agent(2)))?.recordId).not.toBe(before?.recordId);
    const lost = await place.look((rows) => rows.records.countByState(staff.campaign));
    expect(lost.ready + lost.leased + lost.closed + lost.excluded).toBe(
      (await place.look((rows) => rows.records.importedIds(staff.campaign))).length,
    );
  });
});

describe('two workstations of one agent', () => {
  it('the second says why it does not work and offers to take over; the first is told and stops', async () => {
    const first = await atWork(machine('poste-3a'), agent(3));
    await first.see('─ Accroche ─');
    const card = await leaseOf(agent(3));
    const second = await atWork(machine('poste-3b'), agent(3));
    await second.see('Vous êtes déjà au travail sur un autre poste');
    await second.see('Entrée : reprendre la main ici');
    await first.see('─ Accroche ─');
    second.press('enter');
    await second.see('─ Accroche ─');
    await first.see('Votre poste est ouvert ailleurs');
    expect(await leaseOf(agent(3))).toMatchObject({ callId: card?.callId });
    expect(await auditOf('screen.take-over')).toMatchObject([{ actor: agent(3).id }]);
    first.press('ctrl-q');
    expect(await first.ended()).toBe(0);
    expect(await leaseOf(agent(3))).toMatchObject({ callId: card?.callId });
    second.press('R');
    await second.see('enregistré, ');
    expect(await callsOf(agent(3))).toMatchObject([{ callId: card?.callId }]);
  });
});

describe('a machine whose date is wrong', () => {
  it.each([
    [4, -26],
    [5, 26],
  ])('agent %i, %i h off: the hour shown and the callback are the house’s', async (at, skewHours) => {
    const screen = await atWork(machine(`poste-${at}`, skewHours * 3_600_000), agent(at));
    await screen.see('─ Accroche ─');
    await screen.see(/lun\. 23\/11.* 17:|17:\d\d/);
    const shownAtMs = (await leaseOf(agent(at)))?.grantedAtMs ?? 0;
    screen.press('tab', 'p', 'p');
    await screen.see('Rappel : quand ?');
    screen.type('demain 18h');
    screen.press('enter');
    await screen.until(async () => (await callsOf(agent(at))).length === 1, 'the call recorded');
    const [call] = await callsOf(agent(at));
    expect(call).toMatchObject({ callbackAtMs: paris('2026-11-24T18:00'), startedAtMs: shownAtMs });
    expect(Math.abs((call?.endedAtMs ?? 0) - shownAtMs)).toBeLessThan(10 * 60_000);
  });
});

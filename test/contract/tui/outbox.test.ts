import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { giveOutboxKeys } from '../../../server/steps/call/give-outbox-keys.ts';
import { recordSealedCall } from '../../../server/steps/call/record-sealed-call.ts';
import { recordDamaged } from '../../../server/steps/records/set-aside.ts';
import type { Unsent } from '../../../shared/desk.ts';
import { AppError } from '../../../shared/errors.ts';
import type { OutboxKeys, SealedOutcome } from '../../../shared/sealed-outcome.ts';
import { Outbox } from '../../../tui/outbox/outbox.ts';
import { outboxDesk } from '../../../tui/outbox/outbox-desk.ts';
import { openOutbox } from '../../../tui/outbox/outbox-folder.ts';
import { type Centre, cardOf, openCentre } from '../../support/call/centre.ts';
import { outcomeFor, testScript } from '../../support/campaign/centre-script.ts';
import { outcomeFiles, sealedOutcome } from '../../support/workstation/outcome-files.ts';
import { scriptedDesk, unreachable } from '../../support/workstation/scripted-desk.ts';

const SERVER = 'https://plateau.exemple.invalid';
const NOTE = 'Préfère le soir, Testeur-Zéphyrin';

let centre: Centre;
let configFolder: string;
let one: AccountRow;
let two: AccountRow;
beforeEach(async () => {
  centre = await openCentre({ records: 3 });
  [one, two] = centre.agents as [AccountRow, AccountRow];
  configFolder = mkdtempSync(join(tmpdir(), 'plateau-outbox-'));
});
afterEach(() => {
  vi.useRealTimers();
  centre.close();
  rmSync(configFolder, { recursive: true, force: true });
});

const house = () => ({ ...centre, exchange: openExchange(centre.vault) });
const send = (agent: AccountRow) => (kept: SealedOutcome) => recordSealedCall(house(), { agent, kept });
const keysFor = (agent: AccountRow) => giveOutboxKeys(house(), agent);
const down = () => Promise.reject(unreachable());

/** A workstation of that agent; `change` replaces what the server answers. */
function workstation(agent: AccountRow, change: Partial<ConstructorParameters<typeof Outbox>[0]> = {}) {
  const said: Unsent[] = [];
  const parts = { configFolder, server: SERVER, account: agent.id };
  const outbox = new Outbox({ ...parts, keys: () => keysFor(agent), send: send(agent), ...change });
  outbox.onUnsent((unsent) => said.push(unsent));
  return { outbox, said };
}

const files = () => outcomeFiles(configFolder);

/** An outcome that could not leave, kept by a workstation that is then gone. */
async function leaveOne(agent: AccountRow) {
  const card = await cardOf(centre, agent);
  const outcome = outcomeFor(card, 'NJ_NRP', { note: NOTE });
  const { outbox } = workstation(agent, { send: down });
  await outbox.meet(agent.id);
  await outbox.keep(card.campaign.code, outcome);
  return { card, outcome };
}

const calls = () => centre.store.read((rows) => Array.fromAsync(rows.calls.each(centre.campaign.code)));
const callIds = async () => (await calls()).map((call) => call.callId);

describe('an outcome that cannot leave', () => {
  it('is on the disk sealed, for its owner alone, and the next program sends it once before any card', async () => {
    const { card, outcome } = await leaveOne(one);
    const [file] = files();
    expect(files()).toHaveLength(1);
    expect(statSync(file!).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(file!).toString('latin1');
    for (const clear of [NOTE, 'NJ_NRP', one.id, 'Zéphyrin']) expect(bytes).not.toContain(clear);
    expect(file).not.toContain(one.id);
    const { outbox, said } = workstation(one);
    await outbox.meet(one.id);
    expect(outbox.unsent()).toEqual({ count: 1, isOnDisk: true });
    await outbox.sendLeft();
    expect(await callIds()).toEqual([card.callId]);
    expect(files()).toEqual([]);
    expect(said.at(-1)).toMatchObject({ count: 0, said: expect.stringContaining('est enregistrée.') });
    // Left once more, as if the answer had been lost: recorded once.
    await workstationKeeps(one, card.campaign.code, outcome);
    await outbox.sendLeft();
    expect(files()).toEqual([]);
    expect(await callIds()).toEqual([card.callId]);
  });

  it('is only its own agent’s: neither another person, nor another call, nor a damaged one is taken', async () => {
    const { card } = await leaveOne(one);
    const kept = {
      callId: card.callId,
      campaign: card.campaign.code,
      sealed: sealedOutcome(configFolder, card.callId),
    };
    const refused = { code: 'sealed-unreadable' };
    await expect(send(two)(kept)).rejects.toMatchObject(refused);
    const other = '00000000-0000-4000-8000-000000000000';
    await expect(send(one)({ ...kept, callId: other })).rejects.toMatchObject(refused);
    const damaged = Buffer.from(kept.sealed, 'base64');
    damaged[damaged.length - 30]! ^= 1;
    await expect(send(one)({ ...kept, sealed: damaged.toString('base64') })).rejects.toMatchObject(refused);
    await expect(send(one)({ ...kept, sealed: 'bm90IHBncA==' })).rejects.toMatchObject(refused);
    expect(await callIds()).toEqual([]);
    const { outbox } = workstation(two);
    await outbox.meet(two.id);
    await outbox.sendLeft();
    expect(files()).toHaveLength(1);
  });

  it('is unreadable for everybody once the campaign’s key is destroyed, and then removed', async () => {
    await leaveOne(one);
    await centre.vault.destroyCampaign(centre.campaign.code);
    const { outbox, said } = workstation(one, { keys: down });
    await outbox.meet(one.id);
    await outbox.sendLeft();
    expect(files()).toEqual([]);
    expect(said.at(-1)?.said).toContain('refusée');
  });

  it('stays when the server does not answer, and a server that judged it is not asked again', async () => {
    const { card } = await leaveOne(one);
    const { outbox } = workstation(one, { send: down });
    await outbox.meet(one.id);
    await expect(outbox.sendLeft()).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(files()).toHaveLength(1);
    await centre.store.write(async (rows) => {
      await rows.records.releaseLease(card.callId);
      await rows.records.update(card.recordId, {
        state: 'closed',
        disposition: 'RS_ENTRETIEN',
        closedAtMs: 1,
      });
    });
    const after = workstation(one);
    await after.outbox.meet(one.id);
    await after.outbox.sendLeft();
    expect(files()).toEqual([]);
    expect(after.said.at(-1)?.said).toContain('refusée');
  });

  it('without the server’s keys stays in memory, and the banner does not promise more', async () => {
    const card = await cardOf(centre, one);
    const { outbox } = workstation(one, { keys: down });
    await outbox.meet(one.id);
    await outbox.keep(card.campaign.code, outcomeFor(card, 'NJ_NRP'));
    expect(outbox.unsent()).toEqual({ count: 1, isOnDisk: false });
    expect(files()).toEqual([]);
  });

  it('has no more room than a person needs', () => {
    const folder = openOutbox(join(configFolder, 'outbox'), { server: SERVER, account: 'a' });
    const keep = (n: number, size = 10) =>
      folder.keep(
        { campaign: 'C', callId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` },
        Buffer.alloc(size),
      );
    expect(Array.from({ length: 21 }, (_, n) => keep(n)).filter(Boolean)).toHaveLength(20);
    folder.remove('00000000-0000-4000-8000-000000000000');
    expect(keep(50, 60_000)).toBe(false);
    expect(folder.list()).toHaveLength(19);
  });
});

describe('a disk that refuses', () => {
  it('never breaks a call: the outcome stays in memory, and the next start says what is wrong', async () => {
    const card = await cardOf(centre, one);
    writeFileSync(join(configFolder, 'outbox'), 'un fichier à la place du dossier');
    const desk = scriptedDesk({ cards: [card], script: testScript, nowMs: () => 0 });
    const { outbox } = workstation(one);
    const kept = outboxDesk(desk, outbox);
    await kept.nextCard();
    desk.failNext('saveOutcome', unreachable());
    const outcome = outcomeFor(card, 'NJ_NRP');
    await expect(kept.saveOutcome(outcome)).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(outbox.unsent()).toEqual({ count: 1, isOnDisk: false });
    await expect(kept.saveOutcome(outcome)).resolves.toMatchObject({ callId: card.callId });
    expect(outbox.unsent().count).toBe(0);
  });

  it('says in French that its folder cannot be read', () => {
    const folder = openOutbox(join(configFolder, 'outbox'), { server: SERVER, account: 'a' });
    folder.keep({ campaign: 'C', callId: '00000000-0000-4000-8000-000000000000' }, Buffer.alloc(10));
    const [file] = files();
    rmSync(file!);
    mkdirSync(file!);
    expect(() => folder.list()).toThrow(expect.objectContaining({ code: 'outbox-unreadable' }));
    expect(() => folder.remove('00000000-0000-4000-8000-000000000000')).not.toThrow();
  });
});

async function workstationKeeps(agent: AccountRow, campaign: string, outcome: ReturnType<typeof outcomeFor>) {
  const { outbox } = workstation(agent);
  await outbox.meet(agent.id);
  await outbox.keep(campaign, outcome);
}

describe('the server’s key', () => {
  it('is kept at the first meeting and shown; another one is refused in French, and nothing is sealed to it', async () => {
    const { outbox, said } = workstation(one);
    await outbox.meet(one.id);
    const fingerprint = await house().exchange.houseFingerprint();
    expect(said.at(-1)?.said?.replaceAll(' ', '')).toContain(fingerprint.slice(-16));
    const pinned = join(configFolder, 'known-servers');
    expect(readFileSync(pinned, 'utf8')).toBe(`${SERVER} ${fingerprint}\n`);
    expect(statSync(pinned).mode & 0o777).toBe(0o600);
    writeFileSync(pinned, `${SERVER} ${'0'.repeat(40)}\n`);
    await expect(workstation(one).outbox.meet(one.id)).rejects.toMatchObject({
      code: 'server-key-changed',
      message: expect.stringContaining('a changé'),
      hint: expect.stringContaining('known-servers'),
    });
  });

  it('vouches for the campaigns’ keys: a key of somebody else, or for another campaign, is refused', async () => {
    const given = await keysFor(one);
    const [key] = given.keys;
    const elsewhere: OutboxKeys = { ...given, keys: [{ ...key!, campaign: 'AUTRE-2026' }] };
    await expect(workstation(one, { keys: async () => elsewhere }).outbox.meet(one.id)).rejects.toMatchObject(
      { code: 'server-key-unsure' },
    );
  });

  it.each([-26, 26, 24 * 365])(
    'whatever the date of this machine (%i h off), an outcome is sealed and sent',
    async (hours) => {
      const given = await keysFor(one);
      const card = await cardOf(centre, one);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 });
      const { outbox } = workstation(one, { send: down, keys: async () => given });
      await outbox.meet(one.id);
      await outbox.keep(card.campaign.code, outcomeFor(card, 'NJ_NRP'));
      expect(outbox.unsent()).toEqual({ count: 1, isOnDisk: true });
      vi.useRealTimers();
      const after = workstation(one);
      await after.outbox.meet(one.id);
      await after.outbox.sendLeft();
      const [call] = await calls();
      expect(call).toMatchObject({ callId: card.callId, endedAtMs: centre.clock.nowMs() });
    },
  );
});

describe('the desk that keeps', () => {
  it('keeps what failed, forgets what was recorded, and asks for a card only when nothing is left', async () => {
    const card = await cardOf(centre, one);
    const desk = scriptedDesk({ cards: [card], script: testScript, nowMs: () => 0 });
    const { outbox } = workstation(one);
    const kept = outboxDesk(desk, outbox);
    await kept.nextCard();
    const outcome = outcomeFor(card, 'NJ_NRP');
    desk.failNext('saveOutcome', unreachable());
    await expect(kept.saveOutcome(outcome)).rejects.toBeInstanceOf(AppError);
    expect(files()).toHaveLength(1);
    await kept.saveOutcome(outcome);
    expect(files()).toEqual([]);
    expect(outbox.unsent()).toEqual({ count: 0, isOnDisk: true });
    await leaveOne(two);
    const [left] = files();
    const later = workstation(two, { send: down });
    await expect(outboxDesk(desk, later.outbox).nextCard()).rejects.toMatchObject({
      code: 'server-unreachable',
    });
    expect(files()).toEqual([left]);
    expect(desk.log.filter((entry) => entry.method === 'nextCard')).toHaveLength(1);
  });

  it('keeps an outcome whose record is damaged, asks for the next card, and sends it once the content is back', async () => {
    const card = await cardOf(centre, one);
    const desk = scriptedDesk({ cards: [card, card], script: testScript, nowMs: () => 0 });
    const damaged = recordDamaged([card.recordId]);
    let isDamaged = true;
    const { outbox } = workstation(one, {
      send: (kept) => (isDamaged ? Promise.reject(damaged) : send(one)(kept)),
    });
    const kept = outboxDesk(desk, outbox);
    await kept.nextCard();
    desk.failNext('saveOutcome', damaged);
    await expect(kept.saveOutcome(outcomeFor(card, 'NJ_NRP'))).rejects.toMatchObject({
      code: 'record-damaged',
    });
    expect(await kept.nextCard()).toMatchObject({ kind: 'card' });
    expect(outbox.unsent()).toEqual({ count: 1, isOnDisk: true });
    isDamaged = false;
    await outbox.sendLeft();
    expect([await callIds(), files()]).toEqual([[card.callId], []]);
  });

  it('refuses the session of a server whose key changed', async () => {
    writeFileSync(join(configFolder, 'known-servers'), `${SERVER} ${'0'.repeat(40)}\n`);
    const desk = scriptedDesk({ cards: [], script: testScript, nowMs: () => 0 });
    const { outbox } = workstation(one);
    await expect(outboxDesk(desk, outbox).logIn(one.id, 'secret-fictif')).rejects.toMatchObject({
      code: 'server-key-changed',
    });
    expect(desk.log.map((entry) => entry.method)).toEqual(['logIn', 'logOut']);
  });
});

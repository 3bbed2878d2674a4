import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHubspotSource } from '../../../server/hubspot/hubspot-source.ts';
import { type CrmTurns, openCrmTurns } from '../../../server/live/crm-turns.ts';
import { openSmtpMailer } from '../../../server/mail/smtp-mailer.ts';
import { followCrm } from '../../../server/steps/crm/follow-crm.ts';
import { type StandIn, startHubspotStandIn } from '../../support/crm/hubspot-stand-in.ts';
import { readMail, type SmtpSink, startSmtpSink } from '../../support/email/smtp-sink.ts';
import { openPeopleHouse, type PeopleHouse } from '../../support/people/people-house.ts';

/** A house that follows the CRM by itself, its stand-in, and a real relay. */
let house: PeopleHouse;
let standIn: StandIn;
let sink: SmtpSink;
let crm: CrmTurns;

const KEY = 'pat-eu1-cle-fictive';
const MINUTE_MS = 60_000;

async function turn(): Promise<string> {
  const mailer = openSmtpMailer({ url: sink.url, requireTls: false, timeouts: { replyMs: 400 } });
  try {
    await followCrm({ ...house.app, crm, mailer });
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await mailer.close();
  }
}
const searches = () => standIn.log.filter((line) => line.includes('search')).length;
const mails = () => sink.messages().map(({ raw }) => readMail(raw));
async function standing(): Promise<Readonly<Record<string, number>>> {
  const rows = await house.app.store.read((all) => all.people.ofCrm(house.charity));
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ status }) => status)].map(([status, all]) => [status, all.length]),
  );
}

let next = 1;
function contact(): string {
  const number = next++;
  const email = `marie.${number}@exemple.invalid`;
  return standIn.book.add({ email, firstname: 'Marie', lastname: `Fictive-${number}`, plateau_acces: 'oui' });
}

beforeAll(async () => {
  standIn = await startHubspotStandIn();
  standIn.mood.searchesPerSecond = 1000;
});
afterAll(() => standIn.close());
beforeEach(async () => {
  house = await openPeopleHouse();
  sink = await startSmtpSink();
  for (const { id } of standIn.book.all(false)) standIn.book.erase(id);
  const rule = { property: 'plateau_acces', values: ['oui'] };
  const { url } = standIn;
  crm = openCrmTurns({
    source: openHubspotSource({ url, version: '2026-09', key: () => KEY, wait: async () => undefined }, rule),
    charity: house.charity,
    form: undefined,
    alert: { from: 'plateau@exemple.invalid', to: ['ops@exemple.invalid', 'astreinte@exemple.invalid'] },
  });
});
afterEach(async () => {
  await house.close();
  await sink.close();
});

describe('the directory follows the CRM by itself (R-53)', () => {
  it('asks for the set at its start, when something changed, and every five minutes; one question otherwise', async () => {
    const first = contact();
    contact();
    expect(await turn()).toBe('done');
    expect(await standing()).toEqual({ confirmed: 2 });
    let before = searches();
    house.clock.advance(30_000);
    await turn();
    expect(searches() - before).toBe(1);
    standIn.book.set(first, { plateau_acces: 'non' });
    house.clock.advance(30_000);
    expect(await turn()).toBe('done');
    expect(await standing()).toEqual({ confirmed: 1, former: 1 });
    // No change tells of an archived contact: the set does.
    standIn.book.archive(String(Number(first) + 1));
    before = searches();
    house.clock.advance(30_000);
    await turn();
    expect(searches() - before).toBe(1);
    house.clock.advance(5 * MINUTE_MS);
    await turn();
    expect(await standing()).toEqual({ former: 2 });
    expect(await house.actions('people.sync')).toMatchObject([
      { actor: 'system' },
      { actor: 'system' },
      { actor: 'system' },
    ]);
    expect(mails()).toEqual([]);
  });

  it('many to close at once: nobody is closed, each is mailed once, and told anew after it mended', async () => {
    const ids = Array.from({ length: 20 }, () => contact());
    await turn();
    for (const id of ids.slice(0, 8)) standIn.book.set(id, { plateau_acces: 'non' });
    for (let at = 0; at < 3; at += 1) {
      house.clock.advance(5 * MINUTE_MS);
      expect(await turn()).toBe('crm-mass-closing');
    }
    expect(await standing()).toEqual({ confirmed: 20 });
    expect(mails()).toHaveLength(2);
    expect(mails()[0]?.header('subject')).toBe('[plateau] L’annuaire ne suit plus le CRM');
    expect(mails()[0]?.text).toMatch(/fermerait 8 personnes[\s\S]+--accept-closures/);
    expect(mails()[0]?.text).not.toMatch(/Marie|Fictive|marie/);
    for (const id of ids.slice(0, 8)) standIn.book.set(id, { plateau_acces: 'oui' });
    expect(await turn()).toBe('done');
    standIn.mood.key = 'pat-eu1-une-neuve';
    expect([await turn(), await turn()]).toEqual(['crm-key-refused', 'crm-key-refused']);
    standIn.mood.key = KEY;
    expect(mails()).toHaveLength(4);
    expect(await turn()).toBe('done');
  });

  it('a network that fails is told after ten minutes, not before; a relay that defers is asked again', async () => {
    contact();
    await turn();
    standIn.mood.failing = { status: 500, times: 1000 };
    expect(await turn()).toBe('crm-unavailable');
    house.clock.advance(10 * MINUTE_MS - 1);
    await turn();
    expect(mails()).toEqual([]);
    house.clock.advance(1);
    sink.become('defer');
    await turn();
    sink.become('accept');
    await turn();
    await turn();
    standIn.mood.failing = { status: 0, times: 0 };
    expect(mails()).toHaveLength(2);
    expect(await standing()).toEqual({ confirmed: 1 });
  });

  it('does nothing where no directory follows', async () => {
    crm = openCrmTurns(undefined);
    const before = standIn.log.length;
    expect([await turn(), standIn.log.length]).toEqual(['done', before]);
  });
});

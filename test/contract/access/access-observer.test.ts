import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Donor } from '../../../server/domain/donor.ts';
import { maskedCard, spreadSample } from '../../../server/domain/next-card/masked-card.ts';
import type { ProcedureMeta } from '../../../server/procedures/procedure-base.ts';
import { appRouter } from '../../../server/routers/app-router.ts';
import { erasePerson } from '../../../server/steps/persons/erase-person.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { type AccessHouse, openAccessHouse, outcomeOf } from '../../support/house/access-house.ts';

/** The charity's observer sees how the work goes, and never a person. */
const DONORS = 60;
let house: AccessHouse;
let ids: readonly number[];

/** Everything that is personal differs from one donor to the next, and cannot be anything else in an answer. */
const donorOf = (number: number): Partial<Donor> => ({
  lastName: `ZÉPHYRIN-NOM-${number}`,
  firstName: `Prénom-Fictif-${number}`,
  donorId: `DONOR-ID-${number}`,
  addressL4: `${number} AVENUE INVENTÉE`,
  addressL2: `APPARTEMENT-FICTIF-${number}`,
  city: `VILLE-INVENTÉE-${number}`,
  postcode: `${String((number % 90) + 10)}${String(number).padStart(3, '0')}`,
  email: `adresse-${number}@exemple.invalid`,
  birthDate: `19${40 + (number % 40)}-03-0${(number % 9) + 1}`,
  // A column of the charity's file that holds what it should not.
  ageBand: `Tante-Fictive-${number}`,
  segment: 'FIDELES',
  infos: [`INFORMATION-PRIVÉE-${number}`],
  extra: { REMARQUE: `CONFIDENCE-${number}` },
});

/** Every value of a donor that names, reaches or finds them. */
function fragmentsOf(number: number): readonly string[] {
  const { phones, mandate } = fictitiousDonor(number, {});
  const local = `63998${String(number).padStart(4, '0')}`;
  const { birthDate, postcode, extra, infos, ...texts } = donorOf(number);
  const plain = Object.entries(texts).filter(([name]) => name !== 'segment');
  return [
    ...plain.map(([, value]) => String(value)),
    ...(infos ?? []),
    ...Object.values(extra ?? {}),
    ...phones.map((phone) => phone.e164),
    `+33${local}`,
    `0${local}`,
    local.replace(/(\d)(\d\d)(\d\d)(\d\d)(\d\d)/, '0$1 $2 $3 $4 $5'),
    mandate.reference,
    birthDate ?? '',
    postcode ?? '',
  ].filter((text) => text !== '');
}

/** A few digits stand by chance in a hash or a signature: as a value they stand alone. */
function holds(bytes: string, fragment: string): boolean {
  if (!/^\d{1,6}$/.test(fragment)) return bytes.includes(fragment);
  return new RegExp(`(?<![0-9A-Za-z+/])${fragment}(?![0-9A-Za-z+/])`).test(bytes);
}

beforeAll(async () => {
  house = await openAccessHouse('off');
  ids = await house.addRecords({ records: DONORS, donor: donorOf });
  await house.hire('association', 'observer');
  await house.hire('ailleurs', 'observer', { campaigns: [] });
  await house.hire('dpo', 'dataOfficer', { campaigns: [] });
  await house.hire('camille', 'agent');
});
afterAll(() => house.close());

const campaign = 'UPG-FR-2026';
type Procedure = { readonly _def: { readonly meta?: ProcedureMeta; readonly type: string } };
const mayObserve = ({ _def: { meta } }: Procedure) =>
  meta?.role === 'observer' || meta?.also?.includes('observer') === true;
const asked = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).filter(
  ([, procedure]) => mayObserve(procedure),
);

const procedures = asked.filter(([, { _def }]) => _def.type === 'query');

/** What the files of an answer say once they are decoded. */
function clearOf(answer: string): string {
  const files = [...answer.matchAll(/"base64":"([^"]+)"/g)];
  return files.map(([, base64 = '']) => Buffer.from(base64, 'base64').toString('utf8')).join('\n');
}

describe('what the observer may ask', () => {
  it('changes nothing but by a return in the charity’s own drop, and its word on a text: the rest is queries', () => {
    expect(procedures.length).toBeGreaterThanOrEqual(6);
    const others = asked.filter(([, { _def }]) => _def.type !== 'query').map(([path]) => path);
    expect(others).toEqual(['observe.askReturn', 'observe.approveScript', 'observe.refuseScript']);
  });

  it('never gives a fragment of a person, whatever is asked, in any procedure of the role', async () => {
    const { token } = await house.enter('association');
    const delivery = crypto.randomUUID();
    const inputs = [{}, { campaign }, { campaign, count: 50 }, { campaign, id: delivery }];
    let answered = 0;
    let bytes = '';
    for (const [path] of procedures)
      for (const input of inputs) {
        const query = encodeURIComponent(JSON.stringify(input));
        const response = await fetch(`${house.server.url}/trpc/${path}?input=${query}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        if (response.ok) answered += 1;
        const text = await response.text();
        bytes += text + clearOf(text);
      }
    expect(answered).toBeGreaterThanOrEqual(procedures.length - 1);
    expect(bytes).toContain('"region"');
    for (let number = 1; number <= DONORS; number += 1)
      for (const fragment of fragmentsOf(number))
        expect([fragment, holds(bytes, fragment)]).toEqual([fragment, false]);
    expect(bytes).not.toMatch(/zéphyrin|inventée|@exemple/i);
  });

  it('shows masked cards: spread over the campaign, the same each time, and the opening is in the log', async () => {
    const { rpc } = await house.enter('association');
    const cards = await rpc.observe.cards.query({ campaign, count: 10 });
    expect(cards.map((card) => card.record)).toEqual(spreadSample(ids, 10));
    expect(await rpc.observe.cards.query({ campaign, count: 10 })).toEqual(cards);
    expect(Object.keys(cards[0] ?? {}).sort()).toEqual(
      ['ageBand', 'attempts', 'region', 'nextDueAtMs', 'record', 'segment', 'state'].sort(),
    );
    expect(cards[0]).toMatchObject({ region: '11', ageBand: '80-89', state: 'ready', attempts: 0 });
    const [entry] = (await house.actions('record.open')).slice(-1);
    expect(entry).toMatchObject({ reason: 'Fiches masquées pour l’observateur de l’association' });
    expect(entry?.detail).toMatchObject({ count: 10 });
  });

  it('the figures are those of this moment, and the deliveries and the head of the log are there', async () => {
    const { rpc } = await house.enter('association');
    const figures = await rpc.observe.figures.query({ campaign });
    expect(figures.now).toMatchObject({ records: { ready: DONORS, leased: 0 }, callsToday: 0 });
    expect(figures.indicators).toHaveLength(14);
    expect(await rpc.observe.deliveries.query({ campaign })).toEqual([]);
    const head = await rpc.observe.auditHead.query({ campaign });
    expect(head.hash).toBe(await house.app.store.read(async (rows) => (await rows.audit.head()).hash));
    expect((await rpc.observe.campaigns.query()).map((one) => one.campaign)).toEqual([campaign]);
    const evidence = await rpc.observe.evidence.query({ campaign });
    expect(evidence.auditOk).toBe(true);
    expect(evidence.files.map(({ name }) => name)).toContain('SHA256SUMS.asc');
    expect((await house.actions('evidence.build')).at(-1)).toMatchObject({ subject: campaign });
  });

  it('a campaign outside the grant answers as one that is not there', async () => {
    const { token } = await house.enter('ailleurs');
    const ask = async (path: string, code: string) => {
      const query = encodeURIComponent(JSON.stringify({ campaign: code, id: crypto.randomUUID() }));
      const one = encodeURIComponent(JSON.stringify({ campaign: code }));
      const input = path.endsWith('verifyDelivery') ? query : one;
      const response = await fetch(`${house.server.url}/trpc/${path}?input=${input}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return [response.status, await response.text()];
    };
    for (const [path] of procedures.filter(
      ([name]) => name.startsWith('observe.') && name !== 'observe.campaigns',
    )) {
      const there = await ask(path, campaign);
      expect([path, there]).toEqual([path, await ask(path, 'JAMAIS-1')]);
      expect(String(there[1])).toContain('campaign-unknown');
      // Where an observer may look, not where the house does.
      expect(String(there[1])).toContain('plateau observe campaigns');
    }
  });

  it('a person who was erased is not opened any more', async () => {
    const { rpc } = await house.enter('association');
    const erased = { by: 'donor', value: 'DONOR-ID-1' } as const;
    const officer = (await house.app.store.read((rows) => rows.accounts.byLogin('dpo')))?.id ?? '';
    await erasePerson(house.app, { person: erased, reason: 'lettre, identité vérifiée', actor: officer });
    const cards = await rpc.observe.cards.query({ campaign, count: 10 });
    expect(cards[0]).toMatchObject({ record: ids[0], region: '', ageBand: '' });
  });

  it('and nothing of the house’s own work', async () => {
    const { rpc } = await house.enter('association');
    expect(await outcomeOf(rpc.operations.status.query())).toBe('role-refused');
    expect(await outcomeOf(rpc.custody.searchAudit.mutate({}))).toBe('role-refused');
    expect(await outcomeOf(rpc.calls.next.mutate())).toBe('role-refused');
    expect(await outcomeOf(rpc.approvals.list.query())).toBe('role-refused');
  });
});

describe('a masked card', () => {
  const queue = { id: 7, segment: 'S1', state: 'closed', attempts: 3, dueAtMs: 1000 };
  const nowMs = Date.UTC(2026, 10, 23);

  it.each<[Parameters<typeof maskedCard>[1], string, string]>([
    [{ country: 'FR', postcode: '75011', birthDate: '1961-12-31' }, '75', '60-69'],
    [{ country: 'FR', postcode: '97400', birthDate: '1930-01-01' }, '97', '90-99'],
    [{ country: 'FR', postcode: '', ageBand: '45-54' }, '', '45-54'],
    [{ country: 'BE', postcode: 'A Fictif', ageBand: 'Jeanne Testeuse' }, '', ''],
    [{ country: 'BE', postcode: '1000', birthDate: '1901-01-01' }, 'Bruxelles', ''],
    [{ country: 'BE', postcode: '6600', birthDate: '1901-01-01' }, 'Luxembourg', ''],
    [{ country: 'CH', postcode: '1204', canton: 'GE', birthDate: '1901-01-01' }, 'GE', ''],
    [{ country: 'BE', postcode: '1000', birthDate: '2015-01-01' }, 'Bruxelles', ''],
  ])('%o', (donor, region, ageBand) => {
    expect(maskedCard(queue, donor, nowMs)).toEqual({
      record: 7,
      segment: 'S1',
      region,
      ageBand,
      state: 'closed',
      attempts: 3,
      nextDueAtMs: null,
    });
  });
});

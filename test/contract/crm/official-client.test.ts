import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StandIn, startHubspotStandIn } from '../../support/crm/hubspot-stand-in.ts';

/** HubSpot’s own client reads our stand-in: what it takes for HubSpot’s, our tests may. */
let standIn: StandIn;
let client: Client;

beforeAll(async () => {
  standIn = await startHubspotStandIn();
  client = new Client({ accessToken: standIn.mood.key, basePath: standIn.url, numberOfApiCallRetries: 0 });
  for (let at = 0; at < 250; at += 1)
    standIn.book.add({ email: `p${at}@exemple.invalid`, plateau_acces: at % 2 === 0 ? 'oui' : 'non' });
});
afterAll(() => standIn.close());

const contacts = () => client.crm.contacts;
const entering = (after: string) => ({
  filterGroups: [
    {
      filters: [
        { propertyName: 'plateau_acces', operator: FilterOperatorEnum.In, values: ['oui'] },
        { propertyName: 'hs_object_id', operator: FilterOperatorEnum.Gt, value: after },
      ],
    },
  ],
  ...{ sorts: [], properties: ['email'], limit: 100, after: '0' },
});

describe('the official client reads the stand-in (R-53)', () => {
  it('a list by pages, with dates as dates', async () => {
    const first = await contacts().basicApi.getPage(100, undefined, ['email']);
    expect(first.results).toHaveLength(100);
    expect(first.results[0]?.createdAt).toBeInstanceOf(Date);
    expect(first.results[0]?.properties.email).toBe('p0@exemple.invalid');
    const all = await contacts().getAll(100);
    expect(new Set(all.map(({ id }) => id)).size).toBe(250);
  });

  it('a search, its total and its next page', async () => {
    const { total, results, paging } = await contacts().searchApi.doSearch(entering('0'));
    expect([total, results.length, paging?.next?.after]).toEqual([125, 100, '100']);
    const above = await contacts().searchApi.doSearch(entering('300'));
    expect(above.results.every(({ id }) => Number(id) > 300)).toBe(true);
  });

  it('a batch, and the declared properties with their values', async () => {
    const { results } = await contacts().batchApi.read({
      ...{ inputs: [{ id: '101' }, { id: '102' }], properties: ['email'], propertiesWithHistory: [] },
    });
    expect(results.map(({ id }) => id)).toEqual(['101', '102']);
    const declared = await client.crm.properties.coreApi.getAll('contacts');
    const access = declared.results.find(({ name }) => name === 'plateau_acces');
    expect(access?.options.map(({ value }) => value)).toEqual(['oui', 'non']);
  });

  it('archive, erasure and merge, as it asks for them', async () => {
    await contacts().basicApi.archive('101');
    await contacts().basicApi.purge({ objectId: '103' });
    const merged = await contacts().basicApi.merge({ primaryObjectId: '105', objectIdToMerge: '107' });
    expect(merged.id).toBe('105');
    const archived = await contacts().basicApi.getPage(10, undefined, [], undefined, undefined, true);
    expect(archived.results.map(({ id }) => id)).toEqual(['101']);
    const { total } = await contacts().searchApi.doSearch(entering('0'));
    expect(total).toBe(122);
  });

  it('refusals by their status: the wall, the key, the pace', async () => {
    const status = (question: Promise<unknown>) =>
      question.then(
        () => 200,
        (error: unknown) => (error as { code: number }).code,
      );
    await new Promise((done) => setTimeout(done, 1000));
    expect(await status(contacts().searchApi.doSearch({ ...entering('0'), after: '9950' }))).toBe(400);
    expect(await status(contacts().searchApi.doSearch({ ...entering('0'), limit: 201 }))).toBe(400);
    const stranger = new Client({ accessToken: 'autre', basePath: standIn.url, numberOfApiCallRetries: 0 });
    expect(await status(stranger.crm.contacts.basicApi.getPage(1))).toBe(401);
    const many = Array.from({ length: 8 }, () => status(contacts().searchApi.doSearch(entering('0'))));
    expect(await Promise.all(many)).toContain(429);
  });
});

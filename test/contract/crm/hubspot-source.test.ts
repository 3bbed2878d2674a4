import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHubspotSource } from '../../../server/hubspot/hubspot-source.ts';
import { readServiceKey } from '../../../server/hubspot/service-key.ts';
import { type StandIn, startHubspotStandIn } from '../../support/crm/hubspot-stand-in.ts';

const RULE = { property: 'plateau_acces', values: ['oui'] };
const room = mkdtempSync(join(tmpdir(), 'plateau-crm-'));
let standIn: StandIn;
let waits: number[];

/** Waits are told and not waited for: the stand-in’s own second is, by `searchesPerSecond`. */
function source(url = standIn.url, key = standIn.mood.key) {
  const wait = async (ms: number) => void waits.push(Math.round(ms));
  return openHubspotSource({ url, version: '2026-09', key: () => key, wait }, RULE);
}
const ids = async () => (await source().whoMayEnter(['email'])).map(({ crmId }) => crmId);
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: unknown) => (error as { code: string }).code,
  );

beforeEach(async () => {
  standIn = await startHubspotStandIn();
  standIn.mood.searchesPerSecond = 1000;
  waits = [];
});
afterEach(() => standIn.close());
afterAll(() => rmSync(room, { recursive: true }));

function fill(count: number, access = 'oui'): readonly string[] {
  return Array.from({ length: count }, (_, at) =>
    standIn.book.add({ email: `p${at}@exemple.invalid`, plateau_acces: access }),
  );
}

describe('who may enter, as HubSpot says it (R-53)', () => {
  it('the whole set, by the key of its numbers, beyond the wall of 10,000', async () => {
    const all = fill(10_001);
    fill(50, 'non');
    expect(await ids()).toEqual(all);
    expect(standIn.log.filter((line) => line.includes('/search'))).toHaveLength(51);
    expect(standIn.log.filter((line) => !/\/(objects|properties)\/2026-09\//.test(line))).toEqual([]);
  });

  it('fourteen hundred among twelve thousand in at most twelve requests', async () => {
    fill(5_000, 'non');
    fill(1_400);
    fill(5_600, 'non');
    const asked = source();
    expect(await asked.whoMayEnter([])).toHaveLength(1_400);
    expect(asked.requests()).toBeLessThanOrEqual(12);
  });

  it('archived, erased, merged away, status taken away: all four are out of the next set', async () => {
    const [a = '', b = '', c = '', d = '', e = ''] = fill(6);
    const before = Date.now() - 1;
    standIn.book.archive(a);
    standIn.book.erase(b);
    standIn.book.merge(e, c);
    standIn.book.set(d, { plateau_acces: 'non' });
    expect(await ids()).toEqual([e, String(Number(e) + 1)]);
    const changed = await source().changedSince(before, ['plateau_acces']);
    // What dates alone would have told: neither the archived nor the erased nor the merged one.
    expect(changed.map(({ crmId }) => crmId)).not.toContain(a);
    expect(changed.map(({ crmId }) => crmId)).toContain(d);
  });

  it('every question is of the dated API, under the key, and writes nothing', async () => {
    fill(3);
    await ids();
    await source().changedSince(0, []);
    expect(standIn.log.length).toBeGreaterThan(2);
    expect(standIn.log.filter((line) => !/ \/crm\/(objects|properties)\/2026-09\//.test(line))).toEqual([]);
    expect(standIn.log.filter((line) => /\/v[34]\/|^(PUT|PATCH|DELETE)/.test(line))).toEqual([]);
    expect(new Set(standIn.keys)).toEqual(new Set([`Bearer ${standIn.mood.key}`]));
  });

  it('an index behind its writes is asked again: what it shows later is seen later', async () => {
    standIn.mood.indexDelayMs = 300;
    fill(2);
    expect(await ids()).toEqual([]);
    await expect.poll(ids).toHaveLength(2);
  });
});

describe('what is never read as « nobody may enter »', () => {
  beforeEach(() => void fill(20));

  it('a key refused, a scope missing, a property or its value gone', async () => {
    expect(await codeOf(source(standIn.url, 'pat-autre-cle').whoMayEnter([]))).toBe('crm-key-refused');
    standIn.mood.hasScope = false;
    expect(await codeOf(ids())).toBe('crm-scope-missing');
    standIn.mood.hasScope = true;
    standIn.mood.properties = { email: [], plateau_acces: ['yes', 'no'] };
    expect(await codeOf(ids())).toBe('crm-property-missing');
    standIn.mood.properties = { email: [] };
    expect(await codeOf(ids())).toBe('crm-property-missing');
  });

  it('a server that fails for good, one that is not there, one that is another', async () => {
    standIn.mood.failing = { status: 503, times: 99 };
    expect(await codeOf(ids())).toBe('crm-unavailable');
    expect(standIn.log).toHaveLength(5);
    expect(await codeOf(source('http://127.0.0.1:1').whoMayEnter([]))).toBe('crm-unavailable');
    standIn.mood.failing = { status: 404, times: 1 };
    expect(await codeOf(ids())).toBe('crm-answer-odd');
  });

  it('an answer that is cut short: fewer than announced', async () => {
    const odd = createServer((request, reply) => {
      const isSearch = request.method === 'POST';
      const properties = { results: [{ name: 'plateau_acces', options: [] }] };
      reply.setHeader('content-type', 'application/json');
      reply.end(JSON.stringify(isSearch ? { total: 300, results: [] } : properties));
    });
    await new Promise<void>((done) => odd.listen(0, '127.0.0.1', done));
    const { port } = odd.address() as AddressInfo;
    expect(await codeOf(source(`http://127.0.0.1:${port}`).whoMayEnter([]))).toBe('crm-answer-odd');
    odd.closeAllConnections();
    odd.close();
  });

  it('a redirection: the key goes to no other host', async () => {
    const away = createServer((_, reply) => void reply.writeHead(302, { location: standIn.url }).end());
    await new Promise<void>((done) => away.listen(0, '127.0.0.1', done));
    const { port } = away.address() as AddressInfo;
    expect(await codeOf(source(`http://127.0.0.1:${port}`).whoMayEnter([]))).toBe('crm-unavailable');
    expect(standIn.log).toEqual([]);
    away.closeAllConnections();
    away.close();
  });
});

describe('the pace', () => {
  it('429 is waited for as it says, then the same question is asked again', async () => {
    fill(3);
    standIn.mood.failing = { status: 429, times: 2, retryAfter: '3' };
    expect(await ids()).toHaveLength(3);
    expect(waits.filter((ms) => ms === 3000)).toHaveLength(2);
  });

  it('a wait longer than a pass may take ends the pass', async () => {
    standIn.mood.failing = { status: 429, times: 9, retryAfter: '600' };
    expect(await codeOf(ids())).toBe('crm-busy');
    expect(standIn.log).toHaveLength(1);
  });

  it('no more than four questions a second are asked', async () => {
    fill(900);
    await ids();
    expect(waits.length).toBe(standIn.log.length - 1);
    expect(waits.every((ms) => ms > 150 && ms <= 260)).toBe(true);
  });
});

describe('the Service Key', () => {
  const file = join(room, 'cle');
  const written = (text: string, mode: number) => {
    rmSync(file, { force: true });
    writeFileSync(file, text, { mode });
    return codeOf(Promise.resolve().then(() => readServiceKey(file)));
  };

  it('comes from a file that nobody else may read, and is one word', async () => {
    expect(await written('pat-eu1-fictive\n', 0o600)).toBe('answered');
    expect(await written('pat-eu1-fictive\n', 0o640)).toBe('crm-key-unreadable');
    expect(await written('deux mots\n', 0o600)).toBe('crm-key-unreadable');
    expect(await written('', 0o600)).toBe('crm-key-unreadable');
  });
});

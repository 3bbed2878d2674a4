import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHttpNumberDirectory } from '../../../server/gateways/http-number-directory.ts';
import { knownBehind } from '../../../server/steps/seats/known-callers.ts';
import { LINE, pledgeRoom } from '../../support/line/pledge-room.ts';
import { GATEWAY_KEY, startSignedGateway } from '../../support/line/signed-gateway.ts';

const NOW_MS = Date.parse('2026-12-05T20:14:00+01:00');
const nowMs = () => NOW_MS;
const NUMBER = '+33199001234';
const LISTED = {
  ...{ lastName: 'PÉLOUNEAU', firstName: 'Jean-Fictif', street: '85 BOULEVARD IMAGINAIRE' },
  ...{ postcode: '31990', town: 'SAINT EXEMPLE' },
};

/** What the directory answers to a number, and when. */
const answer: { status: number; body?: object; afterMs: number } = { status: 404, afterMs: 0 };
let asked: unknown[];
let gateway: Awaited<ReturnType<typeof startSignedGateway>>;
beforeEach(async () => {
  asked = [];
  Object.assign(answer, { status: 200, body: { ...LISTED, star: true }, afterMs: 0 });
  gateway = await startSignedGateway({
    nowMs,
    answer: (path, body) => {
      asked.push([path, body]);
      return { ...answer };
    },
  });
});
afterEach(() => gateway.close());
const directory = (key = GATEWAY_KEY) =>
  openHttpNumberDirectory({ url: gateway.url, key: () => key, trustedCa: () => undefined, clock: { nowMs } });

describe('a directory of numbers (R-40)', () => {
  it('says whom a number belongs to; the number is in the body, never in the address', async () => {
    expect(await directory().find(NUMBER)).toEqual(LISTED);
    expect(asked).toEqual([['/plateau/find', { number: NUMBER }]]);
    expect(gateway.paths.join()).not.toContain('3319900');
  });

  it.each([
    ['nobody', { status: 404 }],
    ['an error', { status: 500 }],
    ['a redirection', { status: 302 }],
    ['another shape', { body: { name: 'PÉLOUNEAU' } }],
    ['a name of nothing', { body: { ...LISTED, lastName: ' ' } }],
    ['a street that no form holds', { body: { ...LISTED, street: 'x'.repeat(39) } }],
    ['more than it should', { body: { ...LISTED, more: 'x'.repeat(100_000) } }],
  ])('that answers %s lists nobody', async (_, change) => {
    Object.assign(answer, change);
    expect(await directory().find(NUMBER)).toBeUndefined();
  });

  it('that is late, or away, or refuses our key, lists nobody: the form does not wait', async () => {
    answer.afterMs = 5_000;
    expect(await directory().find(NUMBER)).toBeUndefined();
    answer.afterMs = 0;
    expect(await directory('une autre clé, aussi longue que la bonne').find(NUMBER)).toBeUndefined();
    await gateway.close();
    expect(await directory().find(NUMBER)).toBeUndefined();
  });
});

describe('a line that wants its directory asked', () => {
  it('is told whom it lists where the charity knows nobody: no other number leaves, and no row tells that one did', async () => {
    const room = await pledgeRoom();
    const asked: string[] = [];
    const find = async (number: string) => {
      asked.push(number);
      return number.endsWith('0199') ? LISTED : undefined;
    };
    const line = await room.deps.store.read((rows) => rows.lines.byCode(LINE));
    if (!line) throw new Error('the line is loaded');
    const known = (prefill: 'charity' | 'directory' | 'none', number?: string) =>
      knownBehind(
        { ...room.deps, numberDirectory: { find } },
        { line: { ...line, settings: { ...line.settings, prefill } }, number, actor: room.agent.id },
      );
    const entries = () => room.deps.store.read(async (rows) => (await rows.audit.head()).seq);
    await room.save({ lastName: 'Revenue' }, { number: '06 39 98 01 97' });
    const before = await entries();
    expect(await known('charity', '+33639980199')).toEqual([]);
    expect(await known('none', '+33639980199')).toEqual([]);
    expect(await known('directory')).toEqual([]);
    expect(asked).toEqual([]);
    expect(await known('directory', '+33639980199')).toEqual([{ ...LISTED, email: '', isListed: true }]);
    expect(await known('directory', '+33639980198')).toEqual([]);
    expect(await entries()).toBe(before);
    expect(await known('directory', '+33639980197')).toMatchObject([{ lastName: 'Revenue' }]);
    expect(asked).toEqual(['+33639980199', '+33639980198']);
    await room.close();
  });
});

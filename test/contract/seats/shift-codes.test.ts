import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTokenOpen } from '../../../server/steps/access/log-in.ts';
import { drawBadges, markOfCode } from '../../../server/steps/seats/draw-badges.ts';
import { setSeatKey, unfreezeSeat } from '../../../server/steps/seats/keep-seat.ts';
import { readLineFloor } from '../../../server/steps/seats/read-line-floor.ts';
import { redeemCode } from '../../../server/steps/seats/redeem-code.ts';
import { signUp } from '../../../server/steps/seats/sign-up.ts';
import { addSlot, cancelSignup, listPeople } from '../../../server/steps/seats/slots.ts';
import type { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { LINE, type LineHouse, openLineHouse, slotSoon } from '../../support/seats/line-house.ts';
import { scannedBadges } from '../../support/seats/read-badges.ts';

const MINUTE_MS = 60_000;
const WRONG = 'BBBB-BBBB';

let house: LineHouse;
beforeAll(async () => {
  house = await openLineHouse();
});
afterAll(() => house.close());

const refusalOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: AppError) => error.code,
  );

/** A reader reads a sheet in any order. */
async function inOrder(signups: readonly number[], codes: readonly string[]): Promise<readonly string[]> {
  const whose = await inTurn.map(codes, async (code) => {
    const mark = await markOfCode(house.app.secrets, code);
    const row = await house.app.store.read((rows) => rows.slots.code(mark));
    return { code, at: signups.indexOf(row?.signup ?? 0) };
  });
  return whose.toSorted((a, b) => a.at - b.at).map(({ code }) => code);
}

/** A slot that begins in half an hour, its people, and what a barcode reader reads on their badges. */
async function badged(...people: readonly string[]) {
  const { slot } = await addSlot(house.app, slotSoon(house, 'MAISON', people.length));
  const signups: number[] = [];
  for (const person of people)
    signups.push((await signUp(house.app, { account: house.lead, slot, person })).signup);
  const { pdf } = await drawBadges(house.app, { account: house.lead, slot });
  return { slot, signups, codes: await inOrder(signups, scannedBadges(pdf)) };
}

const tryAt = (seat: string, code = '', address = '10.0.0.1') =>
  redeemCode(house.app, { seat, code, address });

describeWith('pdftoppm', 'zbarimg')('a badge and its code (R-45)', () => {
  it('is printed with a barcode that a reader reads, one code each, and nothing of the codes is kept', async () => {
    const { codes } = await badged('Ada Testeur', 'Blaise Testeur', 'Chloé Testeur');
    expect(new Set(codes).size).toBe(3);
    for (const code of codes) expect(code).toMatch(/^[BCDEFGHJKLNPRTUX]{8}$/);
    const { readFileSync } = await import('node:fs');
    const bytes = house.app.store.files().map((file) => readFileSync(file, 'latin1'));
    for (const code of codes) expect(bytes.some((text) => text.includes(code))).toBe(false);
  });

  it('opens a session of its slot alone: its campaign, until its last minute, and no more once it is over', async () => {
    const { codes, slot } = await badged('Ada Testeur');
    const { token, account, expiresAtMs } = await tryAt('MAISON-01', codes[0]?.toLowerCase());
    const row = await house.app.store.read((rows) => rows.slots.byId(slot));
    expect(account).toMatchObject({ role: 'volunteer', displayName: 'Ada Testeur', campaigns: [LINE] });
    expect(expiresAtMs).toBe(row?.toMs);
    expect(await isTokenOpen(house.app, token)).toBe(true);
    const [person] = await listPeople(house.app, { account: house.lead, slot });
    expect(person).toMatchObject({ seat: 'MAISON-01', practiceDone: 0 });
    const noted = (await house.actions('slot.names')).length;
    const { places } = await readLineFloor(house.app, { account: house.lead, campaign: LINE });
    expect(places).toContainEqual(expect.objectContaining({ seat: 'MAISON-01', person: 'Ada Testeur' }));
    expect((await house.actions('slot.names')).slice(noted)).toMatchObject([
      { actor: house.lead.id, detail: { people: 1 } },
    ]);
    house.clock.set(expiresAtMs - 1);
    expect(await isTokenOpen(house.app, token)).toBe(true);
    house.clock.set(expiresAtMs);
    expect(await isTokenOpen(house.app, token)).toBe(false);
  });

  it('opens once: used twice it is refused, and of two who type it together one comes in', async () => {
    const { codes } = await badged('Ada Testeur');
    const both = await Promise.all([
      refusalOf(tryAt('MAISON-02', codes[0])),
      refusalOf(tryAt('MAISON-03', codes[0])),
    ]);
    expect(both.toSorted()).toEqual(['done', 'shift-code-used']);
    expect(await refusalOf(tryAt('MAISON-02', codes[0]))).toBe('shift-code-used');
  });

  it('opens neither after the slot, nor at another site, nor once replaced or cancelled', async () => {
    const { codes, slot, signups } = await badged('Ada Testeur', 'Blaise Testeur');
    const row = await house.app.store.read((rows) => rows.slots.byId(slot));
    house.clock.set((row?.fromMs ?? 0) + MINUTE_MS);
    expect(await refusalOf(tryAt('PARTENAIRE-01', codes[0]))).toBe('shift-code-wrong');
    const account = house.lead;
    await cancelSignup(house.app, { account, signup: signups[0] ?? 0, reason: 'empêchée ce soir' });
    expect(await refusalOf(tryAt('MAISON-04', codes[0]))).toBe('shift-code-voided');
    const second = await drawBadges(house.app, { account, slot });
    expect(second.badges).toBe(1);
    expect(await refusalOf(tryAt('MAISON-04', codes[1]))).toBe('shift-code-voided');
    const [fresh = ''] = scannedBadges(second.pdf);
    house.clock.set(row?.toMs ?? 0);
    expect(await refusalOf(tryAt('MAISON-04', fresh))).toBe('shift-code-over');
  });

  it('a second badge of the same person finds the same account again, and ends the session before', async () => {
    const { codes, slot, signups } = await badged('Ada Testeur');
    const first = await tryAt('MAISON-05', codes[0]);
    const again = await drawBadges(house.app, { account: house.lead, slot, signup: signups[0] });
    const second = await tryAt('MAISON-06', scannedBadges(again.pdf)[0]);
    expect(second.account.id).toBe(first.account.id);
    expect(await isTokenOpen(house.app, first.token)).toBe(false);
    expect(await isTokenOpen(house.app, second.token)).toBe(true);
  });

  it('five wrong codes in a row freeze the seat, whatever follows, until a lead opens it; the audit log tells', async () => {
    const { codes } = await badged('Ada Testeur');
    for (let tried = 1; tried <= 4; tried += 1)
      expect(await refusalOf(tryAt('MAISON-08', WRONG, `10.0.1.${tried}`))).toBe('shift-code-wrong');
    expect(await refusalOf(tryAt('MAISON-08', 'n’importe quoi', '10.0.1.5'))).toBe('seat-frozen');
    expect(await refusalOf(tryAt('MAISON-08', codes[0], '10.0.1.6'))).toBe('seat-frozen');
    expect(await house.actions('seat.freeze')).toHaveLength(1);
    const request = { account: house.partner, campaign: LINE, seat: 'MAISON-08', reason: 'badge mal lu' };
    expect(await refusalOf(unfreezeSeat(house.app, request))).toBe('site-not-yours');
    expect(await unfreezeSeat(house.app, { ...request, account: house.lead })).toEqual({ wasFrozen: true });
    expect(await refusalOf(tryAt('MAISON-08', codes[0], '10.0.1.7'))).toBe('done');
  });

  it('guesses from one address wait, at whatever seats they are tried', async () => {
    const seats = Array.from({ length: 50 }, (_, at) => `PARTENAIRE-${String(at + 1).padStart(2, '0')}`);
    for (const seat of seats) await refusalOf(tryAt(seat, WRONG, '10.9.9.9'));
    expect(await refusalOf(tryAt('PARTENAIRE-55', WRONG, '10.9.9.9'))).toBe('login-slowed');
  });

  it('a seat with a key of its own asks nobody else for a code', async () => {
    const { codes } = await badged('Ada Testeur');
    const publicKey = `ssh-ed25519 ${Buffer.concat([
      Buffer.from('0000000b', 'hex'),
      Buffer.from('ssh-ed25519'),
      Buffer.from('00000020', 'hex'),
      Buffer.alloc(32, 7),
    ]).toString('base64')}`;
    const given = { actor: house.ops.id, seat: 'MAISON-15', publicKey };
    const { fingerprint } = await setSeatKey(house.app, given);
    expect(await refusalOf(tryAt('MAISON-15', codes[0]))).toBe('seat-key-needed');
    const withKey = { seat: 'MAISON-15', code: codes[0] ?? '', fingerprint: fingerprint ?? '' };
    expect(await refusalOf(redeemCode(house.app, withKey))).toBe('done');
    await setSeatKey(house.app, { ...given, publicKey: '' });
  });
});

describe('what a session of a badge may ask (R-32)', () => {
  it.each(['calls.next', 'team.floor', 'seats.list', 'persons.find', 'agentRecords.today'])(
    '%s is refused',
    async (path) => {
      const guest = await house.hire(`benevole-${path.toLowerCase()}`, 'volunteer', { campaigns: [LINE] });
      const { token } = await house.enter(guest.login);
      const url = `${house.server.url}/trpc/${path}`;
      const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      expect([403, 405]).toContain(response.status);
    },
  );
});

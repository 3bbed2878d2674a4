import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSeatLines } from '../../../server/live/seat-lines.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { listSeats } from '../../../server/steps/seats/list-seats.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import { readySeat, saveSeatPledge } from '../../../server/steps/seats/seat-calls.ts';
import { setSkills } from '../../../server/steps/seats/set-skills.ts';
import { signUp, signUpList } from '../../../server/steps/seats/sign-up.ts';
import { addSlot, cancelSignup, listPeople, listSlots } from '../../../server/steps/seats/slots.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { typedPledge } from '../../support/line/pledge-room.ts';
import { LINE, type LineHouse, lineFiles, openLineHouse, slotSoon } from '../../support/seats/line-house.ts';
import { sitDown } from '../../support/seats/seated-people.ts';
import { scriptedLine } from '../../support/telephony/scripted-line.ts';

let house: LineHouse;
beforeAll(async () => {
  house = await openLineHouse();
});
afterAll(() => house.close());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('the floor of a pledge line (R-45)', () => {
  it('has the seats of its folder, and the same folder again adds none', async () => {
    const seats = await listSeats(house.app, { account: house.lead, campaign: LINE });
    expect(seats).toHaveLength(70);
    expect(seats[6]).toMatchObject({ seat: 'MAISON-07', site: 'MAISON', queue: 'promesses', hasKey: false });
    const again = await planSeats(house.app, { actor: house.ops.id, files: lineFiles() });
    expect(again.sites.map(({ added }) => added)).toEqual([0, 0]);
  });

  it('is not laid from a folder with a fault', async () => {
    const files = new Map(lineFiles());
    files.set('campaign.yaml', `${files.get('campaign.yaml')}\nseatz: 3\n`);
    expect(await codeOf(planSeats(house.app, { actor: house.ops.id, files }))).toBe('campaign-invalid');
  });

  it('refuses hours in the past, and more places than seats', async () => {
    const slot = slotSoon(house, 'MAISON', 15);
    expect(await codeOf(addSlot(house.app, { ...slot, capacity: 16 }))).toBe('slot-capacity');
    expect(await codeOf(addSlot(house.app, { ...slot, fromMs: 1000, toMs: 2000 }))).toBe('slot-hours');
    expect(await codeOf(addSlot(house.app, { ...slot, toMs: slot.fromMs }))).toBe('slot-hours');
  });
});

describe('signing up for a slot', () => {
  it('never gives a place twice: of twelve who ask at once for five, five hold one, the others wait in order', async () => {
    const { slot } = await addSlot(house.app, slotSoon(house, 'MAISON', 5));
    const names = [...'ABCDEFGHIJKL'].map((letter) => `Testeur ${letter}`);
    await Promise.all(names.map((person) => signUp(house.app, { account: house.lead, slot, person })));
    const noted = () => house.app.store.read((rows) => rows.audit.ofCampaign(LINE, 'slot.names'));
    const before = await noted();
    expect(
      await listPeople(house.app, {
        account: house.lead,
        slot: (await addSlot(house.app, slotSoon(house, 'MAISON', 1))).slot,
      }),
    ).toEqual([]);
    expect(await noted()).toBe(before);
    const people = await listPeople(house.app, { account: house.lead, slot });
    expect(await noted()).toBe(before + 1);
    expect(people.filter(({ state }) => state === 'held')).toHaveLength(5);
    expect(people.filter(({ state }) => state === 'waiting')).toHaveLength(7);
    const [line] = (await listSlots(house.app, { account: house.lead, campaign: LINE })).filter(
      ({ id }) => id === slot,
    );
    expect(line).toMatchObject({ taken: 5, capacity: 5, waiting: 7, trained: 0 });
    await expect(house.app.store.write((rows) => rows.slots.takePlace(slot))).resolves.toBe(false);
  });

  it('gives the place of somebody who cancels to the first who waits', async () => {
    const { slot } = await addSlot(house.app, slotSoon(house, 'MAISON', 1));
    const enter = (person: string) => signUp(house.app, { account: house.lead, slot, person });
    const first = await enter('Ada Testeur');
    const second = await enter('Blaise Testeur');
    expect([first.state, second.state]).toEqual(['held', 'waiting']);
    const request = { account: house.lead, signup: first.signup, reason: 'empêchée ce soir' };
    expect(await cancelSignup(house.app, request)).toEqual({ movedUp: second.signup });
    expect(await codeOf(cancelSignup(house.app, request))).toBe('signup-unknown');
  });

  it('reads a list line by line: each fault is told with its line, and keeps nobody else out', async () => {
    const { slot } = await addSlot(house.app, slotSoon(house, 'MAISON', 3));
    const list = [
      '\uFEFFNom;Moins de 16 ans;Accord des parents',
      'Ada Testeur;non;',
      '"Blaise Testeur";oui;oui',
      'Chloé Testeur;oui;non',
      ';;',
      'ada  testeur;non;',
      '06 39 98 00 01;non;',
      'Denis Testeur;peut-être;',
      'Éva Testeur;;',
      'Farid Testeur;;',
    ].join('\r\n');
    const request = { account: house.lead, slot, list };
    const told = await signUpList(house.app, { ...request, dryRun: true });
    expect(await listPeople(house.app, { account: house.lead, slot })).toEqual([]);
    const report = await signUpList(house.app, { ...request, dryRun: false });
    expect(report).toEqual(told);
    expect(report).toEqual({
      held: 3,
      waiting: [10],
      faults: [
        { line: 4, problem: 'moins de 16 ans sans l’accord écrit des parents' },
        { line: 6, problem: 'ce nom est déjà plus haut dans la liste' },
        { line: 7, problem: 'un nom n’a ni chiffre ni arobase : ni téléphone ni adresse ici' },
        { line: 8, problem: 'écrivez oui ou non' },
      ],
    });
    const again = await signUpList(house.app, { ...request, dryRun: false });
    expect(again.held + again.waiting.length).toBe(0);
    expect(again.faults.filter(({ problem }) => problem.includes('déjà dans ce créneau'))).toHaveLength(4);
  });

  it('keeps names sealed: the base’s bytes have none', async () => {
    const { slot } = await addSlot(house.app, slotSoon(house, 'MAISON', 1));
    await signUp(house.app, { account: house.lead, slot, person: 'Wenceslas Unique' });
    const { readFileSync } = await import('node:fs');
    const bytes = house.app.store.files().map((file) => readFileSync(file, 'latin1'));
    expect(bytes.some((text) => text.includes('Wenceslas'))).toBe(false);
    const people = await listPeople(house.app, { account: house.lead, slot });
    expect(people.map(({ person }) => person)).toEqual(['Wenceslas Unique']);
  });
});

describe('skills (R-43)', () => {
  it('are read in a list and set one by one; each is told with its person, and a site that is not there is refused', async () => {
    const { slot } = await addSlot(house.app, slotSoon(house, 'MAISON', 3));
    const list = 'Nom;Compétences\nAda Testeur;PARTENAIRE=1\nBlaise Testeur;\nChloé Testeur;klingon\n';
    const report = await signUpList(house.app, { account: house.lead, slot, list, dryRun: false });
    expect([report.held, report.faults.map(({ line }) => line)]).toEqual([2, [4]]);
    const people = () => listPeople(house.app, { account: house.lead, slot });
    const [ada, blaise] = await people();
    expect([ada?.skills, blaise?.skills]).toEqual([['PARTENAIRE=1'], []]);
    const set = (skills: string) => ({ account: house.lead, signup: blaise?.signup ?? 0, skills });
    expect(await setSkills(house.app, set('MAISON=2 PARTENAIRE=0'))).toEqual({
      skills: ['PARTENAIRE=0', 'MAISON=2'],
    });
    expect(await codeOf(setSkills(house.app, set('AILLEURS=0')))).toBe('skills-invalid');
    expect((await people())[1]?.skills).toEqual(['PARTENAIRE=0', 'MAISON=2']);
    expect(await setSkills(house.app, set(''))).toEqual({ skills: [] });
    expect(await codeOf(setSkills(house.app, { ...set(''), signup: 9_999 }))).toBe('signup-unknown');
    expect(await codeOf(setSkills(house.app, { ...set(''), account: house.partner }))).toBe('slot-unknown');
  });

  it('hold at once at a seat where somebody waits: callers of the other queue come, the lowest rank first', async () => {
    await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: house.ops.id });
    const pbx = scriptedLine(house.clock);
    const seatLines = openSeatLines(pbx);
    seatLines.begin();
    pbx.restore();
    const app = { ...house.app, telephony: pbx, seatLines };
    const [one, two] = [
      await sitDown(house, { seat: 'MAISON-01' }),
      await sitDown(house, { seat: 'MAISON-02' }),
    ];
    for (const { account } of [one, two]) await readySeat(app, { account, isReady: true });
    const skills = (signup: number, rank: number) =>
      setSkills(app, { account: house.lead, signup, skills: `PARTENAIRE=${rank}` });
    await skills(one.signup, 1);
    await skills(two.signup, 0);
    const first = pbx.caller('promesses-partenaire');
    const second = pbx.caller('promesses-partenaire');
    expect(seatLines.now('MAISON-02').call?.callId).toBe(first);
    expect(seatLines.now('MAISON-01').call?.callId).toBe(second);
    const pledge = { callId: second, form: typedPledge() };
    expect(await saveSeatPledge(app, { account: one.account, pledge })).toMatchObject({ kind: 'saved' });
  });
});

describe('a partner’s lead (R-32)', () => {
  it('sees and fills their own site only: the other one is not there', async () => {
    const { slot } = await addSlot(house.app, slotSoon(house, 'MAISON', 2));
    const { partner: account } = house;
    const seats = await listSeats(house.app, { account, campaign: LINE });
    expect(new Set(seats.map(({ site }) => site))).toEqual(new Set(['PARTENAIRE']));
    expect(await listSlots(house.app, { account, campaign: LINE })).toEqual([]);
    expect(await codeOf(listPeople(house.app, { account, slot }))).toBe('slot-unknown');
    expect(await codeOf(signUp(house.app, { account, slot, person: 'Ada Testeur' }))).toBe('slot-unknown');
    expect(await codeOf(addSlot(house.app, { ...slotSoon(house, 'MAISON', 2), account }))).toBe(
      'site-not-yours',
    );
    const own = await addSlot(house.app, { ...slotSoon(house, 'PARTENAIRE', 2), account });
    const ada = await signUp(house.app, { account, slot: own.slot, person: 'Ada Testeur' });
    expect(ada.state).toBe('held');
    // Nor the callers of the other site.
    const taking = setSkills(house.app, { account, signup: ada.signup, skills: 'MAISON=0' });
    expect(await codeOf(taking)).toBe('skills-invalid');
  });
});

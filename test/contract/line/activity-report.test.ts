import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCharts } from '../../../server/charts/worker-charts.ts';
import { activityLines, incidentRows } from '../../../server/domain/line/activity-words.ts';
import { openWorkbooks } from '../../../server/excel/workbooks.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import { makeActivityReport, readActivity } from '../../../server/steps/activity/make-activity-report.ts';
import { LINE, type PledgeRoom, pledgeRoom } from '../../support/line/pledge-room.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { accountRow } from '../../support/store/store-rows.ts';
import { eveningCalls, noteEvening, SUNDAY } from '../../support/telephony/evening-calls.ts';

let room: PledgeRoom;
const charts = openCharts();
const workbooks = openWorkbooks();
const lead = accountRow({ id: 'chef', role: 'lead', campaigns: [LINE] });
const request = { account: lead, campaign: LINE, from: SUNDAY, until: SUNDAY };
const deps = () => ({ ...room.deps, charts, workbooks, documents: openPdfDocuments() });

beforeAll(async () => {
  room = await pledgeRoom();
  await room.deps.store.write(noteEvening);
  room.clock.ms = Date.parse('2026-12-06T21:00:00+01:00');
  await room.save();
  await room.save({ amount: '12', rhythm: 'monthly', lastName: 'Autre', link: { way: 'letter', to: '' } });
  room.clock.ms = Date.parse('2026-12-07T09:00:00+01:00');
});
afterAll(async () => {
  await room.close();
  await Promise.all([charts.close(), workbooks.close()]);
});

describe('the activity of a line', () => {
  it('counts each call once, in its quarter of an hour, until after midnight', async () => {
    const { total, days, bySite, pledges } = await readActivity(deps(), request);
    const calls = new Set(eveningCalls().map(({ lineCallId }) => lineCallId)).size;
    const abandoned = eveningCalls().filter(({ kind }) => kind === 'abandoned').length;
    expect(total).toMatchObject({ came: calls, answered: calls - abandoned, abandoned, unseen: 0 });
    expect(days.map(({ day }) => day)).toEqual([SUNDAY]);
    const quarters = days[0]?.quarters ?? [];
    expect(quarters).toHaveLength(20);
    expect(quarters.reduce((sum, { came }) => sum + came, 0)).toBe(calls);
    expect(bySite.map(({ counts }) => counts.came).reduce((sum, one) => sum + one)).toBe(calls);
    expect(total.overflowed).toBe(bySite.find(({ site }) => site === 'PARTENAIRE')?.counts.came);
    expect(pledges).toEqual([
      { currency: 'EUR', pledges: 2, onceMinor: 5000, monthlyMinor: 1200, averageOnceMinor: 5000 },
    ]);
  });

  it('says how many gave up, and how long the others waited, from the instants of the calls', async () => {
    const { total, goal } = await readActivity(deps(), request);
    const waits = eveningCalls().flatMap(({ kind, atMs, waitingAtMs }) =>
      kind === 'answered' ? [(atMs - waitingAtMs) / 1000] : [],
    );
    const mean = waits.reduce((sum, one) => sum + one, 0) / waits.length;
    const lines = activityLines({ goal }).map((one) => [one.label, one.of(total)]);
    expect(Object.fromEntries(lines)).toMatchObject({
      'Attente moyenne avant la réponse, en secondes': expect.closeTo(mean, 6),
      'Part des appels abandonnés': expect.closeTo(1 - waits.length / total.came, 9),
    });
  });

  it('a partner reads the calls of its own site, and nothing of the others nor of the team', async () => {
    await room.deps.store.write((rows) =>
      rows.lineCalls.addQuiet(LINE, {
        kind: 'handed-over',
        fromMs: Date.parse('2026-12-06T20:00:00+01:00'),
        toMs: Date.parse('2026-12-06T22:00:00+01:00'),
        calls: 7,
      }),
    );
    const own = await readActivity(deps(), { ...request, site: 'PARTENAIRE' });
    expect(own.bySite.map(({ site }) => site)).toEqual(['PARTENAIRE']);
    expect(own.total.came).toBe(own.total.overflowed);
    expect([own.quiet, own.pledges]).toEqual([[], []]);
    const files = await makeActivityReport(deps(), { ...request, site: 'PARTENAIRE' });
    expect(files.map(({ name }) => name)).toEqual([
      'UNION_ACTIVITE_PL-2026_20261206-20261206_PARTENAIRE.xlsx',
      'UNION_ACTIVITE_PL-2026_20261206-20261206_PARTENAIRE.pdf',
    ]);
    const { rows } = await workbooks.reader.read(Buffer.from(files[0]?.base64 ?? '', 'base64'));
    expect(JSON.stringify(rows)).not.toMatch(/MAISON|équipe/);
    expect((await readActivity(deps(), request)).quiet).toHaveLength(1);
  });

  it('tells the slots and how they were filled, and what changed: thresholds for whoever reads it whole', async () => {
    const at = (text: string) => Date.parse(`2026-12-06T${text}:00+01:00`);
    await room.deps.store.write(async (rows) => {
      await rows.seats.setFolder({ campaign: LINE, name: 'Promesses', body: '{}', atMs: 0 });
      for (const [code, queue] of [
        ['MAISON', 'promesses'],
        ['PARTENAIRE', 'promesses-partenaire'],
      ] as const)
        await rows.seats.setSite({ campaign: LINE, code, queue });
      const hours = { campaign: LINE, fromMs: at('20:00'), toMs: at('23:00'), author: 'lea', atMs: 0 };
      const slot = await rows.slots.add({ ...hours, site: 'MAISON', capacity: 15 });
      await rows.slots.add({ ...hours, site: 'PARTENAIRE', capacity: 50 });
      for (const person of ['Ada', 'Blaise']) {
        await rows.slots.takePlace(slot);
        const signup = { slot, campaign: LINE, person, state: 'held', queues: '[]' } as const;
        const id = await rows.slots.addSignup({ ...signup, author: 'lea', atMs: 0 });
        if (person === 'Ada') await rows.slots.changeSignup(id, { trainedAtMs: at('20:10') });
      }
      await rows.lines.addLimit(LINE, { rule: 2, max: 8, before: 15, author: 'lea', atMs: at('20:30') });
      const [change] = await rows.lines.limitChanges(LINE);
      await rows.lines.undoLimit(change?.id ?? 0, { atMs: at('21:00'), author: 'lea' });
    });
    const whole = await readActivity(deps(), request);
    expect(whole.slots).toMatchObject([
      { site: 'MAISON', capacity: 15, taken: 2, trained: 1 },
      { site: 'PARTENAIRE', capacity: 50, taken: 0, trained: 0 },
    ]);
    expect(incidentRows(whole)).toEqual([
      ['6 déc. 20:30', 'Débordement changé : règle 2, de 15 à 8 appels à la fois'],
      ['6 déc. 21:00', 'Changement repris : règle 2, de 8 à 15 appels à la fois'],
    ]);
    const quarters = whole.days[0]?.quarters ?? [];
    expect(quarters.find(({ fromMs }) => fromMs === at('20:45'))?.seatsPlanned).toBe(2);
    expect(quarters.find(({ fromMs }) => fromMs === at('23:00'))?.seatsPlanned).toBe(0);
    const partner = await readActivity(deps(), { ...request, site: 'PARTENAIRE' });
    expect([partner.slots.map(({ site }) => site), partner.incidents]).toEqual([['PARTENAIRE'], []]);
  });

  it('gives the same bytes for days that are over', async () => {
    const [one, other] = [
      await makeActivityReport(deps(), request),
      await makeActivityReport(deps(), request),
    ];
    expect(other).toEqual(one);
    if (process.env.PLATEAU_TEST_PICTURES)
      for (const { name, base64 } of one)
        writeFileSync(join(process.env.PLATEAU_TEST_PICTURES, name), Buffer.from(base64, 'base64'));
  });

  it.each([
    ['an empty day', { from: '2026-12-04', until: '2026-12-04' }, 'line-no-calls'],
    ['days the wrong way round', { from: '2026-12-06', until: '2026-12-05' }, 'day-unknown'],
    ['a day that is none', { from: '2026-02-30' }, 'day-unknown'],
    ['a site of another line', { site: 'GRENIER' }, 'site-unknown'],
    [
      'a line of another lead',
      { account: accountRow({ id: 'autre', role: 'lead', campaigns: [] }) },
      'campaign-unknown',
    ],
  ])('%s is refused in French', async (_what, change, code) => {
    await expect(readActivity(deps(), { ...request, ...change })).rejects.toMatchObject({ code });
  });
});

describeWith('pdftotext')('the same as a document', () => {
  it('is read by a program that is not ours, figures and words', async () => {
    const [, pdf] = await makeActivityReport(deps(), request);
    const file = join(room.home, 'activite.pdf');
    writeFileSync(file, Buffer.from(pdf?.base64 ?? '', 'base64'));
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    expect(text).toContain('Activité : Promesses 2026');
    expect(text).toContain('Tous les sites, le 6 déc. 2026');
    expect(text).toMatch(/Appels +\d+/);
    expect(text).toContain('2 promesses : 50 € une fois (50 € en moyenne), 12 € par mois');
    expect(text).toContain('Passés à l’équipe de l’association, 6 déc. 20:00 – 22:00 : 7');
    expect(text).toMatch(/20:45 +\d+/);
  });
});

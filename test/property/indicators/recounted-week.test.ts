import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCampaignWeek } from '../../../server/steps/indicators/read-campaign-week.ts';
import { crossed } from '../../../server/steps/indicators/read-crossing.ts';
import type { PathStep } from '../../../shared/call-script.ts';
import { isoWeekOf, periodOfIsoWeek } from '../../../shared/time.ts';
import { ASKING_SCRIPT } from '../../support/review/heard-room.ts';
import { campaignRow } from '../../support/store/store-campaign.ts';
import {
  accountRow,
  agreementRow,
  callRow,
  correctionRow,
  importRecords,
  temporaryStore,
} from '../../support/store/store-rows.ts';

/** A random week told twice: by the product, and counted again here from the calls that were played, with nothing of the product. */

const MONDAY_MS = Date.parse('2026-11-16T00:00:00+01:00');
const WEEK = isoWeekOf(MONDAY_MS);
const HOUR = 3_600_000;
const CODES = ['AC_RE', 'RA_MOYENS', 'RS_RACCROCHE', 'OP_TEL', 'AR_RECLAM', 'NJ_NRP', 'DP_LIEN'] as const;
const USEFUL: readonly string[] = ['AC_RE', 'RA_MOYENS', 'RS_RACCROCHE', 'OP_TEL', 'AR_RECLAM', 'DP_LIEN'];

const played = fc.record({
  code: fc.constantFrom(...CODES),
  segment: fc.constantFrom('S1', 'S2'),
  seniority: fc.constantFrom(0, 3, null),
  hour: fc.integer({ min: 9, max: 19 }),
  day: fc.integer({ min: 0, max: 8 }),
  why: fc.constantFrom('m', 'n', undefined),
  brake: fc.constantFrom('m', 'e', undefined),
  objects: fc.boolean(),
  isCancelled: fc.boolean(),
  isIncident: fc.boolean(),
  score: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
});
type Act = typeof played extends fc.Arbitrary<infer T> ? T : never;

const pathOf = ({ why, brake, objects }: Act): PathStep[] => [
  ...(why ? [{ node: 'pourquoi', answer: why }] : []),
  ...(brake ? [{ node: 'frein', answer: brake }] : []),
  { node: 'fin', ...(objects ? { objections: ['frais'] } : {}) },
];

async function play(store: ReturnType<typeof temporaryStore>['store'], acts: readonly Act[]) {
  const row = campaignRow({ kind: 'reactivation', scriptVersion: ASKING_SCRIPT.version });
  await store.write(async (rows) => {
    await rows.campaigns.save(row, ASKING_SCRIPT);
    await rows.accounts.insert(accountRow({ id: 'agent-1', role: 'agent', campaigns: [row.code] }));
    await rows.listening.keepGrid({ hash: 'g', version: '1', body: 'g', atMs: 1 });
  });
  const ids = await importRecords(
    store,
    acts.map(({ segment, seniority }) => ({ segment, seniority })),
    row,
  );
  await store.write(async (rows) => {
    for (const [at, act] of acts.entries()) {
      const recordId = ids[at] ?? 0;
      const endedAtMs = MONDAY_MS + act.day * 24 * HOUR + act.hour * HOUR;
      const common = {
        callId: `c${at}`,
        recordId,
        campaign: row.code,
        endedAtMs,
        startedAtMs: endedAtMs - 60_000,
      };
      const call = { ...common, disposition: act.code, path: pathOf(act), scriptVersion: 'v1', theme: 'A' };
      await rows.calls.insert(act.code === 'AC_RE' ? agreementRow(call) : callRow(call));
      if (act.code !== 'NJ_NRP')
        await rows.records.update(recordId, {
          state: 'closed',
          disposition: act.code,
          closedAtMs: endedAtMs,
        });
      if (act.code === 'AC_RE' && act.isCancelled)
        await rows.corrections.insert(
          correctionRow({
            callId: common.callId,
            kind: 'X',
            atMs: endedAtMs + 60_000,
            newMonthlyMinor: null,
          }),
        );
      if (act.isIncident)
        await rows.incidents.open({
          ...{ campaign: row.code, recordId, callId: null, kind: 'pression', origin: 'lead' },
          ...{ openedAtMs: endedAtMs, openedBy: 'lead' },
        });
      if (act.score !== undefined)
        await rows.listening.addNote({
          ...{
            id: `n${at}`,
            callId: common.callId,
            campaign: row.code,
            recordId,
            agent: 'agent-1',
            author: 'lead',
          },
          ...{
            gridHash: 'g',
            points: {},
            fails: [],
            score: act.score,
            atMs: endedAtMs,
            acknowledgedAtMs: null,
          },
          ...{ sealed: randomBytes(8), sealVersion: 1 },
        });
    }
  });
  return row;
}

/** How often each thing was heard, in the words of this file alone; fewer than five are not told. */
function heardAgain(acts: readonly Act[]) {
  const told = (count: number) => (count < 5 ? null : count);
  const table = (kind: string, noted: readonly Act[], counts: Readonly<Record<string, number>>) => {
    const figures = Object.entries(counts).filter(([, count]) => count > 0);
    return noted.length === 0
      ? []
      : [
          {
            kind,
            cases: noted.length,
            figures: Object.fromEntries(figures.map(([id, count]) => [id, told(count)])),
          },
        ];
  };
  const by = (key: 'why' | 'brake', value: string) => acts.filter((act) => act[key] === value).length;
  return [
    ...table(
      'stop-reason',
      acts.filter(({ why }) => why),
      {
        ARRET_BUDGET: by('why', 'm'),
        ARRET_NON_DIT: by('why', 'n'),
      },
    ),
    ...table(
      'brake',
      acts.filter(({ brake }) => brake),
      {
        FREIN_BUDGET: by('brake', 'm'),
        FREIN_ENGAGEMENT: by('brake', 'e'),
        FREIN_NON_DIT: by('brake', 'e'),
      },
    ),
    ...table(
      'objection',
      acts.filter(({ objects }) => objects),
      {
        frais: acts.filter(({ objects }) => objects).length,
      },
    ),
  ];
}

test('R-61 R-62 R-75 a random week counted again, call by call, gives what is heard, crossed and lived', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(played, { minLength: 10, maxLength: 60 }), async (drawn) => {
      const { store, dispose } = temporaryStore();
      try {
        const campaign = await play(store, drawn);
        const period = periodOfIsoWeek(WEEK) ?? { fromMs: 0, toMs: 0 };
        const nowMs = period.toMs + 24 * HOUR;
        const { week, table } = await store.read(async (rows) => ({
          week: await readCampaignWeek(rows, { campaign, period, nowMs }),
          table: await crossed(rows, campaign, { dimensions: ['profil', 'anciennete'], toMs: period.toMs }),
        }));
        const acts = drawn.filter(({ day }) => day < 7);
        const count = (asked: (act: Act) => boolean) => acts.filter(asked).length;

        expect(
          week.insights.heard.map(({ kind, cases, figures }) => ({
            ...{ kind, cases },
            figures: Object.fromEntries(figures.map(({ id, told }) => [id, told?.share.successes ?? null])),
          })),
        ).toEqual(heardAgain(acts));
        const kept = (act: Act) => act.code === 'AC_RE' && !act.isCancelled;
        for (const { told, id } of week.insights.heard[0]?.figures ?? []) {
          const own = acts.filter(({ why }) => why === (id === 'ARRET_BUDGET' ? 'm' : 'n'));
          if (told)
            expect([told.ends.agreement, told.ends['one-off']]).toEqual([
              own.filter(kept).length,
              own.filter(({ code }) => code === 'DP_LIEN').length,
            ]);
        }

        const useful = count(({ code }) => USEFUL.includes(code));
        if (useful >= 5) expect(table.whole?.share).toEqual({ successes: count(kept), cases: useful });
        for (const { name, cells } of table.rows)
          for (const [at, cell] of cells.entries()) {
            const seniority = { 'moins d’un an': 0, '5 à 9 ans': 3 }[table.columns[at] ?? ''] ?? null;
            const own = acts.filter(
              (act) => act.segment === name && act.seniority === seniority && USEFUL.includes(act.code),
            );
            if (cell) expect(cell.share).toEqual({ successes: own.filter(kept).length, cases: own.length });
            else expect(own.length).toBeGreaterThan(0);
          }

        const lived = Object.fromEntries(week.satisfaction.map(({ key, cumulated }) => [key, cumulated]));
        const among = (code: string) => ({ part: count((act) => act.code === code), whole: useful });
        const scored = acts.filter(({ score }) => score !== undefined);
        expect(lived).toEqual({
          'hang-ups': among('RS_RACCROCHE'),
          objections: among('OP_TEL'),
          'stop-requests': { part: 0, whole: useful },
          complaints: among('AR_RECLAM'),
          cancelled: {
            part: count((act) => act.code === 'AC_RE' && act.isCancelled),
            whole: count(({ code }) => code === 'AC_RE'),
          },
          incidents: { part: count(({ isIncident }) => isIncident), whole: useful },
          listening: { part: scored.reduce((sum, { score = 0 }) => sum + score, 0), whole: scored.length },
        });
      } finally {
        dispose();
      }
    }),
    { numRuns: 15 },
  );
});

import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLineWatch } from '../../../server/live/line-watch.ts';
import { openSeatLines } from '../../../server/live/seat-lines.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import {
  endSeatCall,
  knownCallers,
  readySeat,
  saveSeatPledge,
} from '../../../server/steps/seats/seat-calls.ts';
import type { LineExit } from '../../../shared/line-seat.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { typedPledge } from '../../support/line/pledge-room.ts';
import { LINE, type LineHouse, openLineHouse } from '../../support/seats/line-house.ts';
import { sitDown } from '../../support/seats/seated-people.ts';
import { scriptedLine } from '../../support/telephony/scripted-line.ts';

/** How each of a hundred callers ends, in an order that tells nothing of it. */
const ENDS = [
  'pledge',
  'hoax',
  'pledge',
  'handed-over',
  'pledge',
  'minor',
  'mute',
  'pledge',
  'handed-over',
  'wrong',
];
/** What the screen says of each: the words that were read. */
const EXITS: Readonly<Record<string, LineExit>> = { hoax: 'hoax', 'handed-over': 'handOver', minor: 'minor' };
const CALLERS = 100;
const MINUTE_MS = 60_000;
const numberOf = (caller: number) => `+3363998${String(1000 + caller)}`;
const endOf = (caller: number) => ENDS[caller % ENDS.length] ?? '';
/** Half of the callers are donors of the charity, whatever they call for. */
const isDonor = (caller: number) => Math.floor(caller / ENDS.length) % 2 === 0;

let house: LineHouse;
beforeAll(async () => {
  house = await openLineHouse();
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: house.ops.id });
});
afterAll(() => house.close());

/**
 * A backup is a sealed copy of the same base, and the PBX keeps nothing of a call (`plateau doctor`): what the base does not
 * tell, they do not. Every row in which something of that minute stands, without what any two calls are told apart by:
 * names, digests and instants.
 */
function tracesOf(base: DatabaseSync, fromMs: number): string {
  // Counts of whole hours: a caller's minute may be the border of one.
  const tables = base
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'line_hour'")
    .all() as { name: string }[];
  const found = tables.flatMap(({ name }) => {
    const rows = base.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[];
    return rows
      .filter((row) => Object.values(row).some((value) => isWithin(value, fromMs)))
      .map(
        (row) =>
          `${name} ${Object.entries(row)
            .map(([column, value]) => shape(column, value, fromMs))
            .join(' ')}`,
      );
  });
  return found.toSorted().join('\n');
}

const isWithin = (value: unknown, fromMs: number): boolean =>
  typeof value === 'number' && value >= fromMs && value < fromMs + MINUTE_MS;

function shape(column: string, value: unknown, fromMs: number): string {
  if (isWithin(value, fromMs)) return `${column}=+${Number(value) - fromMs}`;
  if (/^(seq|rowid|id|hash|prev|line_call_id|subject|previous|entry_hash|detail)$/.test(column))
    return column;
  if (/^(hmac-sha256:|[0-9a-f]{64}$)/.test(String(value))) return column;
  return `${column}=${value instanceof Uint8Array ? 'bytes' : String(value)}`;
}

it('a hundred callers: what is kept does not tell which of them were handed over to the team (R-42)', async () => {
  const { clock } = house;
  const pbx = scriptedLine(clock);
  const seatLines = openSeatLines(pbx);
  seatLines.begin();
  const watch = openLineWatch({ telephony: pbx, store: house.app.store, clock, log: house.app.log });
  watch.begin();
  pbx.restore();
  const app = { ...house.app, telephony: pbx, seatLines, lineWatch: watch };
  await pbx.openSeat('EQUIPE-01');
  await pbx.setReady('EQUIPE-01', true, [{ queue: 'ecoute', rank: 0 }]);
  await house.addRecords({
    records: CALLERS / 2,
    donor: (nth) => {
      const caller = Math.floor((nth - 1) / ENDS.length) * 2 * ENDS.length + ((nth - 1) % ENDS.length);
      return {
        phones: [{ slot: 'TEL_MOBILE', e164: numberOf(caller), source: 'DONATEUR', validity: 'NON_TESTE' }],
      };
    },
  });
  const { account } = await sitDown(house, { seat: 'MAISON-01' });
  await readySeat(app, { account, isReady: true });
  // The slot’s own beginning stands in the base too: no caller comes in that minute.
  clock.advance(31 * MINUTE_MS);
  const begun: number[] = [];
  const opened: number[] = [];
  for (let caller = 0; caller < CALLERS; caller += 1) {
    clock.advance(MINUTE_MS);
    begun.push(clock.nowMs());
    const callId = pbx.caller('promesses', numberOf(caller));
    opened.push((await knownCallers(app, { account, callId })).length);
    clock.advance(30_000);
    const end = endOf(caller);
    if (end === 'pledge') {
      const form = typedPledge({
        lastName: `Testeur-${String.fromCharCode(65 + (caller % 26))}`,
        place: { postcode: `31${100 + caller}`, town: 'SAINT EXEMPLE' },
      });
      expect(await saveSeatPledge(app, { account, pledge: { callId, form } })).toMatchObject({
        kind: 'saved',
      });
    }
    const how = end === 'handed-over' ? 'hand-over' : 'hang-up';
    const exit = EXITS[end];
    expect(await endSeatCall(app, { account, end: { callId, how, exit, isReady: true } })).toBe(true);
    // The team ends its call in its own time.
    if (end === 'handed-over') pbx.leaves(callId);
  }
  // What is counted by the hour is told once its hour is over.
  clock.advance(61 * MINUTE_MS);
  await watch.close();
  expect(opened.filter((people) => people > 0)).toHaveLength(CALLERS / 2);

  const base = new DatabaseSync(house.app.store.files()[0] ?? '', { readOnly: true });
  const traces = begun.map((fromMs) => tracesOf(base, fromMs));
  const told = base.prepare('SELECT kind, min(calls) AS least FROM line_hour GROUP BY kind').all();
  expect(told.map(({ kind }) => kind).toSorted()).toEqual(['handed-over', 'hoax', 'minor', 'team-answered']);
  expect(told.every(({ least }) => Number(least) >= 5)).toBe(true);
  base.close();
  const tracesWhere = (ends: readonly string[], donor: boolean) =>
    new Set(traces.filter((_, caller) => ends.includes(endOf(caller)) && isDonor(caller) === donor));
  const OTHERS = ['hoax', 'minor', 'mute', 'wrong'];
  for (const donor of [true, false]) {
    const handed = tracesWhere(['handed-over'], donor);
    expect(handed).toEqual(tracesWhere(OTHERS, donor));
    // The comparison is worth something: a pledge does leave more.
    expect([...handed].every((one) => one.includes('line_call'))).toBe(true);
    expect([...tracesWhere(['pledge'], donor)].every((one) => !handed.has(one))).toBe(true);
  }

  const silent = Array.from({ length: CALLERS }, (_, caller) => caller).filter(
    (caller) => endOf(caller) !== 'pledge' && !isDonor(caller),
  );
  const indexes = await house.app.vault.blindAll(
    'UNION',
    silent.map((caller) => ({ purpose: 'phone', value: numberOf(caller) })),
  );
  const kept = house.app.store.files().map((file) => readFileSync(file, 'latin1'));
  for (const secret of [...indexes, ...silent.map(numberOf)])
    expect(kept.some((bytes) => bytes.includes(secret))).toBe(false);
  expect((await house.app.store.read((rows) => rows.pledges.ofCampaign(LINE))).length).toBe(40);
});

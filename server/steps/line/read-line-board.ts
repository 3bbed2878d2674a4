import { inTurn } from '../../../shared/in-turn.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { keptSince } from '../../domain/line/call-back.ts';
import { type BoardFacts, dayBegan, lineBoard } from '../../domain/line/line-board.ts';
import { withLimits } from '../../domain/line/line-limits.ts';
import { PART_WORDS } from '../../domain/said/part-words.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { LineSnapshot } from '../../ports/telephony.ts';
import { unapprovedParts } from '../script/edition-in-force.ts';
import type { CallNow } from './calls-now.ts';
import type { SeenLine } from './followed-lines.ts';

/** What is on the line at this instant. */
export interface OnTheLine extends Pick<LineSnapshot, 'seats'> {
  readonly state: LineBoard['line']['state'];
  readonly sinceMs: number;
  readonly calls: ReadonlyMap<string, CallNow>;
  readonly freed: ReadonlyMap<string, number>;
}

/** No pledge reaches it. */
const NEVER = 1e12;

/** How many at a seat of that line have asked for help today and have no word of a lead yet. */
async function helpAsked(
  rows: StoreReader,
  { reader, campaign, nowMs }: { readonly reader: string; readonly campaign: string; readonly nowMs: number },
): Promise<number> {
  const dayMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
  const asked = (await rows.messages.unanswered(reader, dayMs)).filter(({ isReply }) => !isReply);
  const people = [...new Set(asked.map(({ author }) => author))];
  const here = await inTurn.filter(
    people,
    async (person) => (await rows.slots.signupOfAccount(person))?.campaign === campaign,
  );
  return here.length;
}

async function unapprovedLabels(rows: StoreReader, code: string): Promise<readonly string[]> {
  const line = await rows.lines.byCode(code);
  return line?.state === 'open'
    ? (await unapprovedParts(rows, line)).map((kind) => PART_WORDS[kind].label)
    : [];
}

const HOUR_MS = 3_600_000;

/**
 * The boards of those lines, as far as each is seen: what is on the line now, and what the base has counted since the day began.
 * Reads only.
 */
export async function readLineBoards(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  seen: readonly SeenLine[],
  { state, sinceMs, calls, freed, seats }: OnTheLine,
): Promise<readonly LineBoard[]> {
  const nowMs = clock.nowMs();
  const heard: Pick<BoardFacts, 'line' | 'calls' | 'freed' | 'seats' | 'nowMs'> = {
    nowMs,
    line: { state, sinceMs },
    calls: [...calls.values()],
    freed,
    seats,
  };
  return await store.read((rows) =>
    inTurn.map(seen, async ({ settings, sight, reader }) => {
      const { code, expected } = settings;
      const period = { fromMs: dayBegan(settings, nowMs), toMs: nowMs + 1 };
      const counts = await rows.lineCalls.countsBySite(code, period, expected.servedSeconds * 1000);
      const lastHour = { fromMs: nowMs - HOUR_MS, toMs: nowMs + 1 };
      const sinceMs = keptSince(settings, nowMs);
      const changes = await rows.lines.limitChanges(code);
      return lineBoard(withLimits(settings, changes), {
        ...heard,
        sight,
        toCheck: await rows.pledges.toCheckBySite(code, (settings.verifyAboveUnits ?? NEVER) * 100),
        toRing: sinceMs === null ? null : await rows.lineCallbacks.waiting(code, sinceMs),
        helpAsked: reader === null ? 0 : await helpAsked(rows, { reader, campaign: code, nowMs }),
        unapproved: await unapprovedLabels(rows, code),
        counts: new Map(counts.map(({ site, ...own }) => [site, own])),
        quiet: sight === null ? await rows.lineCalls.quietSpans(code, period) : [],
        pledges: await rows.pledges.sums(code, period),
        lastHour: new Map(
          (await rows.lineCalls.countsBySite(code, lastHour, 0)).map(({ site, came }) => [site, came]),
        ),
      });
    }),
  );
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Correction,
  correctedCall,
  isCancelled,
  type LineSent,
  lastCarried,
  lineToSend,
} from '../../../server/domain/call/corrected-call.ts';
import { weeklyFile } from '../../../server/domain/delivery/weekly-file.ts';
import type { WeeklyFact } from '../../../server/domain/delivery/weekly-file-lines.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { agreementsOf } from '../../support/review/agreement-fact.ts';

const OLD = 1000;

/** What happens to the calls, in order: a new one, a correction of one, its e-mail back, or a weekly file. */
type Event =
  | { readonly kind: 'call'; readonly disposition: 'AC_UP' | 'DP_LIEN'; readonly minor: number }
  | { readonly kind: 'amount'; readonly of: number; readonly minor: number }
  | { readonly kind: 'cancel' | 'bounce'; readonly of: number }
  | { readonly kind: 'week' };

const minor = fc.integer({ min: 1100, max: 9000 });
const of = fc.nat({ max: 20 });
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant('call' as const), disposition: fc.constantFrom('AC_UP', 'DP_LIEN'), minor }),
  fc.record({ kind: fc.constant('amount' as const), of, minor }),
  fc.record({ kind: fc.constantFrom('cancel', 'bounce'), of }),
  fc.constant({ kind: 'week' as const }),
);

interface Life {
  readonly call: WeeklyFact['call'];
  corrections: Correction[];
  sent: LineSent[];
  bounced: boolean;
}

function newLife(at: number, event: Event & { readonly kind: 'call' }): Life {
  const isOneOff = event.disposition === 'DP_LIEN';
  const call = {
    callId: `call-${String(at).padStart(3, '0')}`,
    campaign: 'UPG-FR-26',
    disposition: event.disposition,
    endedAtMs: 1_795_000_000_000 + at,
    changed: false,
    askLevel: isOneOff ? null : ('1' as const),
    oldMinor: isOneOff ? null : OLD,
    newMinor: isOneOff ? null : event.minor,
    newMonthlyMinor: isOneOff ? null : event.minor,
    oneOffMinor: isOneOff ? event.minor : null,
    currency: 'EUR' as const,
    firstDebitOn: null,
  };
  return { call, corrections: [], sent: [], bounced: false };
}

const asCorrectable = (life: Life) => ({ ...life.call, newMonthlyMinor: life.call.newMinor });

/** One weekly file of everything owed, as the step makes it; what it carried is then sent. */
function file(lives: readonly Life[]) {
  const facts = lives.flatMap((life): WeeklyFact[] => {
    const owed = lineToSend(life);
    if (!owed) return [];
    const now = correctedCall(asCorrectable(life), life.corrections);
    const told = correctedCall(asCorrectable(life), lastCarried(life.corrections, life.sent));
    const fact = { donor: fictitiousDonor(1), confirmation: undefined, line: owed.line };
    life.sent.push(owed);
    return [
      owed.line === 'N'
        ? { ...fact, call: now }
        : { ...fact, call: owed.line === 'X' ? told : now, before: told },
    ];
  });
  return weeklyFile({
    campaign: { code: 'UPG-FR-26', kind: 'upgrade', country: 'FR' },
    week: '2026-W47',
    facts,
    agreements: agreementsOf(facts),
    createdAtMs: 0,
  });
}

function play(events: readonly Event[]) {
  const lives: Life[] = [];
  const files: ReturnType<typeof file>[] = [];
  for (const [at, event] of [...events, { kind: 'week' } as const].entries()) {
    if (event.kind === 'call') lives.push(newLife(at, event));
    else if (event.kind === 'week') files.push(file(lives));
    else change(lives[event.of % Math.max(1, lives.length)], at, event);
  }
  return { lives, files };
}

function change(life: Life | undefined, at: number, event: Exclude<Event, { kind: 'call' | 'week' }>): void {
  if (!life || isCancelled(life.corrections)) return;
  if (event.kind === 'bounce') life.bounced = true;
  const none = { newMinor: null, newMonthlyMinor: null, oneOffMinor: null, firstDebitOn: null };
  if (event.kind === 'cancel') life.corrections.push({ id: `x-${at}`, kind: 'X', ...none });
  if (event.kind !== 'amount') return;
  const amounts =
    life.call.oneOffMinor === null
      ? { ...none, newMinor: event.minor, newMonthlyMinor: event.minor }
      : { ...none, oneOffMinor: event.minor };
  life.corrections.push({ id: `m-${at}`, kind: 'M', ...amounts });
}

/** As the charity's CRM does: the last line of a call wins, an X removes it. */
function loaded(files: readonly ReturnType<typeof file>[]): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { mandates, oneOffs } of files) {
    for (const line of [...mandates, ...oneOffs]) {
      const amount = 'newMinor' in line ? line.newMinor : line.oneOffMinor;
      if (line.line === 'X') held.delete(line.callId);
      else held.set(line.callId, amount);
    }
  }
  return held;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const run = (check: (events: readonly Event[]) => void) =>
  fc.assert(fc.property(fc.array(anyEvent, { maxLength: 40 }), check), { numRuns: 300 });

describe('R-20 all weekly files together, whatever is corrected, cancelled or comes back between them', () => {
  it('say what the final file says, call by call and in sum', () => {
    run((events) => {
      const { lives, files } = play(events);
      const standing = lives.filter((life) => !isCancelled(life.corrections));
      const final = standing.map((life) => {
        const now = correctedCall(asCorrectable(life), life.corrections);
        return [life.call.callId, now.newMinor ?? now.oneOffMinor ?? 0] as const;
      });
      expect(new Map([...loaded(files)].sort())).toEqual(new Map(final));
    });
  });

  it('have control sheets whose effects add up to it', () => {
    run((events) => {
      const { lives, files } = play(events);
      const effects = files.map(({ spec }) => [...(spec.sheets[2]?.rows ?? [])].map((row) => row.slice(10)));
      const total = (sheet: number, column: number) =>
        sum(
          effects.map((rows) => {
            const cell = rows[sheet]?.[column];
            return typeof cell === 'object' && cell !== null && 'minor' in cell ? cell.minor : 0;
          }),
        );
      const standing = lives.filter((life) => !isCancelled(life.corrections));
      const now = standing.map((life) => correctedCall(asCorrectable(life), life.corrections));
      const agreements = now.filter((call) => dispositionOf(call.disposition)?.agreement);
      expect(total(0, 1)).toBe(sum(agreements.map((call) => call.newMinor ?? 0)));
      expect(total(0, 0)).toBe(sum(agreements.map((call) => (call.newMinor ?? 0) - OLD)));
      expect(total(1, 1)).toBe(sum(now.map((call) => call.oneOffMinor ?? 0)));
    });
  });

  it('say nothing twice: one N a call at most, one X, and nothing new in a file that follows at once', () => {
    run((events) => {
      const { lives, files } = play(events);
      for (const life of lives) {
        const count = (line: LineSent['line']) => life.sent.filter((one) => one.line === line).length;
        expect([count('N') <= 1, count('X') <= 1]).toEqual([true, true]);
        const contents = life.sent.map((one) => `${one.correctionId} ${one.bounced}`);
        expect(new Set(contents).size).toBe(contents.length);
      }
      expect(files.length).toBeGreaterThan(0);
      const next = file(lives);
      expect([next.mandates, next.oneOffs]).toEqual([[], []]);
    });
  });
});

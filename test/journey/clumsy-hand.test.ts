import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seededChance } from '../../scripts/demo/seeded-chance.ts';
import { contractBreaches } from '../../shared/script-contract.ts';
import { isAsk, progressOf } from '../../shared/script-progress.ts';
import { stoppedAt } from '../../shared/script-stop.ts';
import { CARD_GUARD_MS } from '../../tui/state/call/ending-guard.ts';
import { isStopped } from '../../tui/state/call/no-more-asks.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { buildWorkstation, openTestScreen, type TestScreen } from '../support/workstation/screen.ts';
import { TimedHand } from '../support/workstation/timed-hand.ts';

const CARDS = 100;
const script = referenceScript();
type Plan = 'nobody' | 'agrees' | 'refuses' | 'stop';

/** Keys struck beside the right one. */
const WRONG = [
  ...['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9', 'f10', 'tab', ' ', ':', 'enter'],
  ...['N', 'R', 'O', 'P', 'T', 'E', 'H', 'F', 'S', 'A', 'V', 'D', 'G', 'C', 'h', 'l', 'd', 'b', 'e', 'm'],
];
/** What a hand that reads answers on each step; elsewhere the first answer. */
const ANSWERS: Readonly<Record<string, string>> = {
  ...{
    accroche: 'enter',
    moment: 'o',
    merci: 'enter',
    impact: 'enter',
    objection: 'n',
    repli: 'n',
    don_ponctuel: 'n',
  },
  ...{ recapitulatif: 'o', coordonnees: 'enter', fin_refus: 'o' },
};

/** The key that somebody who reads the screen would press. */
function meant({ state }: TimedHand, plan: Plan, stopWord: string): string {
  const { stage, overlay } = state;
  if (overlay) return 'escape';
  if (stage.at !== 'call') return 'enter';
  const { call, form } = stage;
  if (form?.kind === 'confirm') return plan === 'stop' && !form.why.includes('sera perdu') ? 'o' : 'n';
  if (form?.kind === 'coordinates') return 'r';
  if (form?.kind === 'endings') return 'a';
  if (form) return 'escape';
  const node = call.path.at(-1)?.node ?? '';
  // A stop word struck beside the right key is taken back.
  if (plan !== 'stop' && isStopped(call) && call.path.at(-1)?.stop) return 'backspace';
  if (plan === 'nobody' && call.path.length === 1) return 'f1';
  if (node === 'proposition') return { nobody: 'n', agrees: 'o', refuses: 'n', stop: stopWord }[plan];
  return ANSWERS[node] ?? script.nodes[node]?.answers[0]?.key ?? 'f1';
}

/** Where most is to be lost, the hand is at its worst. */
function isAgreed({ state: { stage } }: TimedHand): boolean {
  return stage.at === 'call' && stage.call.agreed !== undefined;
}

interface Seen {
  /** Calls in which the person said yes to the read-back. */
  readonly agreed: Set<string>;
  /** Of these, the ones whose agent was asked whether to lose it, and said so. */
  readonly given: Set<string>;
}

function look({ state: { stage } }: TimedHand, seen: Seen): void {
  if (stage.at !== 'call') return;
  const { call, form } = stage;
  const { callId } = call.card;
  if (call.agreed && progressOf(script, call.path).readBack.has('agreement')) seen.agreed.add(callId);
  if (form?.kind === 'confirm' && form.why.includes('sera perdu')) seen.given.add(callId);
}

/** One hand over a hundred cards: keys held, bounced, in capitals and wrong, all as bytes of a terminal. */
function clumsyShift(seed: number): { readonly hand: TimedHand; readonly seen: Seen } {
  const chance = seededChance(seed);
  const between = (low: number, high: number) => low + Math.floor(chance() * (high - low));
  const pick = <T>(list: readonly T[]) => list[Math.floor(chance() * list.length)] as T;
  const hand = new TimedHand({ serverMs: between(10, 900) });
  const seen: Seen = { agreed: new Set(), given: new Set() };
  const strike = (afterMs: number, ...keys: string[]) => {
    for (const key of keys) {
      hand.type(afterMs, key);
      look(hand, seen);
    }
  };
  for (let strokes = 0; hand.filed.length < CARDS && strokes < CARDS * 80; ) {
    const plan: Plan = pick(['nobody', 'nobody', 'agrees', 'refuses', 'stop']);
    const stopWord = pick(['V', 'D', 'G', 'C', 'S']);
    for (
      const before = hand.filed.length;
      hand.filed.length === before && strokes < CARDS * 80;
      strokes += 1
    ) {
      const key = meant(hand, plan, stopWord);
      strike(between(250, 1800), key);
      const how = chance();
      if (how < 0.12) strike(between(30, 130), key);
      else if (how < 0.2) {
        strike(500, key);
        strike(30, ...Array<string>(between(5, 70)).fill(key));
      } else if (how < (isAgreed(hand) ? 0.6 : 0.32)) strike(between(60, 900), pick(WRONG));
      else if (how < 0.36 && /^[a-z]$/.test(key))
        strike(between(200, 900), key.toUpperCase(), key.toUpperCase());
    }
  }
  return { hand, seen };
}

describe('une main maladroite', () => {
  it.each([1, 7, 2026])(
    'a hundred cards, seed %i: none filed unseen, no agreement lost, no ask after a stop',
    (seed) => {
      const { hand, seen } = clumsyShift(seed);
      expect(hand.filed).toHaveLength(CARDS);
      expect(new Set(hand.filed.map(({ outcome }) => outcome.callId)).size).toBe(CARDS);
      const unseen = hand.filed.filter(({ shownMs }) => shownMs < CARD_GUARD_MS);
      expect(unseen).toEqual([]);
      const lost = hand.filed.filter(
        ({ outcome: { callId, form } }) => seen.agreed.has(callId) && form !== 'agreement',
      );
      expect(lost.filter(({ outcome }) => !seen.given.has(outcome.callId))).toEqual([]);
      // The hand that reads never gives one away.
      expect(lost.map(({ outcome }) => outcome.disposition)).toEqual([]);
      for (const { outcome } of hand.filed) {
        const path = outcome.path ?? [];
        expect(contractBreaches(script, path, outcome.disposition)).toEqual([]);
        const at = stoppedAt(script, path);
        const after = at === undefined ? [] : path.slice(at);
        expect(after.filter(({ node }) => isAsk(script.nodes[node] ?? never(node)))).toEqual([]);
        if (at !== undefined) expect(outcome.form).toBe('plain');
      }
      // The hand was clumsy, not idle: each kind of call is there.
      const codes = new Set(hand.endings);
      for (const code of ['NJ_NRP', 'AC_UP', 'NE_MERCI']) expect([...codes]).toContain(code);
    },
  );
});

function never(node: string): never {
  throw new Error(`no step ${node}`);
}

describe('on a terminal, with the workstation as it is built', () => {
  let bundle = '';
  let screen: TestScreen | undefined;
  beforeAll(() => {
    const built = buildWorkstation();
    bundle = built.bundle;
    return () => built.remove();
  });
  afterEach(() => screen?.close());

  it('F1 held over the change of cards files one of them', async () => {
    screen = openTestScreen({ bundle, env: { CLOCK: 'real', GUARD: String(CARD_GUARD_MS), CARDS: '9' } });
    await screen.see('─ Accroche ─');
    const filed = () => screen?.desk().filter(({ method }) => method === 'recorded').length ?? 0;
    for (let at = 0; at < 20; at += 1) {
      screen.press('f1');
      await pause(30);
    }
    await screen.see('Fiche à peine affichée');
    expect(filed()).toBe(0);
    await pause(CARD_GUARD_MS);
    for (let at = 0; at < 100; at += 1) {
      screen.press('f1');
      await pause(30);
    }
    await screen.see('Touche répétée');
    expect(filed()).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { CallScript, PathStep } from '../../../../shared/call-script.ts';
import { contractBreaches } from '../../../../shared/script-contract.ts';
import { isAsk } from '../../../../shared/script-progress.ts';
import { ACTIONS } from '../../../../tui/keys/actions.ts';
import { contextOf } from '../../../../tui/keys/contexts.ts';
import { keyBarLines } from '../../../../tui/panes/key-bar-lines.ts';
import { offersLines } from '../../../../tui/panes/offers-lines.ts';
import { type Call, openCall } from '../../../../tui/state/call/call.ts';
import { isStopped } from '../../../../tui/state/call/no-more-asks.ts';
import { paletteEntries } from '../../../../tui/state/overlays/palette.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { CAMPAIGN_FOLDERS, loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

/** Every path by answers from the start to each node, the shortest one each. */
function pathsOf(script: CallScript): ReadonlyMap<string, readonly PathStep[]> {
  const found = new Map<string, readonly PathStep[]>([[script.start, [{ node: script.start }]]]);
  for (const [id, path] of found)
    for (const { key, to } of script.nodes[id]?.answers ?? [])
      if (to !== undefined && !found.has(to))
        found.set(to, [...path.slice(0, -1), { node: id, answer: key }, { node: to }]);
  return found;
}

const agreed = { level: '1', amount: { minor: 5000, currency: 'EUR' } } as const;

function standing(script: CallScript, path: readonly PathStep[]): WorkstationState {
  const call: Call = { ...openCall(fictitiousCard(), script, MONDAY_EVENING_MS), path, agreed };
  return { ...startState(), stage: { at: 'call', call } };
}

const callOf = ({ stage }: WorkstationState): Call | undefined =>
  stage.at === 'call' ? stage.call : undefined;

/** Keys that a hand has, in every place; those of fields would only write. */
const KEYS = [
  ...new Set([
    ...ACTIONS.flatMap((one) => one.bindings.map(({ key }) => key)),
    ...'abcdefghijklmnopqrstuvwxyz123456789 ',
  ]),
];

function placeOf(state: WorkstationState): string {
  const { stage, overlay } = state;
  const call = callOf(state);
  const form = stage.at === 'call' ? stage.form : undefined;
  const last = call?.path.at(-1);
  const list = form?.kind === 'dispositions' ? [form.letters] : [];
  return JSON.stringify([stage.at, overlay?.kind, form?.kind, last, call?.closing, call?.wanted, list]);
}

/** Where to look no further: text in a field, and pages that show nothing of the call. */
const STILL = new Set([
  'filter',
  'callback',
  'correction',
  'note',
  'search',
  'knowledge',
  'palette',
  'help',
  'diary',
]);
const STILL_MORE = new Set(['my-day', 'messages', 'shift-end', 'quit', 'undo', 'freeze', 'objections']);

/** A step back of the word itself, still on screen with nothing said since: the one thing that unlocks. */
function takesBack(state: WorkstationState, key: string): boolean {
  const call = callOf(state);
  return (
    key === 'backspace' && call !== undefined && call.path.at(-1)?.answer === undefined && !call.stopStands
  );
}

/** What a key, and the palette's actions, make of a state. */
function nextOf(state: WorkstationState): readonly WorkstationState[] {
  const context = contextOf(state);
  if (state.stage.at !== 'call' || STILL.has(context) || STILL_MORE.has(context)) return [];
  const byKey = KEYS.filter((key) => !takesBack(state, key)).map((key) => press(state, key));
  const byPalette = paletteEntries(state, '').flatMap(({ action, whyNot }) =>
    whyNot === undefined && action.id !== 'step-back' ? [tell(state, action.message(state))] : [],
  );
  return [...byKey, ...byPalette];
}

/** Every state that so many keys in a row reach from there. */
function reached(from: WorkstationState, keys: number): readonly WorkstationState[] {
  const seen = new Map([[placeOf(from), from]]);
  let last = [from];
  for (let step = 0; step < keys; step += 1) {
    const next = last.flatMap(nextOf);
    last = [];
    for (const state of next) {
      const place = placeOf(state);
      if (seen.has(place)) continue;
      seen.set(place, state);
      last.push(state);
    }
  }
  return [...seen.values()];
}

const WORDS = {
  vulnerable: 'V',
  bereaved: 'D',
  hardship: 'G',
  anger: 'C',
  opposition: 'S',
  'by F-key': 'f9',
};

describe.each(CAMPAIGN_FOLDERS)('%s', (folder) => {
  const { script } = loadedCampaign(folder);
  const paths = pathsOf(script);
  /** Agreed, read back, the e-mail announced: the agreement is one answer away. */
  const deepest = [...paths.keys()].find((id) => script.nodes[id]?.marks.includes('email-announced'));
  const offers = fictitiousCard().asks.map(({ words }) => words);

  it.each(Object.entries(WORDS))(
    'after « %s », no key of any step brings an ask or an offer back',
    (_, key) => {
      for (const [id, path] of paths) {
        const stopped = press(standing(script, path), key);
        expect(callOf(stopped)).toSatisfy((call: Call) => isStopped(call), id);
        for (const state of reached(stopped, id === deepest ? 2 : 1)) {
          const call = callOf(state);
          if (state.stage.at === 'saving') {
            const { outcome } = state.stage;
            expect(outcome.form, `${id} ${outcome.disposition}`).toBe('plain');
            expect(contractBreaches(script, outcome.path ?? [], outcome.disposition)).toEqual([]);
          }
          if (!call) continue;
          const node = script.nodes[call.path.at(-1)?.node ?? ''];
          expect(node && isAsk(node), `${id} → ${call.path.at(-1)?.node}`).toBe(false);
          const drawn = JSON.stringify(offersLines(call, { width: 100, height: 12 }, 'two'));
          for (const words of offers) expect(drawn).not.toContain(words);
        }
      }
    },
  );
});

describe('the word itself', () => {
  const ask = ['o', 'o', 's', 's'];
  const at = (...keys: string[]) =>
    press(
      tell(startState(), {
        type: 'card-came',
        card: fictitiousCard(),
        script: loadedCampaign('upgrade-fr').script,
      }),
      ...keys,
    );

  it('pressed by mistake, is taken back by a step back, with what had been agreed', () => {
    const back = press(at(...ask, 'o', 'V'), 'backspace');
    expect(callOf(back)).toMatchObject({ path: { length: 6 }, agreed: { amount: { minor: 1500 } } });
    expect(callOf(press(back, 'o'))?.path.at(-1)?.node).toBe('recapitulatif');
  });

  it('stands once the conclusion was answered', () => {
    const said = press(at(...ask, 'V', 'v'), 'escape');
    const back = press(said, 'backspace');
    expect(callOf(back)).toEqual(callOf(said));
    expect(back.notice?.text).toBe(FRENCH.refusals.stopStands);
  });

  it('keeps no word about the person: the path says that asks stopped, not why', () => {
    const path = callOf(at(...ask, 'G'))?.path.at(-1);
    expect(path).toEqual({ node: 'fin_neutre', stop: true });
  });
});

describe('the server', () => {
  const { script } = loadedCampaign('upgrade-fr');
  const asked = 'accroche:o moment:o merci:s impact:s proposition';
  const path = (text: string): PathStep[] =>
    text.split(' ').map((step) => {
      const [node = '', answer] = step.split(':');
      return answer ? { node, answer } : { node };
    });
  const stopped = [...path(asked), { node: 'fin_neutre', stop: true as const }];
  const codes = (steps: readonly PathStep[], code: string) =>
    contractBreaches(script, steps, code).map((breach) => breach.code);

  it('refuses an agreement, a gift and a promised call after the stop, whoever sends them', () => {
    for (const code of ['AC_UP', 'DP_LIEN', 'RP_PERSO', 'RP_INDECIS', 'RA_SANSMOTIF'])
      expect(codes(stopped, code), code).toContain('ask-after-stop');
    expect(codes([...stopped, { node: 'fin_accord', answer: 'f' }], 'AC_UP')).toContain('ask-after-stop');
  });

  it('takes the neutral endings, an objection, and a line that was cut', () => {
    for (const code of ['NE_MERCI', 'NE_VULN', 'OP_TEL', 'NJ_COUPE'])
      expect(codes(stopped, code), code).toEqual([]);
  });

  it('refuses an ending that contradicts the path: who heard the proposal did not refuse to listen', () => {
    expect(codes(path(asked), 'RS_RACCROCHE')).toEqual(['contradicts-path']);
    expect(codes(path(asked), 'RS_ENTRETIEN')).toEqual(['contradicts-path']);
    expect(codes(path('accroche:o moment:o merci'), 'RS_RACCROCHE')).toEqual([]);
    expect(codes(path(asked), 'RA_SANSMOTIF')).toEqual([]);
    expect(codes(path(asked), 'RA_MOYENS')).toEqual(['missing-mark']);
  });
});

it('once the asks are over, the bar dims the endings that are refused, and pressed they say why', () => {
  const { script } = loadedCampaign('upgrade-fr');
  const open = press(standing(script, [{ node: script.start }]), 'V');
  const spans = keyBarLines(open, contextOf(open), { width: 80, height: 3 }).flat();
  const toneOf = (label: string) => spans.find(({ text }) => text === ` ${label}`)?.tone;
  expect(['Accord', 'Rappel', 'Tiers'].map(toneOf)).toEqual(['faint', 'faint', 'faint']);
  expect(['Sans rép.', 'Opposition', 'Raccroche'].map(toneOf)).toEqual(['plain', 'plain', 'plain']);
  expect(press(open, 'A').notice?.text).toMatch(/^Plus aucune demande dans cet appel/);
});

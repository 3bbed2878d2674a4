import { describe, expect, it } from 'vitest';
import { callingRules } from '../../../../server/domain/calling-rules/calling-rules.ts';
import { previewCard } from '../../../../server/domain/script/script-preview-card.ts';
import { sampleDonors } from '../../../../server/domain/script/script-preview-samples.ts';
import { dispositionOf } from '../../../../shared/dispositions.ts';
import { exercisesOf } from '../../../../shared/practice.ts';
import { contractBreaches } from '../../../../shared/script-contract.ts';
import { callNoteProblem } from '../../../../shared/text-rules.ts';
import { ACTIONS } from '../../../../tui/keys/actions.ts';
import { contextOf } from '../../../../tui/keys/contexts.ts';
import { dayLine, showsThanks } from '../../../../tui/panes/day-line.ts';
import { paletteEntries } from '../../../../tui/state/overlays/palette.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { loadedCampaign, THANKS_FOLDER } from '../../../support/campaign/reference-campaigns.ts';
import { MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const { settings, script } = loadedCampaign(THANKS_FOLDER);
const [usual] = sampleDonors(settings);
const card = previewCard({
  settings,
  scriptVersion: script.version,
  donor: usual!.donor,
  rules: callingRules(),
  nowMs: MONDAY_EVENING_MS,
});
const opened = tell(startState(), { type: 'card-came', card, script });

/** Keys that a hand has, in every place. */
const KEYS = [
  ...new Set([
    ...ACTIONS.flatMap((one) => one.bindings.map(({ key }) => key)),
    ...'abcdefghijklmnopqrstuvwxyz123456789 ',
  ]),
];
/** Where a key only writes, or shows nothing of the call. */
const STILL = new Set([
  'filter',
  'callback',
  'correction',
  'note',
  'search',
  'palette',
  'knowledge',
  'help',
  'diary',
]);

function placeOf(state: WorkstationState): string {
  const { stage, overlay } = state;
  if (stage.at !== 'call') return stage.at;
  const { call, form } = stage;
  const letters = form?.kind === 'dispositions' ? form.letters : '';
  const last = call.path.at(-1);
  return JSON.stringify([
    overlay?.kind,
    form?.kind,
    letters,
    last?.node,
    last?.stop,
    call.closing?.code,
    call.wanted,
  ]);
}

/** States that look alike: what is wanted or asked on the way shows in the same words. */
function lookOf({ stage, overlay }: WorkstationState): string {
  if (stage.at !== 'call') return `${stage.at} ${overlay?.kind}`;
  const { call, form } = stage;
  return JSON.stringify([
    overlay?.kind,
    form?.kind,
    call.path.at(-1)?.node,
    call.path.some(({ stop }) => stop),
  ]);
}

function nextOf(state: WorkstationState): readonly WorkstationState[] {
  if (state.stage.at !== 'call' || STILL.has(contextOf(state))) return [];
  const byPalette = paletteEntries(state, '').flatMap(({ action, whyNot }) =>
    whyNot === undefined ? [tell(state, action.message(state))] : [],
  );
  return [...KEYS.map((key) => press(state, key)), ...byPalette];
}

/** Every state that keys and palette reach from a fresh card, whatever their order and number. */
function everyState(): readonly WorkstationState[] {
  const seen = new Map([[placeOf(opened), opened]]);
  for (const state of seen.values())
    for (const next of nextOf(state)) {
      const place = next.stage.at === 'saving' ? `saving ${next.stage.outcome.disposition}` : placeOf(next);
      if (!seen.has(place)) seen.set(place, next);
    }
  return [...seen.values()];
}

/** Words of an ask, an agreement or a gift, as the workstation says them of the other kinds. */
const ASKS =
  /[Pp]roposition|1re |2e |Ponctuel|don ponctuel|Libre :|Accord|accord de|[Rr]écapitulatif|Montant|demande 1|demande 2|[Aa]ugment/;
const AMOUNT_SAID = /\d\s*(?:€|CHF)/;

describe('R-60 a thank-you campaign, whatever key is pressed', () => {
  const states = everyState();

  it('every step, form and list is reached', () => {
    const nodes = new Set(
      states.flatMap(({ stage }) => (stage.at === 'call' ? [stage.call.path.at(-1)?.node] : [])),
    );
    expect(Object.keys(script.nodes).filter((id) => !nodes.has(id))).toEqual([]);
    expect(states.length).toBeGreaterThan(200);
  });

  it('records an ending of its own, plain, without an amount', () => {
    const outcomes = states.flatMap(({ stage }) => (stage.at === 'saving' ? [stage.outcome] : []));
    const codes = [...new Set(outcomes.map(({ disposition }) => disposition))];
    expect(codes).toEqual(
      expect.arrayContaining(['ME_FAIT', 'ME_CONTACT', 'ME_DEJA', 'OP_TEL', 'AR_STOP', 'NE_VULN']),
    );
    for (const outcome of outcomes) {
      expect(['plain', 'callback'], outcome.disposition).toContain(outcome.form);
      expect(dispositionOf(outcome.disposition)).toMatchObject({
        agreement: false,
        oneOff: false,
        pitched: false,
      });
      expect(contractBreaches(script, outcome.path ?? [], outcome.disposition)).toEqual([]);
    }
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])('shows no ask and no offer, at $columns×$rows', (size) => {
    const drawn = new Map(states.map((state) => [lookOf(state), state]));
    expect(drawn.size).toBeGreaterThan(100);
    for (const state of drawn.values()) {
      const { text } = drawnScreen(state, size);
      expect(text, placeOf(state)).not.toMatch(ASKS);
      expect(text, placeOf(state)).not.toMatch(AMOUNT_SAID);
    }
  });

  it('the line of the day counts calls beside such a card, and no agreement', () => {
    const rect = { left: 0, top: 0, width: 78, height: 1 };
    const today = { calls: 3, agreements: 2 };
    const said = (isOfThanks: boolean) =>
      dayLine({ today, isOfThanks }, MONDAY_EVENING_MS, rect)
        .line.map(({ text }) => text)
        .join('');
    expect([said(showsThanks(opened)), said(false)]).toEqual([' 3 appels ', ' 3 appels · 2 accords ']);
  });

  it('opens no form of an amount', () => {
    const forms = states.flatMap(({ stage }) => (stage.at === 'call' && stage.form ? [stage.form.kind] : []));
    expect(new Set(forms)).not.toContain('amount');
    expect(press(opened, 'ctrl-g').notice?.text).toBe(
      'Rien n’est demandé dans cette campagne : aucun montant ne se note.',
    );
  });

  it('the key of an agreement thanks, step by step', () => {
    const led = press(opened, 'A');
    expect(led.stage.at === 'call' && led.stage.call.wanted).toBe('ME_FAIT');
    const palette = paletteEntries(opened, '').map(({ action }) => `${action.label} ${action.help}`);
    expect(palette.filter((line) => ASKS.test(line))).toEqual([]);
    expect(palette).toContain('Merci dit Remerciement fait.');
  });

  it('the practice has no agreement and no refusal, and the wish of somebody who wants to give more', () => {
    const ids = exercisesOf('thanks', true);
    expect(ids).toEqual(['thanked', 'wish', 'objection', 'correction', 'callback', 'stop-word', 'ethics']);
    expect(exercisesOf('upgrade', true)).toEqual([
      'read-back',
      'refusal',
      'objection',
      'correction',
      'callback',
      'stop-word',
      'ethics',
    ]);
  });

  it('a note tells no amount, in figures or in words', () => {
    for (const text of ['voudrait 20 €', 'dix euros de plus', 'Vingt EUROS', '5 CHF'])
      expect(callNoteProblem('thanks', text), text).toContain('aucun montant');
    expect(callNoteProblem('thanks', 'rappeler le soir')).toBeUndefined();
    expect(callNoteProblem('upgrade', 'voudrait 20 €')).toBeUndefined();
  });
});

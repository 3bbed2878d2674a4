import { describe, expect, it } from 'vitest';
import { versionedAids } from '../../../../server/domain/campaign/aids-version.ts';
import { callOutcomeSchema } from '../../../../shared/call-outcome.ts';
import type { PracticeStart } from '../../../../shared/practice.ts';
import { exerciseProblem, type PracticeSetting } from '../../../../shared/practice.ts';
import { messageFor } from '../../../../tui/keys/key-dispatch.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { PRACTICE_KEYS, playPractice } from '../../../support/workstation/practice-keys.ts';
import { press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const script = referenceScript();
const aids = versionedAids(loadedCampaign('upgrade-fr').aids)!;
const card = fictitiousCard(99);
const start: PracticeStart = {
  campaign: card.campaign.code,
  campaignName: card.campaign.name,
  card: { ...card, campaign: { ...card.campaign, aidsVersion: aids.version } },
  toPass: [card.campaign.code],
  isPractised: false,
  modules: [],
};
const waiting = tell(startState(), {
  type: 'no-card',
  why: 'À passer.',
  retryAtMs: MONDAY_EVENING_MS + 60_000,
  toPractise: true,
});

function begun(): WorkstationState {
  return tell(press(waiting, 'ctrl-x'), { type: 'practice-came', start, script, aids });
}

describe('the practice (R-12)', () => {
  it('is played with the keys of every day, each exercise judged by what was pressed', () => {
    const played = playPractice(begun());
    expect(played.overlay).toMatchObject({ kind: 'exercise', phase: 'sending' });
    expect(played.practice?.done.map(({ disposition }) => disposition)).toEqual([
      'AC_UP',
      'RA_SUFFIT',
      'RA_MOYENS',
      'RS_ENTRETIEN',
      'RP_PERSO',
      'OP_TEL',
      'NE_MERCI',
    ]);
    const passed = tell(played, { type: 'practice-passed' });
    expect(passed.overlay).toMatchObject({ phase: 'passed' });
    const after = workstationUpdate(passed, { type: 'accept' }, MONDAY_EVENING_MS);
    expect(after.state).toMatchObject({ stage: { at: 'loading' } });
    expect(after.state.practice).toBeUndefined();
    expect(after.commands).toEqual([{ do: 'resume' }]);
  });

  it('a wrong ending says why, and the same exercise begins again', () => {
    const wrong = press(begun(), 'enter', 'o', 'n', 'f');
    expect(wrong.overlay).toMatchObject({ phase: 'wrong', why: expect.stringContaining('accord') });
    const again = press(wrong, 'enter');
    expect(again).toMatchObject({ practice: { index: 0, done: [] }, overlay: { phase: 'brief' } });
  });

  it('nothing of a fictitious card reaches the server, and quitting leaves the practice only', () => {
    const message = { type: 'freeze' } as const;
    const inCall = press(begun(), 'enter', 's');
    const frozen = workstationUpdate(inCall, message, MONDAY_EVENING_MS);
    const sent = [
      ...frozen.commands,
      ...workstationUpdate(frozen.state, { type: 'yes' }, MONDAY_EVENING_MS).commands,
    ];
    expect(sent.filter((command) => command.do !== 'wake')).toEqual([]);
    const left = workstationUpdate(inCall, { type: 'quit' }, MONDAY_EVENING_MS);
    expect(left.commands[0]).toEqual({ do: 'resume' });
    expect(left.state.practice).toBeUndefined();
  });

  it('every command of a whole practice is one that a fictitious card may send', () => {
    const sent = new Set<string>();
    let state = begun();
    for (const exercise of state.practice?.exercises ?? [])
      for (const name of ['enter', ...(PRACTICE_KEYS[exercise] ?? []), 'enter']) {
        const message = messageFor(state, name.length === 1 ? { name, text: name } : { name });
        if (!message) continue;
        const step = workstationUpdate(state, message, MONDAY_EVENING_MS);
        for (const command of step.commands) sent.add(command.do);
        state = step.state;
      }
    expect([...sent].toSorted()).toEqual(['pass-practice', 'wake']);
  });

  it('what did not reach the server is kept and sent again', () => {
    const problem = {
      code: 'server-unreachable',
      kind: 'unavailable',
      message: 'Pas de réponse.',
      hint: 'Attendez.',
    };
    const unsent = tell(playPractice(begun()), { type: 'practice-unsent', problem });
    const again = workstationUpdate(unsent, { type: 'accept' }, MONDAY_EVENING_MS);
    expect(again.commands).toMatchObject([{ do: 'pass-practice', result: { campaign: 'UPG-FR-26' } }]);
  });

  it('without a list of objections, that exercise is left out', () => {
    const none = tell(press(waiting, 'ctrl-x'), { type: 'practice-came', start, script });
    expect(none.practice?.exercises).not.toContain('objection');
  });

  it('is refused on a real card', () => {
    const state = tell(startState(), { type: 'card-came', card, script });
    expect(press(state, 'ctrl-x').notice?.text).toContain('sans fiche ouverte');
  });

  it('no exercise is passed with the ending of another one', () => {
    const setting: PracticeSetting = { script, zone: 'Europe/Paris' };
    const { exercises, done } = playPractice(begun()).practice!;
    const outcomes = done.map((outcome) => callOutcomeSchema.parse(outcome));
    for (const [at, exercise] of exercises.entries()) {
      const others = outcomes.filter((_, other) => other !== at);
      const passing = others.filter(
        (outcome) => exerciseProblem({ exercise, outcome }, setting) === undefined,
      );
      // The call with an objection ends on a refusal, which is what the exercise before it asks for.
      expect(passing.length, exercise).toBe(exercise === 'refusal' ? 1 : 0);
    }
  });
});

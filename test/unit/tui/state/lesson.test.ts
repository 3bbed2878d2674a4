import { describe, expect, it } from 'vitest';
import { versionedAids } from '../../../../server/domain/campaign/aids-version.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { playPractice } from '../../../support/workstation/practice-keys.ts';
import { press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const aids = versionedAids(loadedCampaign('upgrade-fr').aids)!;
const card = fictitiousCard(99);

/** The page of the first module: its exercises were passed another day, or have just been. */
function came(isPractised: boolean, modules = ['association', 'inclusion']): WorkstationState {
  const waiting = tell(startState(), {
    type: 'no-card',
    why: 'À passer.',
    retryAtMs: MONDAY_EVENING_MS + 60_000,
    toPractise: true,
  });
  const start = {
    campaign: card.campaign.code,
    campaignName: card.campaign.name,
    card: { ...card, campaign: { ...card.campaign, aidsVersion: aids.version } },
    ...{ toPass: [card.campaign.code], isPractised, modules },
  };
  return tell(press(waiting, 'ctrl-x'), { type: 'practice-came', start, script: referenceScript(), aids });
}

/** Answers every question of the module on screen rightly, by its number. */
function answerAll(state: WorkstationState, code: string): WorkstationState {
  const { questions } = aids.modules!.find((one) => one.code === code)!;
  return questions.reduce((now, { right }) => press(now, 'enter', String(right), 'enter'), state);
}

describe('R-69 a module at the workstation', () => {
  it('comes after the exercises, and at once when they were passed another day', () => {
    expect(came(true).overlay).toMatchObject({ kind: 'lesson', phase: 'read', module: 0 });
    const played = tell(playPractice(came(false)), { type: 'practice-passed' });
    expect(press(played, 'enter').overlay).toMatchObject({ kind: 'lesson', phase: 'read', module: 0 });
  });

  it('asks a wrong answer again with its reason, keeps the right ones, then sends the whole module', () => {
    const wrong = press(came(true), 'enter', '2', 'enter');
    expect(wrong.overlay).toMatchObject({ phase: 'wrong', answers: [] });
    const again = press(wrong, 'enter', '1', 'enter', 'enter', '2', 'enter');
    expect(again.overlay).toMatchObject({ phase: 'right', answers: [1, 2] });
    const last = answerAll(came(true), 'association');
    const { state, commands } = workstationUpdate(last, { type: 'accept' }, MONDAY_EVENING_MS);
    expect(commands).toEqual([
      { do: 'pass-module', campaign: card.campaign.code, module: 'association', answers: [1, 2, 3, 1, 2] },
    ]);
    expect(state.overlay).toMatchObject({ phase: 'sending' });
  });

  it('goes to the next module once the server has it, then to the calls', () => {
    const first = tell(press(answerAll(came(true), 'association'), 'enter'), { type: 'module-passed' });
    const second = press(first, 'enter');
    expect(second.overlay).toMatchObject({ phase: 'read', module: 1 });
    const passed = tell(press(answerAll(second, 'inclusion'), 'enter'), { type: 'module-passed' });
    const after = workstationUpdate(passed, { type: 'accept' }, MONDAY_EVENING_MS);
    expect(after.commands).toEqual([{ do: 'resume' }]);
    expect(after.state.practice).toBeUndefined();
  });

  it('says when it could not be recorded and sends again; Escape leaves it for later', () => {
    const problem = { code: 'server-unreachable', kind: 'unavailable', message: 'Muet.', hint: '' } as const;
    const unsent = tell(press(answerAll(came(true), 'association'), 'enter'), {
      type: 'module-unsent',
      problem,
    });
    const again = workstationUpdate(unsent, { type: 'accept' }, MONDAY_EVENING_MS);
    expect(again.commands).toMatchObject([{ do: 'pass-module', answers: [1, 2, 3, 1, 2] }]);
    expect(press(came(true), 'escape')).toMatchObject({ stage: { at: 'loading' } });
  });

  it('chooses with the arrows too, never beyond the choices', () => {
    const question = press(came(true), 'enter');
    expect(press(question, 'down', 'down', 'down').overlay).toMatchObject({ choice: 2 });
    expect(press(question, 'up').overlay).toMatchObject({ choice: 0 });
    expect(press(question, '9').overlay).toMatchObject({ choice: 0 });
  });
});

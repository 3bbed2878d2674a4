import { describe, expect, it } from 'vitest';
import { pageTimer, timerLine } from '../../../../tui/panes/timer-lines.ts';
import type { Command, Message } from '../../../../tui/state/messages.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { callState, commandsOf, press, tell } from '../../../support/workstation/workstation-driver.ts';

const base = fictitiousCard();
const withTime = (wrapUpSeconds: number) => ({ ...base, campaign: { ...base.campaign, wrapUpSeconds } });
const receipt = {
  callId: base.callId,
  disposition: 'NJ_NRP',
  summary: 'Fiche close.',
  confirmation: 'none',
} as const;
const SAVED: Message = { type: 'saved', receipt };
const untilMs = MONDAY_EVENING_MS + 20_000;
const OVER: Message = { type: 'wake', wake: { for: 'wrap-up', untilMs } };

/** The first card's ending is on its way. */
const saving = (seconds = 20) => press(callState(withTime(seconds)), 'N');
const closed = () => tell(saving(), SAVED);
const desk = (commands: readonly Command[]) => commands.filter((one) => one.do !== 'wake');
const counted = (state: WorkstationState, afterMs: number) => {
  const timer = pageTimer(state);
  return (
    timer &&
    timerLine(MONDAY_EVENING_MS + afterMs, timer)
      .map(({ text }) => text)
      .join('')
  );
};

describe('the time that a campaign gives between an ending and the next card', () => {
  it('asks for no card with the ending, nor after it, until it is over', () => {
    const first = commandsOf(callState(withTime(20)), { type: 'disposition', code: 'NJ_NRP' });
    expect(first.find((one) => one.do === 'save')).toMatchObject({ alone: true });
    const { state, commands } = workstationUpdate(saving(), SAVED, MONDAY_EVENING_MS);
    expect(state.stage).toEqual({ at: 'wrap-up', untilMs });
    expect(state.notice?.text).toContain('enregistré');
    expect(desk(commands)).toEqual([]);
    expect(commands).toContainEqual({ do: 'wake', afterMs: 20_000, wake: { for: 'wrap-up', untilMs } });
    expect(commandsOf(state, OVER)).toEqual([{ do: 'next-card' }]);
  });

  it.each([0, undefined])('is none where the setting is %s: the card comes at once', (seconds) => {
    const card = seconds === undefined ? base : withTime(seconds);
    const commands = commandsOf(press(callState(card), 'N'), SAVED);
    expect(desk(commands)).toEqual([{ do: 'next-card' }]);
    const save = commandsOf(callState(card), { type: 'disposition', code: 'NJ_NRP' });
    expect(save.find((one) => one.do === 'save')).not.toHaveProperty('alone');
  });

  it('counts down on the screen, and overwrites nothing', () => {
    const { text, overflows } = drawnScreen(closed(), { columns: 80, rows: 24 });
    expect(overflows).toEqual([]);
    expect(text).toMatch(/^ +La fiche suivante vient toute seule\.\n +Dans : 00:20$/m);
    expect([0, 500, 19_999, 25_000].map((ms) => counted(closed(), ms))).toEqual(
      ['00:20', '00:20', '00:01', '00:00'].map((left) => `Dans : ${left}`),
    );
    expect(counted(press(closed(), 'ctrl-r'), 0)).toBeUndefined();
  });

  it('is cut short by Enter; the timer that comes late asks for no second card', () => {
    expect(desk(commandsOf(closed(), { type: 'accept' }))).toEqual([{ do: 'next-card' }]);
    const asked = press(closed(), 'enter');
    expect(asked.stage).toEqual({ at: 'loading' });
    expect(commandsOf(asked, OVER)).toEqual([]);
    const next = tell(asked, { type: 'card-came', card: fictitiousCard(2), script: referenceScript() });
    expect(commandsOf(next, OVER)).toEqual([]);
  });

  it('becomes a pause by the key of the pause, and is skipped for one asked during the call', () => {
    expect(commandsOf(closed(), { type: 'ask-pause' })).toEqual([{ do: 'pause', kind: 'pause' }]);
    const asked = tell(press(callState(withTime(20)), 'ctrl-t', 'ctrl-p', 'N'), SAVED);
    expect(asked.stage).toEqual({ at: 'loading' });
  });

  it('lets the ending be taken back, and its card comes at once', () => {
    const undone = press(closed(), 'u', 'o');
    const news: Message = {
      type: 'undone',
      receipt: { callId: base.callId, recordId: base.recordId, summary: '' },
    };
    expect(commandsOf(undone, news)).toContainEqual({ do: 'open-own', recordId: base.recordId });
  });
});

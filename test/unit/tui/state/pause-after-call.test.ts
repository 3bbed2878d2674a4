import { describe, expect, it } from 'vitest';
import { messageFor } from '../../../../tui/keys/key-dispatch.ts';
import { headerLine } from '../../../../tui/panes/header-lines.ts';
import { pageTimer, timerLine } from '../../../../tui/panes/timer-lines.ts';
import type { Command, Message } from '../../../../tui/state/messages.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { callState, commandsOf, press, tell } from '../../../support/workstation/workstation-driver.ts';

const ASK: Message = { type: 'ask-pause' };
const card = fictitiousCard();
const next = { card: fictitiousCard(2), script: referenceScript() };
const problem = { code: 'server-unreachable', kind: 'unavailable', message: 'Rien.', hint: 'Attendez.' };

function header(state: WorkstationState): string {
  return headerLine(state, 60)
    .map(({ text }) => text)
    .join('');
}

const OWN: ReadonlySet<Command['do']> = new Set(['aids', 'reserve-next', 'tell-pause']);

/** What is asked of the desk for the work itself, timers apart. */
function asked(commands: readonly Command[]): readonly Command[] {
  return commands.filter((one) => one.do !== 'wake' && !OWN.has(one.do));
}

function saved(state: WorkstationState): Message {
  const { stage } = state;
  if (stage.at !== 'saving') throw new Error('nothing is being saved');
  const { callId, disposition } = stage.outcome;
  const receipt = { callId, disposition, summary: 'Fiche close.', confirmation: 'none' } as const;
  return { type: 'saved', receipt };
}

describe('the key of the pause on a card that nobody has begun', () => {
  it('gives the card back and pauses at once, in the ordinary pause', () => {
    const untouched = callState();
    const { callId } = card;
    expect(asked(commandsOf(untouched, ASK))).toEqual([{ do: 'pause', kind: 'pause', release: callId }]);
    const paused = tell(press(untouched, 'ctrl-p'), { type: 'paused', kind: 'pause' });
    expect(paused.stage).toEqual({ at: 'pause', kind: 'pause', sinceMs: MONDAY_EVENING_MS });
    expect(commandsOf(paused, messageFor(paused, { name: 'ctrl-p' }) ?? ASK)).toEqual([{ do: 'resume' }]);
  });

  it('says what failed instead of a pause that is none, and Enter asks for the card again', () => {
    const failed = tell(press(callState(), 'ctrl-p'), { type: 'pause-failed', problem });
    expect(failed.stage).toEqual({ at: 'trouble', problem });
    expect(asked(commandsOf(failed, { type: 'accept' }))).toEqual([{ do: 'next-card' }]);
  });

  it.each([
    ['an answer', ['o']],
    ['a note', ['ctrl-n', 'a', 'enter']],
    ['another number dialled', ['ctrl-t']],
    ['an open form', ['tab']],
  ])('%s begins the call: the pause waits for its end', (_, keys) => {
    const begun = press(callState(fictitiousCard(1)), ...keys);
    expect(asked(commandsOf(begun, ASK))).toEqual([]);
    expect(tell(begun, ASK)).toMatchObject({ pauseAsked: true, stage: { at: 'call' } });
  });
});

describe('a pause asked for during a call', () => {
  const during = press(callState(), 'o', 'ctrl-p');

  it('stands in the header, is cancelled by the same key, and moves nothing of the call', () => {
    expect(header(during)).toContain('pause après cet appel');
    expect(header(during).length).toBeLessThanOrEqual(60);
    expect(during.stage).toEqual(press(callState(), 'o').stage);
    const cancelled = press(during, 'ctrl-p');
    expect(header(cancelled)).not.toContain('pause');
    expect(cancelled.notice?.text).toContain('Pause annulée');
  });

  it('takes the place of the next card: none is reserved, served nor asked for', () => {
    const { state: saving, commands } = workstationUpdate(
      during,
      { type: 'disposition', code: 'RP_PERSO' },
      MONDAY_EVENING_MS,
    );
    expect(commands.some((one) => one.do === 'reserve-next')).toBe(false);
    expect(saving.stage).toMatchObject({ at: 'call' });
    const done = press(callState(), 'ctrl-t', 'ctrl-p', 'N');
    expect(done.stage).toMatchObject({ at: 'saving' });
    const after = workstationUpdate(done, saved(done), MONDAY_EVENING_MS);
    expect(asked(after.commands)).toEqual([{ do: 'pause', kind: 'pause' }]);
    expect(after.state.notice?.text).toContain('enregistré');
    const paused = tell(after.state, { type: 'paused', kind: 'pause' });
    expect(paused).not.toHaveProperty('pauseAsked');
    expect(header(paused)).not.toContain('après cet appel');
  });

  it('saves without asking for a card; asked while saving, the card that came goes back unseen', () => {
    const early = press(callState(), 'ctrl-t', 'ctrl-p');
    const save = commandsOf(early, { type: 'disposition', code: 'NJ_NRP' }).find((one) => one.do === 'save');
    expect(save).toMatchObject({ alone: true });
    const late = press(callState(), 'N', 'ctrl-p');
    const news = { ...saved(late), next } as Message;
    const after = workstationUpdate(late, news, MONDAY_EVENING_MS);
    expect(after.state.stage).toEqual({ at: 'loading' });
    expect(asked(after.commands)).toEqual([{ do: 'pause', kind: 'pause', release: next.card.callId }]);
  });

  it('outlives a line that fails: it is asked for again in place of the card', () => {
    const failed = tell(
      tell(press(callState(), 'ctrl-t', 'ctrl-p', 'N'), { type: 'line', line: 'connected' }),
      { type: 'pause-failed', problem },
    );
    const trouble: WorkstationState = { ...failed, stage: { at: 'trouble', problem } };
    expect(asked(commandsOf(trouble, { type: 'line', line: 'connected' }))).toEqual([
      { do: 'pause', kind: 'pause' },
    ]);
  });
});

it('a held key neither cancels the pause nor ends it', () => {
  const at = (state: WorkstationState, afterMs: number) => {
    const means = messageFor(state, { name: 'ctrl-p' });
    if (!means) throw new Error('the key means something');
    return workstationUpdate(state, { type: 'key', key: 'ctrl-p', means }, MONDAY_EVENING_MS + afterMs).state;
  };
  const guarded = { ...press(callState(), 'o'), cardGuardMs: 1500 };
  const held = [5000, 5500, 5530, 5560].reduce(at, guarded);
  expect(held.pauseAsked).toBe(true);
  const paused = tell(at({ ...callState(), cardGuardMs: 1500 }, 5000), { type: 'paused', kind: 'pause' });
  expect(at(paused, 5500).stage).toMatchObject({ at: 'pause' });
  expect(at(at(paused, 5500), 9000).stage).toMatchObject({ at: 'loading' });
});

describe('the screen of a pause', () => {
  const paused = tell(press(callState(), 'ctrl-p'), { type: 'paused', kind: 'pause' });
  const shown = (state: WorkstationState) => drawnScreen(state, { columns: 80, rows: 24 });
  const later = (state: WorkstationState, minutes: number) => {
    const timer = pageTimer(state);
    if (!timer) return undefined;
    return timerLine(MONDAY_EVENING_MS + minutes * 60_000, timer)
      .map(({ text }) => text)
      .join('');
  };

  it('says since when and counts how long, and lets the timer overwrite nothing', () => {
    const { text, overflows } = shown(paused);
    expect(overflows).toEqual([]);
    expect(text).toContain('Pause depuis 17:05.');
    expect(text).toMatch(/^ +Durée : 00:00$/m);
    expect(later(paused, 75)).toBe('Durée : 1:15:00');
    expect(pageTimer(press(paused, '?'))).toBeUndefined();
  });

  it('lets a letter say which pause it is; the same kind again changes nothing', () => {
    const lunch = commandsOf(paused, messageFor(paused, { name: 'd', text: 'd' }) ?? ASK);
    expect(lunch).toEqual([{ do: 'pause', kind: 'dejeuner' }]);
    expect(shown(tell(paused, { type: 'paused', kind: 'dejeuner' })).text).toContain('Pause déjeuner depuis');
    const { state } = workstationUpdate(
      paused,
      { type: 'paused', kind: 'pause' },
      MONDAY_EVENING_MS + 60_000,
    );
    expect(state.stage).toEqual(paused.stage);
  });

  it('tells the lead of a pause asked for, and of one taken back', () => {
    const during = press(callState(), 'o');
    expect(commandsOf(during, ASK)).toContainEqual({ do: 'tell-pause', asked: true });
    expect(commandsOf(tell(during, ASK), ASK)).toContainEqual({ do: 'tell-pause', asked: false });
  });
});

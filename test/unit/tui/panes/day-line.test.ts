import { describe, expect, it } from 'vitest';
import { dayLine, showsDay } from '../../../../tui/panes/day-line.ts';
import type { Message } from '../../../../tui/state/messages.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const MINUTE = 60_000;
const wide = { top: 20, left: 2, width: 76, height: 1 };
const today = { calls: 12, agreements: 3 };
const dueAtMs = MONDAY_EVENING_MS + 55 * MINUTE;
const promised = { atMs: dueAtMs, isDue: false };

function told(state: Pick<WorkstationState, 'today' | 'promised'>, afterMs = 0, width = 76): string {
  const { line, rect } = dayLine(state, MONDAY_EVENING_MS + afterMs, { ...wide, width });
  const text = line.map((piece) => piece.text).join('');
  expect(rect).toEqual({ ...wide, width: text.length });
  return text.trim();
}

function receiptOf(state: WorkstationState): Message {
  if (state.stage.at !== 'saving') throw new Error('nothing is being saved');
  const { callId, disposition } = state.stage.outcome;
  return { type: 'saved', receipt: { callId, disposition, summary: 'Close.', confirmation: 'none' } };
}

describe('the line of the day', () => {
  it('says calls, agreements and the next callback, with the minutes that are left within the hour', () => {
    expect(told({ today, promised }, 43 * MINUTE)).toBe('12 appels · 3 accords · rappel 18:00 dans 12 min');
    expect(told({ today, promised }, -10 * MINUTE)).toBe('12 appels · 3 accords · rappel 18:00');
    expect(told({ today, promised }, 56 * MINUTE)).toBe('12 appels · 3 accords · rappel 18:00 maintenant');
    expect(told({ today: { calls: 1, agreements: 0 } })).toBe('1 appel · 0 accord');
  });

  it('gives up its last part rather than cutting a word, and is as long as its words', () => {
    expect(told({ today, promised }, 0, 40)).toBe('12 appels · 3 accords');
    expect(told({ today, promised }, 0, 14)).toBe('12 appels');
  });

  it('comes with each card and with the news that none comes, and counts what is saved in between', () => {
    const came = tell(startState(), {
      type: 'card-came',
      card: { ...fictitiousCard(), today, promisedAtMs: dueAtMs },
      script: referenceScript(),
    });
    expect(came).toMatchObject({ today, promised });
    const saved = tell(press(came, 'N'), receiptOf(press(came, 'N')));
    expect(saved.today).toEqual({ calls: 13, agreements: 3 });
    const none: Message = {
      type: 'no-card',
      why: 'Rien.',
      retryAtMs: dueAtMs,
      today: { calls: 14, agreements: 4 },
    };
    const waiting = tell(saved, none);
    expect(waiting.today).toEqual({ calls: 14, agreements: 4 });
    expect(waiting).not.toHaveProperty('promised');
    expect(showsDay(waiting)).toBe(true);
  });

  it('an ending taken back is counted no more', () => {
    const came = { ...callState(), today };
    const saved = tell(press(came, 'N'), receiptOf(press(came, 'N')));
    const { callId, recordId } = fictitiousCard();
    const undone = tell(saved, { type: 'undone', receipt: { callId, recordId, summary: '' } });
    expect(undone.today).toEqual(today);
  });

  it('is not shown before the first card, in the practice, nor to the next person at the same screen', () => {
    expect(showsDay(startState())).toBe(false);
    expect(showsDay({ ...callState(), today, stage: { at: 'leaving' } })).toBe(false);
    const session = { token: 't', account: 'b', displayName: 'B', role: 'agent', expiresAtMs: 0 } as const;
    expect(tell({ ...callState(), today, promised }, { type: 'logged-in', session })).not.toHaveProperty(
      'today',
    );
  });
});

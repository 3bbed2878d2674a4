import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../shared/card.ts';
import { statusLines } from '../../../../tui/panes/status-line.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const dueAtMs = MONDAY_EVENING_MS + 10 * 60_000;
const came = (card: Card) => ({ type: 'card-came', card, script: referenceScript() }) as const;
const withPromise = { ...fictitiousCard(), promisedAtMs: dueAtMs };
const hour = { type: 'wake', wake: { for: 'callback', atMs: dueAtMs } } as const;
const below = (state: WorkstationState) =>
  statusLines(state, 120)
    .flat()
    .map(({ text }) => text)
    .join('');

describe('a callback that falls due during a call', () => {
  it('is told in one line that leaves the call as it is, and stays marked until the next card', () => {
    const asked = workstationUpdate(startState(), came(withPromise), MONDAY_EVENING_MS);
    expect(asked.commands).toContainEqual({ do: 'wake', afterMs: 600_000, wake: hour.wake });
    const talking = press(asked.state, 'o');
    const told = tell(talking, hour);
    expect(told.stage).toEqual(talking.stage);
    expect(told.notice).toMatchObject({ tone: 'alert', text: expect.stringContaining('après cet appel') });
    const over = tell(told, { type: 'wake', wake: { for: 'notice', serial: told.noticeSerial } });
    expect(below(over)).toMatch(/Rappel 17:15 : \^R/);
    const { callId } = withPromise;
    const receipt = { callId, disposition: 'NJ_NRP', summary: 'x', confirmation: 'none' } as const;
    const next = tell(
      press(tell(asked.state, hour), 'N'),
      { type: 'saved', receipt },
      came(fictitiousCard(2)),
    );
    expect(below(next)).not.toContain('Rappel 17:15');
  });

  it('is not told twice, nor once another card says that it came or moved', () => {
    const told = tell(startState(), came(withPromise), hour);
    expect(tell(told, hour)).toEqual(told);
    const moved = tell(startState(), came({ ...withPromise, promisedAtMs: dueAtMs + 60_000 }));
    expect(tell(moved, hour)).toEqual(moved);
    const none = tell(startState(), came(fictitiousCard()));
    expect(tell(none, hour)).toEqual(none);
  });

  it('says in a pause that it waits for its end', () => {
    const paused = {
      ...tell(startState(), came(withPromise)),
      stage: { at: 'pause', kind: 'pause', sinceMs: 0 },
    } as const;
    expect(tell(paused, hour).notice?.text).toContain('dès que vous reprenez');
  });
});

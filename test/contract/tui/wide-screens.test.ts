import { describe, expect, it } from 'vitest';
import { linearLines } from '../../../tui/linear/linear-lines.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { MONDAY_EVENING_MS } from '../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../support/workstation/screen-text.ts';
import { callState, press } from '../../support/workstation/workstation-driver.ts';

const SIZES = [
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 160, rows: 50 },
] as const;

/** The call in hand, after two others of the shift. */
function afterTwo(state: WorkstationState): WorkstationState {
  if (state.stage.at !== 'call') throw new Error('a card is open');
  const { call } = state.stage;
  const saved = [
    { callId: 'b', disposition: 'RP_PERSO', savedAtMs: MONDAY_EVENING_MS - 120_000, call },
    { callId: 'a', disposition: 'NJ_OCC', savedAtMs: MONDAY_EVENING_MS - 300_000, call },
  ];
  return { ...state, saved };
}

const begun = afterTwo(callState());
const agreed = press(begun, 'o', 'o', 's', 's', 'o');

describe.each(SIZES)('at $columns×$rows', (size) => {
  it('an agreement and the thread of the call stay in sight', async () => {
    const { text, overflows } = drawnScreen(agreed, size);
    expect(overflows).toEqual([]);
    expect(text).toContain('✓ Accord 15 €');
    expect(text).toMatch(/✓ merci/);
    await expect(text).toMatchFileSnapshot(
      `../../golden/screens/wide/agreed-${size.columns}x${size.rows}.txt`,
    );
  });

  it('says in advance what comes after the main answer, where there is room', async () => {
    const { text, overflows } = drawnScreen(begun, size);
    expect(overflows).toEqual([]);
    expect(text.includes('Ensuite : Un bon moment ?')).toBe(size.columns > 100);
    expect(text.includes('17:03  Rappel demandé')).toBe(size.columns > 100);
    await expect(text).toMatchFileSnapshot(
      `../../golden/screens/wide/begun-${size.columns}x${size.rows}.txt`,
    );
  });
});

describe('what a wide screen adds', () => {
  const wide = { columns: 160, rows: 50 };

  it('is nothing of an ask once the person wants to stop, and no other donor’s name', () => {
    const stopped = press(press(begun, 'o'), 'D');
    expect(drawnScreen(stopped, wide).text).not.toContain('Ensuite');
    expect(drawnScreen(agreed, wide).text).toContain('Ensuite : Récapitulatif');
    expect(drawnScreen(press(begun, 'o', 'o', 's', 's'), wide).text).not.toContain('Ensuite');
    expect(drawnScreen(begun, wide).text.match(/TESTEUR/g)).toHaveLength(1);
  });

  it('is not told in linear mode, where nothing is beside', () => {
    expect(linearLines(undefined, begun).join('\n')).not.toMatch(/Ensuite|Derniers appels/);
  });
});

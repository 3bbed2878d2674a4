import { scriptWithWays } from '../../../server/domain/line/line-texts.ts';
import type { PledgeLine, PledgeToSave, SavedPledge } from '../../../shared/line/pledge-desk.ts';
import { pledgeScreen } from '../../../tui/pledge/pledge-screen.ts';
import { type PledgeState, waiting } from '../../../tui/pledge/pledge-state.ts';
import { pledgeUpdate } from '../../../tui/pledge/pledge-update.ts';
import { checkedLine } from '../campaign/pledge-line.ts';

export const NOW_MS = Date.parse('2026-12-05T20:14:00+01:00');
const SMALL = { columns: 80, rows: 24 };

function shippedLine(by: PledgeLine['form']['link']['by'] = ['email', 'letter']): PledgeLine {
  const { settings, script } = checkedLine();
  if (!settings || !script) throw new Error('the shipped line is sound');
  const { code, name, country, helplines } = settings;
  const isMessageClosed = !by.includes('sms');
  return {
    code,
    name,
    country,
    helplines,
    script: scriptWithWays(script, by),
    isMessageClosed,
    ringsBack: false,
    form: { ...settings, link: { ...settings.link, by } },
  };
}
export const begun = (): PledgeState =>
  waiting({ size: SMALL, line: shippedLine(), agent: 'Camille', count: 0 });

const NAMED = /^(?:f\d+|enter|escape|tab|up|down|backspace|ctrl-.)$/;
/** Keys one after the other, by name or by sign; what the server is asked last. */
export function press(state: PledgeState, ...keys: readonly string[]) {
  let now = state;
  let asked: readonly { readonly do: string; readonly pledge?: PledgeToSave }[] = [];
  for (const name of keys) {
    const key = NAMED.test(name) ? { name } : { name, text: name };
    const step = pledgeUpdate(now, { type: 'key', key, atMs: NOW_MS, newCallId: 'appel-1' });
    [now, asked] = [step.state, step.commands];
  }
  return { state: now, asked };
}
export const type = (text: string): readonly string[] => [...text];
export const answer = (state: PledgeState, told: SavedPledge): PledgeState =>
  pledgeUpdate(state, { type: 'answered', answer: told }).state;
export const textOf = (state: PledgeState, nowMs = NOW_MS + 23_000): string =>
  pledgeScreen(state, nowMs)
    .map((one) =>
      one
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');

const KNOWN = [
  {
    ...{ lastName: 'Pélouneau', firstName: 'Zéphyrine', street: '85 BOULEVARD DE LA CHIMÈRE' },
    ...{ postcode: '31990', town: 'SAINT EXEMPLE', email: 'zephyrine@exemple.invalid' },
  },
  {
    ...{ lastName: 'Testeur', firstName: 'Odile', street: '85 BOULEVARD DE LA CHIMÈRE' },
    ...{ postcode: '31990', town: 'SAINT EXEMPLE', email: '' },
  },
];
/** At a badge's seat behind a PBX, with a caller whose number is known to be of those people. */
export function called(people: typeof KNOWN | readonly [] = KNOWN): PledgeState {
  const seat = { name: 'MAISON-07', line: 'up', isReady: true, isTeamThere: true } as const;
  const now = {
    line: 'up',
    isReady: true,
    isTeamThere: true,
    call: { callId: 'appel-1', atMs: NOW_MS, isOver: false },
  } as const;
  const { state } = pledgeUpdate({ ...begun(), seat }, { type: 'seat', now });
  return pledgeUpdate(state, { type: 'known-came', callId: 'appel-1', people }).state;
}

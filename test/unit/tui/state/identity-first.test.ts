import { describe, expect, it } from 'vitest';
import { kindFacts } from '../../../../shared/campaign-kind.ts';
import { contractBreaches } from '../../../../shared/script-contract.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { CAMPAIGN_FOLDERS, loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const lastNode = ({ stage }: WorkstationState) =>
  stage.at === 'call' ? stage.call.path.at(-1)?.node : undefined;
const formOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.form : undefined);

describe.each(CAMPAIGN_FOLDERS)('%s', (folder) => {
  const { script } = loadedCampaign(folder);
  const base = fictitiousCard();
  const card = { ...base, campaign: { ...base.campaign, kind: script.kind } };
  const open = () => tell(startState(), { type: 'card-came', card, script });
  /** Said to whom knows who they are: gifts, years, sums. */
  const isPersonal = (id: string | undefined) =>
    /annee_depuis|cumul|montant_actuel|proposition_/.test(script.nodes[id ?? '']?.say ?? '');

  it.each(['f10', 'A'])(
    '%s on the first screen asks who is on the line, and says nothing personal before the yes',
    (key) => {
      const asked = press(open(), key);
      expect(lastNode(asked)).toBe('accroche');
      expect(asked.notice?.text).toContain(FRENCH.closing.firstSay.identity);
      for (const again of [key, key, 'enter', ' '])
        expect(isPersonal(lastNode(press(asked, again)))).toBe(false);
      const named = press(asked, 'o');
      expect(lastNode(named)).toBe('moment');
      expect(isPersonal(lastNode(press(named, key)))).toBe(true);
    },
  );

  it('the server refuses an agreement with nobody named', () => {
    const code = kindFacts(script.kind).aim;
    const path = [{ node: script.start }, { node: 'merci' }, { node: 'proposition' }];
    expect(contractBreaches(script, path, code)).toContainEqual(
      expect.objectContaining({ needs: 'identity' }),
    );
  });
});

describe('what closes the record for good on the identification', () => {
  it.each([
    ['h', 'EF_HORSCIBLE'],
    ['l', 'EF_LANGUE'],
    ['d', 'EF_DEMENAGE'],
    ['b', 'EF_ABSENT'],
  ])('%s leads to a courteous step, from where one comes back, and whose answer closes', (key, code) => {
    const said = press(callState(), key);
    expect(said.stage).toMatchObject({ at: 'call', call: { path: { length: 2 } } });
    expect(lastNode(press(said, 'enter'))).toBe(lastNode(said));
    expect(lastNode(press(said, 'backspace'))).toBe('accroche');
    expect(press(said, 'f').stage).toMatchObject({ at: 'saving', outcome: { disposition: code } });
  });

  it('picked in the list, names the ending and asks: Enter is no answer, « n » comes back', () => {
    const asked = press(callState(), 'tab', 'e', 'm');
    expect(formOf(asked)).toMatchObject({ kind: 'confirm', code: 'EF_MD', why: FRENCH.closing.closesFile });
    expect(formOf(press(asked, 'enter'))).toMatchObject({ kind: 'confirm' });
    expect(lastNode(press(asked, 'n'))).toBe('accroche');
  });

  it('nobody there stays one key', () => {
    expect(press(callState(), 'f1').stage).toMatchObject({ outcome: { disposition: 'NJ_NRP' } });
    expect(press(callState(), 'f8').stage).toMatchObject({ outcome: { disposition: 'EF_FAUX' } });
  });
});

it('the palette lists endings last: a few letters and Enter end no call', () => {
  for (const typed of ['ra', 're', 'o', 'ac'])
    expect(press(callState(), ':', ...typed, 'enter').stage, typed).toMatchObject({ at: 'call' });
});

import { describe, expect, it } from 'vitest';
import type { StopWord } from '../../../../shared/call-script.ts';
import { contractBreaches } from '../../../../shared/script-contract.ts';
import { reachableFrom } from '../../../../shared/script-progress.ts';
import { openCall } from '../../../../tui/state/call/call.ts';
import { stopAsk } from '../../../../tui/state/call/stop-words.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { CAMPAIGN_FOLDERS, loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press, tell } from '../../../support/workstation/workstation-driver.ts';

const KEYS: Record<StopWord, string> = { vulnerable: 'V', bereaved: 'D', hardship: 'G', anger: 'C' };
const WORDS = Object.entries(KEYS) as [StopWord, string][];
const CODES: Record<StopWord, string> = {
  ...{ vulnerable: 'NE_VULN', bereaved: 'NE_MERCI', hardship: 'NE_MERCI', anger: 'NE_MERCI' },
};

describe.each(CAMPAIGN_FOLDERS)('%s', (folder) => {
  const { script } = loadedCampaign(folder);
  const call = openCall(fictitiousCard(), script, MONDAY_EVENING_MS);

  it.each(WORDS)(
    '« %s » leads from every step to a conclusion without a demand, and may close there',
    (word) => {
      const code = CODES[word];
      const ending = stopAsk(call, word, MONDAY_EVENING_MS).call.path.at(-1)?.node ?? '';
      const node = script.nodes[ending];
      const answer = node?.answers.find((one) => one.ends?.includes(code));
      expect(node?.marks).toContain('closing');
      expect(reachableFrom(script, ending).ask).toBe(false);
      for (const at of Object.keys(script.nodes)) {
        const here = at === script.start ? call : { ...call, path: [{ node: script.start }, { node: at }] };
        const turn = stopAsk(
          { ...here, agreed: { level: '1', amount: { minor: 1500, currency: 'EUR' } } },
          word,
          MONDAY_EVENING_MS,
        );
        expect(turn.call.path.at(-1)).toEqual({ node: ending, stop: true });
        expect(turn.call).toMatchObject({ wanted: code });
        // Pressed by mistake, nothing is lost: the ending asks before it drops what was agreed.
        expect(turn.call.agreed?.amount.minor).toBe(1500);
        expect(turn.notice?.text).toBe(FRENCH.stopWords[word]);
      }
      // From the first step, which is always legal: the server accepts the path as it stands.
      const path = [
        ...stopAsk(call, word, MONDAY_EVENING_MS).call.path.slice(0, -1),
        { node: ending, answer: answer?.key ?? '' },
      ];
      expect(contractBreaches(script, path, code)).toEqual([]);
    },
  );
});

it('what to do now fits the smallest screen', () => {
  for (const text of Object.values(FRENCH.stopWords)) expect(text.length).toBeLessThan(78);
});

describe('by keys', () => {
  it.each(WORDS)('« %s » is one key, in the script and in the middle of a closing', (word, key) => {
    const own = word === 'anger' ? 'fin_colere' : 'fin_neutre';
    const proposal = press(callState(), 'o', 'o', 's', 's');
    const stopped = press(proposal, key);
    expect(stopped.stage).toMatchObject({
      at: 'call',
      call: { path: expect.arrayContaining([{ node: own, stop: true }]) },
    });
    expect(stopped.notice?.tone).toBe('alert');
    const closing = press(proposal, 'o', 'o', 'i');
    expect(closing.stage).toMatchObject({ form: { kind: 'confirm' } });
    const { stage } = press(closing, key);
    expect(stage).toMatchObject({ at: 'call' });
    expect(stage).not.toHaveProperty('form');
  });

  it('closes with respect: the neutral conclusion, and nothing is asked after it', () => {
    const { stage } = press(callState(), 'o', 'o', 'D', 'm');
    expect(stage).toMatchObject({ at: 'saving', outcome: { disposition: 'NE_MERCI' } });
    expect(stage).not.toHaveProperty('outcome.coordinates');
  });

  it('anger has its own words: excuses, no comfort', () => {
    for (const folder of CAMPAIGN_FOLDERS) {
      const { script } = loadedCampaign(folder);
      const own = Object.values(script.nodes).filter((node) => node.stopWord === 'anger');
      expect(own.map(({ say }) => say)).toEqual([expect.stringContaining('mes excuses')]);
      expect(own[0]?.say).not.toContain('Prenez soin');
    }
  });

  it('a vulnerable person is never called again: that asks a second key', () => {
    const asked = press(callState(), 'o', 'o', 'V', 'v');
    expect(asked.stage).toMatchObject({ form: { kind: 'confirm', code: 'NE_VULN' } });
    expect(press(asked, 'enter').stage).toMatchObject({ form: { kind: 'confirm' } });
    expect(press(asked, 'o').stage).toMatchObject({ at: 'saving', outcome: { disposition: 'NE_VULN' } });
  });

  it('nothing of the person’s life is kept: the outcome says the code alone', () => {
    const state = press(callState(), 'D', 'm');
    expect(state.stage).toMatchObject({ outcome: { note: '' } });
    expect(JSON.stringify(state.stage.at === 'saving' && state.stage.outcome)).not.toMatch(/deuil|bereaved/i);
    expect(tell(state).notice).toBeUndefined();
  });
});

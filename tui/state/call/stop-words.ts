import type { StopWord } from '../../../shared/call-script.ts';
import { FRENCH } from '../../words/french.ts';
import type { Call } from './call.ts';
import { startClosing, type Turn } from './closing.ts';
import { atConclusion } from './no-more-asks.ts';

/** What each word closes the record as; nothing else of it is kept: it would be about the person's life. */
const CODE: Record<StopWord, string> = {
  vulnerable: 'NE_VULN',
  bereaved: 'NE_MERCI',
  hardship: 'NE_MERCI',
  anger: 'NE_MERCI',
};

/**
 * A stop word: from anywhere in the call to the script's conclusion without a demand, and no ask from there on. The
 * disposition waits for the answer of that conclusion. A script without such a conclusion closes at once.
 */
export function stopAsk(call: Call, word: StopWord, nowMs: number): Turn {
  const code = CODE[word];
  const stopped = atConclusion(call, code, word);
  return stopped
    ? { call: stopped, notice: { text: FRENCH.stopWords[word], tone: 'alert' } }
    : startClosing(call, code, { nowMs, byAnswer: false });
}

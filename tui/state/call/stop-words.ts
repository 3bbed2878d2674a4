import type { CallScript } from '../../../shared/call-script.ts';
import { reachableFrom } from '../../../shared/script-progress.ts';
import { FRENCH, type StopWord } from '../../words/french.ts';
import { type Call, currentStep } from './call.ts';
import { startClosing, type Turn, withoutLastAnswer } from './closing.ts';

/** What each word closes the record as; nothing else of it is kept: it would be about the person's life. */
const CODE: Record<StopWord, string> = {
  vulnerable: 'NE_VULN',
  bereaved: 'NE_MERCI',
  hardship: 'NE_MERCI',
  anger: 'NE_MERCI',
};

/** The conclusion that asks nothing, leads to no ask and may end on that code. */
function neutralEnding(script: CallScript, code: string): string | undefined {
  return Object.keys(script.nodes).find((id) => {
    const node = script.nodes[id];
    return (
      node?.marks.includes('closing') === true &&
      node.answers.some((answer) => answer.ends?.includes(code)) &&
      !reachableFrom(script, id).ask
    );
  });
}

/**
 * A stop word: from anywhere in the call to the script's conclusion without a demand. What had been agreed is dropped, the
 * disposition waits for the answer of that conclusion. A script without such a conclusion closes at once.
 */
export function stopAsk(call: Call, word: StopWord, nowMs: number): Turn {
  const code = CODE[word];
  const { closing: _, agreed: __, oneOff: ___, ...rest } = withoutLastAnswer(call);
  const here: Call = rest;
  const node = neutralEnding(here.script, code);
  if (node === undefined) return startClosing(here, code, { nowMs, byAnswer: false });
  const path = currentStep(here).node === node ? here.path : [...here.path, { node }];
  return {
    call: { ...here, path, scroll: 0, wanted: code },
    notice: { text: FRENCH.stopWords[word], tone: 'alert' },
  };
}

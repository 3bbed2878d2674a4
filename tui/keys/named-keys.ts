import type { ChosenKeys } from '../state/workstation-state.ts';
import { tableOf } from './chosen-keys.ts';
import { keyName } from './key-labels.ts';

/** `{id}` in a text for people becomes the first key of that action, as this person presses it: « Ctrl-O ». */
export function withKeys(text: string, chosen: ChosenKeys | undefined): string {
  return text.replaceAll(/\{([a-z-]+)\}/g, (_, id: string) => {
    const action = tableOf(chosen).find((one) => one.id === id);
    const key = action?.bindings[0]?.key;
    // A text that names an unknown action is found by a test (named-keys.test.ts), not by an agent.
    return key === undefined ? id : keyName(key);
  });
}

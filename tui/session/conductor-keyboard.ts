import type { CallScript } from '../../shared/call-script.ts';
import type { Card } from '../../shared/card.ts';
import type { Desk } from '../../shared/desk.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import type { KeyboardCommand, KeyboardWorldMessage } from '../state/keyboard-messages.ts';
import type { Message } from '../state/messages.ts';
import type { Problem } from '../state/workstation-state.ts';

/** What a request brings, and what its failure is called. */
export interface KeyboardRequest {
  readonly answer: Promise<KeyboardWorldMessage>;
  readonly failed: (problem: Problem) => Message;
}

type ScriptOf = (card: Card) => Promise<CallScript>;

async function openOwn(
  desk: Desk,
  { recordId, release }: KeyboardCommand & { do: 'open-own' },
  scriptOf: ScriptOf,
): Promise<KeyboardWorldMessage> {
  if (release !== undefined) await desk.releaseCard(release);
  const card = cleanDeep(await desk.openRecord(recordId));
  return { type: 'own-card', card, script: await scriptOf(card) };
}

/** Does what the keyboard asked beside calls. */
export function keyboardRequest(desk: Desk, command: KeyboardCommand, scriptOf: ScriptOf): KeyboardRequest {
  const refused = (problem: Problem): Message => ({ type: 'request-failed', problem });
  switch (command.do) {
    case 'own-records':
      return {
        answer: desk.ownRecords().then((found) => ({ type: 'own-records', found: cleanDeep(found) })),
        failed: (problem) => ({ type: 'own-records', problem }),
      };
    case 'open-own':
      return {
        answer: openOwn(desk, command, scriptOf),
        failed: (problem) => ({ type: 'own-card-refused', problem }),
      };
    case 'undo':
      return {
        answer: desk.undo(command.callId).then((receipt) => ({ type: 'undone', receipt })),
        failed: refused,
      };
    case 'freeze': {
      const { callId } = command;
      return { answer: desk.freezeCard(callId).then(() => ({ type: 'frozen', callId })), failed: refused };
    }
    case 'acknowledge': {
      const all = Promise.all(command.ids.map((id) => desk.acknowledge(id)));
      return {
        answer: all
          .then(() => desk.messages())
          .then((list) => ({ type: 'messages-read', list: cleanDeep(list) })),
        failed: (problem) => ({ type: 'messages-read', problem }),
      };
    }
    case 'read-messages':
      return {
        answer: desk.messages().then((list) => ({ type: 'messages-read', list: cleanDeep(list) })),
        failed: (problem) => ({ type: 'messages-read', problem }),
      };
  }
}

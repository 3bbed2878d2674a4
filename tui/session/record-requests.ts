import { cleanDeep } from '../screen/terminal-text.ts';
import type { Message } from '../state/messages.ts';
import type { FreezeCommand } from '../state/overlays/freeze.ts';
import type { OpenOwnCommand, SearchCommand } from '../state/overlays/search.ts';
import type { TodayCommand } from '../state/overlays/today-calls.ts';
import type { UndoCommand } from '../state/overlays/undo.ts';
import { type Asking, type RequestRows, saidBelow } from './request.ts';

async function openOwn({ desk, content }: Asking, { recordId, release }: OpenOwnCommand): Promise<Message> {
  if (release !== undefined) await desk.releaseCard(release);
  const card = cleanDeep(await desk.openRecord(recordId));
  return { type: 'own-card', card, script: await content.scriptOf(card) };
}

/** The records that the agent had in hand. */
export const RECORD_REQUESTS: RequestRows<SearchCommand | TodayCommand | UndoCommand | FreezeCommand> = {
  'own-records': ({ desk }, { kind }) => {
    const asked = { type: 'own-records', ...(kind ? { kind } : {}) } as const;
    return {
      answer: desk.ownRecords(kind).then((found) => ({ ...asked, found: cleanDeep(found) })),
      failed: (problem) => ({ ...asked, problem }),
    };
  },
  'today-calls': ({ desk }) => ({
    answer: desk.todayCalls().then((calls) => ({ type: 'today-calls', calls: cleanDeep(calls) })),
    failed: (problem) => ({ type: 'today-calls', problem }),
  }),
  'open-own': (asking, command) => ({
    answer: openOwn(asking, command),
    failed: (problem) => ({ type: 'own-card-refused', problem }),
  }),
  undo: ({ desk }, { callId, isNoted, mend }) => ({
    answer: desk
      .undo(callId, isNoted)
      .then((receipt) => ({ type: 'undone', receipt: cleanDeep(receipt), ...(mend ? { mend } : {}) })),
    failed: (problem) => ({ type: 'undo-failed', callId, problem }),
  }),
  freeze: ({ desk }, { callId }) => ({
    answer: desk.freezeCard(callId).then(() => ({ type: 'frozen', callId })),
    failed: saidBelow,
  }),
};

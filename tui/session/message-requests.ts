import type { Desk } from '../../shared/desk.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import type { Message } from '../state/messages.ts';
import type { AskLeadCommand } from '../state/overlays/ask-lead.ts';
import type { MessagesCommand } from '../state/overlays/messages.ts';
import type { Problem } from '../state/problem.ts';
import { type RequestRows, saidBelow } from './request.ts';

async function read(desk: Desk): Promise<Message> {
  return { type: 'messages-read', list: cleanDeep(await desk.messages()) };
}

const failed = (problem: Problem): Message => ({ type: 'messages-read', problem });

/** The lead's words. */
export const MESSAGE_REQUESTS: RequestRows<MessagesCommand | AskLeadCommand> = {
  'ask-lead': ({ desk }, { text, isReply }) => ({
    answer: desk.askLead(text, isReply).then(({ people }) => ({ type: 'lead-asked', people, isReply })),
    failed: saidBelow,
  }),
  'read-messages': ({ desk }) => ({ answer: read(desk), failed }),
  acknowledge: ({ desk }, { ids }) => ({
    answer: Promise.all(ids.map((id) => desk.acknowledge(id))).then(() => read(desk)),
    failed,
  }),
};

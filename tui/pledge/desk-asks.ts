import type { PledgeDesk } from '../../shared/line/pledge-desk.ts';
import type { SeatDesk } from '../../shared/line-seat.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { PLEDGE } from './french-pledge.ts';
import type { PledgeCommand, PledgeMessage } from './pledge-state.ts';

/** Helps: without them it is typed, on the words of the call before. */
export const HELPS: ReadonlySet<PledgeCommand['do']> = new Set(['towns', 'known', 'words']);

/** What any desk asks of the house, and what it is told; undefined where there is nothing to tell. AppErrors of the house. */
export async function askDesk(desk: PledgeDesk, command: PledgeCommand): Promise<PledgeMessage | undefined> {
  switch (command.do) {
    case 'save':
      return { type: 'answered', answer: cleanDeep(await desk.save(command.pledge)) };
    case 'towns': {
      const { campaign, postcode } = command;
      return { type: 'towns-came', postcode, names: cleanDeep(await desk.towns(campaign, postcode)) };
    }
    case 'words': {
      const { campaign, callId } = command;
      const line = await desk.line(campaign);
      return line && { type: 'words-came', callId, line: cleanDeep(line) };
    }
    case 'help':
      await desk.help();
      return { type: 'told', text: PLEDGE.helped };
    default:
      return undefined;
  }
}

/** The same at a seat whose telephone the house follows. */
export async function askSeat(desk: SeatDesk, command: PledgeCommand): Promise<PledgeMessage | undefined> {
  switch (command.do) {
    case 'known': {
      const { callId } = command;
      return { type: 'known-came', callId, people: cleanDeep(await desk.known(callId)) };
    }
    case 'ready':
      await desk.ready(command.isReady);
      return undefined;
    case 'ring-back':
      await desk.ringBack();
      return undefined;
    case 'pick-up': {
      const { callId, atMs: startedAtMs } = await desk.pickUp();
      return { type: 'called', talk: { callId, startedAtMs } };
    }
    case 'end': {
      const { callId, how, exit, isReady } = command;
      const isOver = await desk.endCall({ callId, how, exit, isReady });
      return how === 'hand-over' ? { type: 'passed-on', isOver } : undefined;
    }
    default:
      return await askDesk(desk, command);
  }
}

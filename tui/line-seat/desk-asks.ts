import type { LineSeatDesk } from '../../shared/line-seat.ts';
import { PLEDGE } from '../pledge/french-pledge.ts';
import type { PledgeCommand, PledgeMessage, PledgeSeat } from '../pledge/pledge-state.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import type { SeatMessage } from './seat-state.ts';

const told = (message: PledgeMessage): SeatMessage => ({ type: 'desk', message });

/** What the desk asks in a practice call as in a real one; undefined where there is nothing to tell. AppErrors of the house. */
async function askEither(desk: LineSeatDesk, command: PledgeCommand): Promise<SeatMessage | undefined> {
  if (command.do === 'towns') {
    const { postcode } = command;
    return told({ type: 'towns-came', postcode, names: cleanDeep(await desk.towns(postcode)) });
  }
  if (command.do !== 'help') return undefined;
  await desk.callLead();
  return told({ type: 'told', text: PLEDGE.helped });
}

/** The same keys, and nothing is saved: the house judges. */
export async function askPractice(
  desk: LineSeatDesk,
  command: PledgeCommand,
): Promise<SeatMessage | undefined> {
  if (command.do === 'save')
    return { type: 'judged', verdict: await desk.endPractice({ form: command.pledge.form }) };
  if (command.do === 'end' && command.exit !== undefined)
    return { type: 'judged', verdict: await desk.endPractice({ exit: command.exit }) };
  return await askEither(desk, command);
}

/** What the desk asks for a real caller. */
export async function askReal(
  desk: LineSeatDesk,
  command: PledgeCommand,
  seat: PledgeSeat | undefined,
): Promise<SeatMessage | undefined> {
  switch (command.do) {
    case 'save': {
      const { callId, form, edition, earlier } = command.pledge;
      return told({
        type: 'answered',
        answer: cleanDeep(await desk.save({ callId, form, edition, earlier })),
      });
    }
    case 'known': {
      const { callId } = command;
      return told({ type: 'known-came', callId, people: cleanDeep(await desk.known(callId)) });
    }
    case 'words': {
      const { line } = await desk.shift();
      const { callId } = command;
      return line && told({ type: 'words-came', callId, line: cleanDeep(line) });
    }
    case 'ready':
      await desk.ready(command.isReady);
      return undefined;
    case 'ring-back':
      await desk.ringBack();
      return undefined;
    case 'pick-up': {
      const { callId, atMs: startedAtMs } = await desk.pickUp();
      return told({ type: 'called', talk: { callId, startedAtMs } });
    }
    case 'end': {
      const { callId, how, exit } = command;
      const { isReady = false } = seat ?? {};
      const isOver = await desk.endCall({ callId, how, exit, isReady });
      return how === 'hand-over' ? told({ type: 'passed-on', isOver }) : undefined;
    }
    default:
      return await askEither(desk, command);
  }
}

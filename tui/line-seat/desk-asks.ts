import type { LineSeatDesk } from '../../shared/line-seat.ts';
import { askDesk, askSeat } from '../pledge/desk-asks.ts';
import type { PledgeCommand, PledgeMessage } from '../pledge/pledge-state.ts';
import type { SeatMessage } from './seat-state.ts';

const told = (message: PledgeMessage | undefined): SeatMessage | undefined =>
  message && { type: 'desk', message };

/** The same keys, and nothing is saved: the house judges. */
export async function askPractice(
  desk: LineSeatDesk,
  command: PledgeCommand,
): Promise<SeatMessage | undefined> {
  if (command.do === 'save')
    return { type: 'judged', verdict: await desk.endPractice({ form: command.pledge.form }) };
  if (command.do === 'end' && command.exit !== undefined)
    return { type: 'judged', verdict: await desk.endPractice({ exit: command.exit }) };
  return command.do === 'words' ? undefined : told(await askDesk(desk, command));
}

/** What the desk asks for a real caller. */
export async function askReal(desk: LineSeatDesk, command: PledgeCommand): Promise<SeatMessage | undefined> {
  return told(await askSeat(desk, command));
}

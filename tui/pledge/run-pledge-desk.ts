import { randomUUID } from 'node:crypto';
import { AppError, isAppError } from '../../shared/errors.ts';
import type { PledgeDesk, PledgeLine } from '../../shared/line/pledge-desk.ts';
import type { SeatDesk } from '../../shared/line-seat.ts';
import type { FullScreen } from '../full-screen/full-screen-session.ts';
import { runFullScreen } from '../full-screen/run-full-screen.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { askDesk, askSeat, HELPS } from './desk-asks.ts';
import { PLEDGE } from './french-pledge.ts';
import { pledgeScreen } from './pledge-screen.ts';
import { type PledgeCommand, type PledgeMessage, type PledgeState, waiting } from './pledge-state.ts';
import { pledgeUpdate } from './pledge-update.ts';

/** A telephone of the line whose calls the house follows, over a network that may be cut. */
export interface SeatedDesk {
  readonly name: string;
  readonly desk: SeatDesk;
  onConnected(listener: (isConnected: boolean) => void): () => void;
  /** The seat is not theirs any more, and why; the function given back stops listening. */
  onLost(listener: (text: string) => void): () => void;
}

export interface PledgeDeskOptions {
  /** Seated: callers come by themselves, or by a key where there is no PBX. Else the telephone is the agent's own business. */
  readonly desk: PledgeDesk | SeatedDesk;
  readonly line: PledgeLine;
  readonly agent: string;
  readonly now: () => number;
}

type Screen = FullScreen<PledgeState, PledgeMessage, PledgeCommand>;

/**
 * Runs the pledge desk on the controlling terminal until the agent quits or a signal ends it; then the terminal is as it was
 * before. What was typed and not saved is gone with it. Rejects when the screen fails, and when the house ends the session.
 */
export async function runPledgeDesk(options: PledgeDeskOptions): Promise<void> {
  await runFullScreen(pledgeDeskOver(options));
}

/** @internal for tests */
export function pledgeDeskOver({ desk, line, agent, now }: PledgeDeskOptions): Screen {
  const seated = 'desk' in desk ? desk : undefined;
  const at = seated && { name: seated.name, line: 'up', isReady: false, isTeamThere: false };
  return {
    first: waiting({
      ...{ size: { columns: 80, rows: 24 }, count: 0, seat: at as PledgeState['seat'] },
      ...cleanDeep({ line, agent }),
    }),
    update: pledgeUpdate,
    messageFor: (_, key) => ({ type: 'key', key, atMs: now(), newCallId: randomUUID() }),
    resized: (size) => ({ type: 'resized', size }),
    draw: pledgeScreen,
    conduct: (parts) => conducted(desk, parts),
    now,
  };
}

function conducted(desk: PledgeDeskOptions['desk'], parts: Parameters<Screen['conduct']>[0]) {
  const { send, repaint, leave, failed } = parts;
  const stops: (() => void)[] = [];
  const ask = (command: PledgeCommand) =>
    'desk' in desk ? askSeat(desk.desk, command) : askDesk(desk, command);
  return {
    start: () => {
      if ('desk' in desk) stops.push(...heard(desk, parts));
    },
    stop: () => {
      for (const stop of stops.splice(0)) stop();
    },
    perform: (command: PledgeCommand) => {
      if (command.do === 'leave') leave();
      else if (command.do === 'repaint') repaint();
      else answerOf(ask, command).then((told) => told && send(told), failed);
    },
  };
}

/** What the house tells a seat by itself. */
function heard(
  { desk, onConnected, onLost }: SeatedDesk,
  { send, failed }: Parameters<Screen['conduct']>[0],
): readonly (() => void)[] {
  const unseen = (text: string) => send({ type: 'failed', text: cleanDeep(text) });
  let wasCut = false;
  return [
    desk.onNow((now) => send({ type: 'seat', now })),
    desk.onLive({
      ended: (text) => failed(sessionOver(cleanDeep(text))),
      said: (from, text) => send({ type: 'told', text: cleanDeep(`${from} : ${text}`) }),
    }),
    onLost(unseen),
    onConnected((isConnected) => {
      if (!isConnected) unseen(PLEDGE.cut);
      else if (wasCut) send({ type: 'told', text: PLEDGE.foundAgain });
      wasCut = !isConnected;
    }),
  ];
}

function sessionOver(text: string): AppError {
  return new AppError({
    code: 'session-ended',
    kind: 'unauthenticated',
    message: text,
    hint: 'Ouvrez une session : plateau login.',
  });
}

/** What came of it; a help for typing that fails is passed over, but words that may not be said are told. */
async function answerOf(
  ask: (command: PledgeCommand) => Promise<PledgeMessage | undefined>,
  command: PledgeCommand,
): Promise<PledgeMessage | undefined> {
  try {
    return await ask(command);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (command.do !== 'words' && HELPS.has(command.do)) return undefined;
    return { type: 'failed', text: cleanDeep(`${error.message} ${error.hint}`) };
  }
}

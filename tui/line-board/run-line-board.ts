import { isAppError } from '../../shared/errors.ts';
import type { LineBoard } from '../../shared/line-board.ts';
import { runFullScreen } from '../full-screen/run-full-screen.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { lineBoardMessageFor } from './line-board-keys.ts';
import { type LineBoardOrders, performOrder } from './line-board-orders.ts';
import { lineBoardScreen } from './line-board-screen.ts';
import {
  emptyLineBoard,
  type LineBoardCommand,
  type LineBoardMessage,
  type LineBoardState,
} from './line-board-state.ts';
import { lineBoardUpdate } from './line-board-update.ts';

/** What the board hears of the server, which pushes, and asks of it. */
export interface LineBoardDesk {
  onBoards(listener: (boards: readonly LineBoard[]) => void): () => void;
  /** A refusal ends what is pushed. */
  onRefused(listener: (refusal: { readonly message: string; readonly hint: string }) => void): () => void;
  onConnected(listener: (isConnected: boolean) => void): () => void;
  readonly orders: LineBoardOrders;
}

/** Runs the board of pledge lines on the controlling terminal until its reader quits. Rejects when the screen fails. */
export async function runLineBoard(desk: LineBoardDesk, now: () => number): Promise<void> {
  await runFullScreen<LineBoardState, LineBoardMessage, LineBoardCommand>({
    first: emptyLineBoard({ columns: 80, rows: 24 }),
    update: lineBoardUpdate,
    messageFor: lineBoardMessageFor,
    resized: (size) => ({ type: 'resized', size }),
    draw: lineBoardScreen,
    conduct: ({ send, repaint, leave }) => {
      const stops: (() => void)[] = [];
      const perform = async (command: Parameters<typeof performOrder>[1]): Promise<void> => {
        try {
          send(cleanDeep(await performOrder(desk.orders, command)));
        } catch (error) {
          if (!isAppError(error)) throw error;
          send({ type: 'refused', text: cleanDeep(`${error.message} ${error.hint}`) });
        }
      };
      return {
        start: () =>
          void stops.push(
            desk.onBoards((boards) => send({ type: 'came', boards: cleanDeep(boards) })),
            desk.onRefused((refusal) => send({ type: 'failed', ...cleanDeep(refusal) })),
            desk.onConnected((isConnected) => send({ type: 'connected', isConnected })),
          ),
        stop: () => {
          for (const stop of stops.splice(0)) stop();
        },
        perform: (command) => {
          if (command.do === 'leave') leave();
          else if (command.do === 'repaint') repaint();
          else void perform(command);
        },
      };
    },
    now,
  });
}

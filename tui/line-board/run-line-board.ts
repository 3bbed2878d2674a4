import type { LineBoard } from '../../shared/line-board.ts';
import { runFullScreen } from '../full-screen/run-full-screen.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { type LineBoardAct, lineBoardAct } from './line-board-keys.ts';
import { lineBoardScreen } from './line-board-screen.ts';
import { emptyLineBoard, type LineBoardState, lineBoardUpdate } from './line-board-state.ts';

/** What the board hears of the server, which pushes. */
export interface LineBoardDesk {
  onBoards(listener: (boards: readonly LineBoard[]) => void): () => void;
  /** A refusal ends what is pushed. */
  onRefused(listener: (refusal: { readonly message: string; readonly hint: string }) => void): () => void;
  onConnected(listener: (isConnected: boolean) => void): () => void;
}

type Command = 'leave' | 'repaint';

function afterAct(state: LineBoardState, act: LineBoardAct) {
  const isCommand = act.type === 'leave' || act.type === 'repaint';
  const commands: readonly Command[] = isCommand ? [act.type] : [];
  return { state: isCommand ? state : lineBoardUpdate(state, act), commands };
}

/** Runs the board of pledge lines on the controlling terminal until its reader quits. Rejects when the screen fails. */
export async function runLineBoard(desk: LineBoardDesk, now: () => number): Promise<void> {
  await runFullScreen<LineBoardState, LineBoardAct, Command>({
    first: emptyLineBoard({ columns: 80, rows: 24 }),
    update: afterAct,
    messageFor: lineBoardAct,
    resized: (size) => ({ type: 'resized', size }),
    draw: lineBoardScreen,
    conduct: ({ send, repaint, leave }) => {
      const stops: (() => void)[] = [];
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
        perform: (command) => (command === 'leave' ? leave() : repaint()),
      };
    },
    now,
  });
}

import { runFullScreen } from '../full-screen/run-full-screen.ts';
import { BoardConductor } from './board-conductor.ts';
import type { BoardDesk } from './board-desk.ts';
import { boardMessageFor } from './board-keys.ts';
import { boardScreen } from './board-screen.ts';
import { type BoardMessage, emptyBoard } from './board-state.ts';
import { boardUpdate } from './board-update.ts';

export interface BoardOptions {
  readonly desk: BoardDesk;
  /** The server's hour. */
  readonly now: () => number;
  readonly clockNote: string;
}

/** Runs the lead's board on the controlling terminal until the lead quits or a signal ends it. The floor goes on. */
export async function runBoard({ desk, now, clockNote }: BoardOptions): Promise<void> {
  await runFullScreen({
    first: emptyBoard(clockNote),
    update: boardUpdate,
    messageFor: boardMessageFor,
    resized: (size): BoardMessage => ({ type: 'resized', size }),
    draw: boardScreen,
    conduct: (parts) => new BoardConductor({ desk, ...parts }),
    now,
  });
}

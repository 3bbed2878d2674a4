import type { DirectoryDesk } from '../../shared/people/directory-desk.ts';
import type { FullScreen } from '../full-screen/full-screen-session.ts';
import { DirectoryConductor } from './directory-conductor.ts';
import { directoryMessageFor } from './directory-keys.ts';
import { directoryScreen } from './directory-screen.ts';
import {
  type DirectoryCommand,
  type DirectoryMessage,
  type DirectoryState,
  emptyDirectory,
} from './directory-state.ts';
import { directoryUpdate } from './directory-update.ts';

/** « Annuaire » over what answers it; `now` is the server's hour. */
export function directoryOver(
  desk: DirectoryDesk,
  now: () => number,
): FullScreen<DirectoryState, DirectoryMessage, DirectoryCommand> {
  return {
    first: emptyDirectory(),
    update: directoryUpdate,
    messageFor: directoryMessageFor,
    resized: (size) => ({ type: 'resized', size }),
    draw: directoryScreen,
    conduct: (parts) => new DirectoryConductor({ desk, ...parts }),
    now,
  };
}

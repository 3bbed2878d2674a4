import { runFullScreen } from '../full-screen/run-full-screen.ts';
import { DirectoryConductor } from './directory-conductor.ts';
import type { DirectoryDesk } from './directory-desk.ts';
import { directoryMessageFor } from './directory-keys.ts';
import { directoryScreen } from './directory-screen.ts';
import { type DirectoryMessage, directoryUpdate, emptyDirectory } from './directory-state.ts';

/** Runs « Annuaire » on the controlling terminal until its person quits or a signal ends it. Nothing stays on the disk. */
export async function runDirectory(desk: DirectoryDesk, now: () => number): Promise<void> {
  await runFullScreen({
    first: emptyDirectory(),
    update: directoryUpdate,
    messageFor: directoryMessageFor,
    resized: (size): DirectoryMessage => ({ type: 'resized', size }),
    draw: directoryScreen,
    conduct: (parts) => new DirectoryConductor({ desk, ...parts }),
    now,
  });
}

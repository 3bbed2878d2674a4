import type { DirectoryDesk } from '../../shared/people/directory-desk.ts';
import { runFullScreen } from '../full-screen/run-full-screen.ts';
import { directoryOver } from './directory-over.ts';

/** Runs « Annuaire » on the controlling terminal until its person quits or a signal ends it. Nothing stays on the disk. */
export async function runDirectory(desk: DirectoryDesk, now: () => number): Promise<void> {
  await runFullScreen(directoryOver(desk, now));
}

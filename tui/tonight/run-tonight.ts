import type { TonightDesk } from '../../shared/people/tonight.ts';
import { runFullScreen } from '../full-screen/run-full-screen.ts';
import { tonightOver } from './tonight-over.ts';

/** Runs « Ce soir » on the controlling terminal until its lead quits or a signal ends it. Nothing stays on the disk. */
export async function runTonight(desk: TonightDesk, now: () => number): Promise<void> {
  await runFullScreen(tonightOver(desk, now));
}

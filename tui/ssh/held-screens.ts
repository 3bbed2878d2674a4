import type { LoggedIn } from '../../shared/desk.ts';
import type { LineSeatDesk } from '../../shared/line-seat.ts';
import type { HeldDirectoryDesk } from '../../shared/people/directory-desk.ts';
import type { HeldTonightDesk } from '../../shared/people/tonight.ts';
import { openHeldFullScreen } from '../full-screen/held-full-screen.ts';
import { SeatSession } from '../line-seat/seat-session.ts';
import { directoryOver } from '../people/directory-over.ts';
import { DIRECTORY } from '../people/french-directory.ts';
import { TONIGHT } from '../tonight/french-tonight.ts';
import { tonightOver } from '../tonight/tonight-over.ts';
import type { HeldSeatParts } from './held-seat.ts';

interface SeatOf {
  /** The session's of now, at each call. */
  readonly token: () => string;
  readonly address: string;
}

/** What the house answers to screens other than the workstation, each in its own process. */
export interface HeldScreens {
  readonly openLineSeat: (seat: SeatOf) => LineSeatDesk & { readonly nowMs: () => number };
  readonly openDirectory: (seat: SeatOf) => HeldDirectoryDesk;
  readonly openTonight: (seat: SeatOf) => HeldTonightDesk;
}

type HeldScreenOf = Pick<HeldSeatParts, 'open' | 'isBadge'>;

/** The screen of whoever is not an agent, by their role (terminal-door.ts lets no other in); undefined for the workstation. */
export function heldScreenOf(
  { openLineSeat, openDirectory, openTonight }: HeldScreens,
  { role, displayName }: LoggedIn,
): HeldScreenOf | undefined {
  const firstName = displayName.split(' ')[0] ?? '';
  const byRole: Partial<Record<LoggedIn['role'], HeldScreenOf>> = {
    volunteer: {
      isBadge: true,
      open: (seat) => {
        const desk = openLineSeat(seat);
        return new SeatSession({ ...seat, desk, now: desk.nowMs });
      },
    },
    mobilisation: {
      open: (seat) => {
        const { nowMs, onEnded, ...desk } = openDirectory(seat);
        const screen = directoryOver(desk, nowMs);
        return openHeldFullScreen({ ...seat, screen, onEnded, left: DIRECTORY.left, firstName });
      },
    },
    lead: {
      open: (seat) => {
        const { nowMs, onEnded, ...desk } = openTonight(seat);
        const screen = tonightOver(desk, nowMs);
        return openHeldFullScreen({ ...seat, screen, onEnded, left: TONIGHT.left, firstName });
      },
    },
  };
  return byRole[role];
}

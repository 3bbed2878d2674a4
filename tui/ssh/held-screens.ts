import type { LoggedIn } from '../../shared/desk.ts';
import type { LineSeatDesk } from '../../shared/line-seat.ts';
import type { HeldDirectoryDesk } from '../../shared/people/directory-desk.ts';
import { SeatSession } from '../line-seat/seat-session.ts';
import { openHeldDirectory } from '../people/held-directory.ts';
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
}

type HeldScreenOf = Pick<HeldSeatParts, 'open' | 'isBadge'>;

/** The screen of whoever is not an agent, by their role (terminal-door.ts lets no other in); undefined for the workstation. */
export function heldScreenOf(
  { openLineSeat, openDirectory }: HeldScreens,
  { role, displayName }: LoggedIn,
): HeldScreenOf | undefined {
  const byRole: Partial<Record<LoggedIn['role'], HeldScreenOf>> = {
    volunteer: {
      isBadge: true,
      open: (seat) => {
        const desk = openLineSeat(seat);
        return new SeatSession({ ...seat, desk, now: desk.nowMs });
      },
    },
    mobilisation: {
      open: (seat) =>
        openHeldDirectory({ ...seat, desk: openDirectory(seat), firstName: displayName.split(' ')[0] ?? '' }),
    },
  };
  return byRole[role];
}

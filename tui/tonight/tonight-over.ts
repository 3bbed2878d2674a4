import type { TonightDesk } from '../../shared/people/tonight.ts';
import type { FullScreen } from '../full-screen/full-screen-session.ts';
import { TonightConductor } from './tonight-conductor.ts';
import { tonightMessageFor } from './tonight-keys.ts';
import { tonightScreen } from './tonight-screen.ts';
import {
  emptyTonight,
  type TonightCommand,
  type TonightMessage,
  type TonightState,
} from './tonight-state.ts';
import { tonightUpdate } from './tonight-update.ts';

/** « Ce soir » over what answers it; `now` is the server's hour. */
export function tonightOver(
  desk: TonightDesk,
  now: () => number,
): FullScreen<TonightState, TonightMessage, TonightCommand> {
  return {
    first: emptyTonight({ canPrint: desk.print !== undefined }),
    update: tonightUpdate,
    messageFor: tonightMessageFor,
    resized: (size) => ({ type: 'resized', size }),
    draw: tonightScreen,
    conduct: (parts) => new TonightConductor({ desk, ...parts }),
    now,
  };
}

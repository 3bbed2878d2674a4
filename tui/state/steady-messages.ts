import type { Unsent } from '../../shared/desk.ts';
import type { Problem } from './workstation-state.ts';

/** What concerns a bad line, a full outbox or a second workstation. */
export type SteadyWorldMessage =
  | { readonly type: 'unsent'; readonly unsent: Unsent }
  /** Another workstation of the agent holds the place, or just took it. */
  | { readonly type: 'elsewhere'; readonly problem: Problem }
  /** The session was ended by the house: nothing of a donor stays on the screen. */
  | { readonly type: 'access-ended'; readonly problem: Problem };

export type SteadyCommand =
  /** A record for the next call, while this one ends. */
  | { readonly do: 'reserve-next' }
  /** This workstation instead of the agent's other one, then the card. */
  | { readonly do: 'take-over' };

const WORLD = new Set<string>(['unsent', 'elsewhere', 'access-ended'] satisfies SteadyWorldMessage['type'][]);

export function isSteadyWorld<M extends { readonly type: string }>(
  message: M | SteadyWorldMessage,
): message is SteadyWorldMessage {
  return WORLD.has(message.type);
}

const COMMANDS = new Set<string>(['reserve-next', 'take-over'] satisfies SteadyCommand['do'][]);

export function isSteadyCommand<C extends { readonly do: string }>(
  command: C | SteadyCommand,
): command is SteadyCommand {
  return COMMANDS.has(command.do);
}

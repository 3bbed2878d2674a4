import type { AgentMessage } from '../state/messages.ts';
import type { WhyNot } from '../state/update.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import type { FRENCH } from '../words/french.ts';
import type { Context } from './contexts.ts';

/** A key, and where it means this action. */
export interface Binding {
  readonly key: string;
  readonly in: readonly Context[];
}

/** Lines of the help, and of the key bar: hot dispositions, what else can be done. */
export type Group = 'hot' | 'call' | 'form' | 'general';

export interface Action {
  readonly id: string;
  readonly bindings: readonly Binding[];
  /** At most 14 characters: the key bar. */
  readonly label: string;
  /** One sentence: the help. */
  readonly help: string;
  readonly group: Group;
  /** Shown in the key bar, lower first; absent: in the help only. */
  readonly bar?: number;
  /** A disabled key says why. */
  readonly whyNot?: WhyNot;
  readonly message: (state: WorkstationState) => AgentMessage;
}

export type ActionId = keyof typeof FRENCH.actions;

/** Id, keys, where they are valid, what they mean, why not now. */
export type Row = readonly [ActionId, string, readonly Context[], AgentMessage, WhyNot?];

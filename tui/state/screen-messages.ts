import type { CallAids } from '../../shared/call-aids.ts';
import type { CallScript } from '../../shared/call-script.ts';
import type { Diary } from '../../shared/diary.ts';
import type { PracticeResult, PracticeStart } from '../../shared/practice.ts';
import type { Problem } from './problem.ts';

/** What the agent did to see what surrounds the calls. */
export type ScreenAgentMessage =
  | { readonly type: 'knowledge' }
  | { readonly type: 'objections' }
  | { readonly type: 'diary' }
  | { readonly type: 'shift-end' }
  /** Lines of a long text; the choice does not move. */
  | { readonly type: 'scroll'; readonly by: number }
  /** Starts the practice, or shows its page again. */
  | { readonly type: 'practice' };

/** Answers of the server to the commands below. */
export type ScreenWorldMessage =
  | { readonly type: 'aids-came'; readonly campaign: string; readonly aids: CallAids }
  | {
      readonly type: 'aids-failed';
      readonly campaign: string;
      readonly version: string;
      readonly problem: Problem;
    }
  | { readonly type: 'diary-came'; readonly diary: Diary }
  | { readonly type: 'diary-failed'; readonly problem: Problem }
  | {
      readonly type: 'practice-came';
      readonly start: PracticeStart;
      readonly script: CallScript;
      readonly aids?: CallAids;
    }
  | { readonly type: 'practice-failed'; readonly problem: Problem }
  | { readonly type: 'practice-passed' }
  | { readonly type: 'practice-unsent'; readonly problem: Problem };

/** What these screens want done. */
export type ScreenCommand =
  | { readonly do: 'aids'; readonly campaign: string; readonly version: string }
  | { readonly do: 'diary' }
  | { readonly do: 'begin-practice' }
  | { readonly do: 'pass-practice'; readonly result: PracticeResult };

const WORLD = new Set<string>([
  'aids-came',
  'aids-failed',
  'diary-came',
  'diary-failed',
  'practice-came',
  'practice-failed',
  'practice-passed',
  'practice-unsent',
] satisfies ScreenWorldMessage['type'][]);

export function isScreenWorld<M extends { readonly type: string }>(
  message: M | ScreenWorldMessage,
): message is ScreenWorldMessage {
  return WORLD.has(message.type);
}

const COMMANDS = new Set<string>([
  'aids',
  'diary',
  'begin-practice',
  'pass-practice',
] satisfies ScreenCommand['do'][]);

export function isScreenCommand<C extends { readonly do: string }>(
  command: C | ScreenCommand,
): command is ScreenCommand {
  return COMMANDS.has(command.do);
}

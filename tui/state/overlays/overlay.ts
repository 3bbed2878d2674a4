import type { MyDay } from '../../../shared/card.ts';
import type { Diary } from '../../../shared/diary.ts';
import type { FloorMessage } from '../../../shared/floor-message.ts';
import type { OwnCall, OwnRecord } from '../../../shared/own-record.ts';
import type { Problem } from '../problem.ts';
import type { TextField } from '../text-field.ts';

/** What one page over the screen remembers, by kind; each kind has a file here with what it hears, does and asks. */
export type Overlay =
  | { readonly kind: 'help'; readonly scroll: number; readonly field: TextField }
  | { readonly kind: 'my-day'; readonly day?: MyDay; readonly problem?: Problem }
  | { readonly kind: 'quit' }
  | { readonly kind: 'pause-choice' }
  | {
      readonly kind: 'knowledge';
      readonly field: TextField;
      readonly index: number;
      /** Lines of the note scrolled out at the top. */
      readonly scroll: number;
    }
  | { readonly kind: 'objections'; readonly index: number }
  | {
      readonly kind: 'diary';
      readonly index: number;
      /** Absent while they are on their way, or when `problem` says why not. */
      readonly found?: readonly OwnRecord[];
      /** When they came: what is late, today, tomorrow. */
      readonly nowMs?: number;
      readonly problem?: Problem;
    }
  | {
      readonly kind: 'shift-end';
      readonly day?: MyDay;
      readonly diary?: Diary;
      readonly problem?: Problem;
    }
  | {
      readonly kind: 'exercise';
      readonly phase: 'brief' | 'right' | 'wrong' | 'sending' | 'unsent' | 'passed';
      /** Why the exercise is not right. */
      readonly why?: string;
      readonly problem?: Problem;
    }
  | {
      readonly kind: 'lesson';
      readonly phase: 'read' | 'question' | 'right' | 'wrong' | 'sending' | 'unsent' | 'passed';
      /** Which of the modules to learn. */
      readonly module: number;
      /** Right answers given, in order: the question under way comes after them. */
      readonly answers: readonly number[];
      /** The choice under the arrows, from 0. */
      readonly choice: number;
      readonly problem?: Problem;
    }
  | { readonly kind: 'palette'; readonly field: TextField; readonly index: number }
  | {
      readonly kind: 'search';
      readonly field: TextField;
      readonly index: number;
      /** Absent while they are on their way, or when `problem` says why not. */
      readonly found?: readonly OwnRecord[];
      readonly problem?: Problem;
    }
  | {
      readonly kind: 'today';
      readonly field: TextField;
      readonly index: number;
      readonly calls?: readonly OwnCall[];
      readonly problem?: Problem;
    }
  | { readonly kind: 'one-call'; readonly call: OwnCall }
  | { readonly kind: 'ask-lead'; readonly field: TextField; readonly isReply: boolean }
  | {
      readonly kind: 'seat';
      readonly field: TextField;
      /** Its telephone rings until it is picked up. */
      readonly isRinging: boolean;
      readonly problem?: Problem;
    }
  | { readonly kind: 'undo' }
  | { readonly kind: 'freeze' }
  | {
      readonly kind: 'messages';
      readonly list?: readonly FloorMessage[];
      readonly problem?: Problem;
      readonly scroll: number;
    };

export type OverlayOf<K extends Overlay['kind']> = Extract<Overlay, { readonly kind: K }>;

/** Pages that a key of the same name opens. */
export type PageName = Exclude<
  Overlay['kind'],
  'quit' | 'pause-choice' | 'exercise' | 'lesson' | 'one-call' | 'ask-lead' | 'seat'
>;

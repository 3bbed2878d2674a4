import type { Size } from '../screen/size.ts';
import type { AidsCommand, AidsNews } from './aids.ts';
import type { CallMessage } from './call-machine.ts';
import type { LineNews } from './connection.ts';
import type { CopyCommand, DialCommand, DialMessage, DialNews } from './dial.ts';
import type { Gesture } from './gestures.ts';
import type { KeyPressed } from './hand.ts';
import type { LoggedInNews } from './logged-in.ts';
import type { LogInCommand } from './login.ts';
import type { CardCommand, NextCardNews } from './next-card.ts';
import type { AskLeadCommand, AskLeadMessage, AskLeadNews } from './overlays/ask-lead.ts';
import type { DiaryCommand, DiaryNews } from './overlays/diary.ts';
import type { PracticeCommand, PracticeMessage, PracticeNews } from './overlays/exercise.ts';
import type { FreezeCommand, FreezeNews } from './overlays/freeze.ts';
import type { LessonCommand, LessonNews } from './overlays/lesson.ts';
import type { AcknowledgeMessage, MessagesCommand, MessagesNews } from './overlays/messages.ts';
import type { MyDayCommand, MyDayNews } from './overlays/my-day.ts';
import type { PageName } from './overlays/overlay.ts';
import type { PauseMessage } from './overlays/pause-choice.ts';
import type { LeaveCommand } from './overlays/quit.ts';
import type { SearchCommand, SearchNews } from './overlays/search.ts';
import type { SeatCommand, SeatNews } from './overlays/seat.ts';
import type { MendMessage, TodayCommand, TodayNews } from './overlays/today-calls.ts';
import type { UndoCommand, UndoNews } from './overlays/undo.ts';
import type { PassphraseCommand, PassphraseMessage, PassphraseNews } from './passphrase.ts';
import type { PauseCommand, PauseNews, TellPauseCommand } from './pause.ts';
import type { Problem } from './problem.ts';
import type { SaveCommand, SavingNews } from './saving.ts';
import type { TownsCommand, TownsNews } from './towns.ts';
import type { Wake, WakeCommand } from './update.ts';

/** A page's own key, under the page's name. */
type PageMessage = { [K in PageName]: { readonly type: K } }[PageName];

/** What the agent did, by key; each is reached through the table of actions or is text for a field. */
export type AgentMessage =
  | Gesture
  | PageMessage
  | CallMessage
  | PassphraseMessage
  | PauseMessage
  | PracticeMessage
  | AcknowledgeMessage
  | MendMessage
  | AskLeadMessage
  | DialMessage
  | { readonly type: 'repaint' }
  | { readonly type: 'refused'; readonly why: string };

/** What came from outside: the server, the terminal, a timer. */
export type WorldMessage =
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'request-failed'; readonly problem: Problem }
  | { readonly type: 'wake'; readonly wake: Wake }
  | LoggedInNews
  | NextCardNews
  | SavingNews
  | LineNews
  | AidsNews
  | TownsNews
  | PassphraseNews
  | PauseNews
  | MyDayNews
  | DiaryNews
  | PracticeNews
  | LessonNews
  | SearchNews
  | TodayNews
  | AskLeadNews
  | UndoNews
  | FreezeNews
  | DialNews
  | SeatNews
  | MessagesNews;

export type Message = AgentMessage | KeyPressed<AgentMessage> | WorldMessage;

/** What the reducers want done; `session/conductor.ts` is the only one who does it. */
export type Command =
  | LogInCommand
  | CardCommand
  | SaveCommand
  | LeaveCommand
  | PassphraseCommand
  | PauseCommand
  | TellPauseCommand
  | MyDayCommand
  | DiaryCommand
  | AidsCommand
  | TownsCommand
  | PracticeCommand
  | LessonCommand
  | SearchCommand
  | TodayCommand
  | AskLeadCommand
  | UndoCommand
  | FreezeCommand
  | DialCommand
  | CopyCommand
  | SeatCommand
  | MessagesCommand
  | WakeCommand
  | { readonly do: 'repaint' };

import type { SessionDebt } from '../../../shared/desk.ts';
import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import type { ProcedureClient } from '../../http/procedure-client.ts';
import type { EnteredSpace } from '../../steps/web-door/entered-space.ts';
import type { Html } from '../page.ts';
import type { SentFile } from './sent-file.ts';

/** What a page answers; the server puts it in the frame. */
export type DoorAnswer =
  | {
      readonly kind: 'page';
      readonly title: string;
      readonly body: Html;
      /** 200 where nothing is said. */
      readonly status?: number;
      /** Shows pictures that stand in it. */
      readonly hasPictures?: true;
      /** Conversations with something new, for the menu: counted by the server, of whoever is in. */
      readonly unread?: number;
    }
  | {
      /** To another page, which is asked anew: a second press of « reload » sends nothing again. */
      readonly kind: 'go';
      readonly to: string;
      /** Token of a session that begins; null: the one of the browser is over. */
      readonly session?: string | null;
    }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/** What the door does for somebody who is nobody yet. */
export interface StrangerDesk {
  /** AppErrors `address-wrong`, `links-asked-often`: the same for an address that is known and one that is not. */
  ask(typed: string): void;
  /** AppErrors of `lookAtLink`. */
  look(token: string): Promise<void>;
  /** AppErrors of `enterByLink`. */
  enter(token: string): Promise<{ readonly token: string }>;
  /** The charity's observer, by what they typed. AppErrors of `enterAsObserver`. */
  enterObserver(typed: {
    readonly login: string;
    readonly password: string;
    readonly code: string;
  }): Promise<{ readonly token: string; readonly owes: SessionDebt | undefined }>;
  /** AppErrors of `readFeed`. */
  calendar(token: string): Promise<string>;
  /** Whether that address still stops letters. AppError `newsletter-stop-unknown`. */
  lookAtStop(token: string): Promise<void>;
  /** AppErrors of `stopLetters`. */
  stopLetters(token: string): Promise<void>;
}

interface Asked {
  /** Of the path: `/b/groupe/:id` gives `id`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

interface StrangerVisit extends Asked {
  readonly desk: StrangerDesk;
}

export interface ParticipantVisit extends Asked {
  readonly here: EnteredSpace;
  /** Procedures, under the session of the visit: it opens those of a participant and no other. */
  readonly desk: ProcedureClient;
  /** What the form of a page that takes one sends. */
  readonly file?: SentFile | undefined;
}

/** Where an observer is: the campaigns of their grant. */
export interface ObservedSpace {
  readonly campaigns: Told<ProcedureClient['observe']['campaigns']['query']>;
}

/** What a page of the observer may ask: nothing else can be named there, and no card, masked or not. */
export interface ObserverDesk {
  readonly observe: Omit<ProcedureClient['observe'], 'cards'>;
  readonly scripts: Pick<ProcedureClient['scripts'], 'list' | 'show' | 'page' | 'changes'>;
  readonly session: Pick<ProcedureClient['session'], 'logOut'>;
}

interface ObserverVisit extends Asked {
  readonly here: ObservedSpace;
  readonly desk: ObserverDesk;
}

/** Somebody who has a session and owes something first. */
interface OwingVisit extends Asked {
  readonly desk: Pick<ProcedureClient, 'session'>;
}

interface PageOf<Visit> {
  readonly path: string;
  /** In the menu, in the order of the table. */
  readonly label?: string;
  readonly show: (visit: Visit) => Promise<DoorAnswer>;
  /** What its form sends; a page without one refuses a POST. */
  readonly act?: (visit: Visit, form: URLSearchParams) => Promise<DoorAnswer>;
  /** Its form sends a file. */
  readonly takesFile?: true;
  /** What its form does needs no session and may come from a mail program (RFC 8058): a secret of its address is all it takes. */
  readonly fromElsewhere?: true;
}

export type DoorPage =
  | (PageOf<StrangerVisit> & { readonly for: 'anyone' })
  | (PageOf<ParticipantVisit> & { readonly for: 'participant' })
  | (PageOf<ObserverVisit> & { readonly for: 'observer' })
  | (PageOf<OwingVisit> & { readonly for: 'owing' });

/** What a procedure tells a page. */
export type Told<Ask extends (...asked: never[]) => Promise<unknown>> = Awaited<ReturnType<Ask>>;
export type OwnAgenda = ProcedureClient['ownAgenda'];
export type OwnMessages = ProcedureClient['ownMessages'];
export type OwnLibrary = ProcedureClient['ownLibrary'];

export function page(title: string, body: Html, status = 200): DoorAnswer {
  return { kind: 'page', title, body, status };
}

function within(name: string, sent: string, most: number): string {
  // A browser counts the end of a line as one sign in its field, and sends two.
  const typed = sent.replaceAll('\r\n', '\n');
  if (typed.length <= most) return typed;
  throw new AppError({
    code: 'form-field-long',
    kind: 'invalid',
    message: `Ce que porte le champ « ${name} » est trop long : ${inNumber(typed.length, 'signe(s)')}, pour ${most} au plus.`,
    hint: 'Rien n’est enregistré : revenez en arrière, raccourcissez, renvoyez.',
  });
}

/** As it was typed, never cut; '' when it is absent. AppError `form-field-long`. */
export function fieldOf(form: URLSearchParams, name: string, most = 2000): string {
  return within(name, form.get(name) ?? '', most);
}

/** Every value of that name, joined as a cell holds several choices. AppError `form-field-long`. */
export function joinedFieldOf(form: URLSearchParams, name: string, most: number): string {
  return within(name, form.getAll(name).join(' ; '), most);
}

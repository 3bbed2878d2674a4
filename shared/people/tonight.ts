import type { Period } from '../time.ts';
import type { Attendance } from './agenda-words.ts';

/** A slot of the day, in numbers. */
export interface TonightSlot extends Period {
  readonly id: number;
  readonly campaign: string;
  readonly site: string;
  /** What is done there; empty where one thing alone is done. */
  readonly role: string;
  readonly capacity: number;
  readonly held: number;
  readonly waiting: number;
  /** Marked as there, by a hand or by the code that opened their seat. */
  readonly came: number;
  readonly trained: number;
  /** At a seat. */
  readonly seated: number;
  /** Places without anybody: before the doors open nobody is missed yet, afterwards whoever is not there is. */
  readonly missing: number;
}

/** Somebody of a slot as its lead sees them: named, trained, there; never their card. */
export interface TonightPerson {
  readonly signup: number;
  /** Empty once they were erased. */
  readonly person: string;
  readonly state: 'held' | 'waiting';
  readonly attendance: Attendance | null;
  readonly attendedAtMs: number | null;
  readonly isTrained: boolean;
  /** Practice calls passed. */
  readonly practiceDone: number;
  /** Their seat, once a code opened it. */
  readonly seat?: string;
  /** A caller is at that seat, as this server hears the line. */
  readonly isOnCall: boolean;
}

/** The slots of the day on the lines of whoever asks, and the people of one of them. */
export interface Tonight {
  /** Names of the lines. */
  readonly lines: readonly string[];
  readonly slots: readonly TonightSlot[];
  /** Whose people they are; absent where the day has no slot. */
  readonly slot?: number;
  /** In the order they came, whoever waits last. */
  readonly people: readonly TonightPerson[];
  /** The next after today. */
  readonly next?: Period;
}

/** A code that opens one seat once, told here and kept nowhere. */
export interface TonightCode {
  readonly person: string;
  readonly site: string;
  /** `samedi 5 décembre, 20 h – 23 h`. */
  readonly when: string;
  readonly code: string;
}

/** People who may come to a slot that misses some, and were not written so. */
export interface TonightCall {
  readonly count: number;
  readonly places: number;
}

/** What « Ce soir » asks of the server, as a lead. Every call refuses with an AppError. */
export interface TonightDesk {
  /**
   * The day as it is and at each change, with the people of that slot; without one, of the first that is not over. The function
   * given back stops it.
   */
  follow(
    slot: number | undefined,
    told: {
      readonly came: (tonight: Tonight) => void;
      readonly refused: (refusal: { readonly message: string; readonly hint: string }) => void;
    },
  ): () => void;
  attend(signup: number, as: Attendance | null): Promise<unknown>;
  code(slot: number, signup: number): Promise<TonightCode>;
  /** The first who waits takes their place. */
  swap(signup: number, reason: string): Promise<unknown>;
  /** The first who waits takes a free place. */
  moveUp(slot: number): Promise<unknown>;
  /** How many may come and could be written so; nothing leaves. */
  countCall(slot: number): Promise<TonightCall>;
  /** Writes to them, as many as were confirmed. */
  writeCall(slot: number, expected: number): Promise<TonightCall>;
  /** Draws new badges and says where they lie; absent on a screen that has no disk of its lead's. */
  readonly print?: (slot: number) => Promise<string>;
  /** What a lead must know at once, in French. */
  onLive(listener: (text: string) => void): () => void;
  /** Whether the server is within reach; the function given back stops listening. */
  onConnected(listener: (isConnected: boolean) => void): () => void;
}

/** The same, where the house renders the screen itself. */
export interface HeldTonightDesk extends TonightDesk {
  /** The server's hour. */
  nowMs(): number;
  /** The session has ended, and why, in French; the returned function stops listening. */
  onEnded(listener: (text: string) => void): () => void;
}

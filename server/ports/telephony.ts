/** A place with a telephone, as its site writes it (`MAISON-07`): letters, figures, `-` and `_`. */
export type SeatId = string;
/** Where callers wait, by the name that the PBX (the telephone exchange of a site) gives it. */
export type QueueId = string;
/** One caller on the line, from the first ring to the end; what a `dial` was given as its call id. */
export type LineCallId = string;

/** A skill is a queue and a rank: seats of a lower rank are asked first. */
export interface QueueRank {
  readonly queue: QueueId;
  /** 0 to 9. */
  readonly rank: number;
}

/**
 * What happened on the line, as the PBX tells it. At least once: after a cut, what was missed is told late, what was told
 * may come again. The same `call`, `kind` and, where they are there, `queue` and `seat` are the same event.
 */
export type LineEvent =
  /** The PBX is reached, or not: a line that is down says nothing of calls, which go on without us. */
  { readonly kind: 'line'; readonly atMs: number; readonly state: 'up' | 'down' } | CallEvent;

export type CallEvent = {
  /** When it was heard here. */
  readonly atMs: number;
  readonly call: LineCallId;
} & (
  | { readonly kind: 'waiting'; readonly queue: QueueId; readonly number?: string }
  /** The seat is about to have the caller: the moment to show what is known. May be told again for another seat. */
  | { readonly kind: 'offered'; readonly queue: QueueId; readonly seat: SeatId; readonly number?: string }
  /** Voices are joined. `waitMs` since the caller came, or since the number was dialled; a dialled call has no queue. */
  | { readonly kind: 'answered'; readonly queue?: QueueId; readonly seat: SeatId; readonly waitMs: number }
  /** An answered call is over. `line`: nobody hung up that we know of (cut, PBX stopped). */
  | { readonly kind: 'ended'; readonly seat: SeatId; readonly by: 'caller' | 'agent' | 'line' }
  /** The caller left, or was let go, before any seat answered. */
  | { readonly kind: 'abandoned'; readonly queue: QueueId; readonly waitMs: number }
  /** A number that a seat dials. The last three end it: no `ended` follows. */
  | {
      readonly kind: 'dialling' | 'ringing' | 'busy' | 'unanswered' | 'failed';
      readonly seat: SeatId;
    }
);

/** A seat whose line is open. `preparing`: too fresh to be given a caller. */
export interface SeatLine {
  readonly seat: SeatId;
  readonly state: 'preparing' | 'free' | 'talking';
  readonly isReady: boolean;
  /** By queue. */
  readonly queues: readonly QueueRank[];
}

/** A call under way: without a seat it waits, without a queue a seat dialled it. */
export interface CurrentCall {
  readonly call: LineCallId;
  readonly queue?: QueueId;
  readonly seat?: SeatId;
  /** E.164; absent when withheld. */
  readonly number?: string;
}

export interface LineSnapshot {
  readonly seats: readonly SeatLine[];
  readonly calls: readonly CurrentCall[];
}

/**
 * `gone`: the call is no more, which is no fault: callers hang up while we ask. `unavailable`: the line cannot do it now, or
 * never could: the agent does it on the telephone itself.
 */
export type Done = 'done' | 'gone' | 'unavailable';

export interface DialOrder {
  readonly seat: SeatId;
  /** E.164, as `callerNumber`, the number that is shown. */
  readonly number: string;
  readonly callerNumber: string;
  /** Becomes the `LineCallId`: asked again with it, nothing rings twice. */
  readonly callId: string;
}

/** The threshold of a rule, as the text that the PBX was given names it. */
interface LineLimit {
  readonly name: string;
  readonly max: number;
}

/**
 * The line of a site. Its PBX distributes calls by itself: Plateau follows and asks, it never routes. Numbers pass in
 * memory only: no edge logs or keeps one. Verbs never throw for what a PBX or a caller may do; a seat, queue or number that
 * is not written as such is an assert.
 */
export interface Telephony {
  /** False when only people hear the telephone ring: nothing is told but by them, and `dial` and `handOver` are `unavailable`. */
  readonly hasPbx: boolean;
  /** Calls the handler at each event until the returned function is called. The first handler opens the line. */
  follow(handler: (event: LineEvent) => void): () => void;
  /** What is on the line now. AppError `line-unreachable`. */
  snapshot(): Promise<LineSnapshot>;
  /** Rings the seat's telephone once; picked up, its line stays open for the shift. An open one does not ring again. */
  openSeat(seat: SeatId): Promise<Done>;
  /**
   * Gives the seat callers of these queues and of no other, or none for now. Said again it changes nothing.
   * `unavailable` for a seat whose line is not open.
   */
  setReady(seat: SeatId, isReady: boolean, queues: readonly QueueRank[]): Promise<Done>;
  /**
   * Where there is no PBX only: whoever sits there says that its telephone rang and was picked up. Said again during the call it
   * is the same call. `unavailable` for a seat that is not open.
   */
  pickedUp?(seat: SeatId, queue: QueueId): LineCallId | 'unavailable';
  /** Dials for the seat, whose line must be open and free (`unavailable` otherwise). `done`: it is under way, events tell. */
  dial(order: DialOrder): Promise<Done>;
  /** The far end only: the seat's line stays open. */
  hangUp(call: LineCallId): Promise<Done>;
  /** Puts the caller in another queue and frees the seat: the talk is `ended` by the agent, the call waits there. */
  handOver(call: LineCallId, to: QueueId): Promise<Done>;
  /**
   * From now on a rule of the line keeps so many calls at once before the others go on. The PBX forgets it when it stops:
   * it is said again each time the line is up.
   */
  setLimit(limit: LineLimit): Promise<Done>;
  /**
   * For `plateau doctor`: reached, those queues and the modules that calls need there, nothing that records calls or keeps
   * them on a disk, nothing listening in clear beyond its own machine. AppErrors `line-unreachable`, `line-denied`,
   * `line-queue-missing`, `line-keeps-calls`, `line-module-missing`, `line-in-clear`.
   */
  check(queues: readonly QueueId[]): Promise<void>;
  close(): Promise<void>;
}

export type ServerState = 'serving' | 'draining' | 'stopped';

/** One start of one server: whoever starts later under the same name takes its place. */
export interface ServerStart {
  readonly name: string;
  readonly epoch: number;
}

/** Instants are of the base's clock. */
export interface ServerRow extends ServerStart {
  readonly state: ServerState;
  readonly startedAtMs: number;
  readonly seenAtMs: number;
}

/** What the base says of its schema. */
export interface BaseSchema {
  readonly version: number;
  /** The oldest version whose program may serve it: what came since only added. */
  readonly servesFrom: number;
}

export interface ServerReader {
  /** The base's own clock, in milliseconds of the world: one for all servers, whatever hour each of them or the house plays. */
  clockMs(): Promise<number>;
  /** As the base has it now: another server may have brought it further. */
  schema(): Promise<BaseSchema>;
  /** The name that this process serves under; undefined in a command. */
  self(): Promise<string | undefined>;
  /** By name. */
  all(): Promise<readonly ServerRow[]>;
}

export interface ServerWriter extends ServerReader {
  /** One start more under that name; answers its epoch. */
  begin(name: string, nowMs: number): Promise<number>;
  /** Every other name leaves the register: a file that one server holds has no other, whatever it was called before. */
  keepOnly(name: string): Promise<void>;
  /** Seen, in that state. False, and nothing changes, once a later start has its name. */
  beat(server: ServerStart, state: ServerState, nowMs: number): Promise<boolean>;
}

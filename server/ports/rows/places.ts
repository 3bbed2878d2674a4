/** One workstation of one agent, at one server (`server`: name and epoch of its start). */
export interface PlaceTaken {
  readonly agent: string;
  readonly server: string;
  readonly screen: string;
}

export interface PlaceReader {
  /** Somebody else's place, or one that this workstation lost, as things stand by the base's clock. */
  isRefused(agent: string, screen: string): Promise<boolean>;
  /** What that server holds, whether its lease still runs or not. */
  ofServer(server: string): Promise<readonly Pick<PlaceTaken, 'agent' | 'screen'>[]>;
}

/** `forMs`: how long it is held unless it is renewed. */
export interface PlaceWriter extends PlaceReader {
  /** Takes the place, or goes on holding it, where `isRefused` says no. False, and nothing changes, otherwise. */
  take(place: PlaceTaken, forMs: number): Promise<boolean>;
  /** Takes it from whoever holds it, who does not come back by themselves. */
  takeOver(place: PlaceTaken, forMs: number): Promise<void>;
  /** Nothing when it is another's by now. */
  leave(place: PlaceTaken): Promise<void>;
  renew(server: string, forMs: number): Promise<void>;
  /** What earlier starts under that name held is free: they are dead, or replaced. */
  forget(name: string): Promise<void>;
  /** Nobody is there any more. */
  giveBack(server: string): Promise<void>;
}

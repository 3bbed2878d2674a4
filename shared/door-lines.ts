/** As much of a connection as the book of lines looks at. */
export interface LineSocket {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  destroy(): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** A connection, and whether its person has shown who they are. */
export interface Line<Socket extends LineSocket = LineSocket> {
  readonly socket: Socket;
  readonly address: string;
  isProven: boolean;
  /** What the line must do before we lose patience. */
  patience?: NodeJS.Timeout;
}

/** Open connections in all, and from one address: a whole floor sits behind one. */
export interface LineCeilings {
  readonly connections: number;
  readonly perAddress: number;
}

/**
 * The open connections of a door. Where there is no more room, the oldest line that has proven nothing makes some, of the
 * same address first: silent lines keep nobody out, and who has come in is never cut for a stranger.
 */
export class DoorLines<Socket extends LineSocket> {
  readonly #ceilings: LineCeilings;
  /** By address and port, in the order in which they came. */
  readonly #lines = new Map<string, Line<Socket>>();
  readonly #perAddress = new Map<string, Set<Line<Socket>>>();

  constructor(ceilings: LineCeilings) {
    this.#ceilings = ceilings;
  }

  /** The line of a new connection; undefined when there is no room: it is closed unanswered. */
  admit(socket: Socket): Line<Socket> | undefined {
    const address = socket.remoteAddress ?? '';
    const here = this.#perAddress.get(address) ?? new Set();
    if (!this.#hasRoom(here)) {
      socket.destroy();
      return undefined;
    }
    const line: Line<Socket> = { socket, address, isProven: false };
    const place = `${address} ${socket.remotePort}`;
    this.#lines.set(place, line);
    this.#perAddress.set(address, here.add(line));
    socket.once('close', () => {
      clearTimeout(line.patience);
      this.#lines.delete(place);
      here.delete(line);
      if (here.size === 0) this.#perAddress.delete(address);
    });
    return line;
  }

  at(address: string, port: number | undefined): Line<Socket> | undefined {
    return this.#lines.get(`${address} ${port}`);
  }

  all(): readonly Line<Socket>[] {
    return [...this.#lines.values()];
  }

  /** Looks at the lines only when the door is full. */
  #hasRoom(here: ReadonlySet<Line<Socket>>): boolean {
    const isHereFull = here.size >= this.#ceilings.perAddress;
    if (!isHereFull && this.#lines.size < this.#ceilings.connections) return true;
    const unproven = (lines: Iterable<Line<Socket>>) => [...lines].find((line) => !line.isProven);
    const oldest = unproven(here) ?? (isHereFull ? undefined : unproven(this.#lines.values()));
    oldest?.socket.destroy();
    return oldest !== undefined;
  }
}

/** Cuts the line unless something else is waited for, or it closes, within the time. */
export function waitFor(line: Line, ms: number): void {
  clearTimeout(line.patience);
  line.patience = setTimeout(() => line.socket.destroy(), ms).unref();
}

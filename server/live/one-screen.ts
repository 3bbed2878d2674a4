import { OTHER_SCREEN } from '../../shared/card.ts';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { Standing } from './standing.ts';

/**
 * One agent works on one workstation at a time, whatever the server of the house. A workstation holds the place, a row of the
 * base, while it listens to live events: a program that dies or a line that is cut frees it by itself, a server that dies does
 * once its lease ends. Requests that name no workstation (commands) are not concerned.
 */
export interface OneScreen {
  /** AppError `other-screen` when another workstation of that agent holds the place. */
  require(agent: string, screen: string | undefined): Promise<void>;
  /** Takes the place, or shares it with an earlier line of the same workstation. AppError `other-screen`. */
  arrive(agent: string, screen: string): Promise<Place>;
  /** Whoever holds the place loses it, unless it is that workstation, and comes back by a take-over only. */
  displaceOthers(agent: string, screen: string): Promise<void>;
  /** Places that were left are free in the base; nothing is looked at any more. */
  close(): Promise<void>;
}

interface Place {
  /** Aborts when another workstation takes over, here or at another server. */
  readonly displaced: AbortSignal;
  /** Twice does nothing. */
  leave(): void;
}

interface Holder {
  readonly screen: string;
  readonly displaced: AbortController;
  lines: number;
}

interface ScreenDeps {
  readonly store: Store;
  readonly standing: Pick<Standing, 'holder' | 'leaseMs'>;
  readonly log: Log;
}

/**
 * A line whose place was taken over at another server is cut at the base's bell, or this soon: its requests are refused at once.
 * Milliseconds.
 */
const LOOK_MS = 1_000;

function otherScreen(): AppError {
  return new AppError({
    code: OTHER_SCREEN,
    kind: 'conflict',
    message: 'Vous êtes déjà au travail sur un autre poste : une seule fiche à la fois.',
    hint: 'Entrée : reprendre la main ici ; l’autre poste sera prévenu et s’arrêtera.',
  });
}

/** Lines of this server, by agent; the base says whose the place is. */
class Screens implements OneScreen {
  readonly #deps: ScreenDeps;
  readonly #holders = new Map<string, Holder>();
  /** Agent and screen of each line that takes its place now. */
  readonly #arriving: string[] = [];
  readonly #leaving = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  readonly #stopBell: (() => void) | undefined;
  #isClosed = false;

  constructor(deps: ScreenDeps) {
    this.#deps = deps;
    this.#timer = setInterval(() => void this.#look(), LOOK_MS).unref();
    this.#stopBell = deps.store.onBell?.(() => void this.#look());
  }

  async require(agent: string, screen: string | undefined): Promise<void> {
    if (screen === undefined) return;
    if (await this.#deps.store.glance((rows) => rows.places.isRefused(agent, screen))) throw otherScreen();
  }

  async arrive(agent: string, screen: string): Promise<Place> {
    const { store, standing } = this.#deps;
    const place = { agent, screen, server: standing.holder() };
    const arriving = `${agent} ${screen}`;
    this.#arriving.push(arriving);
    try {
      const isTaken = await store.unsettled.write((rows) => rows.places.take(place, standing.leaseMs));
      if (!isTaken) throw otherScreen();
    } finally {
      this.#arriving.splice(this.#arriving.indexOf(arriving), 1);
    }
    const known = this.#holders.get(agent);
    if (known && known.screen !== screen) this.#displace(agent, known);
    const holder = this.#holders.get(agent) ?? { screen, displaced: new AbortController(), lines: 0 };
    this.#holders.set(agent, holder);
    holder.lines += 1;
    let isHere = true;
    const leave = () => {
      if (!isHere) return;
      isHere = false;
      holder.lines -= 1;
      if (holder.lines > 0 || this.#holders.get(agent) !== holder) return;
      this.#holders.delete(agent);
      this.#free(agent, screen);
    };
    return { displaced: holder.displaced.signal, leave };
  }

  async displaceOthers(agent: string, screen: string): Promise<void> {
    const { store, standing } = this.#deps;
    const place = { agent, screen, server: standing.holder() };
    await store.unsettled.write((rows) => rows.places.takeOver(place, standing.leaseMs));
    const holder = this.#holders.get(agent);
    if (holder && holder.screen !== screen) this.#displace(agent, holder);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#stopBell?.();
    await Promise.all(this.#leaving);
  }

  #displace(agent: string, holder: Holder): void {
    this.#holders.delete(agent);
    holder.displaced.abort();
  }

  /** A line that ends answers nobody: a base that is busy frees the place when its lease ends. */
  #free(agent: string, screen: string): void {
    if (this.#isClosed) return;
    const { store, standing, log } = this.#deps;
    const place = { agent, screen, server: standing.holder() };
    const leaving: Promise<void> = store.unsettled
      .write(async (rows) => {
        // A line of the same workstation may have come meanwhile, or be coming.
        if (this.#holders.has(agent) || this.#arriving.includes(`${agent} ${screen}`)) return;
        await rows.places.leave(place);
      })
      .catch((error: unknown) => {
        log.warn('place.kept', {
          code: error instanceof Error && 'code' in error ? String(error.code) : 'internal',
        });
      })
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  /** Whose place the base gives to another server by now: their line is cut. */
  async #look(): Promise<void> {
    if (this.#holders.size === 0) return;
    const { store, standing } = this.#deps;
    const seen = new Map(this.#holders);
    try {
      const held = await store.glance((rows) => rows.places.ofServer(standing.holder()));
      const screens = new Map(held.map(({ agent, screen }) => [agent, screen]));
      for (const [agent, holder] of seen)
        if (screens.get(agent) !== holder.screen && this.#holders.get(agent) === holder)
          this.#displace(agent, holder);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal';
      this.#deps.log.warn('place.unseen', { code });
    }
  }
}

export function openOneScreen(deps: ScreenDeps): OneScreen {
  return new Screens(deps);
}

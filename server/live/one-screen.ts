import { OTHER_SCREEN } from '../../shared/card.ts';
import { AppError } from '../../shared/errors.ts';

/**
 * One agent works on one workstation at a time. A workstation holds the place while it listens to live events:
 * a program that dies or a line that is cut frees it by itself, and after a restart whoever connects first has it. Requests
 * that name no workstation (commands) are not concerned.
 */
export interface OneScreen {
  /** AppError `other-screen` when another workstation of that agent holds the place. */
  require(agent: string, screen: string | undefined): void;
  /** Takes the place, or shares it with an earlier line of the same workstation. AppError `other-screen`. */
  arrive(agent: string, screen: string): Place;
  /** Whoever holds the place loses it, unless it is that workstation, and comes back by a take-over only. */
  displaceOthers(agent: string, screen: string): void;
}

interface Place {
  /** Aborts when another workstation takes over. */
  readonly displaced: AbortSignal;
  /** Twice does nothing. */
  leave(): void;
}

interface Holder {
  readonly screen: string;
  readonly displaced: AbortController;
  lines: number;
}

export function openOneScreen(): OneScreen {
  const holders = new Map<string, Holder>();
  /** The last workstation of each agent that lost its place: its line, back by itself, must not win the place again. */
  const ousted = new Map<string, string>();
  const require: OneScreen['require'] = (agent, screen) => {
    if (screen === undefined) return;
    const holder = holders.get(agent);
    if ((holder && holder.screen !== screen) || ousted.get(agent) === screen) throw otherScreen();
  };
  return {
    require,
    arrive(agent, screen) {
      require(agent, screen);
      const holder = holders.get(agent) ?? { screen, displaced: new AbortController(), lines: 0 };
      holders.set(agent, holder);
      holder.lines += 1;
      let isHere = true;
      const leave = () => {
        if (!isHere) return;
        isHere = false;
        holder.lines -= 1;
        if (holder.lines === 0 && holders.get(agent) === holder) holders.delete(agent);
      };
      return { displaced: holder.displaced.signal, leave };
    },
    displaceOthers(agent, screen) {
      if (ousted.get(agent) === screen) ousted.delete(agent);
      const holder = holders.get(agent);
      if (!holder || holder.screen === screen) return;
      holders.delete(agent);
      ousted.set(agent, holder.screen);
      holder.displaced.abort();
    },
  };
}

function otherScreen(): AppError {
  return new AppError({
    code: OTHER_SCREEN,
    kind: 'conflict',
    message: 'Vous êtes déjà au travail sur un autre poste : une seule fiche à la fois.',
    hint: 'Entrée : reprendre la main ici ; l’autre poste sera prévenu et s’arrêtera.',
  });
}

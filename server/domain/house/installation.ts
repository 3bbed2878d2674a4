import type { SecondFactor } from '../access/second-factor.ts';
import type { Provider } from './provider.ts';

/** How the house is set up, as its configuration says: no secret, and no path but those of its own folders. */
export interface Installation {
  readonly listen: { readonly host: string; readonly port: number };
  readonly hasTls: boolean;
  readonly ssh: { readonly host: string; readonly port: number; readonly lockMs: number };
  /** The charity's drop: host and pinned key; null when none is configured. */
  readonly drop: { readonly host: string; readonly hostKey: string } | null;
  /** The mail relay; null when none is configured. */
  readonly relay: { readonly host: string; readonly requiresTls: boolean } | null;
  readonly backup: { readonly keep: number } | null;
  readonly secondFactor: SecondFactor;
  readonly scheduleOn: boolean;
  readonly trainsElsewhere: boolean;
  readonly hasSimulatedClock: boolean;
  readonly logLevel: string;
  /** What the house says of itself; {} when nothing was written down. */
  readonly provider: Provider;
}

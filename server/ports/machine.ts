import type { MachineFacts } from '../domain/house/machine-facts.ts';

/** The machine under the house (`plateau doctor --security`). Reads only. */
export interface Machine {
  look(): Promise<MachineFacts>;
}

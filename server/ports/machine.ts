import type { MachineFacts } from '../domain/machine-facts.ts';

/** The machine under the house (`plateau doctor --security`). Reads only. */
export interface Machine {
  look(): Promise<MachineFacts>;
}

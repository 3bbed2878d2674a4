import { type AsideDeps, isRecordDamaged, type OpenedPacket, recordDamaged, setAside } from './set-aside.ts';

/**
 * THE way to open a sealed packet: one that does not open where it stands is set aside (set-aside.ts). AppErrors
 * `record-damaged`, `campaign-key-missing`.
 */
export async function openPacket<T>(
  deps: AsideDeps,
  packet: OpenedPacket,
  open: () => Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    throw await setAside(deps, packet, error);
  }
}

/** `refuse`: AppError `record-damaged` with every number, once all the others were opened. */
export interface Damaged {
  /** What becomes of those that are damaged. */
  readonly damaged?: 'refuse' | 'leave-out' | undefined;
}

/** The openings of one request: what is damaged is met one by one, and told at the end. */
export class ManyOpenings {
  readonly #damaged: number[] = [];
  readonly #isRefused: boolean;

  constructor({ damaged = 'refuse' }: Damaged) {
    this.#isRefused = damaged === 'refuse';
  }

  /** Undefined when it is damaged. */
  async opened<T extends object>(recordId: number, opening: Promise<T>): Promise<T | undefined> {
    try {
      return await opening;
    } catch (error) {
      if (!isRecordDamaged(error)) throw error;
      this.#damaged.push(recordId);
      return undefined;
    }
  }

  end(): void {
    if (this.#isRefused && this.#damaged.length > 0) throw recordDamaged(this.#damaged);
  }
}

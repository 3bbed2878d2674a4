import type { DonorHistory } from '../../ports/desk.ts';
import type { DeskAnswer } from './writer-messages.ts';

/** Beyond, the numbers begin anew: settings that changed are not held for ever. */
const MOST_KNOWN = 50;

interface Crossing {
  readonly number: number;
  /** Absent for one that has crossed before. */
  readonly value?: object;
}

/** The answer with what its callers share put otherwise: campaigns and scripts. */
function replaced(answer: DeskAnswer, swap: (value: object) => unknown): unknown {
  if (answer.kind === 'opened') {
    const { campaign, script } = answer;
    return { ...answer, campaign: campaign && swap(campaign), script: script && swap(script) };
  }
  if (answer.kind !== 'card') return answer;
  const { known, campaign } = answer;
  return { ...answer, campaign: swap(campaign), ...(known && { known: replacedHistory(known, swap) }) };
}

function replacedHistory({ own, elsewhere }: DonorHistory, swap: (value: object) => unknown) {
  return { own, elsewhere: elsewhere.map((one) => ({ ...one, campaign: swap(one.campaign) })) };
}

/**
 * The side that answers. Campaigns and scripts weigh tens of kB and change a few times a day: the rows keep them as the same
 * objects, so that each crosses once and is then named by its number.
 */
export class ValuesSent {
  #numbers = new WeakMap<object, number>();
  #last = 0;

  packed(answer: DeskAnswer): { readonly packed: unknown; readonly forgets: boolean } {
    const forgets = this.#last >= MOST_KNOWN;
    if (forgets) {
      this.#numbers = new WeakMap();
      this.#last = 0;
    }
    return { packed: replaced(answer, (value) => this.#crossing(value)), forgets };
  }

  #crossing(value: object): Crossing {
    const known = this.#numbers.get(value);
    if (known !== undefined) return { number: known };
    this.#last += 1;
    this.#numbers.set(value, this.#last);
    return { number: this.#last, value };
  }
}

/** The side that asked, which gets every answer in the order in which they were packed. */
export class ValuesKnown {
  readonly #values = new Map<number, object>();

  unpacked({ packed, forgets }: { readonly packed: unknown; readonly forgets: boolean }): DeskAnswer {
    if (forgets) this.#values.clear();
    return replaced(packed as DeskAnswer, (value) => this.#known(value as Crossing)) as DeskAnswer;
  }

  #known({ number, value }: Crossing): object | undefined {
    if (value) this.#values.set(number, value);
    return this.#values.get(number);
  }
}

import type { SourceContact } from './source-contact.ts';

/** Somebody whom the house knows from the source. */
export interface KnownPerson {
  readonly id: string;
  /** Blind index of the source’s number. */
  readonly crmBlind: string;
  readonly isOpen: boolean;
}

/** Somebody whom the source lets in, with the blind indexes of their number and e-mail. */
export interface EnteringPerson {
  readonly contact: SourceContact;
  readonly crmBlind: string;
  /** Null without an e-mail. */
  readonly emailBlind: string | null;
}

export interface SyncPlan {
  /** Unknown here: a card is to be made. */
  readonly create: readonly EnteringPerson[];
  /** Known and closed: may enter again. */
  readonly open: readonly { readonly id: string; readonly entering: EnteringPerson }[];
  /** Known, open, and no longer let in. */
  readonly close: readonly KnownPerson[];
  /** Let in by the source, but erased or opposed here: they do not come back. */
  readonly kept: number;
}

/** What a set pass is judged against. */
export interface HouseKnows {
  readonly known: readonly KnownPerson[];
  /** Blind indexes, of numbers and e-mails, of whoever was erased or opposed. */
  readonly erased: ReadonlySet<string>;
}

function isErased({ crmBlind, emailBlind }: EnteringPerson, erased: ReadonlySet<string>): boolean {
  return erased.has(crmBlind) || (emailBlind !== null && erased.has(emailBlind));
}

/**
 * Who comes in and who goes out when that set may enter: whoever is absent from it is closed, whatever happened to them there
 * (archived, erased, merged, status taken away). Planned again after it was carried out, it is empty. Pure.
 */
export function planSet(entering: readonly EnteringPerson[], { known, erased }: HouseKnows): SyncPlan {
  const byBlind = new Map(known.map((one) => [one.crmBlind, one]));
  const wanted = entering.filter((one) => !isErased(one, erased));
  const letIn = new Set(wanted.map(({ crmBlind }) => crmBlind));
  return {
    create: wanted.filter(({ crmBlind }) => !byBlind.has(crmBlind)),
    open: wanted.flatMap((one) => {
      const before = byBlind.get(one.crmBlind);
      return before && !before.isOpen ? [{ id: before.id, entering: one }] : [];
    }),
    close: known.filter(({ crmBlind, isOpen }) => isOpen && !letIn.has(crmBlind)),
    kept: entering.length - wanted.length,
  };
}

const MOST_CLOSED = 5;
const MOST_SHARE = 0.1;

/**
 * Whether a pass waits for somebody to accept its closures: more than one in ten and more than five, or everybody when they are
 * two or more. A mistake in the source must not empty a floor.
 */
export function isMassClosing({ close }: Pick<SyncPlan, 'close'>, known: readonly KnownPerson[]): boolean {
  const open = known.filter(({ isOpen }) => isOpen).length;
  const closed = close.length;
  return (closed > MOST_CLOSED && closed > open * MOST_SHARE) || (closed > 1 && closed === open);
}

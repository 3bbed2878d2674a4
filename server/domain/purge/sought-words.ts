import type { Country } from '../../../shared/country.ts';
import { formatNational } from '../../../shared/phone.ts';
import type { Donor } from '../donor.ts';
import type { PledgeContent } from '../line/stored-pledge.ts';

export const WORD_KINDS = ['name', 'phone', 'email', 'donor-id'] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** A value of a donor that the purge looks for in what is left. Memory only. */
export interface SoughtWord {
  readonly kind: WordKind;
  readonly value: string;
}

/** Shorter ones stand by chance in bytes of keys and packets, and in ordinary words. Characters. */
const SHORTEST = 8;

/** What is known of somebody that could stand in a file. */
type SoughtPerson = Pick<Donor, 'firstName' | 'lastName' | 'email' | 'donorId' | 'country'> & {
  readonly phones: readonly { readonly e164: string }[];
};

function wordsOf({
  firstName,
  lastName,
  phones,
  email,
  donorId,
  country,
}: SoughtPerson): readonly SoughtWord[] {
  const names = [`${firstName} ${lastName}`, `${lastName} ${firstName}`, lastName];
  const numbers = phones.flatMap(({ e164 }) => {
    const national = formatNational(e164, country);
    return [e164, e164.replace('+', ''), national, national.replaceAll(/\D/g, '')];
  });
  return [
    ...names.map((value) => ({ kind: 'name' as const, value })),
    ...numbers.map((value) => ({ kind: 'phone' as const, value })),
    { kind: 'email', value: email },
    { kind: 'donor-id', value: donorId },
  ];
}

/** What stands there anyway is no trace of a donor: `stays` is every text that outlives the campaign with reason, in one. */
export class SoughtWords {
  readonly #stays: string;
  readonly #values = new Map<string, SoughtWord>();

  constructor(stays: string) {
    this.#stays = stays.toLowerCase();
  }

  /** Of a caller: their names, where the link went and the token that ends it. */
  addPledge({ firstName, lastName, to, token }: PledgeContent, country: Country): void {
    const isMail = to.includes('@');
    const phones = isMail || to === '' ? [] : [{ e164: to }];
    this.add({ firstName, lastName, phones, email: isMail ? to : '', donorId: token, country });
  }

  add(person: SoughtPerson): void {
    for (const { kind, value } of wordsOf(person)) {
      const trimmed = value.trim();
      const folded = trimmed.toLowerCase();
      if (trimmed.length < SHORTEST || this.#values.has(folded) || this.#stays.includes(folded)) continue;
      this.#values.set(folded, { kind, value: trimmed });
    }
  }

  all(): readonly SoughtWord[] {
    return [...this.#values.values()];
  }
}

import { formatNational } from '../../../shared/phone.ts';
import type { Donor } from '../donor.ts';

export const WORD_KINDS = ['name', 'phone', 'email', 'donor-id'] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** A value of a donor that the purge looks for in what is left. Memory only. */
export interface SoughtWord {
  readonly kind: WordKind;
  readonly value: string;
}

/** Shorter ones stand by chance in bytes of keys and packets, and in ordinary words. Characters. */
const SHORTEST = 8;

function wordsOf({ firstName, lastName, phones, email, donorId, country }: Donor): readonly SoughtWord[] {
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

  add(donor: Donor): void {
    for (const { kind, value } of wordsOf(donor)) {
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

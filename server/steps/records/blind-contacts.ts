import type { DonorPhone } from '../../domain/donor.ts';
import type { ValueToBlind, Vault } from '../../ports/vault.ts';

type Blinder = Pick<Vault, 'blind'>;
type Contacts = { readonly phones: readonly Pick<DonorPhone, 'e164'>[]; readonly email: string };

/** Addresses are compared without case: nobody has two that differ by it. */
const comparable = (email: string): string => email.trim().toLowerCase();

/** Blind index of an address, by which it is looked up on the charity's objection list. */
export function blindEmail(vault: Blinder, charity: string, email: string): Promise<string> {
  return vault.blind(charity, 'email', comparable(email));
}

/**
 * What `blindContacts` asks for, to be asked for many donors at once: the numbers in their order, then the address if
 * there is one.
 */
export function contactsToBlind({ phones, email }: Contacts): readonly ValueToBlind[] {
  const numbers = phones.map(({ e164 }) => ({ purpose: 'phone', value: e164 }) as const);
  return email === '' ? numbers : [...numbers, { purpose: 'email', value: comparable(email) }];
}

/** Blind indexes by which a donor's numbers and address are looked up on the charity's objection list. */
export async function blindContacts(
  vault: Blinder,
  charity: string,
  donor: Contacts,
): Promise<{ readonly phones: readonly string[]; readonly email: readonly string[] }> {
  const [phones, email] = await Promise.all([
    Promise.all(donor.phones.map((phone) => vault.blind(charity, 'phone', phone.e164))),
    donor.email === '' ? [] : Promise.all([blindEmail(vault, charity, donor.email)]),
  ]);
  return { phones, email };
}

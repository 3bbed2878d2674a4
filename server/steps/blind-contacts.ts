import type { DonorPhone } from '../domain/donor.ts';
import type { Vault } from '../ports/vault.ts';

type Blinder = Pick<Vault, 'blind'>;

/** Addresses are compared without case: nobody has two that differ by it. */
export function blindEmail(vault: Blinder, charity: string, email: string): Promise<string> {
  return vault.blind(charity, 'email', email.trim().toLowerCase());
}

/** Blind indexes by which a donor's numbers and address are looked up on the charity's objection list. */
export async function blindContacts(
  vault: Blinder,
  charity: string,
  donor: { readonly phones: readonly Pick<DonorPhone, 'e164'>[]; readonly email: string },
): Promise<{ readonly phones: readonly string[]; readonly email: readonly string[] }> {
  const [phones, email] = await Promise.all([
    Promise.all(donor.phones.map((phone) => vault.blind(charity, 'phone', phone.e164))),
    donor.email === '' ? [] : Promise.all([blindEmail(vault, charity, donor.email)]),
  ]);
  return { phones, email };
}

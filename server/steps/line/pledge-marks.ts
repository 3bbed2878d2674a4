import type { Vault } from '../../ports/vault.ts';

/** What the person's mark is before its blind index: no donor of a file has such an id. */
export const marked = (mark: string): string => `promesse ${mark}`;

/** The blind index of names and postcode, as pledges of the charity bear it. */
export async function personBlind(
  vault: Pick<Vault, 'blind'>,
  charity: string,
  mark: string,
): Promise<string> {
  return await vault.blind(charity, 'donor', marked(mark));
}

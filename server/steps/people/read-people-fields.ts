import type { PeopleField } from '../../domain/people/people-fields.ts';
import type { Store } from '../../ports/store.ts';
import { type AskedPeople, peopleRoom } from './people-access.ts';

export interface PeopleFieldsShown {
  readonly charity: string;
  readonly fields: readonly PeopleField[];
  /** The file as it was loaded, to be changed and loaded again. */
  readonly text: string;
}

/** The fields of the directory that the account enters. AppErrors of `peopleRoom`. */
export async function listPeopleFields(
  { store }: { readonly store: Store },
  asked: AskedPeople,
): Promise<PeopleFieldsShown> {
  const { base, fields } = await store.read((rows) => peopleRoom(rows, asked));
  return { charity: base.charity, fields, text: base.fields };
}

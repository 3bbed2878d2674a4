import type { Country } from '../../../shared/country.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { readEmail } from '../../domain/contact-file/contact-emails.ts';
import { idWritings, readIdentifier } from '../../domain/contact-file/contact-identifiers.ts';
import { readPhoneText } from '../../domain/contact-file/contact-phones.ts';
import { problemsText } from '../../domain/lists/list-report.ts';
import type { ListColumns, ListRow } from '../../domain/lists/list-sheet.ts';
import { type ListedPhones, listedPhones } from '../../domain/lists/listed-phones.ts';
import type { StoreReader } from '../../ports/store.ts';
import { blindEmail } from '../records/blind-contacts.ts';
import type { ListDeps } from './list-open.ts';

export const OBJECTION_COLUMNS = {
  ID_DONATEUR: { need: 'optional', read: readIdentifier },
  TEL: { need: 'optional', read: readPhoneText },
  EMAIL: { need: 'optional', read: readEmail },
} as const satisfies ListColumns;

export type ObjectionRow = ListRow<typeof OBJECTION_COLUMNS>;

/** A row of a list of objections, by the indexes under which somebody may be found. */
export interface ObjectedRow {
  readonly row: ObjectionRow;
  /** Of its identifier: as it came, then as somebody else may write it. Empty without one. */
  readonly ids: readonly string[];
  /** Of its numbers, its address, and the donors who have that address. */
  readonly contacts: readonly string[];
  /** What of the row could not be read. */
  readonly unread: string | undefined;
}

export interface ObjectionQuestion {
  readonly charity: string;
  readonly row: ObjectionRow;
  readonly countries: readonly Country[];
  readonly byEmail: ReadonlyMap<string, readonly string[]>;
}

/** Reads a row for its indexes: `byEmail` says which donors bear the index of an address. */
export async function objectedRow(
  { vault }: Pick<ListDeps, 'vault'>,
  question: ObjectionQuestion,
): Promise<ObjectedRow> {
  const { charity, row, countries, byEmail } = question;
  const { ID_DONATEUR: id, TEL: tel, EMAIL: email } = row.values;
  const { phones, unread: left } = phonesOf(tel, countries);
  const emailBlind = email === undefined ? undefined : await blindEmail(vault, charity, email);
  const contacts = [
    ...(await Promise.all(phones.map((phone) => vault.blind(charity, 'phone', phone)))),
    ...(emailBlind === undefined ? [] : [emailBlind, ...(byEmail.get(emailBlind) ?? [])]),
  ];
  const writings = id === undefined ? [] : idWritings(id);
  const ids = await Promise.all(writings.map((writing) => vault.blind(charity, 'donor', writing)));
  const problems = row.problems.length > 0 ? [problemsText(row.problems)] : [];
  const unread = [...problems, ...(left === undefined ? [] : [left])];
  return { row, ids, contacts, unread: unread.length === 0 ? undefined : unread.join(' ') };
}

/** A number is looked for in every country where it can be read: a doubt blocks. A part that none of them reads is said. */
function phonesOf(text: string | undefined, countries: readonly Country[]): ListedPhones {
  if (text === undefined) return { phones: [], unread: undefined };
  const read = countries.map((country) => listedPhones(text, { country }));
  const isRead = read.some((one) => one.unread === undefined);
  const phones = [...new Set(read.flatMap((one) => one.phones))];
  return { phones, unread: isRead ? undefined : read[0]?.unread };
}

interface Bearers {
  /** To be suppressed. */
  readonly blinds: readonly string[];
  /** A record of the charity bears one of them, whatever its state. */
  readonly isFound: boolean;
  /** It does under another writing of the identifier. */
  readonly isOtherwise: boolean;
}

/**
 * Whom the row reaches among the records of these campaigns. Two identifiers that differ only by a space or the case are two,
 * but one that nobody bears may be meant for the other, of a record that is here or that a later file brings: a doubt blocks.
 */
export async function bearersOf(
  rows: StoreReader,
  campaigns: readonly string[],
  { ids, contacts }: ObjectedRow,
): Promise<Bearers> {
  const isKnown = (blind: string) =>
    inTurn.some(
      campaigns,
      async (code) =>
        (await rows.records.idByDonorBlind(code, blind)) !== undefined ||
        (await rows.records.idsByPhoneBlind(code, blind)).length > 0,
    );
  const [exact, ...near] = ids;
  if (exact === undefined || (await isKnown(exact)))
    return {
      blinds: [...ids.slice(0, 1), ...contacts],
      isFound: exact !== undefined || (await inTurn.some(contacts, isKnown)),
      isOtherwise: false,
    };
  const isOtherwise = await inTurn.some(near, isKnown);
  return {
    blinds: [...ids, ...contacts],
    isFound: isOtherwise || (await inTurn.some(contacts, isKnown)),
    isOtherwise,
  };
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Country } from '../../../shared/country.ts';
import { civilDate } from '../../../shared/time.ts';
import { readEmail } from '../../domain/contact-file/contact-emails.ts';
import { readPhoneText } from '../../domain/contact-file/contact-phones.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import { readIdentifier } from '../../domain/contact-file/contact-texts.ts';
import { type ListOutcome, problemsText, unreadable } from '../../domain/lists/list-report.ts';
import { type ListColumns, type ListRow, readListSheet } from '../../domain/lists/list-sheet.ts';
import { type ListedPhones, listedPhones } from '../../domain/lists/listed-phones.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { openSisters } from '../find-campaign.ts';
import { blindEmail } from '../records/blind-contacts.ts';
import { openRecordsInBulk } from '../records/open-record.ts';
import { tellScreens } from '../records/tell-screens.ts';
import { trail } from '../trail.ts';
import { campaignsNamed, type ListDeps, type OpenedList, openListFile } from './list-open.ts';
import { finishList, type ListSummary } from './list-report.ts';

const COLUMNS = {
  ID_DONATEUR: { need: 'optional', read: readIdentifier },
  TEL: { need: 'optional', read: readPhoneText },
  EMAIL: { need: 'optional', read: readEmail },
} as const satisfies ListColumns;
const ANY_OF = ['ID_DONATEUR', 'TEL', 'EMAIL'] as const;

/** A list may name thousands: each slice is one transaction. */
const ROWS_PER_TRANSACTION = 300;

export interface SuppressRequest {
  /** Campaign or charity code; the objection is the charity's in both cases (promise 4, server/README.md). */
  readonly target: string;
  readonly fileName: string;
  readonly actor: string;
}

/**
 * Takes in a list of people who object: `{ORG}_OPPOSITIONS_{AAAAMMJJ}.xlsx.pgp`, by donor id, number or e-mail.
 * Only blind indexes are stored. Open records that bear one close as EF_DNC; one on a screen is told at once and is never
 * served again. The same file twice changes nothing more. A campaign's code names the key and the country in which numbers
 * are read; a charity's tries the keys of its open campaigns and reads a number in each of their countries, so that a doubt
 * blocks. AppErrors `charity-unknown`, `campaign-not-open`, those of `openListFile` and `readListSheet`.
 */
export async function suppressDonors(deps: ListDeps, request: SuppressRequest): Promise<ListSummary> {
  const { fileName, actor, target } = request;
  const campaigns = deps.store.read((rows) => campaignsNamed(rows, target));
  const opened = await openListFile(deps, { fileName, kind: 'oppositions', campaigns });
  const atMs = deps.clock.nowMs();
  const profile = contactProfile(opened.campaign.settings, civilDate(atMs));
  const list = readListSheet(opened.sheet, { columns: COLUMNS, anyOf: ANY_OF }, profile);
  const countries = [...new Set(campaigns.map((campaign) => campaign.country))];
  const byEmail = await donorsByEmail(deps, { opened, list, actor });
  const outcomes: ListOutcome[] = [];
  for (let from = 0; from < list.length; from += ROWS_PER_TRANSACTION) {
    const slice = await Promise.all(
      list
        .slice(from, from + ROWS_PER_TRANSACTION)
        .map((row) => withBlinds(deps, { charity: opened.campaign.charity, row, countries, byEmail })),
    );
    outcomes.push(
      ...deps.store.write((rows) => suppressSlice(rows, { opened, slice, atMs, fileName, actor })),
    );
    await nextTurn();
  }
  const title = `Oppositions ${opened.campaign.settings.charity.code}`;
  return finishList(deps, { title, fileName, opened, outcomes, atMs, actor });
}

type Row = ListRow<typeof COLUMNS>;

/**
 * Records bear no index of their e-mail address, so open ones are opened when the list has addresses (audited): blind index
 * of the address → donors who have it.
 */
async function donorsByEmail(
  deps: ListDeps,
  {
    opened,
    list,
    actor,
  }: { readonly opened: OpenedList; readonly list: readonly Row[]; readonly actor: string },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { charity } = opened.campaign;
  const emails = list.flatMap((row) => (row.values.EMAIL === undefined ? [] : [row.values.EMAIL]));
  const wanted = new Set(await Promise.all(emails.map((email) => blindEmail(deps.vault, charity, email))));
  const donors = new Map<string, readonly string[]>();
  if (wanted.size === 0) return donors;
  const recordIds = deps.store.read((rows) =>
    openSisters(rows, charity).flatMap((campaign) =>
      [...rows.records.each(campaign.code)]
        .filter((row) => row.state === 'ready' || row.state === 'leased' || row.state === 'staged')
        .map((row) => row.id),
    ),
  );
  const reason = 'Liste d’oppositions par e-mail';
  for await (const { row, content } of openRecordsInBulk(deps, { recordIds, actor, reason })) {
    if (content.donor.email === '') continue;
    const blind = await blindEmail(deps.vault, charity, content.donor.email);
    if (wanted.has(blind)) donors.set(blind, [...(donors.get(blind) ?? []), row.donorBlind]);
  }
  return donors;
}

interface BlindRow {
  readonly row: Row;
  readonly blinds: readonly string[];
  /** What of the row could not be read. */
  readonly unread: string | undefined;
}

interface BlindQuestion {
  readonly charity: string;
  readonly row: Row;
  readonly countries: readonly Country[];
  readonly byEmail: ReadonlyMap<string, readonly string[]>;
}

async function withBlinds({ vault }: ListDeps, question: BlindQuestion): Promise<BlindRow> {
  const { charity, row, countries, byEmail } = question;
  const { ID_DONATEUR: id, TEL: tel, EMAIL: email } = row.values;
  const { phones, unread: left } = phonesOf(tel, countries);
  const emailBlind = email === undefined ? undefined : await blindEmail(vault, charity, email);
  const blinds = [
    ...(id === undefined ? [] : [await vault.blind(charity, 'donor', id)]),
    ...(await Promise.all(phones.map((phone) => vault.blind(charity, 'phone', phone)))),
    ...(emailBlind === undefined ? [] : [emailBlind, ...(byEmail.get(emailBlind) ?? [])]),
  ];
  const problems = row.problems.length > 0 ? [problemsText(row.problems)] : [];
  const unread = [...problems, ...(left === undefined ? [] : [left])];
  return { row, blinds, unread: unread.length === 0 ? undefined : unread.join(' ') };
}

/** A number is looked for in every country where it can be read: a doubt blocks. A part that none of them reads is said. */
function phonesOf(text: string | undefined, countries: readonly Country[]): ListedPhones {
  if (text === undefined) return { phones: [], unread: undefined };
  const read = countries.map((country) => listedPhones(text, { country }));
  const isRead = read.some((one) => one.unread === undefined);
  const phones = [...new Set(read.flatMap((one) => one.phones))];
  return { phones, unread: isRead ? undefined : read[0]?.unread };
}

interface Slice {
  readonly opened: OpenedList;
  readonly slice: readonly BlindRow[];
  readonly atMs: number;
  readonly fileName: string;
  readonly actor: string;
}

function suppressSlice(rows: StoreWriter, { opened, slice, atMs, fileName, actor }: Slice): ListOutcome[] {
  const { code: campaign, charity } = opened.campaign;
  let closed = 0;
  const outcomes = slice.map(({ row, blinds, unread }): ListOutcome => {
    const line = { rowNumber: row.rowNumber, id: row.values.ID_DONATEUR ?? '' };
    if (blinds.length === 0) return unreadable(line.rowNumber, line.id, unread ?? '');
    const isNew = blinds.some((blind) => !rows.records.isSuppressed(charity, blind));
    const request = { charity, campaign, blinds, onlyCampaign: false, atMs, exceptRecordId: 0 };
    const done = rows.records.suppress(request);
    tellScreens(rows, { recordIds: done.leased, atMs });
    closed += done.closed;
    const told = unread === undefined ? line : { ...line, unread };
    const partly = unread === undefined ? '' : ` Illisible : ${unread}`;
    if (done.closed > 0 || done.leased.length > 0)
      return {
        ...told,
        result: 'BLOQUEE',
        message: `Opposition enregistrée, ${done.closed} fiche(s) close(s), ${done.leased.length} à l’écran prévenue(s).${partly}`,
        effect: 'done',
      };
    return {
      ...told,
      result: 'ENREGISTREE',
      message: `${isNew ? 'Opposition enregistrée' : 'Opposition déjà connue'} ; aucune fiche ouverte.${partly}`,
      effect: isNew ? 'done' : 'none',
    };
  });
  trail(rows, { actor, atMs })('list.suppress', fileName, {
    campaign,
    detail: { rows: outcomes.length, closed },
  });
  return outcomes;
}

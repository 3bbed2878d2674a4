import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { civilDate } from '../../../shared/time.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import { type ListOutcome, unreadable } from '../../domain/lists/list-report.ts';
import { readListSheet } from '../../domain/lists/list-sheet.ts';
import { OTHERWISE } from '../../domain/lists/withdrawal.ts';
import { giveWay } from '../../give-way.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { openSisters } from '../find-campaign.ts';
import { blindEmail } from '../records/blind-contacts.ts';
import { openRecordsInBulk } from '../records/open-record.ts';
import { tellScreens } from '../records/tell-screens.ts';
import { trail } from '../trail.ts';
import { campaignsNamed, type ListDeps, type OpenedList, openListFile } from './list-open.ts';
import { finishList, type ListSummary } from './list-report.ts';
import {
  bearersOf,
  OBJECTION_COLUMNS,
  type ObjectedRow,
  type ObjectionRow,
  objectedRow,
} from './objected-rows.ts';

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
  const campaigns = await deps.store.read((rows) => campaignsNamed(rows, target));
  const opened = await openListFile(deps, { fileName, kind: 'oppositions', campaigns });
  const atMs = deps.clock.nowMs();
  const profile = contactProfile(opened.campaign.settings, civilDate(atMs));
  const list = readListSheet(opened.sheet, { columns: OBJECTION_COLUMNS, anyOf: ANY_OF }, profile);
  const countries = [...new Set(campaigns.map((campaign) => campaign.country))];
  const byEmail = await donorsByEmail(deps, { opened, list, actor });
  const outcomes: ListOutcome[] = [];
  for (let from = 0; from < list.length; from += ROWS_PER_TRANSACTION) {
    const slice = await Promise.all(
      list
        .slice(from, from + ROWS_PER_TRANSACTION)
        .map((row) => objectedRow(deps, { charity: opened.campaign.charity, row, countries, byEmail })),
    );
    outcomes.push(
      ...(await deps.store.write((rows) => suppressSlice(rows, { opened, slice, atMs, fileName, actor }))),
    );
    await giveWay();
  }
  const title = `Oppositions ${opened.campaign.settings.charity.code}`;
  return finishList(deps, { title, fileName, opened, outcomes, atMs, actor });
}

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
  }: { readonly opened: OpenedList; readonly list: readonly ObjectionRow[]; readonly actor: string },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { charity } = opened.campaign;
  const emails = list.flatMap((row) => (row.values.EMAIL === undefined ? [] : [row.values.EMAIL]));
  const wanted = new Set(await Promise.all(emails.map((email) => blindEmail(deps.vault, charity, email))));
  const donors = new Map<string, readonly string[]>();
  if (wanted.size === 0) return donors;
  const recordIds = await deps.store.read(
    async (rows) =>
      await inTurn.flatMap(await openSisters(rows, charity), async (campaign) =>
        (await Array.fromAsync(rows.records.each(campaign.code)))
          .filter((row) => row.state === 'ready' || row.state === 'leased' || row.state === 'staged')
          .map((row) => row.id),
      ),
  );
  const reason = 'Liste d’oppositions par e-mail';
  // A damaged one is not called; its address is looked up when it is served again.
  const bulk = { recordIds, actor, reason, damaged: 'leave-out' } as const;
  for await (const { row, content } of openRecordsInBulk(deps, bulk)) {
    if (content.donor.email === '') continue;
    const blind = await blindEmail(deps.vault, charity, content.donor.email);
    if (wanted.has(blind)) donors.set(blind, [...(donors.get(blind) ?? []), row.donorBlind]);
  }
  return donors;
}

/** Records bear no index of their e-mail: closed ones are not opened to look for it. */
const NOBODY =
  'aucune fiche de l’association n’y répond (par e-mail, aucune fiche ouverte) : vérifiez la ligne.';

interface Slice {
  readonly opened: OpenedList;
  readonly slice: readonly ObjectedRow[];
  readonly atMs: number;
  readonly fileName: string;
  readonly actor: string;
}

async function suppressSlice(
  rows: StoreWriter,
  { opened, slice, atMs, fileName, actor }: Slice,
): Promise<ListOutcome[]> {
  const { code: campaign, charity } = opened.campaign;
  let closed = 0;
  const codes = (await rows.campaigns.all()).filter((one) => one.charity === charity).map((one) => one.code);
  const outcomes = await inTurn.map(slice, async (line): Promise<ListOutcome> => {
    const { row, unread } = line;
    const told = { rowNumber: row.rowNumber, id: row.values.ID_DONATEUR ?? '', ...(unread && { unread }) };
    if (line.ids.length + line.contacts.length === 0)
      return unreadable(told.rowNumber, told.id, unread ?? '');
    const { blinds, isFound, isOtherwise } = await bearersOf(rows, codes, line);
    const isNew = await inTurn.some(
      blinds,
      async (blind) => !(await rows.records.isSuppressed(charity, blind)),
    );
    const request = { charity, campaign, blinds, onlyCampaign: false, atMs, exceptRecordId: 0 };
    const done = await rows.records.suppress(request);
    await tellScreens(rows, { recordIds: done.leased, atMs, why: 'objection' });
    closed += done.closed;
    const also = `${isOtherwise ? ` ${OTHERWISE}` : ''}${unread === undefined ? '' : ` Illisible : ${unread}`}`;
    if (done.closed > 0 || done.leased.length > 0)
      return {
        ...told,
        result: 'BLOQUEE',
        message: `Opposition enregistrée, ${inNumber(done.closed, 'fiche(s) close(s)')}, ${done.leased.length} à l’écran, ${agreeing(done.leased.length, 'prévenue(s)')}.${also}`,
        effect: 'done',
      };
    const isNobody = isNew && !isFound;
    const known = isNew ? 'Opposition enregistrée' : 'Opposition déjà connue';
    return {
      ...told,
      result: isNobody ? 'SANS_FICHE' : 'ENREGISTREE',
      message: `${known} ; ${isNobody ? NOBODY : 'aucune fiche ouverte.'}${also}`,
      effect: isNew ? 'done' : 'none',
    };
  });
  await trail(rows, { actor, atMs })('list.suppress', fileName, {
    campaign,
    detail: { rows: outcomes.length, closed },
  });
  return outcomes;
}

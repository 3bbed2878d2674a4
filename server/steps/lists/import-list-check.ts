import { type Country, countryFacts } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import { readPhoneText } from '../../domain/contact-file/contact-phones.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import { oneOf } from '../../domain/contact-file/contact-texts.ts';
import { dateCell } from '../../domain/contact-file/dates/contact-dates.ts';
import type { NumberCheck } from '../../domain/contact-file/list-check.ts';
import { type ListOutcome, problemsText, unreadable } from '../../domain/lists/list-report.ts';
import { type ListColumns, type ListRow, readListSheet } from '../../domain/lists/list-sheet.ts';
import { type ListedPhones, listedPhones } from '../../domain/lists/listed-phones.ts';
import { giveWay } from '../../give-way.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import { openSisters } from '../find-campaign.ts';
import { applyListCheck, type RecordCheck, type RecordFate } from './import-list-check-records.ts';
import { campaignsNamed, type ListDeps, openListFile } from './list-open.ts';
import { finishList, type ListSummary } from './list-report.ts';

const COLUMNS = {
  TEL: { need: 'value', read: readPhoneText },
  DNCM_STATUT: {
    need: 'value',
    read: oneOf<boolean>({
      LISTE: true,
      NON_LISTE: false,
      INSCRIT: true,
      NON_INSCRIT: false,
      O: true,
      N: false,
    }),
  },
  DNCM_DATE_CONTROLE: { need: 'value', read: dateCell() },
  DNCM_DATE_INSCRIPTION: { need: 'optional', read: dateCell() },
} as const satisfies ListColumns;

type Row = ListRow<typeof COLUMNS>;

interface CheckedRow {
  readonly row: Row;
  /** Blind indexes of its numbers; none when the row cannot be read. */
  readonly blinds: readonly string[];
  readonly check: NumberCheck | undefined;
  /** What of the cell of numbers could not be read. */
  readonly unread: string | undefined;
}

/** Records decided and written together. */
const RECORDS_PER_TURN = 200;

/**
 * Takes in a check of the Belgian list (docs/rules/law.md#belgium): `{ORG}_DNCM_BE_{AAAAMMJJ}.xlsx.pgp`, number by
 * number, for every open Belgian campaign of the charity. A record with a listed number closes as EF_DNC unless the
 * donor consented later; one whose numbers are all clear is callable, again or at last, and its check ages from that
 * day. A record of which a number was not checked stays as it was. The same file twice changes nothing more. AppErrors
 * `charity-unknown`, `campaign-not-open`, `campaign-not-belgian`, those of `openListFile` and `readListSheet`.
 */
export async function importListCheck(
  deps: ListDeps,
  request: { readonly target: string; readonly fileName: string; readonly actor: string },
): Promise<ListSummary> {
  const { fileName, actor } = request;
  const campaigns = (await deps.store.read((rows) => campaignsNamed(rows, request.target))).filter(
    (campaign) => countryFacts(campaign.country).doNotCallList !== null,
  );
  if (campaigns.length === 0) throw notBelgian();
  const opened = await openListFile(deps, { fileName, kind: 'list-check', campaigns });
  const { charity, country, settings } = opened.campaign;
  const atMs = deps.clock.nowMs();
  const today = civilDate(atMs);
  const list = readListSheet(opened.sheet, { columns: COLUMNS }, contactProfile(settings, today));
  const rows = await Promise.all(list.map((row) => checkedRow(deps, { charity, country, row, today })));
  const checks = latestChecks(rows);
  const fates = new Map<string, RecordFate[]>();
  const sisters = await deps.store.read((reader) => openSisters(reader, charity));
  for (const campaign of sisters.filter((one) => one.country === country)) {
    const records = await recordsOf(deps, campaign, checks);
    for (let from = 0; from < records.length; from += RECORDS_PER_TURN) {
      const slice = records.slice(from, from + RECORDS_PER_TURN);
      const decided = await applyListCheck(deps, { campaign, records: slice, atMs, fileName, actor });
      for (const [at, fate] of decided.entries())
        for (const blind of slice[at]?.blinds ?? []) fates.set(blind, [...(fates.get(blind) ?? []), fate]);
      await giveWay();
    }
  }
  const outcomes = rows.map((row) => outcomeOf(row, fates));
  const title = `Contrôle « Ne m’appelez plus » ${settings.charity.code}`;
  return finishList(deps, { title, fileName, opened, outcomes, atMs, actor });
}

interface RowQuestion {
  readonly charity: string;
  readonly country: Country;
  readonly row: Row;
  readonly today: CivilDate;
}

async function checkedRow(
  deps: ListDeps,
  { charity, country, row, today }: RowQuestion,
): Promise<CheckedRow> {
  const { TEL: tel, DNCM_STATUT: listed, DNCM_DATE_CONTROLE: checkedOn } = row.values;
  const registeredOn = row.values.DNCM_DATE_INSCRIPTION;
  const { phones, unread } = tel === undefined ? NO_NUMBER : listedPhones(tel, { country });
  if (listed === undefined || checkedOn === undefined || checkedOn > today)
    return { row, blinds: [], check: undefined, unread };
  const blinds = phones.map((phone) => deps.vault.blind(charity, 'phone', phone));
  return { row, blinds: await Promise.all(blinds), check: { listed, checkedOn, registeredOn }, unread };
}

const NO_NUMBER: ListedPhones = { phones: [], unread: undefined };

/** A number that the file names twice: the later day counts, and « listed » on the same day. */
function latestChecks(rows: readonly CheckedRow[]): ReadonlyMap<string, NumberCheck> {
  const checks = new Map<string, NumberCheck>();
  for (const { blinds, check } of rows) {
    if (check === undefined) continue;
    for (const blind of blinds) {
      const known = checks.get(blind);
      const isLater = !known || check.checkedOn > known.checkedOn;
      if (isLater || (check.checkedOn === known.checkedOn && check.listed)) checks.set(blind, check);
    }
  }
  return checks;
}

async function recordsOf(
  deps: ListDeps,
  campaign: CampaignRow,
  checks: ReadonlyMap<string, NumberCheck>,
): Promise<readonly RecordCheck[]> {
  return await deps.store.read(async (rows) => {
    const ids = new Set(
      await inTurn.flatMap([...checks.keys()], (blind) => rows.records.idsByPhoneBlind(campaign.code, blind)),
    );
    return await inTurn.map(
      [...ids].sort((a, b) => a - b),
      async (recordId) => {
        const blinds = await rows.records.phoneBlindsOf(recordId);
        return { recordId, blinds, checks: blinds.map((blind) => checks.get(blind)) };
      },
    );
  });
}

/** What the charity is told of a number: the weightiest fate of the records that bear it. */
const RESULTS: readonly (readonly [RecordFate, Pick<ListOutcome, 'result' | 'message' | 'effect'>])[] = [
  [
    'on-screen',
    {
      result: 'A_L_ECRAN',
      message: 'Fiche à l’écran, téléacteur prévenu : close dès la fin de l’appel.',
      effect: 'done',
    },
  ],
  ['blocked', { result: 'BLOQUEE', message: 'Inscrit sur la liste : fiche close.', effect: 'done' }],
  ['released', { result: 'APPELABLE', message: 'Fiche de nouveau appelable.', effect: 'done' }],
  [
    'excluded',
    {
      result: 'EXCLUE',
      message: 'Contrôle favorable, mais une autre règle exclut la fiche.',
      effect: 'done',
    },
  ],
  ['renewed', { result: 'RENOUVELEE', message: 'Contrôle renouvelé.', effect: 'done' }],
  [
    'stale',
    { result: 'TROP_ANCIEN', message: 'Contrôle trop ancien : la fiche reste en attente.', effect: 'none' },
  ],
  [
    'partial',
    { result: 'PARTIELLE', message: 'Un autre numéro de la fiche n’a pas été contrôlé.', effect: 'none' },
  ],
  [
    'consented',
    {
      result: 'CONSENTI',
      message: 'Inscrit sur la liste, consentement postérieur : appelable.',
      effect: 'none',
    },
  ],
  ['unchanged', { result: 'INCHANGEE', message: 'Rien à changer.', effect: 'none' }],
];
const NOBODY = {
  result: 'SANS_FICHE',
  message: 'Aucune fiche ouverte n’a ce numéro.',
  effect: 'none',
} as const;

function outcomeOf(
  { row, blinds, unread }: CheckedRow,
  fates: ReadonlyMap<string, readonly RecordFate[]>,
): ListOutcome {
  const { rowNumber } = row;
  if (row.problems.length > 0) return unreadable(rowNumber, '', problemsText(row.problems));
  if (blinds.length === 0)
    return unreadable(rowNumber, '', unread ?? 'DNCM_DATE_CONTROLE : date dans le futur.');
  const met = blinds.flatMap((blind) => fates.get(blind) ?? []);
  const found = RESULTS.find(([fate]) => met.includes(fate))?.[1] ?? NOBODY;
  if (unread === undefined) return { rowNumber, id: '', ...found };
  return { rowNumber, id: '', ...found, message: `${found.message} Illisible : ${unread}`, unread };
}

function notBelgian(): AppError {
  return new AppError({
    code: 'campaign-not-belgian',
    kind: 'invalid',
    message: 'La liste « Ne m’appelez plus » ne concerne que les campagnes belges.',
    hint: 'Nommez une campagne belge ouverte, ou l’association.',
  });
}

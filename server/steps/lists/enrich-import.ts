import type { Country } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import { countryLaw } from '../../domain/campaign/country-law.ts';
import { readPhoneText } from '../../domain/contact-file/contact-phones.ts';
import { contactProfile } from '../../domain/contact-file/contact-profile.ts';
import { oneOf, textOf } from '../../domain/contact-file/contact-texts.ts';
import { dateCell } from '../../domain/contact-file/dates/contact-dates.ts';
import type { FoundPhone, MatchLevel } from '../../domain/lists/enrichment-phones.ts';
import { type ListOutcome, problemsText, unreadable } from '../../domain/lists/list-report.ts';
import { type ListColumns, type ListRow, readListSheet } from '../../domain/lists/list-sheet.ts';
import { giveWay } from '../../give-way.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { campaignToFill } from '../find-campaign.ts';
import type { EnrichDeps } from './enrich-export.ts';
import { applyFound, type FoundFate, type FoundRecord } from './enrich-import-records.ts';
import { openListFile } from './list-open.ts';
import { finishList, type ListSummary } from './list-report.ts';

const COLUMNS = {
  ID_LIGNE: { need: 'value', read: textOf(60) },
  /** Empty: nothing was found. */
  TEL: { need: 'optional', read: readPhoneText },
  SOURCE: { need: 'optional', read: textOf(40) },
  DATE: { need: 'optional', read: dateCell() },
  NIVEAU: {
    need: 'optional',
    read: oneOf<MatchLevel>({ EXACT: 'FORT', FORT: 'FORT', FOYER: 'FOYER' }),
  },
} as const satisfies ListColumns;

type Row = ListRow<typeof COLUMNS>;

const RECORDS_PER_TURN = 100;

/**
 * Takes in what the supplier found (docs/rules/enrichment.md): `{ORG}_ENRICH_RETOUR_UPG_FR_{AAAAMMJJ}.xlsx.pgp`, signed
 * by the supplier, one row a number, by line id. Numbers are added, never written over; objections and exclusions are
 * asked again; a record that becomes callable enters the queue. One on a screen is reported and taken up when the same
 * file is given again; otherwise the same file twice changes nothing more. AppErrors `enrich-no-request`, `campaign-…`,
 * `supplier-key-…`, those of `openListFile` and `readListSheet`.
 */
export async function importEnrichment(
  deps: EnrichDeps,
  request: { readonly campaign: string; readonly fileName: string; readonly actor: string },
): Promise<ListSummary> {
  const campaign = await campaignToFill(deps, request.campaign);
  const { fileName, actor } = request;
  const supplier = await deps.store.read(
    async (rows) => (await rows.enrichments.requests(campaign.code)).at(-1)?.supplier,
  );
  if (supplier === undefined) throw noRequest();
  const opened = await openListFile(deps, { fileName, kind: 'enrichment', campaigns: [campaign], supplier });
  const atMs = deps.clock.nowMs();
  const profile = contactProfile(campaign.settings, civilDate(atMs));
  const list = readListSheet(opened.sheet, { columns: COLUMNS }, profile);
  const today = civilDate(atMs);
  const { records, requests } = await deps.store.read((rows) => foundIn(rows, list, { campaign, today }));
  const fates = new Map<number, FoundFate>();
  for (let from = 0; from < records.length; from += RECORDS_PER_TURN) {
    const slice = records.slice(from, from + RECORDS_PER_TURN);
    for (const one of await applyFound(deps, { campaign, records: slice, atMs, fileName, actor }))
      for (const [at, fate] of one.fates.entries()) fates.set(one.rowNumbers[at] ?? 0, fate);
    await giveWay();
  }
  await deps.store.write(async (rows) => {
    for (const id of requests) await rows.enrichments.markReturned(id, atMs);
  });
  const outcomes = list.map((row) => outcomeOf(row, fates, campaign.country));
  const title = `Retour d’enrichissement ${campaign.code}`;
  return finishList(deps, { title, fileName, opened, outcomes, atMs, actor });
}

interface Found {
  readonly records: readonly FoundRecord[];
  /** Requests that the file answers, were it without a number. */
  readonly requests: ReadonlySet<string>;
}

/** The rows of each record together: a line may have several numbers. */
async function foundIn(
  rows: StoreReader,
  list: readonly Row[],
  { campaign, today }: { readonly campaign: CampaignRow; readonly today: CivilDate },
): Promise<Found> {
  const records = new Map<number, FoundRecord>();
  const requests = new Set<string>();
  for (const { rowNumber, values, problems } of list) {
    const { ID_LIGNE: lineId, TEL: text, NIVEAU: level } = values;
    const line = lineId === undefined ? undefined : await rows.enrichments.line(lineId);
    if (line?.campaign !== campaign.code) continue;
    requests.add(line.requestId);
    if (problems.length > 0 || text === undefined || level === undefined) continue;
    const phone: FoundPhone = { text, level, origin: values.SOURCE ?? '', on: values.DATE ?? today };
    const known = records.get(line.recordId);
    records.set(line.recordId, {
      recordId: line.recordId,
      rowNumbers: [...(known?.rowNumbers ?? []), rowNumber],
      phones: [...(known?.phones ?? []), phone],
    });
  }
  return { records: [...records.values()], requests };
}

const SAID: Record<Exclude<FoundFate, 'INACTIF'>, readonly [string, ListOutcome['effect']]> = {
  AJOUTE: ['Numéro ajouté.', 'done'],
  A_CONFIRMER: ['Numéro ajouté, à confirmer : l’appel commence par vérifier l’identité.', 'done'],
  DEJA_CONNU: ['Numéro déjà connu de la fiche.', 'none'],
  OPPOSITION: ['Numéro ou donateur sur la liste d’opposition : rien n’est ajouté.', 'none'],
  SANS_PLACE: ['La fiche a déjà trois numéros.', 'none'],
  ILLISIBLE: ['Numéro illisible ou non appelable.', 'refused'],
  CLOSE: ['Fiche close depuis : rien n’est ajouté.', 'none'],
  A_L_ECRAN: ['Fiche à l’écran d’un téléacteur : à reprendre.', 'retry'],
  ABIMEE: ['Contenu de la fiche abîmé : à reprendre une fois rendu d’une sauvegarde.', 'retry'],
  INCONNUE: ['Cette ligne n’a pas été demandée pour cette campagne.', 'refused'],
};

function outcomeOf(row: Row, fates: ReadonlyMap<number, FoundFate>, country: Country): ListOutcome {
  const { rowNumber, values, problems } = row;
  const id = values.ID_LIGNE ?? '';
  if (problems.length > 0 || values.ID_LIGNE === undefined)
    return unreadable(rowNumber, id, problemsText(problems));
  if (values.TEL === undefined)
    return { rowNumber, id, result: 'SANS_NUMERO', message: 'Aucun numéro trouvé.', effect: 'none' };
  if (values.NIVEAU === undefined) return unreadable(rowNumber, id, 'NIVEAU absent : EXACT, FORT ou FOYER.');
  const result = fates.get(rowNumber) ?? 'INCONNUE';
  if (result === 'INACTIF')
    return {
      rowNumber,
      id,
      result,
      message: countryLaw(country).stoppedGifts?.foundNumber ?? '',
      effect: 'none',
    };
  const [message, effect] = SAID[result];
  return { rowNumber, id, result, message, effect };
}

function noRequest(): AppError {
  return new AppError({
    code: 'enrich-no-request',
    kind: 'conflict',
    message: 'Aucune demande de numéros n’est partie pour cette campagne.',
    hint: 'Faites-la d’abord : « plateau enrich export ».',
  });
}

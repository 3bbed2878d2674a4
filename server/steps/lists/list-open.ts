import { AppError, isAppError } from '../../../shared/errors.ts';
import {
  checkHiddenRows,
  checkHiddenSheets,
  NO_HIDDEN_ROW,
  withHidden,
} from '../../domain/contact-file/hidden-parts.ts';
import type { RawSheet } from '../../domain/contact-file/raw-sheet.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { checkListFileName } from '../../domain/lists/list-file-name.ts';
import type { ListKind } from '../../domain/lists/list-kinds.ts';
import type { OpenedFile } from '../../ports/exchange.ts';
import type { Log } from '../../ports/log.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import type { WorkbookReader, WorkbookWriter } from '../../ports/workbook.ts';
import type { DeliverWorkbookDeps } from '../delivery/deliver-workbook.ts';
import { campaignNotOpen } from '../find-campaign.ts';

export interface ListDeps extends DeliverWorkbookDeps {
  readonly vault: Vault;
  readonly workbooks: { readonly reader: WorkbookReader; readonly writer: WorkbookWriter };
  readonly log: Log;
}

export interface OpenedList {
  readonly sheet: RawSheet;
  /** Of the workbook in clear. */
  readonly sha256: string;
  /** The campaign whose key opened it. */
  readonly campaign: CampaignRow;
}

export interface ListRequest {
  readonly fileName: string;
  readonly kind: ListKind;
  /** One of them holds the key; at least one. */
  readonly campaigns: readonly CampaignRow[];
  /** Code of the supplier who signed it; absent: the charity did. */
  readonly supplier?: string;
}

const MAX_FILE_BYTES = 64 * 2 ** 20;

/**
 * Fetches, decrypts, verifies and reads a list of the drop; clear bytes stay in memory and are zeroed. AppErrors
 * `wrong-file-name`, `workbook-hidden-sheets`, `workbook-hidden-rows`, those of the drop, of the exchange and
 * of the workbook reader.
 */
export async function openListFile(deps: ListDeps, request: ListRequest): Promise<OpenedList> {
  const [first] = request.campaigns;
  if (!first) throw charityUnknown();
  checkListFileName(request.fileName, request.kind, { ...first, charity: first.settings.charity.code });
  const sealed = await deps.drop.fetch(request.fileName, MAX_FILE_BYTES);
  const { clear, campaign } = await openWithOneOf(deps, sealed, request);
  try {
    const sheet = await deps.workbooks.reader.read(clear);
    checkHiddenSheets(sheet, campaign.settings);
    // Whatever the campaign says: nobody can tell whether a list names the people that its filter shows, or all of them.
    checkHiddenRows(withHidden(NO_HIDDEN_ROW, sheet.rows));
    return { sheet, sha256: sha256(clear), campaign };
  } finally {
    clear.fill(0);
  }
}

/** A list of the whole charity may be encrypted to any of its campaigns' keys; AppError `file-wrong-key` for none. */
async function openWithOneOf(
  deps: ListDeps,
  sealed: Uint8Array,
  { campaigns, supplier }: ListRequest,
): Promise<OpenedFile & { readonly campaign: CampaignRow }> {
  let wrongKey: unknown;
  for (const campaign of campaigns) {
    try {
      const opened =
        supplier === undefined
          ? await deps.exchange.openFromCharity(sealed, campaign.code, campaign.charity)
          : await deps.exchange.openFromSupplier(sealed, campaign.code, supplier);
      return { ...opened, campaign };
    } catch (error) {
      if (!isAppError(error) || error.code !== 'file-wrong-key') throw error;
      wrongKey = error;
    }
  }
  throw campaigns.length > 1 ? keyOfNone(campaigns, wrongKey) : wrongKey;
}

/** The house has no key to receive by: what `plateau keys export` prints without a campaign verifies what it sends. */
function keyOfNone(campaigns: readonly CampaignRow[], cause: unknown): AppError {
  const codes = campaigns.map(({ code }) => code).join(', ');
  return new AppError({
    code: 'file-wrong-key',
    kind: 'invalid',
    message: 'Ce fichier n’est chiffré pour la clé d’aucune campagne ouverte de l’association.',
    hint: `Une liste pour toute l’association se chiffre à la clé d’une de ses campagnes : ${codes} (« plateau keys export CODE »). La clé de la maison vérifie ses envois, elle n’en reçoit pas.`,
    cause,
  });
}

/**
 * The open campaigns that a code names: the campaign of that code, or all of the charity of that code. AppErrors
 * `charity-unknown`, `campaign-not-open`.
 */
export async function campaignsNamed(rows: StoreReader, code: string): Promise<readonly CampaignRow[]> {
  const all = await rows.campaigns.all();
  const named = all.filter((row) => row.code === code || row.charity === code);
  if (named.length === 0) throw charityUnknown();
  const open = named.filter((row) => row.state === 'open');
  if (open.length > 0) return open;
  throw campaignNotOpen({
    message: 'Aucune campagne ouverte sous ce code : la liste n’a plus rien à changer.',
    hint: 'Vérifiez le code avec « plateau status ».',
  });
}

function charityUnknown(): AppError {
  return new AppError({
    code: 'charity-unknown',
    kind: 'not-found',
    message: 'Ni campagne ni association ne porte ce code.',
    hint: 'Les codes sont dans « plateau status ».',
  });
}

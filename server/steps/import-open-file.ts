import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import { checkContactFileName } from '../domain/contact-file-name.ts';
import type { RawSheet } from '../domain/raw-sheet.ts';
import type { Log } from '../ports/log.ts';
import type { CampaignRow } from '../ports/rows/campaigns.ts';
import type { Vault } from '../ports/vault.ts';
import type { WorkbookReader, WorkbookWriter } from '../ports/workbook.ts';
import { unknownCampaign } from './close-campaign.ts';
import type { DeliverWorkbookDeps } from './deliver-workbook.ts';

export interface ImportDeps extends DeliverWorkbookDeps {
  readonly vault: Pick<Vault, 'sealRecord' | 'blind'>;
  readonly workbooks: { readonly reader: WorkbookReader; readonly writer: WorkbookWriter };
  readonly log: Log;
}

export interface ImportProgress {
  readonly phase: 'fetch' | 'open' | 'read' | 'check' | 'seal' | 'done';
  /** Rows for `check`, `seal` and `done`; steps otherwise. */
  readonly done: number;
  readonly total: number;
}

export interface ImportRequest {
  /** Campaign code. */
  readonly campaign: string;
  /** Name in the drop's `in/` folder. */
  readonly fileName: string;
  readonly actor: string;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export interface OpenedContactFile {
  readonly sheet: RawSheet;
  /** Of the workbook in clear: the same file encrypted again is still the same file. */
  readonly sha256: string;
}

const MAX_FILE_BYTES = 64 * 2 ** 20;

/** The campaign of a request, open. AppErrors `campaign-unknown`, `campaign-not-open`. */
export function campaignToFill(deps: Pick<ImportDeps, 'store'>, code: string): CampaignRow {
  const campaign = deps.store.read((rows) => rows.campaigns.byCode(code));
  if (!campaign) throw unknownCampaign();
  if (campaign.state === 'open') return campaign;
  throw new AppError({
    code: 'campaign-not-open',
    kind: 'conflict',
    message: 'Cette campagne n’est plus ouverte : elle ne reçoit plus de fiches.',
    hint: 'Créez une campagne pour ces fiches, ou vérifiez le code avec « plateau status ».',
  });
}

/**
 * Fetches, decrypts, verifies and reads a contact file (steps 1 of a record's life). Clear bytes stay in memory and
 * are zeroed. AppErrors `wrong-file-name`, `wrong-country`, those of the drop, of the exchange and of the reader.
 */
export async function openContactFile(
  deps: ImportDeps,
  campaign: CampaignRow,
  request: Pick<ImportRequest, 'fileName' | 'onProgress'>,
): Promise<OpenedContactFile> {
  const { fileName, onProgress = () => {} } = request;
  const { kind, country, settings } = campaign;
  checkContactFileName(fileName, { kind, country, charity: settings.charity.code });
  onProgress({ phase: 'fetch', done: 0, total: 1 });
  const sealed = await deps.drop.fetch(fileName, MAX_FILE_BYTES);
  onProgress({ phase: 'open', done: 0, total: 1 });
  const { clear } = await deps.exchange.openFromCharity(sealed, campaign.code, campaign.charity);
  try {
    onProgress({ phase: 'read', done: 0, total: 1 });
    const sha256 = createHash('sha256').update(clear).digest('hex');
    return { sheet: await deps.workbooks.reader.read(clear), sha256 };
  } finally {
    clear.fill(0);
  }
}

import { createHash } from 'node:crypto';
import { checkContactFileName } from '../../domain/contact-file/contact-file-name.ts';
import { giveWay } from '../../give-way.ts';
import type { Log } from '../../ports/log.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Vault } from '../../ports/vault.ts';
import type { OpenedSheet, WorkbookReader, WorkbookWriter } from '../../ports/workbook.ts';
import type { DeliverWorkbookDeps } from '../delivery/deliver-workbook.ts';

export interface ImportDeps extends DeliverWorkbookDeps {
  readonly vault: Pick<Vault, 'sealRecords' | 'blind' | 'blindAll'>;
  readonly workbooks: { readonly reader: WorkbookReader; readonly writer: WorkbookWriter };
  readonly log: Log;
}

interface ImportProgress {
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
  /** Its rows are read once, as they come. */
  readonly sheet: OpenedSheet;
  /** Data rows as the file announces them, or guessed by its size: for progress and deadlines, never for a count. */
  readonly expectedRows: number;
  /** Of the workbook in clear: the same file encrypted again is still the same file. */
  readonly sha256: string;
}

const MAX_FILE_BYTES = 512 * 2 ** 20;
/** Of the compressed workbook: files seen hold 150 to 300. */
const BYTES_PER_ROW = 150;

/**
 * Fetches, decrypts, verifies and opens a contact file (step 1 of a record's life), hands it to `work`, and closes it whatever
 * happens. The workbook stays compressed in memory, the only copy, and is zeroed at the end. AppErrors `wrong-file-name`,
 * `wrong-country`, those of the drop, of the exchange and of the reader, some of which come with the rows.
 */
export async function withContactFile<T>(
  deps: ImportDeps,
  { campaign, request }: ContactFileRequest,
  work: (opened: OpenedContactFile) => Promise<T>,
): Promise<T> {
  const { fileName, onProgress = () => {} } = request;
  const { kind, country, settings } = campaign;
  checkContactFileName(fileName, { kind, country, charity: settings.charity.code });
  const clear = await clearBytes(deps, campaign, { fileName, onProgress });
  try {
    onProgress({ phase: 'read', done: 0, total: 1 });
    const sha256 = await hashOf(clear);
    const sheet = await deps.workbooks.reader.open(clear);
    try {
      const expectedRows = Math.max(0, sheet.announcedRows - 1) || Math.ceil(clear.length / BYTES_PER_ROW);
      return await work({ sheet, sha256, expectedRows });
    } finally {
      await sheet.close();
    }
  } finally {
    clear.fill(0);
  }
}

export interface ContactFileRequest {
  readonly campaign: CampaignRow;
  readonly request: Pick<ImportRequest, 'fileName' | 'onProgress'>;
}

/** The sealed bytes are let go before the rows are read. */
async function clearBytes(
  deps: ImportDeps,
  campaign: CampaignRow,
  {
    fileName,
    onProgress,
  }: { readonly fileName: string; readonly onProgress: (progress: ImportProgress) => void },
): Promise<Uint8Array> {
  onProgress({ phase: 'fetch', done: 0, total: 1 });
  const sealed = await deps.drop.fetch(fileName, MAX_FILE_BYTES);
  onProgress({ phase: 'open', done: 0, total: 1 });
  return (await deps.exchange.openFromCharity(sealed, campaign.code, campaign.charity)).clear;
}

/** Bytes hashed between two breaths of the event loop, some 4 ms. */
const HASHED_PER_TURN = 2 ** 21;

async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let from = 0; from < bytes.length; from += HASHED_PER_TURN) {
    hash.update(bytes.subarray(from, from + HASHED_PER_TURN));
    await giveWay();
  }
  return hash.digest('hex');
}

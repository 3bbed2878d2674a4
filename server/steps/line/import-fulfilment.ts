import { civilDate } from '../../../shared/time.ts';
import {
  checkHiddenRows,
  checkHiddenSheets,
  NO_HIDDEN_ROW,
  withHidden,
} from '../../domain/contact-file/hidden-parts.ts';
import { dropNameRefused } from '../../domain/files/drop-name-refused.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { type FulfilmentRow, isFulfilmentName, readFulfilment } from '../../domain/line/fulfilment-rows.ts';
import { afterEvent, type PledgeEvent } from '../../domain/line/pledge-state.ts';
import { type ListOutcome, unreadable } from '../../domain/lists/list-report.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { PledgeRow } from '../../ports/rows/pledges.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { refuseErased, requireLine } from '../find-campaign.ts';
import type { ListDeps } from '../lists/list-open.ts';
import { finishList, type ListSummary } from '../lists/list-report.ts';
import { trail } from '../trail.ts';

const MAX_FILE_BYTES = 16 * 2 ** 20;
const hashOf = (text: string): string => sha256(new TextEncoder().encode(text));

interface Request {
  readonly campaign: string;
  readonly fileName: string;
  readonly actor: string;
}

/**
 * Takes in what was paid: `{ORG}_REGLEMENTS_{PAYS}_{AAAAMMJJ}.xlsx.pgp`, a row a payment, by the token of its pledge.
 * Every row is told in the report that goes back; one that is unknown, repeated or otherwise than it should be changes nothing
 * and is never guessed. The same file twice changes nothing more. AppErrors `campaign-unknown`, `campaign-not-line`,
 * `wrong-file-name`, `file-in-clear`, `layout-missing-columns`, those of the drop, of the exchange and of the workbook reader. /
 */
export async function importFulfilment(
  deps: ListDeps,
  { campaign, fileName, actor }: Request,
): Promise<ListSummary> {
  const line = await deps.store.read((rows) => requireLine(rows, campaign));
  refuseErased(line.state);
  const opened = await openedRows(deps, line, fileName);
  const atMs = deps.clock.nowMs();
  const outcomes = await deps.store.write(async (rows) => {
    const told: ListOutcome[] = [];
    for (const row of opened.rows)
      told.push(
        'problem' in row
          ? unreadable(row.rowNumber, '', row.problem)
          : await take(rows, { line, row, atMs, actor }),
      );
    const done = told.filter(({ effect }) => effect === 'done').length;
    const detail = { rows: told.length, done };
    await trail(rows, { actor, atMs })('pledge.fulfilment', fileName, { campaign, detail });
    return told;
  });
  const file = { sha256: opened.sha256, campaign: { code: line.code, charity: line.charity, settings: {} } };
  return finishList(deps, { title: `Règlements ${campaign}`, fileName, opened: file, outcomes, atMs, actor });
}

async function openedRows(deps: ListDeps, line: LineRow, fileName: string) {
  if (!isFulfilmentName(fileName, line)) {
    const expected = `${line.charity}_REGLEMENTS_${line.country}_AAAAMMJJ.xlsx.pgp`;
    throw dropNameRefused(fileName, 'd’un fichier de règlements', expected);
  }
  const sealed = await deps.drop.fetch(fileName, MAX_FILE_BYTES);
  const { clear } = await deps.exchange.openFromCharity(sealed, line.code, line.charity);
  try {
    const sheet = await deps.workbooks.reader.read(clear);
    checkHiddenSheets(sheet, {});
    checkHiddenRows(withHidden(NO_HIDDEN_ROW, sheet.rows));
    return { rows: readFulfilment(sheet, line.country), sha256: sha256(clear) };
  } finally {
    clear.fill(0);
  }
}

interface Taking {
  readonly line: LineRow;
  readonly row: FulfilmentRow;
  readonly atMs: number;
  readonly actor: string;
}

/** What becomes of a row, by its one word. */
const SAID = {
  PAYEE: ['done', 'La promesse est payée.'],
  AUTRE_MONTANT: ['done', 'Payée d’un autre montant que celui qui était promis.'],
  RETIREE: ['done', 'La promesse est retirée.'],
  DEJA_PRISE: ['none', 'Ce paiement est déjà compté.'],
  DEJA_RETIREE: ['none', 'Cette promesse était déjà retirée.'],
  INCONNUE: ['refused', 'Aucune promesse de cette ligne ne finit par ce jeton, ou elle est effacée.'],
  REFERENCE_REPRISE: ['refused', 'Cette référence a déjà servi à une autre promesse : rien n’est compté.'],
  PAS_ATTENDUE: [
    'refused',
    'Cette promesse n’attend pas de paiement : elle est déjà payée, retirée, ou son lien n’est pas parti.',
  ],
  DATE_IMPOSSIBLE: ['refused', 'Payée avant d’être promise, ou dans l’avenir : rien n’est compté.'],
} as const;

async function take(rows: StoreWriter, taking: Taking): Promise<ListOutcome> {
  const { line, row } = taking;
  const tell = (result: keyof typeof SAID): ListOutcome => {
    const [effect, message] = SAID[result];
    const unread = effect === 'refused' ? { unread: message } : {};
    return { rowNumber: row.rowNumber, id: row.token, result, effect, message, ...unread };
  };
  const pledge = await rows.pledges.byToken(line.code, hashOf(row.token));
  if (!pledge) return tell('INCONNUE');
  if (row.status === 'ANNULE') return tell(await cancel(rows, pledge, taking));
  const paymentHash = hashOf(`${line.code} ${row.reference}`);
  const known = await rows.pledges.payment(line.code, paymentHash);
  if (known)
    return tell(
      known.pledgeId === pledge.id && known.minor === row.minor ? 'DEJA_PRISE' : 'REFERENCE_REPRISE',
    );
  if (row.paidOn < civilDate(pledge.atMs) || row.paidOn > civilDate(taking.atMs))
    return tell('DATE_IMPOSSIBLE');
  const state = await follow(rows, pledge, { ...taking, event: { kind: 'pay', minor: row.minor } });
  if (!state) return tell('PAS_ATTENDUE');
  const { minor, paidOn } = row;
  const { atMs } = taking;
  await rows.pledges.addPayment({
    campaign: line.code,
    paymentHash,
    pledgeId: pledge.id,
    minor,
    paidOn,
    atMs,
  });
  return tell(state === 'paid' ? 'PAYEE' : 'AUTRE_MONTANT');
}

async function cancel(rows: StoreWriter, pledge: PledgeRow, taking: Taking): Promise<keyof typeof SAID> {
  if (pledge.state === 'withdrawn') return 'DEJA_RETIREE';
  return (await follow(rows, pledge, { ...taking, event: { kind: 'withdraw' } }))
    ? 'RETIREE'
    : 'PAS_ATTENDUE';
}

/** The state that follows, written; undefined where the event has no place. The charity, who told it, is not told it again. */
async function follow(
  rows: StoreWriter,
  pledge: PledgeRow,
  { atMs, actor, event }: Taking & { readonly event: PledgeEvent },
): Promise<PledgeRow['state'] | undefined> {
  const facts = { promisedMinor: pledge.amountMinor, needsCheck: false };
  const state = afterEvent(pledge.state, event, facts);
  if (!state) return undefined;
  const minor = event.kind === 'pay' ? event.minor : null;
  const change = {
    state,
    sending: 'none',
    told: pledge.told + 1,
    ...(minor !== null && { paidMinor: minor }),
  } as const;
  await rows.pledges.note(pledge, { kind: event.kind, atMs, author: actor, minor }, change);
  return state;
}

import type { Store } from '../../../server/ports/store.ts';
import { verifyAudit } from '../../../server/steps/audit/verify-audit.ts';
import { auditBroken } from '../../../server/steps/house/note-move.ts';
import { copyBase, type Move } from '../../../server/store/move/copy-base.ts';
import { AppError } from '../../../shared/errors.ts';
import { agreeing } from '../../../shared/french-plural.ts';

/** What both bases have alike. */
export interface Moved {
  readonly rows: ReadonlyMap<string, number>;
  readonly head: { readonly seq: number; readonly hash: string };
}

/** Said to whoever waits: French, a line each. */
export type Tell = (line: string) => void;

/** Rows between two words to whoever waits. */
const TOLD_EVERY = 100_000;

/** Every row carried and compared; then numbers and triggers of the base that received them. AppError `move-differs`. */
export async function carryBase(move: Move, tell: Tell): Promise<Moved['rows']> {
  let [carried, told] = [0, 0];
  const counts = await copyBase(move, (rows) => {
    carried += rows;
    if (carried - told < TOLD_EVERY) return;
    told = carried;
    tell(`${carried.toLocaleString('fr-FR')} lignes copiées…`);
  });
  if (!counts) throw differs();
  tell(
    `${carried.toLocaleString('fr-FR')} ${agreeing(carried, 'ligne(s) copiée(s), comparée(s)')} une à une.`,
  );
  await move.to.complete(move.tables, await move.from.givenNumbers());
  return counts;
}

/** AppError for bases that should be alike. */
export function differs(): AppError {
  return new AppError({
    code: 'move-differs',
    kind: 'conflict',
    message: 'La base qui reçoit n’a pas les mêmes lignes que celle qui part : le déménagement s’arrête là.',
    hint: 'Rien n’est perdu : la base qui part est entière. Vérifiez qu’aucune commande ne travaille, puis relancez.',
  });
}

/** The log of the base that received, read anew through its rows, and where it stands. AppError `audit-broken`. */
export async function headOf(store: Store): Promise<Moved['head']> {
  const chain = await verifyAudit({ store });
  if (!chain.ok) throw auditBroken(chain.brokenAtSeq);
  return await store.read((rows) => rows.audit.head());
}

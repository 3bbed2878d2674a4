import { AppError } from '../../../shared/errors.ts';
import { type PledgeContent, pledgePlace } from '../../domain/line/stored-pledge.ts';
import { giveWay } from '../../give-way.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PledgeRow } from '../../ports/rows/pledges.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { openedOrLost } from '../seal-damage.ts';
import { trail } from '../trail.ts';

export interface OpenPledgeDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openPledge'>;
  readonly clock: Clock;
}

export interface OpenedPledge {
  readonly row: PledgeRow;
  readonly content: PledgeContent;
}

interface Opening {
  /** Account id, or `system`. */
  readonly actor: string;
  /** French, for the audit log; never a personal value. */
  readonly reason: string;
  /** Of one campaign. */
  readonly pledges: readonly PledgeRow[];
}

/** Opened between two breaths of the event loop: some 3 ms. */
const PER_TURN = 20;

/**
 * The one place that opens pledges: who and why go to the audit log before a byte is opened, one entry with the count. In
 * the order given; those that were erased, and those that do not open where they stand, are left out. AppError
 * `campaign-key-missing`. /
 */
export async function* openPledges(
  deps: OpenPledgeDeps,
  { actor, reason, pledges }: Opening,
): AsyncGenerator<OpenedPledge> {
  const whole = pledges.flatMap((row) => (row.sealed ? [{ row, sealed: row.sealed }] : []));
  const [first] = whole;
  if (!first) return;
  const { campaign } = first.row;
  const subject = whole.length === 1 ? first.row.id : 'pledges';
  const noted = { campaign, reason, detail: { count: whole.length } };
  await deps.store.write((rows) =>
    trail(rows, { actor, atMs: deps.clock.nowMs() })('pledge.open', subject, noted),
  );
  for (const [at, { row, sealed }] of whole.entries()) {
    const content = await openedOrLost(deps.vault.openPledge(pledgePlace(row), sealed));
    if (content) yield { row, content };
    if (at % PER_TURN === PER_TURN - 1) await giveWay();
  }
}

/** One alone. AppErrors `pledge-erased`, `pledge-damaged`, `campaign-key-missing`. */
export async function openPledge(
  deps: OpenPledgeDeps,
  { row, ...why }: Omit<Opening, 'pledges'> & { readonly row: PledgeRow },
): Promise<PledgeContent> {
  for await (const { content } of openPledges(deps, { ...why, pledges: [row] })) return content;
  throw new AppError({
    code: row.sealed ? 'pledge-damaged' : 'pledge-erased',
    kind: 'conflict',
    message: row.sealed
      ? 'Cette promesse ne s’ouvre plus : son contenu est abîmé.'
      : 'Cette promesse est effacée.',
    hint: row.sealed
      ? 'Une sauvegarde d’avant la contient encore : prévenez le responsable des données.'
      : 'Rien n’en est gardé que son montant et sa date.',
  });
}

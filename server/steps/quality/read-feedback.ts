import { AppError } from '../../../shared/errors.ts';
import type { FloorMessage } from '../../../shared/floor-message.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ListeningNoteRow } from '../../ports/rows/listening.ts';
import type { StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { keptGrid } from './listening-grid.ts';
import { openWritten, type WrittenDeps } from './written-words.ts';

type Agent = Pick<AccountRow, 'id'>;

/**
 * What was said of the agent's own calls: waiting to be acknowledged whatever its day, and that of today; oldest first. A
 * campaign that is being purged has none.
 */
export async function readFeedback(
  deps: WrittenDeps,
  { agent }: { readonly agent: Agent },
): Promise<readonly FloorMessage[]> {
  const sinceMs = zoned(deps.clock.nowMs(), HOUSE_ZONE).startOfDay().epochMilliseconds;
  const told = deps.store.read((rows) =>
    rows.listening
      .feedbackOf(agent.id, sinceMs)
      .filter((row) => hasKey(rows, row))
      .map((row) => ({ row, ...saidOf(rows, row) })),
  );
  return Promise.all(
    told.map(async ({ row, from, text }) => {
      const { id, campaign, atMs, sealed, sealVersion, acknowledgedAtMs } = row;
      const place = { kind: 'listening', id, campaign, actor: agent.id } as const;
      const comment = await openWritten(deps, { ...place, sealed, sealVersion });
      const said = comment === '' ? text : `${text} « ${comment} »`;
      return { id, atMs, from, text: said, acknowledged: acknowledgedAtMs !== null };
    }),
  );
}

/** While a campaign is being purged its rows outlive its key for a moment. */
function hasKey(rows: StoreReader, { campaign }: ListeningNoteRow): boolean {
  const state = rows.campaigns.byCode(campaign)?.state;
  return state === 'open' || state === 'closed';
}

function saidOf(rows: StoreReader, row: ListeningNoteRow): { readonly from: string; readonly text: string } {
  const grid = rows.listening.grid(row.gridHash);
  const call = rows.calls.byId(row.callId);
  const when = zoned(call?.startedAtMs ?? row.atMs, HOUSE_ZONE).toLocaleString('fr-FR', {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const labels = grid ? keptGrid(grid).fails.filter(({ id }) => row.fails.includes(id)) : [];
  const fails = labels.length > 0 ? ` Éliminatoire : ${labels.map(({ label }) => label).join(', ')}.` : '';
  return {
    from: rows.accounts.byId(row.author)?.displayName ?? '',
    text: `Écoute de votre appel du ${when} : ${row.score} sur 100.${fails}`,
  };
}

/** The agent has read it; twice keeps the first time. AppError `feedback-unknown`, also for somebody else's. */
export function acknowledgeFeedback(
  { store, clock }: Pick<WrittenDeps, 'store' | 'clock'>,
  { agent, id }: { readonly agent: Agent; readonly id: string },
): { readonly acknowledgedAtMs: number } {
  return store.write((rows) => {
    const row = rows.listening.note(id);
    if (row?.agent !== agent.id) throw feedbackUnknown();
    if (row.acknowledgedAtMs !== null) return { acknowledgedAtMs: row.acknowledgedAtMs };
    const atMs = clock.nowMs();
    rows.listening.acknowledge(id, atMs);
    const noted = { campaign: row.campaign, detail: { call: row.callId } };
    trail(rows, { actor: agent.id, atMs })('quality.acknowledge', id, noted);
    return { acknowledgedAtMs: atMs };
  });
}

function feedbackUnknown(): AppError {
  return new AppError({
    code: 'feedback-unknown',
    kind: 'not-found',
    message: 'Ce retour d’écoute n’est pas à vous, ou n’existe plus.',
    hint: 'Rouvrez les messages : la liste est à jour.',
  });
}

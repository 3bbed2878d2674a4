import { AppError } from '../../../shared/errors.ts';
import type { FloorMessage } from '../../../shared/floor-message.ts';
import { inTurn } from '../../../shared/in-turn.ts';
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
  const told = await deps.store.read(
    async (rows) =>
      await inTurn.map(
        await inTurn.filter(await rows.listening.feedbackOf(agent.id, sinceMs), (row) => hasKey(rows, row)),
        async (row) => ({ row, ...(await saidOf(rows, row)) }),
      ),
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
async function hasKey(rows: StoreReader, { campaign }: ListeningNoteRow): Promise<boolean> {
  const state = (await rows.campaigns.byCode(campaign))?.state;
  return state === 'open' || state === 'closed';
}

async function saidOf(
  rows: StoreReader,
  row: ListeningNoteRow,
): Promise<{ readonly from: string; readonly text: string }> {
  const grid = await rows.listening.grid(row.gridHash);
  const call = await rows.calls.byId(row.callId);
  const when = zoned(call?.startedAtMs ?? row.atMs, HOUSE_ZONE).toLocaleString('fr-FR', {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const labels = grid ? keptGrid(grid).fails.filter(({ id }) => row.fails.includes(id)) : [];
  const fails = labels.length > 0 ? ` Éliminatoire : ${labels.map(({ label }) => label).join(', ')}.` : '';
  return {
    from: (await rows.accounts.byId(row.author))?.displayName ?? '',
    text: `Écoute de votre appel du ${when} : ${row.score} sur 100.${fails}`,
  };
}

/** The agent has read it; twice keeps the first time. AppError `feedback-unknown`, also for somebody else's. */
export async function acknowledgeFeedback(
  { store, clock }: Pick<WrittenDeps, 'store' | 'clock'>,
  { agent, id }: { readonly agent: Agent; readonly id: string },
): Promise<{ readonly acknowledgedAtMs: number }> {
  return await store.write(async (rows) => {
    const row = await rows.listening.note(id);
    if (row?.agent !== agent.id) throw feedbackUnknown();
    if (row.acknowledgedAtMs !== null) return { acknowledgedAtMs: row.acknowledgedAtMs };
    const atMs = clock.nowMs();
    await rows.listening.acknowledge(id, atMs);
    const noted = { campaign: row.campaign, detail: { call: row.callId } };
    await trail(rows, { actor: agent.id, atMs })('quality.acknowledge', id, noted);
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

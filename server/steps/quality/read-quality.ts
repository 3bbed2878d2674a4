import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { qualityTrend, type Trend } from '../../domain/quality/quality-trend.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { keptGrid } from './listening-grid.ts';

const WEEK_MS = 7 * 86_400_000;

export interface TrendRequest {
  readonly listener: Pick<AccountRow, 'campaigns'>;
  /** Login. */
  readonly agent?: string | undefined;
  readonly campaign?: string | undefined;
  /** How many weeks back. */
  readonly weeks: number;
}

export interface QualityTrend extends Trend {
  /** Sheets that their agent has not acknowledged yet. */
  readonly waiting: number;
}

/**
 * Each criterion by week, of the campaigns of the person who asks; no comment is opened. AppErrors `trend-agent`,
 * `trend-campaign`.
 */
export async function readQuality(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: TrendRequest,
): Promise<QualityTrend> {
  const nowMs = clock.nowMs();
  return await store.read(async (rows) => {
    const agent = await agentOf(rows, request);
    const period = { fromMs: nowMs - request.weeks * WEEK_MS, toMs: nowMs + 1 };
    const notes = await rows.listening.notes(campaignsOf(request), period, agent?.id);
    const grids = new Map(
      await inTurn.flatMap([...new Set(notes.map(({ gridHash }) => gridHash))], async (hash) => {
        const grid = await rows.listening.grid(hash);
        return grid ? [[hash, keptGrid(grid)] as const] : [];
      }),
    );
    const shown = notes.flatMap((note) => {
      const grid = grids.get(note.gridHash);
      return grid ? [{ ...note, grid }] : [];
    });
    const waiting = notes.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === null).length;
    return { ...qualityTrend(shown), waiting };
  });
}

function campaignsOf({ listener, campaign }: TrendRequest): readonly string[] {
  if (campaign === undefined) return listener.campaigns;
  if (listener.campaigns.includes(campaign)) return [campaign];
  throw refusal('trend-campaign', 'Cette campagne n’est pas des vôtres.');
}

async function agentOf(rows: StoreReader, { agent }: TrendRequest): Promise<AccountRow | undefined> {
  if (agent === undefined) return undefined;
  const account = await rows.accounts.byLogin(agent);
  if (account?.role === 'agent') return account;
  throw refusal('trend-agent', 'Aucun téléacteur ne porte cet identifiant.');
}

function refusal(code: string, message: string): AppError {
  const hint = 'Vérifiez-le avec « plateau floor ».';
  return new AppError({ code, kind: 'not-found', message, hint });
}

import { inTurn } from '../../../shared/in-turn.ts';
import { type QuietSpan, toldSpans } from '../../domain/line/quiet-counts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { writeWhenFree } from '../write-when-free.ts';
import type { QuietByCampaign } from './note-calls.ts';

async function answeredIn(rows: StoreReader, campaign: string, span: QuietSpan): Promise<number> {
  const counts = await rows.lineCalls.countsBySite(campaign, span, 0);
  return counts.reduce((sum, { answered }) => sum + answered, 0);
}

/**
 * Writes the counts of whole hours that hide among the others (domain/line/quiet-counts.ts) and takes them out of memory; the
 * rest waits for its number. What waits when the server stops is told nowhere. AppErrors of the store.
 */
export async function tellQuiet(
  { store }: { readonly store: Pick<Store, 'read' | 'write' | 'whenFree'> },
  quiet: QuietByCampaign,
  nowMs: number,
): Promise<void> {
  for (const [campaign, counts] of quiet) {
    const among = await store.read((rows) =>
      inTurn.map(
        Object.values(counts),
        async (span) => [span.kind, await answeredIn(rows, campaign, span)] as const,
      ),
    );
    const answered = new Map(among);
    const { told, left } = toldSpans(counts, nowMs, ({ kind }) => answered.get(kind) ?? 0);
    if (told.length === 0) continue;
    await writeWhenFree({ store }, (rows) =>
      inTurn.forEach(told, (span) => rows.lineCalls.addQuiet(campaign, span)),
    );
    quiet.set(campaign, left);
  }
}

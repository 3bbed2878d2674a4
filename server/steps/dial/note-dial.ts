import { type DialPhase, isDialEnd, phaseFacts } from '../../../shared/dial.ts';
import type { DialKey, DialRow } from '../../ports/rows/dials.ts';
import type { StoreWriter } from '../../ports/store.ts';

interface Said {
  readonly phase: DialPhase;
  readonly atMs: number;
}

/** What changes in the row; undefined where nothing does: the line tells at least once, and each server of the house hears it. */
function changeOf(row: DialRow, { phase, atMs }: Said): Partial<DialRow> | undefined {
  if (row.endedAtMs !== null) return undefined;
  const isFurther = row.answeredAtMs !== null || (phase === 'dialling' && row.ringingAtMs !== null);
  if (isFurther && !isDialEnd(phase)) return undefined;
  if (phase === 'ringing') return row.ringingAtMs === null ? { ringingAtMs: atMs } : undefined;
  if (phase === 'answered') return { answeredAtMs: atMs };
  if (!isDialEnd(phase)) return {};
  if (row.answeredAtMs !== null) return { endedAtMs: atMs, ending: 'ended' };
  // An answer that was missed: the line told of its end only.
  const answered = phase === 'ended' ? { answeredAtMs: atMs } : {};
  return { ...answered, endedAtMs: atMs, ending: phase };
}

/** Keeps what the line says of a dialled number, and tells the agent’s workstation; the same thing twice is once. */
export async function noteDial(rows: StoreWriter, key: DialKey, said: Said): Promise<void> {
  const row = await rows.dials.of(key);
  const change = row && changeOf(row, said);
  if (!change) return;
  await rows.dials.update(key, change);
  const { phase, atMs } = said;
  const event = { kind: 'dial', callId: key.callId, phase, atMs, text: phaseFacts(phase).told } as const;
  await rows.floor.addLiveEvent({ atMs, agent: row.agent, event });
}

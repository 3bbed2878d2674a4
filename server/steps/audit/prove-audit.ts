import { isAppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import { CHAIN_START, type ChainPlace, nextLink } from '../../domain/audit/audit-chain.ts';
import { checkpointNames, readCheckpoint } from '../../domain/audit/audit-checkpoint.ts';
import { dayAfter } from '../../domain/delivery/urgent-schedule.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CharityDrop } from '../../ports/drop.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { CheckpointRow } from '../../ports/rows/checkpoints.ts';
import type { Store } from '../../ports/store.ts';
import { walkAudit } from './walk-audit.ts';

export interface ProveDeps {
  readonly store: Store;
  readonly exchange: Pick<Exchange, 'isSignedByHouse'>;
  readonly drop: Pick<CharityDrop, 'hashOfDelivered'>;
  readonly clock: Clock;
}

/** A checkpoint as it was dropped: the charity's own copy. */
export interface GivenCheckpoint {
  readonly body: string;
  readonly signature: string;
}

export interface AuditProof {
  readonly ok: boolean;
  readonly count: number;
  readonly head: string;
  /** Compared with the chain: those kept here, and those given. */
  readonly checkpoints: number;
  /** Found on the drop just as they are kept here. */
  readonly onDrop: number;
  /** Code of the refusal when the drop could not be asked. */
  readonly dropRefused: string | undefined;
  /** French, one each; the first broken link stops the walk. */
  readonly problems: readonly string[];
}

/** A year and some: more would be an hour of questions to the drop. */
const MAX_DAYS_ASKED = 400;

/**
 * Recomputes the whole chain, then compares it with every checkpoint: kept here, given (the charity's copies), lying on the
 * drop. So an edited, removed or inserted entry, a cut tail, a log rewritten whole and an old base put back all show.
 * Constant memory; the floor works on meanwhile.
 */
export async function proveAudit(
  deps: ProveDeps,
  request: { readonly given?: readonly GivenCheckpoint[] } = {},
): Promise<AuditProof> {
  const kept = await deps.store.read((rows) => rows.checkpoints.all());
  const known = await signedPoints(deps, kept, 'gardé ici');
  const given = await signedPoints(deps, request.given ?? [], 'donné');
  const points = [...known.points, ...given.points];
  const problems = [...known.problems, ...given.problems];
  const walked = await walkChain(deps, points);
  problems.push(...walked.problems);
  const drop = await askDrop(deps, kept);
  problems.push(...drop.problems);
  const { seq: count, hash: head } = walked.place;
  const { onDrop, dropRefused } = drop;
  return {
    ok: problems.length === 0,
    count,
    head,
    checkpoints: points.length,
    onDrop,
    dropRefused,
    problems,
  };
}

interface Point {
  readonly day: CivilDate;
  readonly seq: number;
  readonly hash: string;
}

async function signedPoints(
  deps: ProveDeps,
  checkpoints: readonly GivenCheckpoint[],
  where: string,
): Promise<{ readonly points: readonly Point[]; readonly problems: readonly string[] }> {
  const points: Point[] = [];
  const problems: string[] = [];
  for (const { body, signature } of checkpoints) {
    const point = readCheckpoint(body);
    if (point && (await deps.exchange.isSignedByHouse(Buffer.from(body), signature))) points.push(point);
    else
      problems.push(
        `Le point du ${point?.day ?? '(jour illisible)'} ${where} n’a pas une signature de la maison.`,
      );
  }
  return { points, problems };
}

async function walkChain(
  deps: ProveDeps,
  points: readonly Point[],
): Promise<{ readonly place: ChainPlace; readonly problems: readonly string[] }> {
  const waited = Map.groupBy(points, (point) => point.seq);
  const problems: string[] = [];
  let place = CHAIN_START;
  for await (const page of walkAudit(deps)) {
    for (const row of page) {
      const next = nextLink(place, row);
      if (typeof next === 'string') return { place, problems: [...problems, next] };
      place = next;
      for (const { day, hash } of waited.get(place.seq) ?? [])
        if (hash !== place.hash)
          problems.push(
            `L’entrée ${place.seq} n’est pas celle du point du ${day} : le journal a été réécrit.`,
          );
    }
  }
  for (const { day, seq } of points)
    if (seq > place.seq)
      problems.push(
        `Le point du ${day} compte ${inNumber(seq, 'entrée(s)')}, le journal ${place.seq} : la fin a été retirée, ou une base ancienne rétablie.`,
      );
  return { place, problems };
}

interface OnDrop {
  readonly onDrop: number;
  readonly dropRefused: string | undefined;
  readonly problems: readonly string[];
}

/** Every day since the log began: a checkpoint that lies there and that this base does not know is a base gone back in time. */
async function askDrop(deps: ProveDeps, kept: readonly CheckpointRow[]): Promise<OnDrop> {
  const known = new Map(kept.map((one) => [one.day, sha256(Buffer.from(one.body))]));
  const [first] = await deps.store.read((rows) => rows.audit.page(1, 1));
  const today = civilDate(deps.clock.nowMs());
  const days: CivilDate[] = [];
  for (let day = earliest(first?.atMs, kept) ?? today; day <= today; day = dayAfter(day)) days.push(day);
  const problems: string[] = [];
  let onDrop = 0;
  try {
    for (const day of days.slice(-MAX_DAYS_ASKED)) {
      const found = await deps.drop.hashOfDelivered(checkpointNames(day).body);
      // The charity may have taken it away: its own copy is then the one to give.
      if (found === undefined) continue;
      if (found === known.get(day)) onDrop += 1;
      else if (known.has(day))
        problems.push(`Le point du ${day} sur le dépôt n’est pas celui qui est gardé ici.`);
      else
        problems.push(
          `Le dépôt a un point du ${day} que cette base ne connaît pas : une base ancienne a été rétablie, ou la fin retirée.`,
        );
    }
    return { onDrop, dropRefused: undefined, problems };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { onDrop, dropRefused: error.code, problems };
  }
}

function earliest(firstAtMs: number | undefined, kept: readonly CheckpointRow[]): CivilDate | undefined {
  const days = [...(firstAtMs === undefined ? [] : [civilDate(firstAtMs)]), ...kept.map((one) => one.day)];
  return days.sort()[0];
}

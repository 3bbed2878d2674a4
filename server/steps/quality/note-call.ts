import { AppError } from '../../../shared/errors.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { type GivenScores, listeningScore, scoresProblem } from '../../domain/quality/listening-score.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ListeningNoteRow } from '../../ports/rows/listening.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import { callToListen } from './listen-call.ts';
import { gridOf } from './listening-grid.ts';
import { openWritten, sealWritten, WRITTEN_VERSION } from './written-words.ts';

export interface NoteDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'sealCall' | 'openCall' | 'openRecord'>;
  readonly clock: Clock;
  readonly chance: Chance;
}

export interface NoteCallRequest extends GivenScores {
  readonly listener: AccountRow;
  readonly callId: string;
  /** The YAML text of the grid: the note keeps its hash, the base its text. */
  readonly grid: string;
  /** For the agent; French, sealed, never naming the donor. */
  readonly comment: string;
}

export interface NotedCall {
  readonly id: string;
  /** Whole per cent. */
  readonly score: number;
}

/**
 * A lead or a verifier notes a call by a grid; never its author. The agent is told, and the feedback waits until it is
 * acknowledged. The same note again answers the first; another one by the same person is refused. AppErrors
 * `call-unknown`, `call-own`, `grid-invalid`, `scores-invalid`, `call-noted`, `written-personal`.
 */
export async function noteCall(deps: NoteDeps, request: NoteCallRequest): Promise<NotedCall> {
  const { listener, callId, points, fails, comment } = request;
  const used = gridOf(request.grid);
  const problem = scoresProblem(used.grid, { points, fails });
  if (problem !== undefined) throw scoresInvalid(problem);
  const { call, known } = await deps.store.read((rows) => standing(rows, request));
  if (known) return again(deps, known, { ...request, gridHash: used.hash });
  const { campaign, recordId, agent } = call;
  const id = idOf(callId, listener.id);
  const sealed = await sealWritten(deps, { kind: 'listening', id, campaign, text: comment });
  const atMs = deps.clock.nowMs();
  const score = listeningScore(used.grid, { points, fails });
  const row: ListeningNoteRow = {
    ...{ id, callId, campaign, recordId, agent, author: listener.id, gridHash: used.hash },
    ...{ points, fails: [...new Set(fails)].toSorted(), score, atMs, acknowledgedAtMs: null },
    ...{ sealed, sealVersion: WRITTEN_VERSION },
  };
  await deps.store.write(async (rows) => {
    if ((await standing(rows, request)).known) throw alreadyNoted();
    await rows.listening.keepGrid({ hash: used.hash, version: used.grid.version, body: used.body, atMs });
    await rows.listening.addNote(row);
    await tellAgent(rows, row, listener.displayName);
    // No score: the log outlives the campaign, an appraisal of somebody's work does not.
    const detail = { call: callId, grid: used.hash };
    await trail(rows, { actor: listener.id, atMs })('quality.note', agent, { campaign, detail });
  });
  return { id, score };
}

/** One sheet per call and listener: its name says so, and its sealed place too. */
function idOf(callId: string, author: string): string {
  return sha256(`${callId} ${author}`).slice(0, 32);
}

async function standing(
  rows: StoreReader,
  { listener, callId }: Pick<NoteCallRequest, 'listener' | 'callId'>,
) {
  const call = await callToListen(rows, listener, callId);
  return { call, known: await rows.listening.noteOf(callId, listener.id) };
}

async function again(
  deps: NoteDeps,
  known: ListeningNoteRow,
  { listener, points, fails, comment, gridHash }: NoteCallRequest & { readonly gridHash: string },
): Promise<NotedCall> {
  const { id, campaign, sealed, sealVersion, score } = known;
  const place = { kind: 'listening', id, campaign, actor: listener.id } as const;
  const text = await openWritten(deps, { ...place, sealed, sealVersion });
  const ids = Object.keys(known.points);
  const isSame =
    known.gridHash === gridHash &&
    text === comment &&
    ids.every((one) => known.points[one] === points[one]) &&
    known.fails.join() === [...new Set(fails)].toSorted().join();
  if (!isSame) throw alreadyNoted();
  return { id, score };
}

/** No score in the event: it lies in clear until it is dropped. */
async function tellAgent(
  rows: StoreWriter,
  { id, atMs, agent }: ListeningNoteRow,
  from: string,
): Promise<void> {
  const text = 'Un retour d’écoute vous attend : ouvrez les messages pour le lire et en accuser réception.';
  const message = { id, atMs, from, text };
  await rows.floor.addLiveEvent({ atMs, agent, event: { kind: 'message', message, text } });
}

function scoresInvalid(problem: string): AppError {
  return new AppError({
    code: 'scores-invalid',
    kind: 'invalid',
    message: problem,
    hint: 'Notez chaque critère de la grille : « accueil=3,moment=so,… » (so : sans objet).',
  });
}

function alreadyNoted(): AppError {
  return new AppError({
    code: 'call-noted',
    kind: 'conflict',
    message: 'Vous avez déjà noté cet appel : une note ne se réécrit pas.',
    hint: 'Une autre personne peut l’écouter aussi ; le téléacteur voit les deux notes.',
  });
}

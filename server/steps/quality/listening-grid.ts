import { AppError } from '../../../shared/errors.ts';
import { problemLine } from '../../domain/campaign/campaign-check-problem.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { checkGrid, type ListeningGrid } from '../../domain/quality/listening-grid.ts';
import type { ListeningGridRow } from '../../ports/rows/listening.ts';

/** A grid and the fingerprint of the very text that was used. */
export interface UsedGrid {
  readonly grid: ListeningGrid;
  readonly hash: string;
  readonly body: string;
}

/** AppError `grid-invalid`, with the first fault and its line. */
export function gridOf(text: string): UsedGrid {
  const { grid, problems } = checkGrid(text);
  if (grid) return { grid, hash: sha256(text), body: text };
  const [first] = problems;
  throw new AppError({
    code: 'grid-invalid',
    kind: 'invalid',
    message: `La grille ne convient pas : ${first ? problemLine(first) : 'elle est vide.'}`,
    hint: 'Corrigez-la : « plateau quality grid check FICHIER » montre chaque défaut avec sa ligne.',
  });
}

/** A grid kept in the base was valid when it was kept: another answer is a bug. */
export function keptGrid({ body }: ListeningGridRow): ListeningGrid {
  return gridOf(body).grid;
}

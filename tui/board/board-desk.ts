import type { BoardFigures, FloorBoard } from '../../shared/floor-board.ts';

/** Whom a lead writes to. */
export type Audience =
  | { readonly kind: 'one'; readonly login: string }
  | { readonly kind: 'campaign'; readonly campaign: string }
  | { readonly kind: 'all' };

/** What the board asks of the server, as a lead. Every call refuses with an AppError. */
export interface BoardDesk {
  board(): Promise<FloorBoard>;
  targets(): Promise<readonly BoardFigures[]>;
  message(to: Audience, text: string): Promise<{ readonly people: number }>;
  pull(recordId: number, reason: string): Promise<{ readonly backAtMs: number | null }>;
  pause(campaign: string, reason: string): Promise<unknown>;
  resume(campaign: string, reason: string): Promise<unknown>;
  campaigns(login: string, campaigns: readonly string[], reason: string): Promise<{ readonly left: number }>;
  /** What the lead must know at once, in French. */
  onLive(listener: (text: string) => void): () => void;
  onLine(listener: (line: BoardLine) => void): () => void;
  close(): Promise<void>;
}

export type BoardLine = 'connected' | 'reconnecting';

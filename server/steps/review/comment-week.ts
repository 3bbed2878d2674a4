import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { type IsoWeek, isoWeekOf, periodOfIsoWeek } from '../../../shared/time.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { WeekComment } from '../../ports/rows/week-comments.ts';
import type { Store } from '../../ports/store.ts';
import { campaignInView, weekUnknown } from '../find-campaign.ts';
import { trail } from '../trail.ts';

export interface CommentRequest {
  readonly campaign: string;
  /** Default: the present week. */
  readonly week?: IsoWeek | undefined;
  readonly account: AccountRow;
}

/** As people see it: who wrote and who approved, by the name that the house knows. */
export interface CommentView extends Pick<WeekComment, 'week' | 'rank' | 'atMs' | 'text'> {
  readonly author: string;
  readonly approvedBy: string | null;
  /** A later one replaces it. */
  readonly isReplaced: boolean;
}

interface CommentDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Writes the lead's word of a week, sealed as it is written; it leaves in report and review once somebody else approved
 * it. Twice writes two: the last one stands. AppErrors `campaign-unknown`, `campaign-purged`, `week-unknown`, `comment-text`.
 */
export async function commentWeek(
  deps: CommentDeps & { readonly chance: Chance },
  request: CommentRequest & { readonly text: string },
): Promise<CommentView> {
  const { account, text } = request;
  const week = weekOf(deps, request);
  const problem = noteProblem(text);
  if (problem) throw refusedText(problem);
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const { code } = await campaignInView(rows, request.campaign, account);
    const rank = await rows.weekComments.add({ campaign: code, week, atMs, author: account.id, text });
    await trail(rows, { actor: account.id, atMs })('comment.written', `${week} ${rank}`, { campaign: code });
    return { week, rank, atMs, text, author: account.displayName, approvedBy: null, isReplaced: false };
  });
}

/**
 * Approves the last comment of a week, by somebody else than who wrote it. Twice does nothing more. AppErrors
 * `campaign-unknown`, `campaign-purged`, `week-unknown`, `comment-unknown`, `comment-replaced`, `comment-own`.
 */
export async function approveComment(
  deps: CommentDeps,
  request: CommentRequest & { readonly rank: number },
): Promise<CommentView> {
  const { account, rank } = request;
  const week = weekOf(deps, request);
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const { code } = await campaignInView(rows, request.campaign, account);
    const all = await rows.weekComments.ofWeek(code, week);
    const comment = all.find((one) => one.rank === rank);
    if (!comment) throw unknownComment();
    if (comment !== all.at(-1)) throw replacedComment();
    if (comment.author === account.id) throw ownComment();
    if (comment.approvedBy === null) {
      await rows.weekComments.approve(comment, account.id, atMs);
      await trail(rows, { actor: account.id, atMs })('comment.approved', `${week} ${rank}`, {
        campaign: code,
      });
    }
    const author = (await rows.accounts.byId(comment.author))?.displayName ?? '';
    const { text } = comment;
    return {
      week,
      rank,
      atMs: comment.atMs,
      text,
      author,
      approvedBy: account.displayName,
      isReplaced: false,
    };
  });
}

/** Oldest first. AppErrors `campaign-unknown`, `campaign-purged`, `week-unknown`. */
export async function listComments(
  deps: CommentDeps,
  request: CommentRequest,
): Promise<readonly CommentView[]> {
  const week = weekOf(deps, request);
  return await deps.store.read(async (rows) => {
    const { code } = await campaignInView(rows, request.campaign, request.account);
    const nameOf = async (id: string) => (await rows.accounts.byId(id))?.displayName ?? '';
    const all = await rows.weekComments.ofWeek(code, week);
    return await inTurn.map(all, async ({ rank, atMs, text, author, approvedBy }) => ({
      ...{ week, rank, atMs, text },
      author: await nameOf(author),
      approvedBy: approvedBy === null ? null : await nameOf(approvedBy),
      isReplaced: rank !== all.at(-1)?.rank,
    }));
  });
}

function weekOf({ clock }: CommentDeps, { week }: CommentRequest): IsoWeek {
  if (week === undefined) return isoWeekOf(clock.nowMs());
  if (!periodOfIsoWeek(week)) throw weekUnknown();
  return week;
}

function refusedText(problem: string): AppError {
  return new AppError({
    code: 'comment-text',
    kind: 'invalid',
    message: problem,
    hint: 'Un commentaire parle des appels de la semaine, jamais d’une personne.',
  });
}

function unknownComment(): AppError {
  return new AppError({
    code: 'comment-unknown',
    kind: 'not-found',
    message: 'Cette semaine n’a pas de commentaire de ce numéro.',
    hint: 'Voyez-les : plateau review comment CAMPAGNE --week SEMAINE.',
  });
}

function replacedComment(): AppError {
  return new AppError({
    code: 'comment-replaced',
    kind: 'conflict',
    message: 'Un autre commentaire a été écrit depuis : celui-ci ne partira pas.',
    hint: 'Relisez le dernier, puis approuvez-le.',
  });
}

function ownComment(): AppError {
  return new AppError({
    code: 'comment-own',
    kind: 'forbidden',
    message: 'Vous avez écrit ce commentaire : une autre personne l’approuve.',
    hint: 'Demandez à un autre chef d’équipe ou à l’exploitation.',
  });
}

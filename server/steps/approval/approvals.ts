import { AppError, type AppErrorParts, isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import {
  type ActParameters,
  APPROVAL_MS,
  type ApprovedAction,
  actLabel,
  type DecisionRefusal,
  decisionRefusal,
  parametersHash,
} from '../../domain/access/four-eyes.ts';
import type { AuditAction } from '../../domain/audit/audit-actions.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ApprovalRow } from '../../ports/rows/approvals.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { mayView } from '../find-campaign.ts';
import { trail } from '../trail.ts';

export interface ApprovalDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** An act that needs a second person. */
export interface AskedAct {
  readonly action: ApprovedAction;
  /** '' for an act of the whole house. */
  readonly campaign: string;
  readonly parameters: ActParameters;
  /** Account id, or the host's own user. */
  readonly actor: string;
  /** Why; French, without personal data. */
  readonly reason: string;
}

/**
 * Does `work` under an approval by a second person, bound to the exact parameters and used once. Without one the act
 * is only asked for: AppError `approval-needed`, whose hint names it; the same words said again once approved do the act. A
 * refusal by the act itself (a wrong code, a drop that is away) gives the approval back until its time is over.
 */
export async function underApproval<T>(
  deps: ApprovalDeps & { readonly chance: Chance },
  act: AskedAct,
  work: () => Promise<T>,
): Promise<T> {
  const id = await takeApproval(deps, act);
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) await giveBack(deps, id, act.actor);
    throw error;
  }
}

/** The approved act's id, used from now on. AppError `approval-needed` names the one that waits, made at the first call. */
async function takeApproval(
  deps: ApprovalDeps & { readonly chance: Chance },
  act: AskedAct,
): Promise<string> {
  const problem = noteProblem(act.reason);
  if (problem !== undefined) throw personalReason(problem);
  const atMs = deps.clock.nowMs();
  const parameters = parametersHash(act.parameters);
  const asked = await deps.store.write(async (rows) => {
    const known = await rows.approvals.newest({ askedBy: act.actor, action: act.action, parameters });
    const isAlive = known !== undefined && atMs < known.expiresAtMs;
    if (isAlive && known.state === 'approved') {
      await rows.approvals.update(known.id, { state: 'used', usedAtMs: atMs });
      await note(rows, known, { atMs, actor: act.actor, action: 'approval.use' });
      return { ...known, state: 'used' as const };
    }
    return isAlive && known.state === 'asked' ? known : await ask(rows, deps, { ...act, parameters, atMs });
  });
  if (asked.state === 'used') return asked.id;
  throw new AppError({
    code: 'approval-needed',
    kind: 'conflict',
    message: `Cet acte (${actLabel(act)}) demande l’accord d’une seconde personne ; rien n’a été fait.`,
    hint: `Une autre personne : plateau approval approve ${asked.id} --reason "…" ; puis recommencez la même commande, sous 24 h.`,
  });
}

async function ask(
  rows: StoreWriter,
  deps: { readonly chance: Chance },
  act: Omit<AskedAct, 'parameters'> & { readonly parameters: string; readonly atMs: number },
): Promise<ApprovalRow> {
  const { action, campaign, parameters, actor: askedBy, reason, atMs } = act;
  const row: ApprovalRow = {
    id: deps.chance.uuid(),
    ...{ action, campaign, parameters, askedBy, reason },
    askedAtMs: atMs,
    expiresAtMs: atMs + APPROVAL_MS,
    state: 'asked',
    decidedBy: null,
    decidedAtMs: null,
    decision: '',
    usedAtMs: null,
  };
  await rows.approvals.add(row);
  await note(rows, row, { atMs, actor: askedBy, action: 'approval.ask', reason });
  return row;
}

async function giveBack(deps: ApprovalDeps, id: string, actor: string): Promise<void> {
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    const row = await rows.approvals.byId(id);
    // A purge that went far enough has erased the campaign's approvals.
    if (row?.state !== 'used') return;
    await rows.approvals.update(id, { state: 'approved', usedAtMs: null });
    await note(rows, row, { atMs, actor, action: 'approval.give-back' });
  });
}

const REFUSALS: Readonly<Record<DecisionRefusal, readonly [AppErrorParts['kind'], string, string]>> = {
  'approval-own': [
    'forbidden',
    'Personne n’approuve sa propre demande.',
    'Demandez à une autre personne : responsable des données, exploitation ou chef d’équipe de la campagne.',
  ],
  'approval-role': [
    'forbidden',
    'Votre rôle ou vos campagnes ne permettent pas de décider de cette demande.',
    'Un responsable des données le peut ; pour une campagne, aussi l’exploitation et ses chefs d’équipe.',
  ],
  'approval-decided': [
    'conflict',
    'Cette demande a déjà reçu une décision.',
    'Voyez-la avec « plateau approval list ».',
  ],
  'approval-expired': [
    'conflict',
    'Cette demande a dépassé ses 24 heures.',
    'Que la personne la refasse en relançant sa commande.',
  ],
};

/**
 * The second person's decision, once. AppErrors `approval-unknown`, `approval-own`, `approval-role`, `approval-decided`,
 * `approval-expired`, `reason-personal`.
 */
export async function decideApproval(
  deps: ApprovalDeps,
  decision: {
    readonly id: string;
    readonly as: 'approved' | 'refused';
    readonly reason: string;
    readonly person: AccountRow;
  },
): Promise<ApprovalRow> {
  const { id, as, reason, person } = decision;
  const problem = noteProblem(reason);
  if (problem !== undefined) throw personalReason(problem);
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const row = await rows.approvals.byId(id);
    if (!row) throw approvalUnknown();
    const refusal = decisionRefusal(row, person, atMs);
    if (refusal) {
      const [kind, message, hint] = REFUSALS[refusal];
      throw new AppError({ code: refusal, kind, message, hint });
    }
    const decided = { state: as, decidedBy: person.id, decidedAtMs: atMs, decision: reason } as const;
    await rows.approvals.update(id, decided);
    const action = as === 'approved' ? 'approval.approve' : 'approval.refuse';
    await note(rows, row, { atMs, actor: person.id, action, reason });
    return { ...row, ...decided };
  });
}

/** What is listed: logins instead of account ids. */
export interface ApprovalView extends Omit<ApprovalRow, 'parameters' | 'askedBy' | 'decidedBy'> {
  readonly askedBy: string;
  readonly decidedBy: string | null;
  /** Waits for a decision, or for its use, and its time is not over. */
  readonly isAlive: boolean;
}

/** Newest first; a lead sees those of their campaigns. */
export async function listApprovals(
  deps: ApprovalDeps,
  person: AccountRow,
): Promise<readonly ApprovalView[]> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.read(async (rows) => {
    const loginOf = async (id: string | null) =>
      id === null ? null : ((await rows.accounts.byId(id))?.login ?? id);
    return await inTurn.map(
      (await rows.approvals.all()).filter((row) => mayView(person, row.campaign)),
      async ({ parameters: _, ...row }) => ({
        ...row,
        askedBy: (await loginOf(row.askedBy)) ?? '',
        decidedBy: await loginOf(row.decidedBy),
        isAlive: ['asked', 'approved'].includes(row.state) && nowMs < row.expiresAtMs,
      }),
    );
  });
}

async function note(
  rows: StoreWriter,
  row: ApprovalRow,
  what: {
    readonly atMs: number;
    readonly actor: string;
    readonly action: AuditAction;
    readonly reason?: string;
  },
): Promise<void> {
  const { action, reason, ...by } = what;
  const detail = { act: row.action, parameters: row.parameters };
  await trail(rows, by)(action, row.id, { campaign: row.campaign, reason, detail });
}

function approvalUnknown(): AppError {
  return new AppError({
    code: 'approval-unknown',
    kind: 'not-found',
    message: 'Aucune demande d’accord ne porte ce numéro.',
    hint: 'La liste : plateau approval list.',
  });
}

function personalReason(problem: string): AppError {
  return new AppError({
    code: 'reason-personal',
    kind: 'invalid',
    message: problem,
    hint: 'Dites le motif sans donnée personnelle.',
  });
}

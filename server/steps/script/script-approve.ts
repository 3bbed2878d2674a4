import { AppError } from '../../../shared/errors.ts';
import { scriptName } from '../../domain/said/part-words.ts';
import type { ScriptLife } from '../../ports/rows/script-lives.ts';
import { openHeadInView } from '../find-campaign.ts';
import {
  auditScript,
  changedLife,
  lifeIn,
  refuseWords,
  type ScriptChange,
  type ScriptDeps,
  type ScriptRequest,
  scriptRefusal,
} from './script-standing.ts';

/** Signs of a hash that name it without doubt when a person copies it. */
const MIN_HASH = 12;

/**
 * Says that a draft was given to the charity to read. Submitted already: nothing changes. AppErrors `script-version-unknown`,
 * `script-not-draft`, those of the campaign.
 */
export async function submitScript(
  { store, clock }: ScriptDeps,
  request: ScriptRequest,
): Promise<ScriptChange> {
  const { account } = request;
  return await store.write(async (rows) => {
    await openHeadInView(rows, request.campaign, account);
    const life = await lifeIn(rows, request);
    if (life.state === 'submitted') return { changed: false, life };
    if (life.state !== 'draft')
      throw scriptRefusal('script-not-draft', [
        `${scriptName(life.kind, life.version)} n’est plus un brouillon.`,
        'Son état : plateau script list.',
      ]);
    const atMs = clock.nowMs();
    await auditScript(rows, life, { atMs, actor: account.id, action: 'submit' });
    return await changedLife(rows, request, {
      state: 'submitted',
      submittedAtMs: atMs,
      submittedBy: account.id,
    });
  });
}

export interface ScriptApproval extends ScriptRequest {
  /** Who approved for the charity, and the reference of the approval; never a donor. */
  readonly by: string;
  /** The first 12 signs at least of the hash on the page that was read: what is approved is what was read. */
  readonly hash: string;
}

/**
 * Records the charity's approval of a submitted version, bound to its content. Approved already: nothing changes, and
 * the first name stays. Never recorded by who submitted it: two people answer for what is read to donors. AppErrors
 * `script-hash-differs`, `script-not-submitted`, `script-own-submission`, `script-words`, `script-version-unknown`.
 */
export async function approveScript(
  { store, clock }: ScriptDeps,
  request: ScriptApproval,
): Promise<ScriptChange> {
  const { account, by, hash } = request;
  refuseWords(by);
  return await store.write(async (rows) => {
    await openHeadInView(rows, request.campaign, account);
    const life = await lifeIn(rows, request);
    refuseOtherText(life, hash);
    if (life.state === 'approved' || life.state === 'in-force') return { changed: false, life };
    if (life.state !== 'submitted') throw notSubmitted(life);
    if (life.submittedBy === account.login) throw ownSubmission(life.kind, life.version);
    const atMs = clock.nowMs();
    await auditScript(rows, life, { atMs, actor: account.id, action: 'approve' });
    return await changedLife(rows, request, {
      state: 'approved',
      approvedAtMs: atMs,
      approvedBy: account.id,
      approval: by,
    });
  });
}

/**
 * The charity's no to a submitted version, bound to its content as its yes is: withdrawn for good with the reason, so that a
 * mended text is another version. Withdrawn already: nothing changes. AppErrors `script-hash-differs`, `script-not-submitted`,
 * `script-words`, `script-version-unknown`.
 */
export async function refuseScript(
  { store, clock }: ScriptDeps,
  request: Omit<ScriptApproval, 'by'> & { readonly reason: string },
): Promise<ScriptChange> {
  const { account, reason, hash } = request;
  refuseWords(reason);
  return await store.write(async (rows) => {
    await openHeadInView(rows, request.campaign, account);
    const life = await lifeIn(rows, request);
    refuseOtherText(life, hash);
    if (life.state === 'retired' && life.retiredReason !== '') return { changed: false, life };
    if (life.state !== 'submitted') throw notSubmitted(life);
    const atMs = clock.nowMs();
    await auditScript(rows, life, { atMs, actor: account.id, action: 'refuse', reason });
    return await changedLife(rows, request, {
      state: 'retired',
      retiredAtMs: atMs,
      retiredBy: account.id,
      retiredReason: reason,
    });
  });
}

/** AppError `script-hash-differs`. */
function refuseOtherText({ hash: own, kind, version }: ScriptLife, hash: string): void {
  if (hash.length < MIN_HASH || !own.startsWith(hash.toLowerCase())) throw hashDiffers(kind, version);
}

function notSubmitted({ kind, campaign, version }: ScriptLife): AppError {
  return scriptRefusal('script-not-submitted', [
    `${scriptName(kind, version)} n’est pas soumis à l’association.`,
    `Soumettez-le d’abord : plateau script submit ${campaign} ${version}.`,
  ]);
}

function ownSubmission(kind: ScriptRequest['kind'], version: string): AppError {
  return scriptRefusal('script-own-submission', [
    `${scriptName(kind, version)} a été soumis par vous : son approbation s’enregistre par une autre personne.`,
    'Le responsable des données, ou un autre compte de l’exploitation : plateau script approve.',
  ]);
}

function hashDiffers(kind: ScriptRequest['kind'], version: string): AppError {
  return new AppError({
    code: 'script-hash-differs',
    kind: 'conflict',
    message: `${scriptName(kind, version)} n’a pas cette empreinte : ce n’est pas ce contenu qui a été lu.`,
    hint: `Copiez ${MIN_HASH} signes au moins de l’empreinte que porte la page approuvée, et comparez avec plateau script show.`,
  });
}

import { AppError } from '../../../shared/errors.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { PART_WORDS } from '../../domain/said/part-words.ts';
import { contactProblem } from '../../domain/wording/custody-text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ScriptKey, ScriptLife } from '../../ports/rows/script-lives.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/** What the steps of a script's life share: refusals, and one line of the audit log each. */

export interface ScriptDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export interface ScriptRequest extends ScriptKey {
  readonly account: AccountRow;
}

/** `changed` is false when it stood so already: the same command twice does nothing more. */
export interface ScriptChange {
  readonly changed: boolean;
  readonly life: ScriptLife;
}

/** AppError `script-version-unknown`. */
export async function lifeIn(rows: StoreReader, key: ScriptKey): Promise<ScriptLife> {
  const life = await rows.scriptLives.byKey(key);
  if (life) return await signedLife(rows, life);
  throw new AppError({
    code: 'script-version-unknown',
    kind: 'not-found',
    message: `La campagne ${key.campaign} n’a pas de version « ${key.version} » (${PART_WORDS[key.kind].label}).`,
    hint: `Voyez les versions : plateau script list ${key.campaign}.`,
  });
}

/** With the logins of those who acted, as people know each other; commands of the host keep their own name. */
export async function signedLife(rows: StoreReader, life: ScriptLife): Promise<ScriptLife> {
  const login = async (id: string | null) =>
    id === null ? null : ((await rows.accounts.byId(id))?.login ?? id);
  return {
    ...life,
    importedBy: (await login(life.importedBy)) ?? '',
    submittedBy: await login(life.submittedBy),
    approvedBy: await login(life.approvedBy),
    retiredBy: await login(life.retiredBy),
  };
}

/** Changes a version that is known, and answers how it stands then. */
export async function changedLife(
  rows: StoreWriter,
  key: ScriptKey,
  change: Parameters<StoreWriter['scriptLives']['change']>[1],
): Promise<ScriptChange> {
  await rows.scriptLives.change(key, change);
  return { changed: true, life: await lifeIn(rows, key) };
}

interface ScriptNote {
  readonly atMs: number;
  readonly actor: string;
  readonly action: 'import' | 'submit' | 'approve' | 'refuse' | 'plan' | 'enforce' | 'retire';
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** One line of the audit log: what was done to which content, by its hash. */
export async function auditScript(
  rows: StoreWriter,
  life: Pick<ScriptLife, 'campaign' | 'kind' | 'version' | 'hash'>,
  entry: ScriptNote,
): Promise<void> {
  const { atMs, actor, action, reason = '', detail = {} } = entry;
  const { campaign, kind, version, hash } = life;
  await trail(rows, { actor, atMs })(`script.${action}`, version, {
    campaign,
    reason,
    detail: { kind, hash, ...detail },
  });
}

/** Of a name and a reference, or of a reason. */
const MAX_WORDS = 200;

function wordsProblem(text: string): string | undefined {
  if (text.length > MAX_WORDS) return `Plus de ${MAX_WORDS} signes.`;
  const contact = contactProblem(text);
  return contact ? `${contact}, qui n’a pas sa place ici.` : noteProblem(text);
}

/** Words that a person writes here are about a text and a contract, never about a donor. AppError `script-words`. */
export function refuseWords(text: string): void {
  const problem = wordsProblem(text);
  if (problem === undefined) return;
  throw new AppError({
    code: 'script-words',
    kind: 'invalid',
    message: problem,
    hint: 'Écrivez un nom, une fonction, une référence de contrat.',
  });
}

/** A refusal of a step that does not fit the version's state: message, then what to do. */
export function scriptRefusal(code: string, [message, hint]: readonly [string, string]): AppError {
  return new AppError({ code, kind: 'conflict', message, hint });
}

import { AppError } from '../../../shared/errors.ts';
import { accessList } from '../../domain/papers/paper-access.ts';
import { auditChecklist } from '../../domain/papers/paper-checklist.ts';
import { countToComplete, type PaperFacts } from '../../domain/papers/paper-facts.ts';
import { impactFacts } from '../../domain/papers/paper-impact.ts';
import { instructionRegister } from '../../domain/papers/paper-instructions.ts';
import { clientNote, confidentialityNote } from '../../domain/papers/paper-note.ts';
import { processingRegister } from '../../domain/papers/paper-register.ts';
import { trail } from '../trail.ts';
import { type GatherPapersDeps, gatherPapers } from './gather-papers.ts';
import { type MadeFile, type PaperDeps, paperFiles } from './paper-files.ts';

export const PAPER_KINDS = [
  'note',
  'client',
  'register',
  'access',
  'checklist',
  'impact',
  'instructions',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** @internal for tests */
export const PAPERS = {
  note: { name: 'note-de-confidentialite', spec: confidentialityNote },
  client: { name: 'note-pour-l-association', spec: clientNote },
  checklist: { name: 'grille-d-audit', spec: auditChecklist },
  impact: { name: 'faits-pour-l-analyse-d-impact', spec: impactFacts },
  instructions: { name: 'registre-des-instructions', spec: instructionRegister },
  register: { name: 'registre-des-traitements', spec: processingRegister },
  access: { name: 'liste-des-acces', spec: accessList },
} as const;

export interface MadePapers {
  readonly files: readonly MadeFile[];
  /** Values that neither the configuration nor the base knows, by paper. */
  readonly toComplete: readonly { readonly paper: string; readonly count: number }[];
}

/**
 * The papers of custody as PDF, Markdown and JSON, signed: made from the configuration and the base, never invented; what
 * they do not know is « à compléter ». The making is an entry of the log. AppError `paper-in-future`.
 */
export async function makePapers(
  deps: PaperDeps & GatherPapersDeps,
  request: {
    readonly kinds: readonly PaperKind[];
    readonly atMs?: number | undefined;
    readonly actor: string;
  },
): Promise<MadePapers> {
  const nowMs = deps.clock.nowMs();
  const atMs = request.atMs ?? nowMs;
  if (atMs > nowMs) throw inFuture();
  const facts = await gatherPapers(deps, { atMs });
  const files: MadeFile[] = [];
  const toComplete: { paper: string; count: number }[] = [];
  for (const kind of new Set(request.kinds)) {
    const { name, spec } = PAPERS[kind];
    const document = spec(facts);
    files.push(...(await paperFiles(deps, { name, spec: document, facts: factsOf(kind, facts) })));
    toComplete.push({ paper: name, count: countToComplete(document) });
  }
  const detail = { kinds: request.kinds.join(' '), atMs };
  const by = { actor: request.actor, atMs: nowMs };
  await deps.store.write((rows) => trail(rows, by)('papers.make', 'papers', { detail }));
  return { files, toComplete };
}

/** Only the list of accesses names people, and only the register of instructions repeats them. */
function factsOf(kind: PaperKind, facts: PaperFacts): Partial<PaperFacts> {
  if (kind === 'access') return facts;
  const { accounts: _accounts, changes: _changes, rehearsals: _rehearsals, instructions, ...rest } = facts;
  return kind === 'instructions' ? { ...rest, instructions } : rest;
}

function inFuture(): AppError {
  return new AppError({
    code: 'paper-in-future',
    kind: 'invalid',
    message: 'La liste des accès se fait pour un instant passé, ou maintenant.',
    hint: 'Sans --at, c’est maintenant.',
  });
}

import { VERSION } from '../../../shared/version.ts';
import type { Installation } from '../../domain/house/installation.ts';
import { type BreachPackFacts, breachDocument } from '../../domain/papers/breach-document.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { showBreach } from './breach-view.ts';
import { type MadeFile, type PaperDeps, paperFiles } from './paper-files.ts';

interface PackDeps extends PaperDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly installation: Installation;
}

/**
 * The pack for the charity and the authority: PDF, Markdown and JSON, each signed, with the facts of the opening and what
 * followed until now. Each making is an entry of the log. AppError `breach-unknown`.
 */
export async function packBreach(
  deps: PackDeps,
  { id, actor }: { readonly id: string; readonly actor: string },
): Promise<readonly MadeFile[]> {
  const breach = await showBreach(deps, { id });
  const builtAtMs = deps.clock.nowMs();
  const dataProtectionOfficer = deps.installation.provider.dataProtectionOfficer ?? null;
  const pack: BreachPackFacts = { ...breach, dataProtectionOfficer, builtAtMs, tool: `Plateau ${VERSION}` };
  const files = await paperFiles(deps, { name: id, spec: breachDocument(pack), facts: pack });
  await deps.store.write(async (rows) => {
    for (const campaign of breach.campaigns)
      await trail(rows, { actor, atMs: builtAtMs })('breach.pack', id, {
        campaign,
        detail: { files: files.length },
      });
  });
  return files;
}

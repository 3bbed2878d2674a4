import type { Command } from 'commander';
import type { ScriptKind } from '../../server/domain/said/script-parts.ts';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { callServer } from '../cli/rpc.ts';
import { writeWhole } from './campaign-preview.ts';
import { KIND_HELP, kindOf, partName, stateText } from './script-words.ts';

interface PageFlags {
  readonly html: string;
  readonly kind: ScriptKind;
}

/** `plateau script page`: a version as one page that the charity reads and approves, among all that is said and sent. */
export function registerScriptPage(script: Command, { env, terminal }: CommandContext): void {
  script
    .command('page')
    .argument('<campagne>', 'code de la campagne')
    .argument('<version>', 'version (plateau script list)')
    .description('écrit une version en une page à lire et à approuver, avec les autres parties en vigueur')
    .requiredOption('--html <fichier>', 'où l’écrire')
    .option('--kind <genre>', KIND_HELP, kindOf, 'script')
    .addHelpText('after', '\nExemple : plateau script page UPG-FR-2026 upg-fr-3 --html upg-fr-3.html')
    .action(async (campaign: string, version: string, { html, kind }: PageFlags) => {
      const shown = await callServer(env, (rpc) => rpc.scripts.page.query({ campaign, version, kind }));
      const { approvalPage } = await import('../../server/domain/said/approval-page.ts');
      const parts = shown.parts.map(({ life, body }) => ({
        ...{ body, version: life.version, sha256: life.hash, state: stateText(life) },
        isAsked: life.kind === kind,
      }));
      const text = approvalPage({ ...shown, parts });
      if (text === undefined) throw notShown();
      await writeWhole(html, text);
      terminal.line(`Page écrite : ${html}`);
      for (const { body, sha256, state, isAsked, ...part } of parts)
        if (isAsked) terminal.line(`${partName(body.kind)} ${part.version}, ${state}, SHA-256 ${sha256}`);
    });
}

function notShown(): AppError {
  return new AppError({
    code: 'preview-unknown',
    kind: 'invalid',
    message: 'Cette version ne se montre pas : aucun chemin n’y mène à un accord.',
    hint: 'Relisez-la avec plateau script show.',
  });
}

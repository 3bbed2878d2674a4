import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { callServer } from '../cli/rpc.ts';
import { writeWhole } from './campaign-preview.ts';
import { hashText, stateText } from './script-words.ts';

/** `plateau script page`: a version as one page that the charity reads and approves, with its state and its hash. */
export function registerScriptPage(script: Command, { env, terminal }: CommandContext): void {
  script
    .command('page')
    .argument('<campagne>', 'code de la campagne')
    .argument('<version>', 'version (plateau script list)')
    .description('écrit un script gardé en une page à lire et à approuver')
    .requiredOption('--html <fichier>', 'où l’écrire')
    .addHelpText('after', '\nExemple : plateau script page UPG-FR-2026 upg-fr-3 --html upg-fr-3.html')
    .action(async (campaign: string, version: string, { html }: { html: string }) => {
      const {
        life,
        script: body,
        settings,
      } = await callServer(env, (rpc) => rpc.scripts.page.query({ campaign, version }));
      const { approvalPage } = await import('../../server/domain/script/approval-page.ts');
      const page = { settings, script: body, sha256: hashText(life.hash, 64), state: stateText(life) };
      const text = approvalPage(page);
      if (text === undefined) throw notShown();
      await writeWhole(html, text);
      terminal.line(`Page écrite : ${html}`);
      terminal.line(`Script ${version}, ${page.state}, SHA-256 ${page.sha256}`);
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

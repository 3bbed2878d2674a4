import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { shippedPath } from '../cli/program-folder.ts';

/** `plateau campaign kickoff`: the sheet of the kick-off meeting, to print and sign. Reads the folder only. */
export function registerCampaignKickoff(campaign: Command, { terminal }: CommandContext): void {
  campaign
    .command('kickoff')
    .argument('<dossier>', 'dossier de campagne', shippedPath)
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
    .description(
      'écrit la feuille de la réunion de lancement : ordre du jour, points à confirmer, signatures',
    )
    .addHelpText('after', '\nExemple : plateau campaign kickoff server/campaigns/upgrade-fr --out lancement')
    .action(async (dir: string, { out }: { out: string }) => {
      const { openCheckingFolder, openPaperDesk } = await import('../../server/context.ts');
      const { checkCampaign } = await import('../../server/domain/campaign-check/campaign-check.ts');
      const { documentMarkdown } = await import('../../server/domain/files/document-markdown.ts');
      const { kickoffSheet } = await import('../../server/domain/papers/kickoff-sheet.ts');
      const { madeFile } = await import('../../server/steps/papers/paper-files.ts');
      const { clock, documents } = openPaperDesk();
      const files = await openCheckingFolder().read(dir);
      const { refusePledgeLine } = await import('../../server/domain/campaign/pledge-line-kind.ts');
      const { settings, problems } = checkCampaign(files);
      refusePledgeLine(problems);
      if (!settings) throw unreadable();
      const sheet = kickoffSheet(settings, files, clock.nowMs());
      const name = `lancement-${settings.code}`;
      const made = [
        madeFile(`${name}.pdf`, await documents.pdf(sheet)),
        madeFile(`${name}.md`, documentMarkdown(sheet)),
      ];
      for (const path of writeInto(out, made)) terminal.line(path);
    });
}

function unreadable(): AppError {
  return new AppError({
    code: 'campaign-invalid',
    kind: 'invalid',
    message: 'campaign.yaml a des défauts : la feuille ne peut pas s’écrire.',
    hint: 'Voyez-les avec plateau campaign check, corrigez, puis recommencez.',
  });
}

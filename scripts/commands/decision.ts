import type { Command } from 'commander';
import { readAbout } from '../../server/domain/review/decision-about.ts';
import { AppError } from '../../shared/errors.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface Flags extends JsonFlag {
  readonly campaign: string;
  readonly about: string;
}

const ABOUT_HELP =
  'general, pratique (montrée aux téléacteurs avec les notes), profil:CODE, don:RANG (1 à 6, du plus petit au plus grand), creneau:soir ou « creneau:mardi soir », theme:CODE';

function aboutUnknown(): AppError {
  return new AppError({
    code: 'about-unknown',
    kind: 'invalid',
    message: 'Ce sur quoi porte la décision n’est pas reconnu.',
    hint: `Écrivez l’un de : ${ABOUT_HELP}.`,
  });
}

/** Decisions of the weekly meeting: their effect is followed in the next review packs. */
export function registerDecision(program: Command, { env, terminal }: CommandContext): void {
  const decision = program
    .command('decision')
    .description('les décisions de la réunion hebdomadaire (chef d’équipe, exploitation)');
  decision
    .command('add')
    .argument('<texte>', 'ce qui est décidé, 5 à 300 signes ; jamais sur une personne')
    .description('note une décision')
    .requiredOption('--campaign <campagne>', 'code de la campagne')
    .option('--about <sujet>', ABOUT_HELP, 'general')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau decision add --campaign UPG-FR-2026 --about profil:S3 "Ne plus appeler ce profil"',
    )
    .action(async (text: string, { campaign, about: written, json }: Flags) => {
      const about = readAbout(written);
      if (!about) throw aboutUnknown();
      const kept = await callServer(env, (rpc) => rpc.review.addDecision.mutate({ campaign, about, text }));
      jsonOr({ json, terminal }, kept, () =>
        terminal.line('Décision notée ; la prochaine revue dira ce qui a changé.'),
      );
    });
  decision
    .command('list')
    .description('les décisions d’une campagne')
    .requiredOption('--campaign <campagne>', 'code de la campagne')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau decision list --campaign UPG-FR-2026')
    .action(async ({ campaign, json }: Flags) => {
      const all = await callServer(env, (rpc) => rpc.review.decisions.query({ campaign }));
      jsonOr({ json, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucune décision enregistrée.');
        const rows = all.map((one) => [shortInstant(one.atMs), one.aboutText, one.text]);
        terminal.lines(textTable(['Date', 'Porte sur', 'Décision'], rows));
      });
    });
}

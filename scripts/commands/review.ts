import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { weekOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { showDelivered } from './deliver.ts';
import { registerReviewComment } from './review-comment.ts';

interface Flags extends JsonFlag {
  readonly week?: string;
  readonly charity?: string;
  readonly preview?: string;
}

/** The review pack of the weekly meeting: delivered, or written to a folder to be read first. */
export function registerReview(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const review = program
    .command('review')
    .description('le dossier de la réunion hebdomadaire, et le mot de la semaine');
  registerReviewComment(review, context);
  review
    .command('build')
    .description('construit la revue (page et classeur) et la remet')
    .option('--week <semaine>', 'semaine, par exemple 2026-S47 ; par défaut, la semaine passée', weekOf)
    .option('--charity <association>', 'code de l’association ; par défaut, toutes')
    .option('--preview <dossier>', 'écrit la page dans ce dossier pour relecture : rien n’est remis')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau review build --week 2026-S47')
    .action(async ({ week, charity, preview, json }: Flags) => {
      if (preview !== undefined) {
        const pages = await callServer(env, (rpc) => rpc.review.preview.query({ week, charity }));
        mkdirSync(resolve(preview), { recursive: true });
        for (const { fileName, html } of pages) {
          const file = join(resolve(preview), fileName);
          writeFileSync(file, html);
          jsonOr({ json, terminal }, { file }, () => terminal.line(`Page écrite : ${file}`));
        }
        return;
      }
      const done = await callServer(env, (rpc) => rpc.review.build.mutate({ week, charity }));
      for (const { page, figures } of done) {
        showDelivered({ json, terminal }, page);
        showDelivered({ json, terminal }, figures);
      }
    });
}

import { type Command, InvalidArgumentError } from 'commander';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { weekOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import type { Terminal } from '../cli/terminal.ts';

interface Flags extends JsonFlag {
  readonly week?: string;
  readonly approve?: number;
}

type Comment = Awaited<ReturnType<Rpc['review']['comments']['query']>>[number];

function readRank(text: string): number {
  const rank = Number(text);
  if (!Number.isInteger(rank) || rank < 1) throw new InvalidArgumentError('un numéro, par exemple 2');
  return rank;
}

function show(terminal: Terminal, all: readonly Comment[]): void {
  if (all.length === 0) terminal.line('Aucun commentaire pour cette semaine.');
  for (const { rank, atMs, author, text, approvedBy, isReplaced } of all) {
    const state = isReplaced ? 'remplacé' : approvedBy ? `approuvé par ${approvedBy}` : 'à approuver';
    terminal.line(`${rank}. ${shortInstant(atMs)}, ${author} — ${state}`);
    terminal.line(`   ${text}`);
  }
}

/** The lead's word of the week: written, read, approved by somebody else; only then it leaves. */
export function registerReviewComment(review: Command, { env, terminal }: CommandContext): void {
  review
    .command('comment')
    .argument('<campagne>', 'code de la campagne')
    .argument(
      '[texte]',
      'le mot de la semaine, 5 à 600 signes, jamais sur une personne ; sans texte, montre ceux écrits',
    )
    .description(
      'le mot de la semaine, qui part avec le rapport et la revue une fois approuvé (chef d’équipe, exploitation)',
    )
    .option('--week <semaine>', 'semaine, par exemple 2026-S47 ; par défaut, la semaine en cours', weekOf)
    .option('--approve <numéro>', 'approuve ce commentaire : une autre personne que son auteur', readRank)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemples : plateau review comment UPG-FR-2026 "Les soirées portent ; moins de rappels." --week 2026-S47\n           plateau review comment UPG-FR-2026 --week 2026-S47 --approve 1',
    )
    .action(async (campaign: string, text: string | undefined, { week, approve, json }: Flags) => {
      if (approve !== undefined) {
        const done = await callServer(env, (rpc) =>
          rpc.review.approveComment.mutate({ campaign, week, rank: approve }),
        );
        return jsonOr({ json, terminal }, done, () =>
          terminal.line('Commentaire approuvé : il part avec le rapport et la revue de la semaine.'),
        );
      }
      if (text !== undefined) {
        const kept = await callServer(env, (rpc) => rpc.review.comment.mutate({ campaign, week, text }));
        return jsonOr({ json, terminal }, kept, () =>
          terminal.line(`Commentaire ${kept.rank} noté : il part une fois approuvé par une autre personne.`),
        );
      }
      const all = await callServer(env, (rpc) => rpc.review.comments.query({ campaign, week }));
      jsonOr({ json, terminal }, all, () => show(terminal, all));
    });
}

import type { Command } from 'commander';
import { INSTRUCTION_ANSWER_LABEL, type InstructionAnswer } from '../../server/domain/papers/instruction.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { dayOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface Flags {
  readonly by: string;
  readonly on: string;
  readonly reason: string;
}

/** Answer, its word, what it does, what --reason says, an example. */
const ANSWERS: readonly (readonly [InstructionAnswer, string, string, string, string])[] = [
  [
    'followed',
    'record',
    'inscrit une instruction suivie : ce que l’association a demandé, et ce qui a été fait',
    'ce qui a été fait',
    'plateau instruction record UPG-FR-2026 "Ne plus appeler le samedi" --by "Direction des dons, courriel" --on 2026-11-24 --reason "plages changées, rechargées le soir même"',
  ],
  [
    'refused',
    'refuse',
    'inscrit une instruction refusée parce que la loi l’interdit : l’association en est avertie',
    'pourquoi la loi l’interdit',
    'plateau instruction refuse UPG-FR-2026 "Garder les fiches un an de plus" --by "Direction des dons, courriel" --on 2026-11-24 --reason "au-delà de la durée convenue, RGPD article 5"',
  ],
];

/** Documented instructions of the charity, and refusals of unlawful ones. */
export function registerInstruction(program: Command, { env, terminal }: CommandContext): void {
  const instruction = program
    .command('instruction')
    .description(
      'instructions de l’association, suivies ou refusées (exploitation, responsable des données)',
    );
  for (const [answer, name, description, why, example] of ANSWERS) {
    instruction
      .command(name)
      .description(description)
      .argument('<campagne>', 'code de la campagne')
      .argument('<texte>', 'l’instruction, 5 à 500 signes, sans nom ni coordonnée')
      .requiredOption('--by <qui>', 'fonction et document de l’association')
      .requiredOption('--on <jour>', 'jour de l’instruction, AAAA-MM-JJ', dayOf)
      .requiredOption('--reason <texte>', `${why}, 5 à 500 signes`)
      .addHelpText('after', `\nExemple : ${example}`)
      .action(async (campaign: string, text: string, { by, on, reason }: Flags) => {
        const input = { campaign, text, answer, givenByWhom: by, givenOn: on, answerText: reason };
        await callServer(env, (rpc) => rpc.papers.recordInstruction.mutate(input));
        terminal.line(`Instruction ${INSTRUCTION_ANSWER_LABEL[answer]}, inscrite : elle ne se réécrit pas.`);
        if (answer === 'refused')
          terminal.line('Avertissez l’association aussitôt, par écrit : c’est la règle du sous-traitant.');
      });
  }
  instruction
    .command('list')
    .description('les instructions inscrites')
    .argument('[campagne]', 'une campagne ; sans elle, toutes')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau instruction list UPG-FR-2026')
    .action(async (campaign: string | undefined, flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.papers.instructions.query({ campaign }));
      jsonOr({ ...flags, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucune instruction inscrite.');
        const rows = all.map((one) => [
          one.givenOn,
          one.campaign,
          one.givenByWhom,
          one.text,
          INSTRUCTION_ANSWER_LABEL[one.answer],
          one.answerText,
        ]);
        terminal.lines(
          textTable(['Le', 'Campagne', 'De', 'Instruction', 'Suite', 'Fait, ou pourquoi non'], rows),
        );
      });
    });
}

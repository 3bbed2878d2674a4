import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { confirmCount } from '../cli/people/confirm-count.ts';
import { callServer } from '../cli/rpc.ts';

interface Flags extends CharityFlag, JsonFlag {
  readonly to: string;
  readonly reason: string;
  readonly yes?: string;
}

/** The text of a file, or of the standard input for `-`; a file too long is refused by what reads it. */
const textOf = (path: string): string => readTypedText(path === '-' ? 0 : path).slice(0, 20_000);

/** The association writes to a group of its directory, or to each whom a search finds. */
export function registerWrite(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('write')
    .description('écrit aux personnes de l’annuaire, au nom de l’association (mobilisation)')
    .argument('<fichier>', 'le message, 2000 signes au plus ; « - » pour l’entrée standard')
    .requiredOption('--to <groupe>', 'le nom d’un groupe, ou une recherche : à chacun à part, 500 au plus')
    .requiredOption('--reason <texte>', 'motif, gardé au journal, sans rien de personnel')
    .option('--yes <n>', 'le nombre de personnes attendu, sans question')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau write message.txt --to "GL Caen" --reason "réunion de rentrée du groupe"',
    )
    .action(async (path: string, { to, reason, charity, yes, json }: Flags) => {
      const text = textOf(path);
      const { count } = await callServer(env, (rpc) => rpc.people.audience.mutate({ charity, to }));
      const expected = await confirmCount(terminal, { count, yes, what: 'Écrire' });
      const asked = { charity, to, text, reason, expected };
      const done = await callServer(env, (rpc) => rpc.people.write.mutate(asked));
      jsonOr({ json, terminal }, done, ({ group, count: read }) => {
        const who = inNumber(read, 'personne(s)');
        terminal.line(group === undefined ? `Écrit à ${who}.` : `Écrit au groupe ${group} : ${who}.`);
      });
    });
}

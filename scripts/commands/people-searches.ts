import type { Command } from 'commander';
import { unreadableSearches } from '../../shared/people/unreadable-searches.ts';
import { lastDayText } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface SearchesFlags extends CharityFlag, JsonFlag {
  readonly remove?: string;
}

/** Searches of the directory that whoever asks keeps under a name. */
export function registerPeopleSearches(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('searches')
    .description('vos recherches gardées ; « people find --save » en garde une, « --saved » la relance')
    .option('--remove <nom>', 'retire celle de ce nom')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau people searches --remove "traducteurs de Caen"')
    .action(async ({ charity, remove, json }: SearchesFlags) => {
      if (remove !== undefined)
        await callServer(env, (rpc) => rpc.people.forgetSearch.mutate({ charity, name: remove }));
      const { searches, unreadable } = await callServer(env, (rpc) => rpc.people.searches.query({ charity }));
      if (unreadable > 0) terminal.warn(unreadableSearches(unreadable));
      jsonOr({ json, terminal }, searches, (all) => {
        if (remove !== undefined) terminal.line(`Retirée : « ${remove} ».`);
        if (all.length === 0 && unreadable === 0)
          return terminal.line(
            'Aucune recherche gardée : « plateau people find … --save NOM » en garde une.',
          );
        const rows = all.map(({ name, where, untilMs }) => [name, where, lastDayText(untilMs)]);
        terminal.lines(textTable(['Nom', 'Recherche', 'Gardée jusqu’au'], rows));
      });
    });
}

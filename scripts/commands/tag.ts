import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { confirmCount } from '../cli/people/confirm-count.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface ChangeFlags extends CharityFlag {
  readonly yes?: string;
}

/** Tags of the directory: what there is, and one change on every card that has one. */
export function registerTag(program: Command, context: CommandContext): void {
  const tag = program.command('tag').description('tags de l’annuaire : compter, renommer, fondre, ôter');
  registerList(tag, context);
  registerChanges(tag, context);
}

function registerList(tag: Command, { env, terminal }: CommandContext): void {
  tag
    .command('list')
    .description('les tags des fiches que vous pouvez voir, et combien en ont chacun')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau tag list')
    .action(async ({ charity, json }: CharityFlag & JsonFlag) => {
      const tags = await callServer(env, (rpc) => rpc.tags.list.mutate({ charity }));
      jsonOr({ json, terminal }, tags, (all) => {
        if (all.length === 0)
          return terminal.line('Aucun tag : « plateau people edit --add-tag » en met un.');
        terminal.lines(
          textTable(
            ['Tag', 'Personnes'],
            all.map((one) => [one.tag, String(one.people)]),
          ),
        );
      });
    });
}

const YES = 'le nombre de fiches attendu, sans question';

function registerChanges(tag: Command, { env, terminal }: CommandContext): void {
  const act = async (
    { charity, yes }: ChangeFlags,
    change: Pick<Parameters<Rpc['tags']['change']['mutate']>[0], 'name' | 'kind' | 'to'>,
  ) => {
    const all = await callServer(env, (rpc) => rpc.tags.list.mutate({ charity }));
    const sought = change.name.trim().toLocaleLowerCase('fr');
    const count = all.find((one) => one.tag === sought)?.people ?? 0;
    const expected = count === 0 ? 0 : await confirmCount(terminal, { count, yes, what: 'Modifier' });
    const done = await callServer(env, (rpc) => rpc.tags.change.mutate({ charity, ...change, expected }));
    terminal.line(
      `${inNumber(done.count, 'fiche(s) modifiée(s)')}. Pour revenir : plateau people undo ${done.editId}`,
    );
  };
  tag
    .command('rename')
    .description('renomme un tag sur toutes les fiches qui l’ont ; s’annule 7 jours')
    .argument('<tag>', 'tag d’aujourd’hui')
    .argument('<nouveau>', 'tag qui n’existe pas encore')
    .option('--yes <n>', YES)
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau tag rename climat "climat et énergie"')
    .action((from: string, to: string, flags: ChangeFlags) => act(flags, { name: from, kind: 'rename', to }));
  tag
    .command('merge')
    .description('fond un tag dans un autre, sur toutes les fiches qui l’ont ; s’annule 7 jours')
    .argument('<tag>', 'tag qui disparaît')
    .requiredOption('--into <tag>', 'tag qui reste')
    .option('--yes <n>', YES)
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau tag merge écolo --into climat')
    .action((from: string, { into, ...flags }: ChangeFlags & { readonly into: string }) =>
      act(flags, { name: from, kind: 'merge', to: into }),
    );
  tag
    .command('delete')
    .description('ôte un tag de toutes les fiches qui l’ont ; s’annule 7 jours')
    .argument('<tag>', 'tag à ôter')
    .option('--yes <n>', YES)
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau tag delete brouillon')
    .action((from: string, flags: ChangeFlags) => act(flags, { name: from, kind: 'delete' }));
}

import type { Command } from 'commander';
import { problemLine } from '../../server/domain/campaign/campaign-check-problem.ts';
import { FIELD_KIND_WORDS } from '../../server/domain/people/people-fields.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { gathered } from '../campaign-folders/foreseen-volumes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { shippedPath } from '../cli/program-folder.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

/** The fields of a directory’s cards, which are data: checked, shown, loaded. */
export function registerPeopleFields(people: Command, { env, terminal }: CommandContext): void {
  const fields = people.command('fields').description('champs des fiches : personnes.yaml');
  fields
    .command('check')
    .description(
      'vérifie un personnes.yaml et dit chaque défaut avec sa ligne et sa colonne ; ne lit aucune base',
    )
    .argument('[fichier]', 'fichier à vérifier', 'personnes.yaml')
    .addHelpText('after', '\nExemple : plateau people fields check personnes.yaml')
    .action(async (file: string) => {
      const { checkPeopleFields } = await import('../../server/domain/people/people-fields-check.ts');
      const { AppError } = await import('../../shared/errors.ts');
      const { value, problems } = checkPeopleFields(readTypedText(shippedPath(file)));
      for (const one of problems) terminal.line(problemLine(one), 2);
      if (!value)
        throw new AppError({
          code: 'people-fields-wrong',
          kind: 'invalid',
          message: `${inNumber(problems.length, 'défaut(s)')} dans ce fichier.`,
          hint: 'Corrigez ce qui est cité, puis relancez la commande.',
        });
      terminal.line(`${inNumber(value.length, 'champ(s)')}, aucun défaut.`);
    });
  fields
    .command('show')
    .description('les champs en vigueur, et qui les voit')
    .addOption(charityOption())
    .option('--yaml', 'le fichier lui-même, à modifier puis recharger')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau people fields show --yaml > personnes.yaml')
    .action(async ({ charity, yaml, json }: CharityFlag & JsonFlag & { readonly yaml?: true }) => {
      const shown = await callServer(env, (rpc) => rpc.people.fields.query({ charity }));
      if (yaml) return terminal.lines(shown.text.trimEnd().split('\n'));
      jsonOr({ json, terminal }, shown, (all) => {
        const rows = all.fields.map(({ key, label, kind, choices, seenBy }) => [
          key,
          label,
          FIELD_KIND_WORDS[kind],
          seenBy,
          choices.join(', '),
        ]);
        terminal.lines(textTable(['Clé', 'Champ', 'Sorte', 'Vu par', 'Choix'], rows));
      });
    });
  fields
    .command('load')
    .description('ouvre l’annuaire d’une association, ou change ses champs')
    .argument('[fichier]', 'personnes.yaml', 'personnes.yaml')
    .requiredOption('--charity <association>', 'code de l’association')
    .option('--forget <champ>', 'champ ôté dont les valeurs ne serviront plus ; plusieurs fois', gathered, [])
    .addHelpText('after', '\nExemple : plateau people fields load personnes.yaml --charity UNION')
    .action(
      async (file: string, { charity, forget }: { readonly charity: string; readonly forget: string[] }) => {
        const yaml = readTypedText(shippedPath(file));
        const done = await callServer(env, (rpc) =>
          rpc.people.loadFields.mutate({ charity, yaml, accept: forget }),
        );
        const what = done.isNew ? 'Annuaire ouvert' : 'Champs chargés';
        terminal.line(`${charity} : ${what}, ${inNumber(done.fields, 'champ(s)')}.`);
        if (done.added.length > 0) terminal.line(`Ajoutés : ${done.added.join(', ')}.`);
        if (done.removed.length > 0) terminal.line(`Ôtés : ${done.removed.join(', ')}.`);
      },
    );
}

import { type Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { lifeTable } from './script-words.ts';

function digestOf(text: string): string {
  const digest = text.toLowerCase();
  if (/^[0-9a-f]{12,64}$/.test(digest)) return digest;
  throw new InvalidArgumentError('attend 12 à 64 signes de l’empreinte');
}

/** `plateau script edition`: all that was said and sent under the digest that a call or an e-mail bears. */
export function registerScriptEdition(script: Command, { env, terminal }: CommandContext): void {
  script
    .command('edition')
    .argument('<campagne>', 'code de la campagne')
    .argument('[empreinte]', 'celle que porte un appel ou un e-mail ; sans : celle en vigueur', digestOf)
    .description(
      'tout ce qui est dit et envoyé à un moment : les parties, leurs empreintes, leur approbation',
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau script edition UPG-FR-2026 3fa1b2c4d5e6')
    .action(async (campaign: string, ...[digest, flags]: [string | undefined, JsonFlag]) => {
      const edition = await callServer(env, (rpc) => rpc.scripts.edition.query({ campaign, digest }));
      jsonOr({ ...flags, terminal }, edition, () => {
        terminal.line(`Édition de ${campaign}${edition.isInForce ? ', en vigueur' : ''}`);
        terminal.line(`Empreinte : ${edition.digest}`);
        terminal.lines(edition.parts.length === 0 ? ['Aucune partie suivie.'] : lifeTable(edition.parts));
      });
    });
}

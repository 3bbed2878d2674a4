import type { Command } from 'commander';
import type { ShownProfile } from '../../server/domain/floor/class-sizes.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

const CAMPAIGN = 'code de la campagne';

/** `plateau profile classes` and `classify`: the classes of a campaign's donors. */
export function registerClasses(profile: Command, { env, terminal }: CommandContext): void {
  profile
    .command('classes')
    .argument('<campagne>', CAMPAIGN)
    .description('les profils d’une campagne, leurs classes et leurs donateurs')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau profile classes UPG-FR-2026')
    .action(async (campaign: string, { json }: JsonFlag) => {
      const profiles = await callServer(env, (rpc) => rpc.profiles.classes.query({ campaign }));
      jsonOr({ json, terminal }, profiles, () => showProfiles(terminal, profiles));
    });
  profile
    .command('classify')
    .argument('<campagne>', CAMPAIGN)
    .description('range de nouveau les fiches selon les profils d’aujourd’hui (exploitation)')
    .requiredOption('--reason <texte>', 'motif, gardé au journal (5 signes au moins)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nOuvre chaque fiche, au journal. Utile quand « profiles » de campaign.yaml a changé après l’import.\nExemple : plateau profile classify UPG-FR-2026 --reason "Profil canal ajouté"',
    )
    .action(async (campaign: string, { reason, json }: JsonFlag & { readonly reason: string }) => {
      const done = await callServer(env, (rpc) => rpc.profiles.classify.mutate({ campaign, reason }));
      jsonOr({ json, terminal }, done, () => {
        terminal.line(`${inNumber(done.records, 'fiche(s) ouverte(s)')}, ${changedText(done.changed)}`);
        terminal.line(`Les classes : plateau profile classes ${campaign}`);
      });
    });
}

function changedText(changed: number): string {
  return changed === 0 ? 'aucune ne change de classe.' : `${inNumber(changed, 'reclassée(s)')}.`;
}

/** Each profile with its name in filters, its classes, and what became of the small ones. */
function showProfiles(terminal: Terminal, profiles: readonly ShownProfile[]): void {
  if (profiles.length === 0)
    terminal.line('Aucun profil : ils se déclarent sous « profiles » de campaign.yaml.');
  for (const [rank, { name, label, classes, small, least }] of profiles.entries()) {
    if (rank > 0) terminal.line();
    terminal.line(`${label} (${name})`);
    terminal.lines(
      textTable(
        ['Classe', 'Dans un filtre', 'Donateurs'],
        classes.map((one) => [one.words, `${name}=${one.code}`, one.donors ?? `moins de ${least}`]),
      ),
    );
    if (small.length > 0)
      terminal.line(`Trop petites pour être montrées, comptées dans « autre » : ${small.join(', ')}.`);
  }
}

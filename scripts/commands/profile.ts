import type { Command } from 'commander';
import { FILTER_FIELDS } from '../../server/domain/floor/profile-filter-fields.ts';
import { filterPlace } from '../../server/domain/floor/profile-filter-words.ts';
import type { ProfileResult } from '../../server/steps/floor/profile-decide.ts';
import { isAppError } from '../../shared/errors.ts';
import { agreeing, inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';
import { registerClasses } from './profile-classes.ts';

interface Flags extends JsonFlag {
  readonly where: string;
  readonly reason: string;
  readonly apply?: boolean;
}

const CAMPAIGN = 'code de la campagne';
const WHERE_HELP = 'le profil : segment=S1 and gift_band in (1, 2)';
const FIELDS = `
Champs (en clair ; ce qui est scellé avec la personne ne filtre pas) :
${FILTER_FIELDS.map((one) => `  ${one.name.padEnd(12)} ${one.about}`).join('\n')}
et les profils de la campagne : canal=RUE, age=65_ET_PLUS (plateau profile classes CAMPAGNE).
Entre eux : = != < <= > >= in (…), and or not, parenthèses ; monthly=8-13 est un intervalle.`;

/** `plateau profile`: profiles of donors excluded or called first (R-22). */
export function registerProfile(program: Command, context: CommandContext): void {
  const profile = program
    .command('profile')
    .description(
      'profils de donateurs : classes, exclure, rendre prioritaire, annuler (chef d’équipe, exploitation)',
    );
  const { terminal } = context;
  decision(profile, 'exclude')
    .description('retire un profil de la file ; à blanc sans --apply')
    .addHelpText(
      'after',
      `\nExemple : plateau profile exclude UPG-FR-2026 --where "segment=S3 and gift_band=1" --reason "Réunion du 24/11"\n${FIELDS}`,
    )
    .action(async (campaign: string, { where, reason, apply = false, json }: Flags) => {
      const input = { campaign, where, reason, apply };
      const done = await decided(context, where, (rpc) => rpc.profiles.exclude.mutate(input));
      jsonOr({ json, terminal }, done, () => showDecision(terminal, done, 'retirée(s) de la file'));
    });
  decision(profile, 'priority')
    .description('fait passer un profil d’abord, dans son créneau ; à blanc sans --apply')
    .requiredOption('--weight <n>', 'de 1 à 9 ; le plus lourd d’abord', wholeBetween(1, 9))
    .addHelpText(
      'after',
      `\nExemple : plateau profile priority UPG-FR-2026 --where "gift_band>=4" --weight 3 --reason "Réunion du 24/11" --apply\n${FIELDS}`,
    )
    .action(async (campaign: string, flags: Flags & { weight: number }) => {
      const { where, reason, weight, apply = false, json } = flags;
      const input = { campaign, where, reason, weight, apply };
      const done = await decided(context, where, (rpc) => rpc.profiles.priority.mutate(input));
      jsonOr({ json, terminal }, done, () =>
        showDecision(terminal, done, `à appeler d’abord (poids ${weight})`),
      );
    });
  registerClasses(profile, context);
  registerUndo(profile, context);
  registerList(profile, context);
}

function decision(profile: Command, name: string): Command {
  return profile
    .command(name)
    .argument('<campagne>', CAMPAIGN)
    .requiredOption('--where <filtre>', WHERE_HELP)
    .requiredOption('--reason <texte>', 'motif, gardé au journal (5 signes au moins)')
    .option('--apply', 'le fait ; sans elle, rien ne change')
    .addOption(jsonOption());
}

/** Decides; a filter that does not read is shown with its place. */
async function decided(
  { env, terminal }: CommandContext,
  where: string,
  ask: (rpc: Rpc) => Promise<ProfileResult>,
): Promise<ProfileResult> {
  try {
    return await callServer(env, ask);
  } catch (error) {
    const at = isAppError(error) && error.code === 'filter-invalid' ? filterPlace(error.message) : undefined;
    if (at !== undefined) {
      terminal.warn(`  ${where}`);
      terminal.warn(`  ${' '.repeat(at)}^`);
    }
    throw error;
  }
}

function showDecision(terminal: Terminal, done: ProfileResult, verb: string): void {
  const head = done.id === null ? 'À blanc' : `Fait, n° ${done.id}`;
  terminal.line(
    `${head} : ${inNumber(done.records, `fiche(s) ${verb}`)}, dont ${done.called} déjà ${agreeing(done.called, 'appelée(s)')} et ${inNumber(done.callbacks, 'rappel(s)')} promis.`,
  );
  if (done.bySegment.length > 0)
    terminal.lines(
      textTable(
        ['Segment', 'Fiches'],
        done.bySegment.map((one) => [one.segment, one.records]),
      ),
    );
  const left = [
    [done.onScreen, 'à l’écran de quelqu’un, ou qui viennent de le quitter sans qualification'],
    [done.setAside, 'mises de côté pour le chef d’équipe'],
    [done.entering, 'd’un fichier en cours d’import'],
  ] as const;
  for (const [count, where] of left)
    if (count > 0)
      terminal.line(`${inNumber(count, 'fiche(s)')} ${where} : laissées, à reprendre par la même commande.`);
  if (done.id === null) terminal.line('Pour le faire : la même commande avec --apply.');
  else terminal.line(`Pour revenir : plateau profile undo ${done.id} --reason "…"`);
}

function registerUndo(profile: Command, { env, terminal }: CommandContext): void {
  profile
    .command('undo')
    .argument('<numéro>', 'numéro de la décision (plateau profile list)')
    .description('annule une exclusion, une priorité ou un poids de thème')
    .requiredOption('--reason <texte>', 'motif, gardé au journal (5 signes au moins)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau profile undo P1a2b3c4d --reason "Chiffres revus"')
    .action(async (id: string, { reason, json }: Pick<Flags, 'reason'> & JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.profiles.undo.mutate({ id, reason }));
      jsonOr({ json, terminal }, done, () => {
        if (!done.changed) return terminal.line('Déjà annulé : rien à changer.');
        terminal.line(`Annulé : ${inNumber(done.back, 'fiche(s)')} comme avant.`);
        if (done.left > 0)
          terminal.line(
            `${inNumber(done.left, 'fiche(s) laissée(s)')} : retirées ou protégées depuis par une autre voie.`,
          );
      });
    });
}

const KINDS = { exclude: 'exclusion', priority: 'priorité', theme: 'thème' } as const;

function registerList(profile: Command, { env, terminal }: CommandContext): void {
  profile
    .command('list')
    .argument('<campagne>', CAMPAIGN)
    .description('les décisions de profil et de thème d’une campagne')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau profile list UPG-FR-2026')
    .action(async (campaign: string, { json }: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.profiles.list.query({ campaign }));
      jsonOr({ json, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucune décision de profil.');
        const rows = all.map((one) => [
          one.id,
          shortInstant(one.atMs),
          one.weight === null ? KINDS[one.kind] : `${KINDS[one.kind]} ${one.weight}`,
          one.filter,
          one.records,
          one.author,
          one.reason,
          one.undoneAtMs === null ? 'en vigueur' : `annulé ${shortInstant(one.undoneAtMs)}`,
        ]);
        terminal.lines(textTable(['N°', 'Date', 'Quoi', 'Profil', 'Fiches', 'Par', 'Motif', 'État'], rows));
      });
    });
}

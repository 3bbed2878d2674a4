import type { Command } from 'commander';
import { MAX_MESSAGE } from '../../shared/floor-message.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';

interface Flags extends JsonFlag {
  readonly to?: string;
  readonly campaign?: string;
  readonly all?: boolean;
}

type Audience = ReturnType<typeof audienceOf>;

function audienceOf({ to, campaign, all }: Flags) {
  if (to !== undefined) return { kind: 'one' as const, login: to };
  if (campaign !== undefined) return { kind: 'campaign' as const, campaign };
  return all ? { kind: 'all' as const } : undefined;
}

const EVERYBODY = 'tous';

/** Shows who may be written to, and asks; a word that is no campaign's code is an agent's name. */
async function askedAudience(
  env: CommandContext['env'],
  terminal: CommandContext['terminal'],
): Promise<Audience> {
  const { agents, campaigns } = await callServer(env, (rpc) => rpc.team.floor.query());
  for (const { login, displayName } of agents) terminal.line(`  ${login}  ${displayName}`);
  for (const { code } of campaigns) terminal.line(`  ${code}  toute la campagne`);
  terminal.line(`  ${EVERYBODY}  toute l’équipe`);
  const said = (await terminal.ask('À qui ? ')).trim();
  if (said === EVERYBODY) return audienceOf({ all: true });
  const isCampaign = campaigns.some(({ code }) => code === said);
  return audienceOf(isCampaign ? { campaign: said } : said === '' ? {} : { to: said });
}

/** A lead's words on the workstations: to one person, to a campaign's, to all. */
export function registerMessage(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('message')
    .description('écrit aux téléacteurs, sur leur poste (chef d’équipe)')
    .argument('<texte>', `le message, ${MAX_MESSAGE} signes au plus, jamais un donateur`)
    .option('--to <identifiant>', 'à ce téléacteur')
    .option('--campaign <code>', 'à tous ceux de cette campagne')
    .option('--all', 'à tous vos téléacteurs ; sans destinataire, la commande le demande')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau message --to camille "Pause à 18h, merci pour ce matin."')
    .action(async (text: string, flags: Flags, command: Command) => {
      const chosen = [flags.to, flags.campaign, flags.all].filter((one) => one !== undefined);
      const mayAsk = chosen.length === 0 && terminal.isInteractive;
      const to = mayAsk ? await askedAudience(env, terminal) : audienceOf(flags);
      if (!to || chosen.length > 1)
        return command.error('choisissez à qui écrire : --to, --campaign ou --all', { exitCode: 2 });
      const sent = await callServer(env, (rpc) => rpc.team.message.mutate({ to, text }));
      jsonOr({ ...flags, terminal }, sent, () =>
        terminal.line(`Message envoyé à ${sent.people} ${sent.people > 1 ? 'personnes' : 'personne'}.`),
      );
    });
}

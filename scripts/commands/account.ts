import { type Command, Option } from 'commander';
import { GIVEN_ROLES, type GivenRole, ROLE_LABEL } from '../../shared/roles.ts';
import { lastDayText } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { dayEnd, dayStart, listOf } from '../cli/flag-values.ts';
import { onHost } from '../cli/host.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';
import { registerAccountAccess, showEffective } from './account-access.ts';
import { registerAccountKeys } from './account-keys.ts';

interface CreateFlags {
  readonly name: string;
  readonly role: GivenRole;
  readonly campaigns?: string[];
  readonly from: number;
  readonly until: number;
  readonly askPassword?: boolean;
}

/** People: role, campaigns and dates; access ends by itself. */
export function registerAccount(program: Command, context: CommandContext): void {
  const account = program
    .command('account')
    .description('personnes : rôle, campagnes, dates (responsable des données)');
  registerBootstrap(account, context);
  registerCreate(account, context);
  registerChanges(account, context);
  registerAccountKeys(account, context);
  registerAccountAccess(account, context);
}

function registerBootstrap(account: Command, { env, terminal }: CommandContext): void {
  account
    .command('bootstrap')
    .addHelpText('after', '\nExemple : plateau account bootstrap alix --name Alix --until 2027-01-31')
    .argument('<identifiant>', 'identifiant du premier responsable des données')
    .requiredOption('--name <nom>', 'nom affiché')
    .requiredOption('--until <date>', 'dernier jour inclus, AAAA-MM-JJ', dayEnd)
    .description('crée la première personne (sur le serveur) ; refusé dès qu’une existe')
    .action(async (login: string, flags: { name: string; until: number }) => {
      await onHost(env, terminal, async ({ app }) => {
        const { bootstrapDataOfficer } = await import('../../server/steps/access/manage-accounts.ts');
        const made = await bootstrapDataOfficer(app, {
          login,
          displayName: flags.name,
          validFromMs: app.clock.nowMs(),
          validToMs: flags.until,
        });
        terminal.line(`${login} est responsable des données.`);
        terminal.line(`Mot de passe, montré une seule fois : ${made.password}`);
      });
    });
}

function registerCreate(account: Command, { env, terminal }: CommandContext): void {
  account
    .command('create')
    .addHelpText(
      'after',
      '\nExemple : plateau account create camille --name Camille --role agent --campaigns UPG-FR-2026 --from 2026-11-23 --until 2027-01-31',
    )
    .argument('<identifiant>', 'minuscules, chiffres, point, tiret')
    .requiredOption('--name <nom>', 'nom affiché (prénom réel pour un téléacteur)')
    .addOption(new Option('--role <rôle>', 'rôle').choices([...GIVEN_ROLES]).makeOptionMandatory())
    .option('--campaigns <codes>', 'campagnes, séparées par des virgules', listOf)
    .requiredOption('--from <date>', 'premier jour, AAAA-MM-JJ', dayStart)
    .requiredOption('--until <date>', 'dernier jour inclus, AAAA-MM-JJ', dayEnd)
    .option('--ask-password', 'demande le mot de passe au lieu de le tirer au sort')
    .description('crée une personne')
    .action(async (login: string, flags: CreateFlags) => {
      const password = flags.askPassword ? await terminal.askSecret('Mot de passe : ') : undefined;
      const input = {
        login,
        displayName: flags.name,
        role: flags.role,
        campaigns: flags.campaigns ?? [],
        validFromMs: flags.from,
        validToMs: flags.until,
        password,
      };
      const made = await callServer(env, (rpc) => rpc.privacy.createAccount.mutate(input));
      terminal.line(`${login} : ${ROLE_LABEL[flags.role]}, jusqu’au ${lastDayText(flags.until)}.`);
      if (!password) terminal.line(`Mot de passe, montré une seule fois : ${made.password}`);
    });
}

function registerChanges(account: Command, context: CommandContext): void {
  const { env, terminal } = context;
  account
    .command('list')
    .description('liste les personnes et leurs droits')
    .option('--effective', 'ce que chacun peut en ce moment : campagnes, jours, sessions, portes, venue')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau account list --effective')
    .action(async (flags: { effective?: boolean } & JsonFlag) => {
      if (flags.effective) return showEffective(context, flags);
      const people = await callServer(env, (rpc) => rpc.privacy.accounts.query());
      jsonOr({ ...flags, terminal }, people, () => {
        const rows = people.map((one) => [
          one.login,
          ROLE_LABEL[one.role],
          one.campaigns.join(' ') || '—',
          lastDayText(one.validToMs),
          one.disabled ? 'fermé' : 'ouvert',
        ]);
        terminal.lines(textTable(['Identifiant', 'Rôle', 'Campagnes', 'Jusqu’au', 'État'], rows));
      });
    });
  account
    .command('password')
    .addHelpText('after', '\nExemple : plateau account password camille')
    .argument('<identifiant>', 'identifiant de la personne')
    .option('--ask-password', 'demande le mot de passe au lieu de le tirer au sort')
    .description('donne un nouveau mot de passe et ferme les sessions')
    .action(async (login: string, flags: { askPassword?: boolean }) => {
      const password = flags.askPassword ? await terminal.askSecret('Mot de passe : ') : undefined;
      const done = await callServer(env, (rpc) => rpc.privacy.setPassword.mutate({ login, password }));
      terminal.line(
        password ? 'Mot de passe changé.' : `Mot de passe, montré une seule fois : ${done.password}`,
      );
    });
  account
    .command('disable')
    .addHelpText('after', '\nExemple : plateau account disable camille --reason "mission terminée"')
    .argument('<identifiant>', 'identifiant de la personne')
    .requiredOption('--reason <texte>', 'motif, gardé au journal')
    .description('ferme l’accès et les sessions, tout de suite')
    .action(async (login: string, flags: { reason: string }) => {
      await callServer(env, (rpc) => rpc.privacy.disableAccount.mutate({ login, reason: flags.reason }));
      terminal.line(`${login} : accès fermé.`);
    });
  account
    .command('extend')
    .addHelpText(
      'after',
      '\nExemple : plateau account extend camille --until 2027-02-28 --reason "mission prolongée"',
    )
    .argument('<identifiant>', 'identifiant de la personne')
    .option('--until <date>', 'nouveau dernier jour, AAAA-MM-JJ', dayEnd)
    .option('--campaigns <codes>', 'campagnes, séparées par des virgules', listOf)
    .requiredOption('--reason <texte>', 'motif, gardé au journal')
    .description('change les dates ou les campagnes d’une personne')
    .action(async (login: string, flags: { until?: number; campaigns?: string[]; reason: string }) => {
      const input = { login, validToMs: flags.until, campaigns: flags.campaigns, reason: flags.reason };
      await callServer(env, (rpc) => rpc.privacy.extendAccount.mutate(input));
      terminal.line(`${login} : droits changés.`);
    });
}

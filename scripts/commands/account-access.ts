import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import { ROLE_LABEL } from '../../shared/roles.ts';
import { lastDayText, shortInstant } from '../cli/amounts-and-dates.ts';
import { askNewPassphrase } from '../cli/asking/new-passphrase.ts';
import { chooseOwnHere } from '../cli/asking/own-passphrase.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { enrolHere } from '../cli/enrol.ts';
import { numberOf } from '../cli/flag-values.ts';
import { hostActor, onHost } from '../cli/host.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const LOGIN = ['<identifiant>', 'identifiant de la personne'] as const;
const REASON = ['--reason <texte>', 'motif, gardé au journal'] as const;

/** Sessions, second factor, and who may do what at this moment. */
export function registerAccountAccess(account: Command, context: CommandContext): void {
  registerSessions(account, context);
  registerEnrolment(account, context);
}

function registerSessions(account: Command, { env, terminal }: CommandContext): void {
  account
    .command('sessions')
    .argument('[identifiant]', 'une personne ; sans lui, toutes')
    .addOption(jsonOption())
    .description('liste les sessions ouvertes ; aucun jeton n’est montré')
    .addHelpText('after', '\nExemple : plateau account sessions camille')
    .action(async (login: string | undefined, flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.access.sessions.query({ login }));
      jsonOr({ ...flags, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucune session ouverte.');
        const rows = all.map((one) => [
          one.login,
          one.number,
          shortInstant(one.createdAtMs),
          shortInstant(one.seenAtMs),
          shortInstant(one.expiresAtMs),
          one.scope === 'enrol' ? 'enregistre son code' : '',
        ]);
        terminal.lines(
          textTable(['Identifiant', 'N°', 'Ouverte', 'Vue', 'Fin au plus tard', 'Remarque'], rows),
        );
      });
    });
  account
    .command('unlock')
    .argument(...LOGIN)
    .requiredOption(...REASON)
    .description('donne un mot de passage à qui ne peut entrer parce qu’on devine son mot de passe')
    .addHelpText(
      'after',
      '\nExemple : plateau account unlock camille --reason "essais manqués, reconnue à la voix"',
    )
    .action(async (login: string, { reason }: { reason: string }) => {
      const { word, expiresAtMs } = await callServer(env, (rpc) =>
        rpc.access.unlock.mutate({ login, reason }),
      );
      terminal.line(
        `Mot de passage : ${word.slice(0, 4)}-${word.slice(4)}, jusqu’à ${shortInstant(expiresAtMs)}.`,
      );
      terminal.line(
        'Dites-le à la personne de vive voix ; elle le donne au lieu du code, avec son mot de passe.',
      );
    });
  account
    .command('revoke')
    .argument(...LOGIN)
    .option('--session <numéro>', 'une seule session, par son numéro (account sessions)', numberOf)
    .requiredOption(...REASON)
    .description('ferme des sessions tout de suite ; l’accès, lui, reste')
    .addHelpText('after', '\nExemple : plateau account revoke camille --session 12 --reason "poste oublié"')
    .action(async (login: string, flags: { session?: number; reason: string }) => {
      const { ended } = await callServer(env, (rpc) => rpc.access.revoke.mutate({ login, ...flags }));
      terminal.line(ended === 0 ? 'Aucune session à fermer.' : `${inNumber(ended, 'session(s) fermée(s)')}.`);
    });
}

function registerEnrolment(account: Command, context: CommandContext): void {
  const { env, terminal } = context;
  account
    .command('enrol')
    .description('enregistre votre propre code à usage unique ; le secret n’est montré qu’à vous')
    .addHelpText('after', '\nExemple : plateau account enrol')
    .action(async () => {
      if ((await enrolHere(context)) === 'passphrase') await chooseOwnHere(context);
    });
  account
    .command('passphrase')
    .description('change votre propre phrase de passe ; vos autres sessions se ferment')
    .addHelpText('after', '\nExemple : plateau account passphrase')
    .action(async () => {
      const present = await terminal.askSecret('Mot de passe ou phrase d’aujourd’hui : ');
      const passphrase = await askNewPassphrase(terminal, 'own');
      await callServer(env, (rpc) => rpc.session.changePassphrase.mutate({ present, passphrase }));
      terminal.line('Phrase changée. Vos autres sessions sont fermées ; celle-ci reste ouverte.');
    });
  account
    .command('forget-code')
    .argument(...LOGIN)
    .requiredOption(...REASON)
    .description('sur le serveur : oublie le code d’une personne dont le téléphone est perdu')
    .addHelpText(
      'after',
      '\nExemple : plateau account forget-code responsable --reason "téléphone perdu, vu en personne"',
    )
    .action(async (login: string, { reason }: { reason: string }) => {
      await onHost(env, terminal, async ({ app }) => {
        const { forgetCode } = await import('../../server/steps/access/account-keys.ts');
        await forgetCode(app, { login, actor: hostActor(), reason });
        terminal.line(`${login} : code oublié, sessions fermées.`);
      });
    });
}

const CODE_LABEL = { enrolled: 'code', owed: 'code à enregistrer', none: '' } as const;
const STANDING = { yes: 'ouvert', disabled: 'fermé', 'not-yet': 'pas encore', ended: 'terminé' } as const;

/** `plateau account list --effective`. */
export async function showEffective({ env, terminal }: CommandContext, flags: JsonFlag): Promise<void> {
  const all = await callServer(env, (rpc) => rpc.access.effective.query());
  jsonOr({ ...flags, terminal }, all, () => {
    const rows = all.map((one) => {
      const { keys, code } = one.doors;
      const doors = ['mot de passe', ...(keys > 0 ? [inNumber(keys, 'clé(s)')] : []), CODE_LABEL[code]];
      return [
        one.login,
        ROLE_LABEL[one.role],
        one.guessedUntilMs === null
          ? STANDING[one.standing]
          : `${STANDING[one.standing]}, essais freinés jusqu’à ${shortInstant(one.guessedUntilMs)}`,
        one.campaigns.join(' ') || '—',
        shortInstant(one.validFromMs),
        lastDayText(one.validToMs),
        one.standing === 'yes' ? one.daysLeft : 0,
        one.sessions,
        doors.filter((door) => door !== '').join(', '),
        one.lastLoginAtMs === null ? 'jamais' : shortInstant(one.lastLoginAtMs),
      ];
    });
    const headers = [
      'Identifiant',
      'Rôle',
      'État',
      'Campagnes',
      'Du',
      'Au',
      'Jours',
      'Sessions',
      'Portes',
      'Venue',
    ];
    terminal.lines(textTable(headers, rows));
  });
}

import type { Command } from 'commander';
import { isAppError } from '../../shared/errors.ts';
import { ROLE_LABEL } from '../../shared/roles.ts';
import { chooseOwnHere } from '../cli/asking/own-passphrase.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { enrolHere } from '../cli/enrol.ts';
import { callAnonymous, callServer } from '../cli/rpc.ts';
import { forgetToken, savedToken, saveToken } from '../cli/token-file.ts';

/** What else may let the person in, by the code of the refusal. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'code-needed': 'Code à six chiffres : ',
  'login-slowed': 'Essais ralentis. Code à six chiffres, ou mot de passage de votre chef d’équipe : ',
  'login-locked':
    'Essais bloqués un moment. Code à six chiffres, ou mot de passage de votre chef d’équipe : ',
};

/** Opens and closes the session of the commands; the token is kept in PLATEAU_TOKEN_FILE (0600). */
export function registerLogin(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  program
    .command('login')
    .addHelpText('after', '\nExemple : plateau login camille')
    .argument('[identifiant]', 'identifiant de la personne')
    .description('ouvre une session pour les commandes')
    .action(async (given: string | undefined) => {
      const login = given ?? (await terminal.ask('Identifiant : '));
      const password = await terminal.askSecret('Mot de passe : ');
      const enter = (code?: string) =>
        callAnonymous(env, (rpc) => rpc.session.logIn.mutate({ login, password, code }));
      const session = await enter().catch(async (error: unknown) => {
        const question = isAppError(error) ? QUESTIONS[error.code] : undefined;
        if (question === undefined || !terminal.isInteractive) throw error;
        return enter(await terminal.askSecret(question));
      });
      saveToken(env, session.token);
      // At a first login: nothing else is open before.
      const owes = session.owes === 'code' ? await enrolHere(context) : session.owes;
      if (owes === 'passphrase') await chooseOwnHere(context);
      terminal.line(`Bonjour ${session.displayName} (${ROLE_LABEL[session.role]}). Session ouverte.`);
    });

  program
    .command('logout')
    .addHelpText('after', '\nExemple : plateau logout')
    .description('ferme la session des commandes')
    .action(async () => {
      if (savedToken(env)) await callServer(env, (rpc) => rpc.session.logOut.mutate());
      forgetToken(env);
      terminal.line('Session fermée.');
    });
}

import type { Command } from 'commander';
import { isAppError } from '../shared/errors.ts';
import { ROLE_LABEL } from '../shared/roles.ts';
import type { CommandContext } from './command-context.ts';
import { callAnonymous, callServer } from './rpc.ts';
import { forgetToken, savedToken, saveToken } from './token-file.ts';

/** Opens and closes the session of the commands; the token is kept in PLATEAU_TOKEN_FILE (0600). */
export function registerLogin(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('login')
    .argument('[identifiant]', 'identifiant de la personne')
    .description('ouvre une session pour les commandes')
    .action(async (given: string | undefined) => {
      const login = given ?? (await terminal.ask('Identifiant : '));
      const password = await terminal.askSecret('Mot de passe : ');
      const enter = (code?: string) =>
        callAnonymous(env, (rpc) => rpc.session.logIn.mutate({ login, password, code }));
      const session = await enter().catch(async (error: unknown) => {
        if (!isAppError(error) || error.code !== 'code-needed') throw error;
        return enter(await terminal.askSecret('Code à six chiffres : '));
      });
      saveToken(env, session.token);
      terminal.line(`Bonjour ${session.displayName} (${ROLE_LABEL[session.role]}). Session ouverte.`);
    });

  program
    .command('logout')
    .description('ferme la session des commandes')
    .action(async () => {
      if (savedToken(env)) await callServer(env, (rpc) => rpc.session.logOut.mutate());
      forgetToken(env);
      terminal.line('Session fermée.');
    });
}

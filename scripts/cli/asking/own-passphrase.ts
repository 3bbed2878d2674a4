import type { CommandContext } from '../command-context.ts';
import { callServer } from '../rpc.ts';
import { askNewPassphrase } from './new-passphrase.ts';

/** In place of the password that was drawn, under the session that `plateau login` has just kept. AppErrors of the server. */
export async function chooseOwnHere({ env, terminal }: CommandContext): Promise<void> {
  terminal.line(
    'Votre mot de passe a été tiré au sort : choisissez le vôtre, que personne d’autre ne connaît.',
  );
  const passphrase = await askNewPassphrase(terminal, 'own');
  await callServer(env, (rpc) => rpc.session.choosePassphrase.mutate({ passphrase }));
  terminal.line('C’est fait : elle sera demandée à chaque connexion.');
}

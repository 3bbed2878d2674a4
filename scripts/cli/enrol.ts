import type { SessionDebt } from '../../shared/desk.ts';
import { isAppError } from '../../shared/errors.ts';
import type { CommandContext } from './command-context.ts';
import { callServer } from './rpc.ts';

const TRIES = 3;

/**
 * Shows the person their secret and asks for a first code, under the session that `plateau login` has just kept. Answers what the
 * session still owes.
 */
export async function enrolHere({ env, terminal }: CommandContext): Promise<SessionDebt | undefined> {
  const given = await callServer(env, (rpc) => rpc.session.beginEnrolment.mutate());
  terminal.line(
    'Ajoutez ce compte à l’application de codes de votre téléphone ; ce secret n’est montré qu’une fois.',
  );
  terminal.line(`Secret : ${given.secret}`);
  terminal.line(`Le même, pour un code QR : ${given.address}`);
  for (let tries = 1; ; tries += 1) {
    const code = await terminal.askSecret('Code à six chiffres affiché par l’application : ');
    try {
      const confirm = { code: code.slice(0, 10) };
      const { owes } = await callServer(env, (rpc) => rpc.session.confirmEnrolment.mutate(confirm));
      terminal.line('Code enregistré : il sera demandé à chaque connexion.');
      return owes;
    } catch (error) {
      if (!isAppError(error) || error.code !== 'code-refused' || tries === TRIES) throw error;
      terminal.warn(`${error.message} ${error.hint}`);
    }
  }
}

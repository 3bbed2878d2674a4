import type { HiredPerson } from '../../server/steps/access/hire-first-people.ts';
import { ROLE_LABEL } from '../../shared/roles.ts';
import type { Terminal } from '../cli/terminal.ts';

/** What each person is given, shown once; a telephone reads the secret of its codes from the screen. */
export async function showHired(terminal: Terminal, hired: readonly HiredPerson[]): Promise<void> {
  const { renderUnicodeCompact } = await import('uqr');
  for (const { login, role, password, codeAddress } of hired) {
    terminal.line(`${login} : ${ROLE_LABEL[role]}. Mot de passe, montré une seule fois : ${password}`);
    if (codeAddress === undefined) continue;
    terminal.line('Code à usage unique : à lire maintenant avec l’application de codes du téléphone.');
    terminal.lines(renderUnicodeCompact(codeAddress, { border: 2 }).split('\n'));
    terminal.line(`Ou à saisir : ${new URL(codeAddress).searchParams.get('secret') ?? ''}`);
  }
}

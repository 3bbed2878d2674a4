import type { Command } from 'commander';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenText } from '../cli/files/given-file.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const LOGIN = ['<identifiant>', 'identifiant de la personne'] as const;

/** What opens an account beside the password: public keys for the SSH host, one-time codes. */
export function registerAccountKeys(account: Command, context: CommandContext): void {
  registerKeys(account, context);
  registerCodes(account, context);
}

function registerKeys(account: Command, { env, terminal }: CommandContext): void {
  const key = account.command('key').description('clés publiques SSH d’une personne');
  key
    .command('add')
    .addHelpText('after', '\nExemple : plateau account key add camille camille_ed25519.pub')
    .argument(...LOGIN)
    .argument('<fichier>', 'clé publique OpenSSH (.pub)')
    .description('enregistre une clé : elle ouvre le poste par SSH')
    .action(async (login: string, file: string) => {
      const publicKey = readGivenText(file).slice(0, 8000);
      const { fingerprint } = await callServer(env, (rpc) => rpc.access.addKey.mutate({ login, publicKey }));
      terminal.line(`${login} : clé ${fingerprint} enregistrée.`);
      terminal.line('Comparez cette empreinte avec la personne (ssh-keygen -lf).');
    });
  key
    .command('list')
    .addHelpText('after', '\nExemple : plateau account key list camille')
    .argument(...LOGIN)
    .addOption(jsonOption())
    .description('liste les clés d’une personne')
    .action(async (login: string, flags: JsonFlag) => {
      const keys = await callServer(env, (rpc) => rpc.access.keys.query({ login }));
      jsonOr({ ...flags, terminal }, keys, () => {
        const rows = keys.map((one) => [one.fingerprint, one.kind, shortInstant(one.addedAtMs)]);
        terminal.lines(textTable(['Empreinte', 'Sorte', 'Depuis'], rows));
      });
    });
  key
    .command('remove')
    .addHelpText('after', '\nExemple : plateau account key remove camille SHA256:…')
    .argument(...LOGIN)
    .argument('<empreinte>', 'SHA256:…')
    .description('retire une clé : elle n’ouvre plus rien')
    .action(async (login: string, fingerprint: string) => {
      await callServer(env, (rpc) => rpc.access.removeKey.mutate({ login, fingerprint }));
      terminal.line(`${login} : clé retirée.`);
    });
}

function registerCodes(account: Command, { env, terminal }: CommandContext): void {
  account
    .command('totp')
    .addHelpText('after', '\nExemple : plateau account totp camille')
    .argument(...LOGIN)
    .option('--off', 'ne demande plus de code')
    .description('demande un code à usage unique à chaque connexion de la personne')
    .action(async (login: string, flags: { off?: boolean }) => {
      if (flags.off) {
        await callServer(env, (rpc) => rpc.access.forgetCode.mutate({ login }));
        return terminal.line(`${login} : plus de code demandé.`);
      }
      const given = await callServer(env, (rpc) => rpc.access.demandCode.mutate({ login }));
      terminal.line(`${login} : un code sera demandé à chaque connexion.`);
      terminal.line(`Secret à saisir dans l’application, montré une seule fois : ${given.secret}`);
      terminal.line(`Le même, pour un code QR : ${given.address}`);
    });
}

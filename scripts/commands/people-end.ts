import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { roomForFolder, writeInto } from '../cli/files/made-files.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';

interface DestroyFlags extends JsonFlag {
  readonly charity: string;
  readonly verifier: string;
  readonly out: string;
}

/** The end of a directory: all of it, for good, with its certificate. */
export function registerPeopleEnd(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('destroy')
    .description('à deux : détruit tout l’annuaire d’une association, sans retour, et l’atteste')
    .requiredOption('--charity <code>', 'code de l’association')
    .requiredOption('--verifier <identifiant>', 'compte d’une autre personne, qui vérifie')
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau, pour l’attestation')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau people destroy --charity UNION --verifier autre.compte --out attestation-annuaire\n  puis, une autre personne : plateau approval approve DEMANDE --reason "…", et la même commande à nouveau',
    )
    .action(async ({ charity, verifier, out, json }: DestroyFlags) => {
      roomForFolder(out);
      terminal.warn(
        `Cette destruction est définitive : personnes, groupes et événements de ${charity} ne pourront plus être lus, ni d’une sauvegarde.`,
      );
      const typedCode = await terminal.ask('Tapez le code de l’association pour confirmer : ');
      const done = await callServer(env, (rpc) =>
        rpc.people.destroy.mutate({ charity, typedCode, verifier }),
      );
      const paths = writeInto(out, done.files);
      jsonOr({ json, terminal }, { ...done, files: paths }, () => {
        terminal.line(`Annuaire de ${charity} détruit. Attestation n° ${done.certificateNumber}`);
        for (const path of paths) terminal.line(`  ${path}`);
        terminal.line(
          done.hits === 0
            ? 'Recherche finale : aucune trace retrouvée.'
            : `Recherche finale : ${inNumber(done.hits, 'trace(s)')}, voir l’attestation.`,
        );
        terminal.line('À faire : redémarrez le serveur, dont la mémoire peut garder des fiches jusque-là.');
      });
    });
}

import type { Command } from 'commander';
import type { PaperKind } from '../../server/steps/papers/make-papers.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { roomForFolder, writeInto } from '../cli/files/made-files.ts';
import { INSTANT_FORMS, instantOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';

interface Flags extends JsonFlag {
  readonly out: string;
  readonly at?: number;
}

const PAPERS: readonly (readonly [name: string, kinds: readonly PaperKind[], about: string])[] = [
  ['note', ['note'], 'note de confidentialité, à faire signer par chaque personne'],
  ['client', ['client'], 'note de confidentialité pour l’association, dès l’appel d’offres'],
  ['checklist', ['checklist'], 'grille d’audit du prestataire, répondue d’après la configuration'],
  ['register', ['register'], 'registre des traitements du sous-traitant (RGPD, article 30.2)'],
  ['access', ['access'], 'liste des accès à un instant'],
  ['impact', ['impact'], 'faits pour l’analyse d’impact de l’association (AIPD)'],
  ['instructions', ['instructions'], 'registre des instructions de l’association et des refus'],
  ['all', ['note', 'client', 'register', 'access', 'checklist', 'impact', 'instructions'], 'les sept'],
];

/** Papers made from the configuration and the base. */
export function registerPapers(program: Command, { env, terminal }: CommandContext): void {
  const papers = program
    .command('papers')
    .description('papiers tirés de la configuration : note, registre, accès (responsable des données)');
  for (const [name, kinds, about] of PAPERS) {
    const command = papers
      .command(name)
      .description(`${about} ; PDF, Markdown et JSON, signés`)
      .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
      .addOption(jsonOption())
      .addHelpText('after', `\nExemple : plateau papers ${name} --out papiers-2026-11`);
    if (kinds.includes('access'))
      command.option('--at <instant>', `instant de la liste des accès : ${INSTANT_FORMS}`, instantOf);
    command.action(async (flags: Flags) => {
      roomForFolder(flags.out);
      const made = await callServer(env, (rpc) =>
        rpc.papers.make.mutate({ kinds: [...kinds], ...(flags.at === undefined ? {} : { atMs: flags.at }) }),
      );
      const paths = writeInto(flags.out, made.files);
      jsonOr({ ...flags, terminal }, { paths, toComplete: made.toComplete }, () => {
        for (const path of paths) terminal.line(path);
        for (const { paper, count } of made.toComplete)
          terminal.line(`${paper} : ${inNumber(count, 'valeur(s)')} « à compléter » à la main.`);
      });
    });
  }
}

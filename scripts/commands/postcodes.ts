import { type Command, Option } from 'commander';
import { COUNTRIES, type Country } from '../../shared/country.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { hostActor, onHost } from '../cli/host.ts';
import { shippedPath } from '../cli/program-folder.ts';

/** Lines named one by one. */
const MAX_NAMED = 10;

interface ImportFlags {
  readonly country: Country;
  readonly replace?: boolean;
}

/** Towns by postcode, proposed while a caller gives their address. */
export function registerPostcodes(program: Command, { env, terminal }: CommandContext): void {
  const postcodes = program
    .command('postcodes')
    .description('villes par code postal, proposées pendant un appel');
  postcodes
    .command('import')
    .argument('<fichier>', 'un code puis ses villes par ligne, ou le fichier de GeoNames', shippedPath)
    .description('prend les villes d’un pays, à la place de celles d’avant (sur le serveur)')
    .addOption(new Option('--country <pays>', 'pays du fichier').choices(COUNTRIES).makeOptionMandatory())
    .option('--replace', 'accepte un fichier où manquent plus d’un dixième des codes d’avant')
    .addHelpText('after', '\nExemple : plateau postcodes import codes-postaux/FR.tsv --country FR')
    .action(async (file: string, { country, replace = false }: ImportFlags) => {
      const text = readTypedText(file);
      await onHost(env, terminal, async ({ app }) => {
        const { importPostcodes } = await import('../../server/steps/line/import-postcodes.ts');
        const asked = { text, country, replace, actor: hostActor() };
        const { codes, towns, leftOut, before, gone } = await importPostcodes(app, asked);
        terminal.line(`${country} : ${inNumber(codes, 'code(s)')}, ${inNumber(towns, 'ville(s)')}.`);
        if (before > 0)
          terminal.line(
            `À la place de ${inNumber(before, 'code(s)')} : ${inNumber(gone, 'code(s) retiré(s)')}.`,
          );
        if (leftOut.length === 0) return;
        const named = leftOut.slice(0, MAX_NAMED).join(', ');
        terminal.line(
          `${inNumber(leftOut.length, 'ligne(s) laissée(s)')} de côté : ${named}${leftOut.length > MAX_NAMED ? '…' : ''}.`,
        );
      });
    });
}

import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeAs } from '../cli/files/made-files.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { confirmCount } from '../cli/people/confirm-count.ts';
import { leftOutLines, newsletterLines } from '../cli/people/newsletter-tables.ts';
import { shippedPath } from '../cli/program-folder.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const NUMBER = 'numéro de la lettre, ou ses premiers signes (plateau newsletter status)';
const FILE = 'lettre en texte : « Objet: », « Pour: », puis ce qu’elle dit';

/** Letters to the people of a directory: written, read again, sent to a choice, found again. */
export function registerNewsletter(program: Command, context: CommandContext): void {
  const newsletter = program
    .command('newsletter')
    .description('lettres aux personnes de l’annuaire : écrire, relire, envoyer, retrouver (mobilisation)');
  registerCheck(newsletter, context);
  registerDraft(newsletter, context);
  registerPreview(newsletter, context);
  registerTest(newsletter, context);
  registerSend(newsletter, context);
  registerStatus(newsletter, context);
  registerEnds(newsletter, context);
  registerArchive(newsletter, context);
}

function registerCheck(newsletter: Command, { terminal }: CommandContext): void {
  newsletter
    .command('check')
    .description('vérifie une lettre et dit chaque défaut avec sa ligne ; ne lit aucune base')
    .argument('<fichier>', FILE)
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau newsletter check lettre.md')
    .action(async (file: string, { json }: JsonFlag) => {
      const { readNewsletterFile } = await import('../../server/domain/newsletter/newsletter-file.ts');
      const { content, problems } = readNewsletterFile(readTypedText(shippedPath(file)));
      jsonOr({ json, terminal }, { content, problems }, () => {
        for (const { line, message } of problems) terminal.line(`${file}:${line} : ${message}`, 2);
      });
      if (problems.length > 0) throw await faulty(problems.length);
      if (!json)
        terminal.line(
          `« ${content.subject} » : ${inNumber(content.blocks.length, 'bloc(s)')}, aucun défaut.`,
        );
    });
}

async function faulty(count: number) {
  const { AppError } = await import('../../shared/errors.ts');
  return new AppError({
    code: 'newsletter-wrong',
    kind: 'invalid',
    message: `${inNumber(count, 'défaut(s)')} dans cette lettre.`,
    hint: 'Corrigez ce qui est cité, puis relancez la commande.',
  });
}

function registerDraft(newsletter: Command, { env, terminal }: CommandContext): void {
  newsletter
    .command('draft')
    .description('garde une lettre en brouillon, ou à la place d’une qui n’est pas partie')
    .argument('<fichier>', FILE)
    .option('--replace <lettre>', NUMBER)
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau newsletter draft lettre.md')
    .action(async (file: string, { charity, replace }: CharityFlag & { readonly replace?: string }) => {
      const source = readTypedText(shippedPath(file));
      const input = { charity, source, ...(replace !== undefined && { newsletter: replace }) };
      const { id, subject } = await callServer(env, (rpc) => rpc.newsletters.draft.mutate(input));
      terminal.line(`« ${subject} » : en brouillon, numéro ${id.slice(0, 8)}.`);
      terminal.line(
        `Relisez-la dans votre messagerie : « plateau newsletter test ${id.slice(0, 8)} --to … ».`,
      );
    });
}

function registerPreview(newsletter: Command, { env, terminal }: CommandContext): void {
  newsletter
    .command('preview')
    .description('montre l’e-mail tel qu’il partira, en texte ; --out : la page, pour un navigateur')
    .argument('<lettre>', NUMBER)
    .option('--out <fichier>', 'page HTML à ouvrir dans un navigateur, nouvelle')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau newsletter preview 3f1c2a4e --out lettre.html')
    .action(async (number: string, flags: CharityFlag & JsonFlag & { readonly out?: string }) => {
      const { charity, json, out } = flags;
      const input = { charity, newsletter: number };
      const shown = await callServer(env, (rpc) => rpc.newsletters.preview.query(input));
      const base64 = Buffer.from(shown.html).toString('base64');
      const made = out === undefined ? [] : writeAs(out, [{ name: 'lettre.html', base64 }]);
      jsonOr({ json, terminal }, shown, ({ subject, where, text }) => {
        terminal.line(`Objet : ${subject}`);
        terminal.line(`Pour : ${where === '' ? 'tous' : where}`);
        terminal.lines(made.length > 0 ? made : ['', ...text.trimEnd().split('\n')]);
      });
    });
}

function registerTest(newsletter: Command, { env, terminal }: CommandContext): void {
  newsletter
    .command('test')
    .description('vous envoie la lettre : elle est alors relue, et peut partir')
    .argument('<lettre>', NUMBER)
    .requiredOption('--to <adresse>', 'votre adresse ; elle n’est gardée nulle part')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau newsletter test 3f1c2a4e --to karim@exemple.org')
    .action(async (number: string, { charity, to }: CharityFlag & { readonly to: string }) => {
      const input = { charity, newsletter: number, to };
      const { subject } = await callServer(env, (rpc) => rpc.newsletters.proofread.mutate(input));
      terminal.line(`« ${subject} » : partie à votre adresse. Lisez-la, puis « plateau newsletter send ».`);
    });
}

interface SendFlags extends CharityFlag {
  readonly reason: string;
  readonly yes?: string;
}

function registerSend(newsletter: Command, { env, terminal }: CommandContext): void {
  newsletter
    .command('send')
    .description('envoie une lettre relue, après avoir confirmé à combien ; au-delà de 500, à deux personnes')
    .argument('<lettre>', NUMBER)
    .requiredOption('--reason <texte>', 'pourquoi, gardé au journal')
    .option('--yes <n>', 'le nombre de personnes attendu, sans question')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau newsletter send 3f1c2a4e --reason "nouvelles de décembre"')
    .action(async (number: string, { charity, reason, yes }: SendFlags) => {
      const asked = { charity, newsletter: number };
      const counted = await callServer(env, (rpc) => rpc.newsletters.count.mutate(asked));
      terminal.lines(leftOutLines(counted));
      const { count } = counted;
      const what = `Envoyer « ${counted.subject} » à`;
      const expected = await confirmCount(terminal, { count, yes, what, unit: 'personne(s)' });
      const sent = await callServer(env, (rpc) =>
        rpc.newsletters.send.mutate({ ...asked, reason, expected }),
      );
      terminal.line(
        `Elle part à ${inNumber(sent.count, 'personne(s)')} : « plateau newsletter status » suit l’envoi.`,
      );
    });
}

function registerStatus(newsletter: Command, { env, terminal }: CommandContext): void {
  newsletter
    .command('status')
    .description('les lettres, et où en est chaque envoi')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau newsletter status')
    .action(async ({ charity, json }: CharityFlag & JsonFlag) => {
      const letters = await callServer(env, (rpc) => rpc.newsletters.list.query({ charity }));
      jsonOr({ json, terminal }, letters, (all) => terminal.lines(newsletterLines(all)));
    });
}

function registerEnds(newsletter: Command, { env, terminal }: CommandContext): void {
  newsletter
    .command('stop')
    .description('arrête un envoi : ce qui n’est pas parti ne part plus')
    .argument('<lettre>', NUMBER)
    .requiredOption('--reason <texte>', 'pourquoi, gardé au journal')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau newsletter stop 3f1c2a4e --reason "la date est fausse"')
    .action(async (number: string, { charity, reason }: CharityFlag & { readonly reason: string }) => {
      const input = { charity, newsletter: number, reason };
      const { subject, stopped } = await callServer(env, (rpc) => rpc.newsletters.stop.mutate(input));
      terminal.line(`« ${subject} » : ${inNumber(stopped, 'envoi(s) arrêté(s)')}.`);
    });
  newsletter
    .command('drop')
    .description('jette une lettre qui n’est pas partie')
    .argument('<lettre>', NUMBER)
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau newsletter drop 3f1c2a4e')
    .action(async (number: string, { charity }: CharityFlag) => {
      const input = { charity, newsletter: number };
      const { subject } = await callServer(env, (rpc) => rpc.newsletters.drop.mutate(input));
      terminal.line(`« ${subject} » : jetée.`);
    });
}

function registerArchive(newsletter: Command, { env, terminal }: CommandContext): void {
  const archive = newsletter.command('archive').description('les lettres qui sont parties');
  archive
    .command('search')
    .description('cherche des mots dans l’objet et le texte ; sans mot, toutes, la dernière d’abord')
    .argument('[mots...]', 'chaque mot doit s’y trouver, avec ou sans accents')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau newsletter archive search assemblée')
    .action(async (words: string[], { charity, json }: CharityFlag & JsonFlag) => {
      const input = { charity, words: words.join(' ') };
      const letters = await callServer(env, (rpc) => rpc.newsletters.archive.query(input));
      jsonOr({ json, terminal }, letters, (all) => {
        if (all.length === 0) return terminal.line('Aucune lettre ne contient ces mots.');
        const rows = all.map(({ id, subject, sentAtMs }) => [
          id.slice(0, 8),
          shortInstant(sentAtMs),
          subject,
        ]);
        terminal.lines(textTable(['Lettre', 'Partie le', 'Objet'], rows));
      });
    });
}

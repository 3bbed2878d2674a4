import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { type Command, Option } from 'commander';
import { EVENT_PRIVACIES, EVENT_PRIVACY_WORDS, type EventPrivacy } from '../../shared/people/agenda-words.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenFile } from '../cli/files/given-file.ts';
import { writeNew } from '../cli/files/made-files.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { foundLines, historyLines, treeLines } from '../cli/library/library-tables.ts';
import { receiveDocument } from '../cli/library/receive-document.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { sendFile } from '../cli/people/send-file.ts';
import { callServer } from '../cli/rpc.ts';

const NUMBER = 'numéro du document, ou ses premiers signes (plateau library tree)';
const each = (one: string, all: readonly string[] = []) => [...all, one];
/** What the server refuses is not sent: a little more is, so that it is the server who says so. */
const MOST_READ_BYTES = 20 * 2 ** 20 + 1;

/** The library of a charity: documents, their versions, who sees them. */
export function registerLibrary(program: Command, context: CommandContext): void {
  const library = program
    .command('library')
    .description('bibliothèque de l’association : déposer, lire, retirer un document');
  registerTree(library, context);
  registerSearch(library, context);
  registerPut(library, context);
  registerEdit(library, context);
  registerGet(library, context);
  registerHistory(library, context);
  registerWithdraw(library, context);
  registerPins(library, context);
}

function registerTree(library: Command, { env, terminal }: CommandContext): void {
  library
    .command('tree')
    .description('les documents que vous pouvez voir, dossier par dossier')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau library tree')
    .action(async ({ charity, json }: CharityFlag & JsonFlag) => {
      const documents = await callServer(env, (rpc) => rpc.library.documents.query({ charity }));
      jsonOr({ json, terminal }, documents, (all) => terminal.lines(treeLines(all)));
    });
}

function registerSearch(library: Command, { env, terminal }: CommandContext): void {
  library
    .command('search')
    .description('cherche des mots dans les documents que vous pouvez voir, textes compris ; compte exact')
    .argument('<mots...>', 'mots (un début suffit)')
    .option('--limit <n>', 'lignes à montrer', wholeBetween(1, 200), 30)
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau library search accueil stand')
    .action(async (words: string[], { charity, limit, json }: CharityFlag & JsonFlag & { limit: number }) => {
      const input = { charity, words: words.join(' '), from: 0, limit };
      const answer = await callServer(env, (rpc) => rpc.library.find.mutate(input));
      jsonOr({ json, terminal }, answer, (told) => terminal.lines(foundLines(told)));
    });
}

function registerPins(library: Command, { env, terminal }: CommandContext): void {
  library
    .command('pin')
    .description(
      'met une note courte sous la touche Connaissances des agents d’une campagne, dès leur prochaine fiche',
    )
    .argument('<document>', NUMBER)
    .argument('<campagne>', 'code de la campagne')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau library pin 3f1c2a4e UPG-FR-2026')
    .action(async (document: string, campaign: string, { charity }: CharityFlag) => {
      const input = { charity, document, campaign };
      const { title } = await callServer(env, (rpc) => rpc.library.pin.mutate(input));
      terminal.line(`${title} : épinglée à ${campaign}, lue dès la prochaine fiche de chaque agent.`);
    });
  library
    .command('unpin')
    .description('ôte une note de la touche Connaissances des agents d’une campagne')
    .argument('<document>', NUMBER)
    .argument('<campagne>', 'code de la campagne')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau library unpin 3f1c2a4e UPG-FR-2026')
    .action(async (document: string, campaign: string, { charity }: CharityFlag) => {
      const input = { charity, document, campaign };
      const { title } = await callServer(env, (rpc) => rpc.library.unpin.mutate(input));
      terminal.line(`${title} : n’est plus épinglée à ${campaign}.`);
    });
}

interface EditFlags extends CharityFlag, JsonFlag {
  readonly title?: string;
  readonly text?: string;
  readonly folder?: string;
  readonly privacy?: EventPrivacy;
  readonly group?: readonly string[];
  readonly tag?: readonly string[];
}

interface PutFlags extends EditFlags {
  readonly pin?: string;
  readonly to?: string;
  readonly privacy: EventPrivacy;
}

const PRIVACIES = EVENT_PRIVACIES.map((one) => `${one} (${EVENT_PRIVACY_WORDS[one]})`).join(', ');

function registerPut(library: Command, { env, terminal }: CommandContext): void {
  library
    .command('put')
    .description('dépose un fichier de 20 Mio au plus, ou une nouvelle version d’un document')
    .argument('<fichier>', 'fichier à déposer')
    .option('--to <document>', 'en nouvelle version de ce document ; ses mots et qui le voit ne changent pas')
    .option('--title <titre>', 'titre ; sinon le nom du fichier')
    .option('--text <texte>', 'ce que l’on y trouve')
    .option('--folder <chemin>', 'dossier, comme « Kits/2026 »')
    .addOption(
      new Option('--privacy <qui>', `qui le voit : ${PRIVACIES}`)
        .choices(EVENT_PRIVACIES)
        .default('volunteers'),
    )
    .option('--group <nom>', 'un de ses groupes ; à répéter', each)
    .option('--pin <campagne>', 'puis l’épingle pour les agents de cette campagne')
    .option('--tag <tag>', 'un tag ; à répéter', each)
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau library put accueil.md --title "Accueillir au stand" --folder Kits/2026',
    )
    .action(async (path: string, flags: PutFlags) => {
      const { charity, to, title = titleOf(path), privacy, json, pin } = flags;
      const { text: description = '', folder = '', group: groups = [], tag: tags = [] } = flags;
      const bytes = readShort(path);
      const put = await callServer(env, async (rpc) => {
        const sent = { charity, file: await sendFile(rpc, bytes), fileName: basename(path) };
        if (to !== undefined) return await rpc.library.putVersion.mutate({ ...sent, document: to });
        const said = { title, description, folder, privacy };
        return await rpc.library.put.mutate({ ...sent, ...said, groups: [...groups], tags: [...tags] });
      });
      jsonOr({ json, terminal }, put, ({ id, title: named, number, isSame }) =>
        terminal.line(
          isSame
            ? `${named} : c’est déjà la version ${number}, rien n’a été ajouté.`
            : `${named} : version ${number}, document ${id.slice(0, 8)}.`,
        ),
      );
      if (pin === undefined) return;
      await callServer(env, (rpc) => rpc.library.pin.mutate({ charity, document: put.id, campaign: pin }));
      terminal.warn(`Épinglée à ${pin} : les agents la lisent dès leur prochaine fiche.`);
    });
}

/** As `--tag ""` says it: none of them any more. */
const named = (all: readonly string[] | undefined) => all?.filter((one) => one !== '');

function registerEdit(library: Command, { env, terminal }: CommandContext): void {
  library
    .command('edit')
    .description('change les mots, le dossier ou qui voit un document ; ses versions restent')
    .argument('<document>', NUMBER)
    .option('--title <titre>', 'un autre titre')
    .option('--text <texte>', 'ce que l’on y trouve')
    .option('--folder <chemin>', 'un autre dossier, comme « Kits/2026 » ; "" : hors de tout dossier')
    .addOption(new Option('--privacy <qui>', `qui le voit : ${PRIVACIES}`).choices(EVENT_PRIVACIES))
    .option('--group <nom>', 'ses groupes désormais ; à répéter, "" : aucun', each)
    .option('--tag <tag>', 'ses tags désormais ; à répéter, "" : aucun', each)
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau library edit 3f1c2a4e --title "Kit du stand 2027" --folder Kits/2027',
    )
    .action(async (document: string, flags: EditFlags) => {
      const { charity, json, title, text: description, folder, privacy, group, tag } = flags;
      const change = { title, description, folder, privacy, groups: named(group), tags: named(tag) };
      if (Object.values(change).every((one) => one === undefined))
        return library.error('dites ce qui change : --title, --text, --folder, --privacy, --group ou --tag', {
          exitCode: 2,
        });
      const input = { charity, document, change };
      const edited = await callServer(env, (rpc) => rpc.library.edit.mutate(input));
      jsonOr({ json, terminal }, edited, ({ title: now, fields }) =>
        terminal.line(
          fields.length === 0 ? `${now} : c’était déjà ainsi, rien n’a changé.` : `${now} : changé.`,
        ),
      );
    });
}

const titleOf = (path: string) => basename(path, extname(path)).slice(0, 120);

/** Enough of the file for its size to be refused: nobody fills the memory with a film. */
function readShort(path: string): Uint8Array {
  return statSync(path).size > MOST_READ_BYTES ? Buffer.alloc(MOST_READ_BYTES) : readGivenFile(path);
}

function registerGet(library: Command, { env, terminal }: CommandContext): void {
  library
    .command('get')
    .description('écrit un document dans un fichier en clair ; la lecture est au journal')
    .argument('<document>', NUMBER)
    .option('--out <fichier>', 'fichier à écrire, qui n’existe pas encore ; sinon son nom, ici')
    .option('--version-number <n>', 'cette version ; sinon la dernière', wholeBetween(1, 100_000))
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau library get 3f1c2a4e --out accueil.md')
    .action(async (document: string, flags: CharityFlag & { out?: string; versionNumber?: number }) => {
      const { charity, out, versionNumber: number } = flags;
      const file = await callServer(env, (rpc) => receiveDocument(rpc, { charity, document, number }));
      const path = out ?? basename(file.name);
      writeNew(path, file.base64);
      terminal.line(`${path} : version ${file.number}, en clair. Effacez-le dès qu’il a servi.`);
    });
}

function registerHistory(library: Command, { env, terminal }: CommandContext): void {
  library
    .command('history')
    .description('les versions d’un document, la dernière d’abord')
    .argument('<document>', NUMBER)
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau library history 3f1c2a4e')
    .action(async (document: string, { charity, json }: CharityFlag & JsonFlag) => {
      const told = await callServer(env, (rpc) => rpc.library.history.query({ charity, document }));
      jsonOr({ json, terminal }, told, (one) => terminal.lines(historyLines(one.document, one.versions)));
    });
}

function registerWithdraw(library: Command, { env, terminal }: CommandContext): void {
  library
    .command('withdraw')
    .description('retire un document : il n’est plus dans aucune liste, recherche ni lien')
    .argument('<document>', NUMBER)
    .requiredOption('--reason <texte>', 'pourquoi, gardé au journal')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau library withdraw 3f1c2a4e --reason "remplacé par le kit 2027"')
    .action(async (document: string, { charity, reason }: CharityFlag & { readonly reason: string }) => {
      const input = { charity, document, reason };
      const { title } = await callServer(env, (rpc) => rpc.library.withdraw.mutate(input));
      terminal.line(`${title} : retiré.`);
    });
}

import { type Command, Option } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import {
  KIND_WORDS,
  PARTICIPANT_KINDS,
  PARTICIPANT_STATUSES,
  type ParticipantKind,
  type ParticipantStatus,
  STATUS_WORDS,
} from '../../shared/people/people-words.ts';
import { gathered } from '../campaign-folders/foreseen-volumes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { confirmCount } from '../cli/people/confirm-count.ts';
import { wordsSought } from '../cli/people/saved-search.ts';
import { unopenedCards } from '../cli/people/unopened-cards.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';
import { registerPeopleEnd } from './people-end.ts';
import { registerPeopleFields } from './people-fields.ts';
import { registerPeopleFiles } from './people-files.ts';
import { registerPeopleRetention } from './people-retention.ts';
import { registerPeopleSearches } from './people-searches.ts';

/** The directory of a charity: who takes part, found, shown, changed (R-50 to R-52). */
export function registerPeople(program: Command, context: CommandContext): void {
  const people = program
    .command('people')
    .description(
      'annuaire de l’association : bénévoles, salariés, prospects (mobilisation, responsable des données)',
    );
  registerPeopleFields(people, context);
  registerBrowse(people, context);
  registerFind(people, context);
  registerPeopleSearches(people, context);
  registerShow(people, context);
  registerEdit(people, context);
  registerUndo(people, context);
  registerPeopleFiles(people, context);
  registerAccount(people, context);
  registerErase(people, context);
  registerPeopleRetention(people, context);
  registerPeopleEnd(people, context);
}

function registerBrowse(people: Command, { env }: CommandContext): void {
  people
    .command('browse')
    .description('l’annuaire en plein écran : chercher en tapant, ouvrir une fiche')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau people browse')
    .action(async ({ charity }: CharityFlag) => {
      const { browsePeople } = await import('../cli/people/browse-people.ts');
      await browsePeople(env, charity);
    });
}

interface FindFlags extends CharityFlag, JsonFlag {
  readonly limit: number;
  readonly save?: string;
  readonly saved?: string;
}

/** Signs of a card's number that lists show: two cards of 10,000 share six once in a hundred bases. */
const SHOWN_ID = 8;

function registerFind(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('find')
    .description('cherche des mots et des filtres dans les fiches que vous pouvez voir ; compte exact')
    .argument(
      '[mots...]',
      'mots (un début suffit) et filtres, comme « trad caen statut:confirmé groupe:"gl caen" »',
    )
    .addOption(charityOption())
    .option('--limit <n>', 'lignes à montrer', wholeBetween(1, 200), 30)
    .option('--save <nom>', 'garde aussi cette recherche, pour vous, sous ce nom')
    .option('--saved <nom>', 'relance la vôtre de ce nom, avec vos droits d’aujourd’hui')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau people find trad caen statut:confirmé')
    .action(async (words: string[], { charity, limit, json, save, saved }: FindFlags) => {
      const found = await callServer(env, async (rpc) => {
        const where = await wordsSought(rpc, { charity, words, saved });
        if (save !== undefined) await rpc.people.keepSearch.mutate({ charity, name: save, where });
        return await rpc.people.find.mutate({ charity, where, from: 0, limit, whole: true });
      });
      if (save !== undefined) terminal.warn(`Gardée : « ${save} ». Relancer : --saved "${save}"`);
      jsonOr({ json, terminal }, found, ({ lines, total, all, opened }) => {
        const rows = lines.map(({ id, name, status, kind, groups }) => [
          id.slice(0, SHOWN_ID),
          name,
          STATUS_WORDS[status],
          KIND_WORDS[kind],
          groups.join(', '),
        ]);
        if (rows.length > 0)
          terminal.lines(textTable(['Fiche', 'Personne', 'Statut', 'Type', 'Groupes'], rows));
        terminal.line(
          `${inNumber(total, 'personne(s)')}${total > lines.length ? `, ${lines.length} montrées` : ''}.`,
        );
        if (opened < all)
          terminal.line(`Fiches ouvertes : ${opened} sur ${all} ; recommencez dans un instant.`);
      });
    });
}

function registerShow(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('show')
    .description('ouvre une fiche ; l’ouverture est notée au journal')
    .argument('<fiche>', 'numéro de la fiche, ou son début')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau people show 3f1c2a4e')
    .action(async (card: string, { charity, json }: CharityFlag & JsonFlag) => {
      const shown = await callServer(env, (rpc) => rpc.people.show.mutate({ charity, card }));
      jsonOr({ json, terminal }, shown, ({ name, status, kind, fields, groups, tags, hidden, id }) => {
        terminal.line(`${name} — ${kind}, ${status} — fiche ${id.slice(0, SHOWN_ID)}`);
        const rows = [
          ...fields.map(({ label, text }) => [label, text.replace(/\n/g, ' / ')]),
          ...groups.map((group, at) => [at === 0 ? 'Groupes' : '', group]),
          ...(tags.length > 0 ? [['Tags', tags.join(', ')]] : []),
        ];
        terminal.lines(textTable(['Champ', 'Valeur'], rows));
        if (hidden > 0) terminal.line(`${inNumber(hidden, 'champ(s)')} hors de vos droits.`);
      });
    });
}

interface EditFlags extends CharityFlag {
  readonly where?: string;
  readonly set: string[];
  readonly status?: ParticipantStatus;
  readonly kind?: ParticipantKind;
  readonly addTag: string[];
  readonly removeTag: string[];
  readonly yes?: string;
}

/** `ville=Caen`: what stands before the first sign, and all that follows. */
function pairOf(text: string): { readonly key: string; readonly value: string } {
  const at = text.indexOf('=');
  return at < 0 ? { key: text, value: '' } : { key: text.slice(0, at).trim(), value: text.slice(at + 1) };
}

function registerEdit(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('edit')
    .description(
      'modifie une fiche, ou toutes celles d’un choix après avoir confirmé leur nombre ; s’annule 7 jours',
    )
    .argument('[fiche]', 'numéro de la fiche ; sans lui, donnez --where')
    .addOption(charityOption())
    .option('--where <recherche>', 'toutes les personnes que trouve cette recherche')
    .option('--set <champ=valeur>', 'valeur d’un champ, vide pour l’effacer ; plusieurs fois', gathered, [])
    .addOption(new Option('--status <statut>', wordsOf(STATUS_WORDS)).choices(PARTICIPANT_STATUSES))
    .addOption(new Option('--kind <type>', wordsOf(KIND_WORDS)).choices(PARTICIPANT_KINDS))
    .option('--add-tag <tag>', 'ajoute un tag ; plusieurs fois', gathered, [])
    .option('--remove-tag <tag>', 'ôte un tag ; plusieurs fois', gathered, [])
    .option('--yes <n>', 'le nombre de fiches attendu, sans question')
    .addHelpText(
      'after',
      '\nExemple : plateau people edit --where "groupe:caen statut:prospect" --status confirmed --add-tag climat',
    )
    .action(async (card: string | undefined, flags: EditFlags) => {
      const { charity, where, set, status, kind, addTag: addTags, removeTag: removeTags, yes } = flags;
      const change = { status, kind, set: set.map(pairOf), addTags, removeTags };
      if ((card === undefined) === (where === undefined)) throw await whichCards();
      if (card !== undefined) {
        const done = await callServer(env, (rpc) => rpc.people.editOne.mutate({ charity, card, change }));
        return terminal.line(`Fiche modifiée. Pour revenir : plateau people undo ${done.editId}`);
      }
      const asked = { charity, where: where ?? '' };
      const count = await callServer(env, (rpc) => rpc.people.count.mutate(asked));
      const expected = await confirmCount(terminal, { count, yes, what: 'Modifier' });
      const done = await callServer(env, (rpc) => rpc.people.edit.mutate({ ...asked, change, expected }));
      terminal.line(
        `${inNumber(done.count, 'fiche(s) modifiée(s)')}. Pour revenir : plateau people undo ${done.editId}`,
      );
      if (done.unopened > 0) terminal.line(unopenedCards(done.unopened, 'seuls statut et type y changent'));
    });
}

function wordsOf(words: Readonly<Record<string, string>>): string {
  return Object.entries(words)
    .map(([code, word]) => `${code} (${word})`)
    .join(', ');
}

async function whichCards() {
  const { AppError } = await import('../../shared/errors.ts');
  return new AppError({
    code: 'people-which',
    kind: 'invalid',
    message: 'Dites quelle fiche modifier, ou lesquelles.',
    hint: 'Un numéro de fiche, ou bien --where et une recherche, et pas les deux.',
  });
}

function registerUndo(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('undo')
    .description('annule un import, une modification ou un changement de groupe, dans les 7 jours')
    .argument('<acte>', 'numéro que l’acte a donné')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau people undo 3f1c2a4e-6b1d-4c0e-9a54-0d3c5a1b7e21')
    .action(async (editId: string, { charity }: CharityFlag) => {
      const done = await callServer(env, (rpc) => rpc.people.undo.mutate({ charity, editId }));
      const { undone, belongings, left } = done;
      if (undone > 0 || belongings === 0)
        terminal.line(`${inNumber(undone, 'fiche(s)')} : retour à l’état d’avant.`);
      if (belongings > 0)
        terminal.line(`Groupes de ${inNumber(belongings, 'personne(s)')} : retour à l’état d’avant.`);
      if (left > 0)
        terminal.line(`Réécrit depuis par quelqu’un, et laissé tel quel : ${inNumber(left, 'fiche(s)')}.`);
    });
}

function registerAccount(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('account')
    .description(
      'un compte de mobilisation est cette personne : il n’a plus que ses droits, selon ses groupes',
    )
    .argument('<fiche>', 'numéro de la fiche')
    .option('--login <identifiant>', 'le compte ; sans lui, le lien est ôté', '')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau people account 3f1c2a4e --login elodie')
    .action(async (card: string, { charity, login }: CharityFlag & { readonly login: string }) => {
      await callServer(env, (rpc) => rpc.people.link.mutate({ charity, card, login }));
      terminal.line(
        login === '' ? 'Lien ôté.' : `${login} n’a plus dans l’annuaire que les droits de cette personne.`,
      );
    });
}

function registerErase(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('erase')
    .description('efface une personne de l’annuaire, sans retour (responsable des données)')
    .argument('<fiche>', 'numéro de la fiche')
    .addOption(charityOption())
    .requiredOption('--reason <texte>', 'motif, gardé au journal, sans rien de personnel')
    .addHelpText(
      'after',
      '\nExemple : plateau people erase 3f1c2a4e --reason "demande écrite de la personne"',
    )
    .action(async (card: string, { charity, reason }: CharityFlag & { readonly reason: string }) => {
      const { id } = await callServer(env, (rpc) => rpc.people.erase.mutate({ charity, card, reason }));
      terminal.line(
        `Fiche ${id.slice(0, SHOWN_ID)} effacée ; une sauvegarde plus ancienne ne la ramènera pas.`,
      );
    });
}

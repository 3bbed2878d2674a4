import { type Command, Option } from 'commander';
import {
  EVENT_KIND_WORDS,
  EVENT_KINDS,
  EVENT_PRIVACIES,
  EVENT_PRIVACY_WORDS,
  type EventKind,
  type EventPrivacy,
} from '../../shared/people/agenda-words.ts';
import { eventLines } from '../cli/agenda/agenda-tables.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { INSTANT_FORMS, instantOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { callServer } from '../cli/rpc.ts';

const NUMBER = 'numéro de l’événement, ou ses premiers signes (plateau event list)';
const each = (one: string, all: readonly string[] = []) => [...all, one];

/** Events of a charity's agenda. */
export function registerEvent(program: Command, context: CommandContext): void {
  const event = program
    .command('event')
    .description('agenda de l’association : annoncer, publier, annuler un événement');
  registerList(event, context);
  registerCreate(event, context);
  registerEdit(event, context);
  registerEnds(event, context);
}

function registerList(event: Command, { env, terminal }: CommandContext): void {
  event
    .command('list')
    .description('les événements que vous pouvez voir, le plus proche d’abord')
    .option('--past', 'ceux qui sont passés aussi')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau event list')
    .action(async ({ past = false, charity, json }: CharityFlag & JsonFlag & { past?: boolean }) => {
      const events = await callServer(env, (rpc) => rpc.agenda.events.query({ charity, past }));
      jsonOr({ json, terminal }, events, (all) => terminal.lines(eventLines(all)));
    });
}

interface WordFlags {
  readonly text?: string;
  readonly place?: string;
  readonly from?: number;
  readonly to?: number;
  readonly closes?: number;
}

interface CreateFlags extends CharityFlag, WordFlags {
  readonly kind: EventKind;
  readonly privacy: EventPrivacy;
  readonly from: number;
  readonly to: number;
  readonly group?: readonly string[];
}

function registerCreate(event: Command, { env, terminal }: CommandContext): void {
  const kinds = EVENT_KINDS.map((kind) => `${kind} (${EVENT_KIND_WORDS[kind]})`).join(', ');
  const privacies = EVENT_PRIVACIES.map((one) => `${one} (${EVENT_PRIVACY_WORDS[one]})`).join(', ');
  event
    .command('create')
    .description('annonce un événement, en brouillon')
    .argument('<titre>', 'comme « Soirée des promesses »')
    .addOption(new Option('--kind <sorte>', kinds).choices(EVENT_KINDS).makeOptionMandatory())
    .addOption(
      new Option('--privacy <qui>', `qui le voit : ${privacies}`)
        .choices(EVENT_PRIVACIES)
        .default('volunteers'),
    )
    .requiredOption('--from <instant>', INSTANT_FORMS, instantOf)
    .requiredOption('--to <instant>', 'sa fin, non comprise', instantOf)
    .option('--closes <instant>', 'fin des inscriptions ; sinon sa fin', instantOf)
    .option('--group <nom>', 'un de ses groupes ; à répéter', each)
    .option('--place <lieu>', 'adresse, ou lien d’un webinaire')
    .option('--text <texte>', 'ce que l’on y fait')
    .addOption(charityOption())
    .addHelpText(
      'after',
      '\nExemple : plateau event create "Soirée des promesses" --kind line --from 2026-12-05T11:00 --to 2026-12-05T23:00 --place "12 rue de l’Exemple"',
    )
    .action(async (title: string, flags: CreateFlags) => {
      const { charity, kind, privacy, from: fromMs, to: toMs, closes: closesAtMs } = flags;
      const { group: groups = [], place = '', text = '' } = flags;
      const said = { charity, kind, privacy, title, text, place, fromMs, toMs, groups: [...groups] };
      const input = { ...said, ...(closesAtMs !== undefined && { closesAtMs }) };
      const { id } = await callServer(env, (rpc) => rpc.agenda.createEvent.mutate(input));
      terminal.line(`${title} : en brouillon, numéro ${id.slice(0, 8)}.`);
      terminal.line(
        'Ouvrez ses créneaux (« plateau shift plan »), puis montrez-le : « plateau event publish ».',
      );
    });
}

function registerEdit(event: Command, { env, terminal }: CommandContext): void {
  event
    .command('edit')
    .description('change les mots ou les heures d’un événement ; décalé d’un bloc, il emporte ses créneaux')
    .argument('<événement>', NUMBER)
    .option('--title <titre>', 'un autre titre')
    .option('--from <instant>', INSTANT_FORMS, instantOf)
    .option('--to <instant>', 'sa fin, non comprise', instantOf)
    .option('--closes <instant>', 'fin des inscriptions', instantOf)
    .option('--place <lieu>', 'adresse, ou lien')
    .option('--text <texte>', 'ce que l’on y fait')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau event edit 3f1c2a4e --place "salle des fêtes"')
    .action(async (number: string, flags: CharityFlag & WordFlags & { readonly title?: string }) => {
      const { charity, title, text, place, from: fromMs, to: toMs, closes: closesAtMs } = flags;
      const change = { title, text, place, fromMs, toMs, closesAtMs };
      if (Object.values(change).every((one) => one === undefined))
        return event.error('dites ce qui change : --title, --from, --to, --closes, --place ou --text', {
          exitCode: 2,
        });
      const input = { charity, event: number, change };
      const changed = await callServer(env, (rpc) => rpc.agenda.editEvent.mutate(input));
      terminal.line(`${changed.title} : changé.`);
    });
}

function registerEnds(event: Command, { env, terminal }: CommandContext): void {
  event
    .command('publish')
    .description('montre un brouillon à celles et ceux qui peuvent le voir')
    .argument('<événement>', NUMBER)
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau event publish 3f1c2a4e')
    .action(async (number: string, { charity }: CharityFlag) => {
      const input = { charity, event: number };
      const { title } = await callServer(env, (rpc) => rpc.agenda.publishEvent.mutate(input));
      terminal.line(`${title} : publié.`);
    });
  event
    .command('cancel')
    .description('annule un événement et tous ses créneaux')
    .argument('<événement>', NUMBER)
    .requiredOption('--reason <texte>', 'pourquoi, gardé au journal')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau event cancel 3f1c2a4e --reason "la salle n’est plus libre"')
    .action(async (number: string, { charity, reason }: CharityFlag & { readonly reason: string }) => {
      const input = { charity, event: number, reason };
      const { title } = await callServer(env, (rpc) => rpc.agenda.cancelEvent.mutate(input));
      terminal.line(`${title} : annulé, avec ses créneaux.`);
    });
}

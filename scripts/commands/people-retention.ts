import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { STATUS_WORDS } from '../../shared/people/people-words.ts';
import { civilDate } from '../../shared/time.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { confirmCount } from '../cli/people/confirm-count.ts';
import { unopenedCards } from '../cli/people/unopened-cards.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface RetentionFlags extends CharityFlag, JsonFlag {
  readonly erase?: true;
  readonly reason?: string;
  readonly yes?: string;
}

/** Lines shown: the whole list is in `--json`. */
const SHOWN = 30;
/** Signs of a card's number, as lists of people show it. */
const SHOWN_ID = 8;

/** Who is kept too long in a directory, and their erasing by decision of the data officer. */
export function registerPeopleRetention(people: Command, { env, terminal }: CommandContext): void {
  people
    .command('retention')
    .description(
      'qui est gardé trop longtemps, selon « conservation » de personnes.yaml ; --erase efface (responsable des données)',
    )
    .addOption(charityOption())
    .option('--erase', 'efface ces personnes, sans retour, et les valeurs au bout de leur durée')
    .option('--reason <texte>', 'avec --erase : motif, gardé au journal, sans rien de personnel')
    .option('--yes <n>', 'avec --erase : le nombre de personnes attendu, sans question')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau people retention\n  puis : plateau people retention --erase --reason "durées de conservation"\n  au-delà de 50 personnes, une autre approuve : plateau approval approve DEMANDE --reason "…"',
    )
    .action(async ({ charity, erase, reason, yes, json }: RetentionFlags) => {
      if (erase === true && reason === undefined) throw reasonAbsent();
      const plan = await callServer(env, (rpc) => rpc.people.retention.query({ charity }));
      if (erase !== true || reason === undefined) {
        jsonOr({ json, terminal }, plan, () => terminal.lines(planLines(plan)));
        return;
      }
      const count = plan.due.length;
      const question = { count, yes, what: 'Effacer', unit: 'personne(s)' } as const;
      const expected = count === 0 ? 0 : await confirmCount(terminal, question);
      const done = await callServer(env, (rpc) =>
        rpc.people.keepNoLonger.mutate({ charity, expected, reason }),
      );
      jsonOr({ json, terminal }, done, ({ erased, trimmed, unopened }) => {
        terminal.line(`${inNumber(erased, 'personne(s) effacée(s)')}, sans retour.`);
        terminal.line(`${inNumber(trimmed, 'fiche(s)')} d’anciens : valeurs au bout de leur durée effacées.`);
        if (unopened > 0) terminal.line(unopenedCards(unopened, 'rien n’en a été effacé'));
      });
    });
}

function reasonAbsent(): AppError {
  return new AppError({
    code: 'people-retention-reason',
    kind: 'invalid',
    message: 'Dites pourquoi vous effacez ces personnes.',
    hint: 'Ajoutez --reason "durées de conservation".',
  });
}

interface Plan {
  readonly kept: { readonly prospect: number; readonly former: number };
  readonly due: readonly {
    readonly id: string;
    readonly status: keyof typeof STATUS_WORDS;
    readonly contactMs: number;
    readonly leftMs: number | null;
    readonly dueMs: number;
  }[];
  readonly toTrim: number;
}

function planLines({ kept, due, toTrim }: Plan): readonly string[] {
  const rows = due
    .slice(0, SHOWN)
    .map(({ id, status, contactMs, leftMs, dueMs }) => [
      id.slice(0, SHOWN_ID),
      STATUS_WORDS[status],
      civilDate(contactMs),
      leftMs === null ? '—' : civilDate(leftMs),
      civilDate(dueMs),
    ]);
  const table =
    rows.length === 0
      ? []
      : textTable(['Fiche', 'Statut', 'Dernier contact', 'Départ', 'À effacer depuis'], rows);
  const more = due.length > rows.length ? `, ${rows.length} montrées, les plus anciennes` : '';
  const next = due.length + toTrim === 0 ? '' : ' Effacer : --erase --reason "…"';
  return [
    ...table,
    `Gardés : un prospect ${kept.prospect} mois après le dernier contact, un ancien ${kept.former} mois après son départ.`,
    `${inNumber(due.length, 'personne(s)')} au bout de cette durée${more}.`,
    `${inNumber(toTrim, 'fiche(s)')} d’anciens à relire, dont des valeurs sont au bout de leur durée.${next}`,
  ];
}

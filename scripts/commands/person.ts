import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CORRECTABLE_FIELDS, type CorrectableField } from '../../shared/call-outcome.ts';
import { agreeing, inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenText } from '../cli/files/given-file.ts';
import { roomIn, safeName, writeNew } from '../cli/files/made-files.ts';
import { dayStart } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { addPersonOptions, type PersonFlags, requiredPerson } from '../cli/person-key.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const KIND_LABEL = {
  access: 'accès',
  rectification: 'rectification',
  objection: 'opposition',
  erasure: 'effacement',
} as const;
type Kind = keyof typeof KIND_LABEL;
const STATE_LABEL = { open: 'ouverte', done: 'faite', refused: 'refusée' } as const;
const URGENCY_LABEL = { calm: '', reminder: 'J+20', alarm: 'J+28 : URGENT', late: 'EN RETARD' } as const;

interface RequestFlags extends PersonFlags, JsonFlag {
  readonly request?: string;
  readonly call?: string;
  readonly received?: number;
  readonly reason: string;
}

/** Persons' rights (R-34): find, copy, rectify, object, erase, and the deadlines. */
export function registerPerson(program: Command, context: CommandContext): void {
  const person = program.command('person').description('droits des personnes (responsable des données)');
  registerFind(person, context);
  registerRequests(person, context);
  registerOpen(person, context);
  registerRefuse(person, context);
  registerExport(person, context);
  registerRectify(person, context);
  registerObject(person, context);
  registerLift(person, context);
  registerErase(person, context);
}

function requestOptions(command: Command): Command {
  return addPersonOptions(command)
    .option('--request <id>', 'demande déjà enregistrée (plateau person requests)')
    .option('--call <appel>', 'appel pendant lequel elle a été faite')
    .option('--received <date>', 'jour de réception, AAAA-MM-JJ ; le délai d’un mois en part', dayStart)
    .requiredOption(
      '--reason <texte>',
      'par quelle voie, identité vérifiée comment ; sans donnée personnelle',
    )
    .addOption(jsonOption());
}

function requestOf(flags: RequestFlags) {
  const { request: requestId, call: callId, received: receivedAtMs, reason } = flags;
  return { person: requiredPerson(flags), requestId, callId, receivedAtMs, reason };
}

function registerFind(person: Command, { env, terminal }: CommandContext): void {
  const find = person
    .command('find')
    .description('dans quelles campagnes est cette personne ; rien n’est ouvert')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau person find --phone "01 99 00 12 34"');
  addPersonOptions(find).action(async (flags: PersonFlags & JsonFlag) => {
    const key = requiredPerson(flags);
    const found = await callServer(env, (rpc) => rpc.persons.find.mutate(key));
    jsonOr({ ...flags, terminal }, found, () => {
      if (found.length === 0) return terminal.line('Cette personne n’est dans aucune campagne en cours.');
      const rows = found.flatMap((one, at) =>
        one.records.map((record) => [
          at + 1,
          one.charity,
          record.campaign,
          record.recordId,
          record.disposition ?? record.state,
          record.calls,
          record.suppressed ? 'oui' : 'non',
        ]),
      );
      terminal.lines(
        textTable(['Personne', 'Association', 'Campagne', 'Fiche', 'État', 'Appels', 'Opposée'], rows),
      );
    });
  });
}

function registerRequests(person: Command, { env, terminal }: CommandContext): void {
  person
    .command('requests')
    .addHelpText('after', '\nExemple : plateau person requests --all')
    .description('demandes et échéances : un mois, rappel à 20 jours, alarme à 28')
    .option('--all', 'les demandes closes aussi')
    .addOption(jsonOption())
    .action(async (flags: { all?: boolean } & JsonFlag) => {
      const list = await callServer(env, (rpc) => rpc.persons.requests.query({ all: flags.all ?? false }));
      jsonOr({ ...flags, terminal }, list, () => {
        if (list.length === 0) return terminal.line('Aucune demande en attente.');
        const rows = list.map((one) => [
          one.id ?? `appel ${one.callId}`,
          one.kind === null ? 'à préciser' : KIND_LABEL[one.kind],
          STATE_LABEL[one.state],
          shortInstant(one.receivedAtMs),
          one.dueOn,
          URGENCY_LABEL[one.urgency],
          one.campaign,
          one.pledgeId === null ? one.records.join(' ') : `promesse ${one.pledgeId}`,
          one.author,
        ]);
        const headers = [
          'Demande',
          'Droit',
          'État',
          'Reçue',
          'Échéance',
          'Alerte',
          'Campagne',
          'Fiches',
          'Par',
        ];
        terminal.lines(textTable(headers, rows));
      });
    });
}

function registerOpen(person: Command, { env, terminal }: CommandContext): void {
  const open = person
    .command('open')
    .description('enregistre une demande à traiter plus tard ; l’association en est prévenue le soir')
    .addOption(
      new Option('--kind <droit>', 'droit exercé').choices(Object.keys(KIND_LABEL)).makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      '\nExemple : plateau person open --donor 0012345 --kind access --reason "lettre, identité vérifiée"',
    );
  requestOptions(open).action(async (flags: RequestFlags & { kind: Kind }) => {
    const input = { ...requestOf(flags), kind: flags.kind };
    const done = await callServer(env, (rpc) => rpc.persons.open.mutate(input));
    jsonOr({ ...flags, terminal }, done, () => terminal.line(`Demande ${done.id} enregistrée.`));
  });
}

function registerRefuse(person: Command, { env, terminal }: CommandContext): void {
  person
    .command('refuse')
    .argument('<demande>', 'identifiant de la demande')
    .requiredOption('--reason <texte>', 'pourquoi elle n’est pas suivie, sans donnée personnelle')
    .description('clôt une demande qui ne peut être suivie')
    .addHelpText('after', '\nExemple : plateau person refuse 0b3c… --reason "identité non établie"')
    .action(async (id: string, flags: { reason: string }) => {
      await callServer(env, (rpc) => rpc.persons.refuse.mutate({ id, reason: flags.reason }));
      terminal.line('Demande close : l’association répond à la personne.');
    });
}

function registerExport(person: Command, { env, terminal }: CommandContext): void {
  const command = person
    .command('export')
    .description('copie de tout ce qui est détenu : PDF et JSON, scellés, au dépôt de l’association')
    .option('--for <fichier>', 'clé OpenPGP publique : scelle pour elle, et écrit ici')
    .option('--into <dossier>', 'dossier où écrire, avec --for', '.')
    .addHelpText(
      'after',
      '\nExemple : plateau person export --email marie@exemple.invalid --reason "courriel vérifié"',
    );
  requestOptions(command).action(async (flags: RequestFlags & { for?: string; into: string }) => {
    const publicKey = flags.for === undefined ? undefined : readGivenText(flags.for);
    if (publicKey !== undefined) roomIn(flags.into);
    const input = { ...requestOf(flags), publicKey };
    const done = await callServer(env, (rpc) => rpc.persons.export.mutate(input));
    const files = done.sealed.map(({ name, base64 }) => {
      const file = join(flags.into, safeName(name));
      writeNew(file, base64);
      return file;
    });
    const { sealed: _sealed, ...rest } = done;
    jsonOr({ ...flags, terminal }, { ...rest, files }, () => {
      terminal.line(`Demande ${done.id} : ${inNumber(done.records, 'fiche(s)')}.`);
      if (done.openedAtMs !== null)
        terminal.line(`  close par cette copie ; enregistrée le ${shortInstant(done.openedAtMs)}.`);
      for (const name of done.delivered) terminal.line(`  au dépôt : ${name}`);
      for (const file of files) terminal.line(`  écrit : ${file}`);
    });
  });
}

/** `CHAMP=valeur`, several times. */
function assignment(text: string, before: Partial<Record<CorrectableField, string>> = {}) {
  const [field = '', ...rest] = text.split('=');
  const known = CORRECTABLE_FIELDS.find((one) => one === field);
  if (!known || rest.length === 0)
    throw new InvalidArgumentError(`attend CHAMP=valeur (${CORRECTABLE_FIELDS.join(', ')})`);
  return { ...before, [known]: rest.join('=') };
}

function registerRectify(person: Command, { env, terminal }: CommandContext): void {
  const command = person
    .command('rectify')
    .description('rectifie des coordonnées dans toutes les fiches de la personne')
    .requiredOption('--set <champ=valeur>', 'nouvelle valeur, vide pour effacer ; à répéter', assignment)
    .addHelpText(
      'after',
      '\nExemple : plateau person rectify --donor 0012345 --set CP=75011 --set VILLE=PARIS --reason "lettre signée"',
    );
  requestOptions(command).action(
    async (flags: RequestFlags & { set: Partial<Record<CorrectableField, string>> }) => {
      const input = { ...requestOf(flags), corrections: flags.set };
      const done = await callServer(env, (rpc) => rpc.persons.rectify.mutate(input));
      jsonOr({ ...flags, terminal }, done, () =>
        terminal.line(
          `Demande ${done.id} : ${done.fields.join(', ')} dans ${inNumber(done.records, 'fiche(s)')}.`,
        ),
      );
    },
  );
}

function registerObject(person: Command, { env, terminal }: CommandContext): void {
  const command = person
    .command('object')
    .description('opposition : plus aucun appel, dans toutes les campagnes de l’association')
    .addHelpText(
      'after',
      '\nExemple : plateau person object --phone "06 39 98 00 01" --reason "lettre du 20"',
    );
  requestOptions(command).action(async (flags: RequestFlags) => {
    const done = await callServer(env, (rpc) => rpc.persons.object.mutate(requestOf(flags)));
    jsonOr({ ...flags, terminal }, done, () =>
      terminal.line(
        `Demande ${done.id} : ${inNumber(done.closed, 'fiche(s) close(s)')}, ${done.onScreen} à l’écran, ${agreeing(done.onScreen, 'prévenue(s)')}.`,
      ),
    );
  });
}

function registerLift(person: Command, { env, terminal }: CommandContext): void {
  const command = person
    .command('lift-objection')
    .description('lève une opposition, à la demande écrite de la personne ; une seconde personne l’accorde')
    .requiredOption('--reference <numéro>', 'de la demande écrite, telle qu’elle est classée')
    .requiredOption('--reason <texte>', 'identité vérifiée comment ; sans donnée personnelle')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau person lift-objection --donor 0012345 --reference COURRIER-2026-118 --reason "lettre signée"',
    );
  addPersonOptions(command).action(
    async (flags: PersonFlags & { reference: string; reason: string } & JsonFlag) => {
      const { reference, reason } = flags;
      const input = { person: requiredPerson(flags), reference, reason };
      const done = await callServer(env, (rpc) => rpc.persons.liftObjection.mutate(input));
      jsonOr({ ...flags, terminal }, done, () => {
        terminal.line('Opposition levée : un prochain fichier peut ramener la personne.');
        if (done.kept > 0)
          terminal.line(
            `${inNumber(done.kept, 'numéro(s) ou adresse(s) encore bloqué(s)')} : une autre personne s’y oppose.`,
          );
      });
    },
  );
}

function registerErase(person: Command, { env, terminal }: CommandContext): void {
  const command = person
    .command('erase')
    .description('efface la personne ; les chiffres restent, le journal aussi, sans elle')
    .option('--yes', 'sans demander de confirmation')
    .addHelpText(
      'after',
      '\nExemple : plateau person erase --donor 0012345 --reason "lettre, identité vérifiée"',
    );
  requestOptions(command).action(async (flags: RequestFlags & { yes?: boolean }) => {
    const input = requestOf(flags);
    terminal.warn(
      'Cet effacement est définitif. Les sauvegardes d’avant le contiennent, chiffrées, jusqu’à leur fin.',
    );
    const typed = flags.yes ? 'EFFACER' : await terminal.ask('Tapez EFFACER pour confirmer : ');
    if (typed.trim() !== 'EFFACER') return terminal.line('Rien n’a été effacé.');
    const done = await callServer(env, (rpc) => rpc.persons.erase.mutate(input));
    jsonOr({ ...flags, terminal }, done, () =>
      terminal.line(
        done.onScreen > 0
          ? `Demande ${done.id} : fiche à l’écran, téléacteur prévenu, plus rien n’est demandé ; effacée dès la fin de l’appel.`
          : `Demande ${done.id} : ${inNumber(done.records, 'fiche(s)')} et ${inNumber(done.calls, 'appel(s) effacé(s)')}.`,
      ),
    );
  });
}

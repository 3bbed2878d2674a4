import { type Command, Option } from 'commander';
import {
  INCIDENT_KINDS,
  INCIDENT_MEASURES,
  type IncidentKind,
  type IncidentMeasure,
  kindLabel,
  measureLabel,
} from '../../server/domain/quality/incident-kinds.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { numberOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';
import { registerIncidentReport } from './incident-report.ts';

const WHAT = { open: 'Ouverture', follow: 'Suite', close: 'Décision' } as const;

const kindOption = () => new Option('--kind <sorte>', 'ce qui s’est passé').choices(INCIDENT_KINDS);

interface OpenFlags {
  readonly call?: string;
  readonly record?: number;
  readonly kind: IncidentKind;
  readonly reason: string;
}

function registerOpen(incident: Command, { env, terminal }: CommandContext): void {
  incident
    .command('open')
    .description('ouvre un incident : la fiche n’est plus appelée par personne')
    .option('--call <appel>', 'au sujet d’un appel (plateau quality calls) ; le début du numéro suffit')
    .option('--record <fiche>', 'au sujet d’une fiche, par son numéro', numberOf)
    .addOption(kindOption().makeOptionMandatory())
    .requiredOption('--reason <texte>', 'les faits, sans nommer le donateur ; scellés')
    .addHelpText(
      'after',
      '\nExemple : plateau incident open --call 3f1c… --kind insistance --reason "Troisième demande."',
    )
    .action(async ({ call, record, kind, reason }: OpenFlags, command: Command) => {
      if ((call === undefined) === (record === undefined))
        return command.error('dites de quoi il s’agit : --call ou --record', { exitCode: 2 });
      const target = call === undefined ? { recordId: record ?? 0 } : { callId: call };
      const done = await callServer(env, (rpc) => rpc.quality.openIncident.mutate({ target, kind, reason }));
      terminal.line(`Incident n° ${done.id} ouvert ; la fiche ${done.recordId} est mise de côté.`);
    });
}

function registerList(incident: Command, { env, terminal }: CommandContext): void {
  incident
    .command('list')
    .description('les incidents ouverts de vos campagnes')
    .option('--all', 'les clos aussi')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau incident list --all')
    .action(async ({ all = false, json }: { all?: boolean } & JsonFlag) => {
      const list = await callServer(env, (rpc) => rpc.quality.incidents.query({ all }));
      jsonOr({ json, terminal }, list, () => {
        if (list.length === 0) return terminal.line('Aucun incident ouvert.');
        const rows = list.map((one) => [
          one.id,
          one.campaign,
          one.recordId,
          kindLabel(one.kind),
          `${one.openedBy}${one.origin === 'agent' ? ' (touche)' : ''}`,
          shortInstant(one.openedAtMs),
          one.measure === null ? 'ouvert' : measureLabel(one.measure),
        ]);
        terminal.lines(textTable(['N°', 'Campagne', 'Fiche', 'Sorte', 'Par', 'Ouvert le', 'Suite'], rows));
      });
    });
}

function registerShow(incident: Command, { env, terminal }: CommandContext): void {
  incident
    .command('show')
    .argument('<numéro>', 'numéro de l’incident', numberOf)
    .description('l’histoire d’un incident (la lecture est notée au journal)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau incident show 12')
    .action(async (id: number, { json }: JsonFlag) => {
      const story = await callServer(env, (rpc) => rpc.quality.incident.mutate({ id }));
      jsonOr({ json, terminal }, story, () => {
        const state = story.measure === null ? 'ouvert' : `clos : ${measureLabel(story.measure)}`;
        terminal.line(`Incident n° ${id}, ${kindLabel(story.kind)}, ${state}`);
        terminal.line(`Campagne ${story.campaign}, fiche ${story.recordId}, appel ${story.callId ?? '—'}`);
        if (story.origin === 'agent')
          terminal.line(`${shortInstant(story.openedAtMs)}  ${story.openedBy} : touche éthique`);
        for (const { what, atMs, by, text } of story.entries)
          terminal.line(`${shortInstant(atMs)}  ${by}, ${WHAT[what]} : ${text || '(effacé)'}`);
      });
    });
}

function registerFollow(incident: Command, { env, terminal }: CommandContext): void {
  incident
    .command('follow')
    .argument('<numéro>', 'numéro de l’incident', numberOf)
    .description('ajoute une suite ; rien ne s’efface')
    .requiredOption('--note <texte>', 'ce qui s’est passé depuis, sans nommer le donateur ; scellé')
    .addHelpText('after', '\nExemple : plateau incident follow 12 --note "Vu avec Zoé ce matin."')
    .action(async (id: number, { note }: { note: string }) => {
      await callServer(env, (rpc) => rpc.quality.followIncident.mutate({ id, note }));
      terminal.line(`Suite ajoutée à l’incident n° ${id}.`);
    });
}

interface CloseFlags {
  readonly kind?: IncidentKind;
  readonly measure: IncidentMeasure;
  readonly decision: string;
}

function registerClose(incident: Command, { env, terminal }: CommandContext): void {
  incident
    .command('close')
    .argument('<numéro>', 'numéro de l’incident', numberOf)
    .description('clôt un incident, pour toujours ; la fiche peut alors être rendue')
    .addOption(kindOption())
    .addOption(
      new Option('--measure <mesure>', 'ce qui a été décidé')
        .choices(INCIDENT_MEASURES)
        .makeOptionMandatory(),
    )
    .requiredOption('--decision <texte>', 'pourquoi, sans nommer le donateur ; scellé')
    .addHelpText(
      'after',
      '\nExemple : plateau incident close 12 --kind insistance --measure rappel-des-regles --decision "Revu ensemble."',
    )
    .action(async (id: number, flags: CloseFlags) => {
      const { recordId } = await callServer(env, (rpc) => rpc.quality.closeIncident.mutate({ id, ...flags }));
      terminal.line(`Incident n° ${id} clos.`);
      terminal.line(
        `La fiche reste de côté ; pour la rendre : plateau frozen release ${recordId} --reason …`,
      );
    });
}

/** Ethics incidents: opened by the agent's key or a lead, followed, closed, told to the charity. */
export function registerIncident(program: Command, context: CommandContext): void {
  const incident = program
    .command('incident')
    .description('incidents éthiques : ouvrir, suivre, clore, rendre compte (chef d’équipe)');
  registerOpen(incident, context);
  registerList(incident, context);
  registerShow(incident, context);
  registerFollow(incident, context);
  registerClose(incident, context);
  registerIncidentReport(incident, context);
}

import { EMAIL_STATE_SAID } from '../../server/domain/email/state-words.ts';
import type { ShownCheck } from '../../server/steps/agreement/show-check.ts';
import { agreedAmounts, shortInstant } from '../cli/amounts-and-dates.ts';
import type { Terminal } from '../cli/terminal.ts';
import { hashText } from './script-words.ts';

const STATE_SAID: Record<ShownCheck['state'], string> = {
  'to-check': 'à vérifier',
  'by-rule': 'approuvé par la règle de la campagne',
  approved: 'approuvé',
  observed: 'approuvé avec une observation, pas encore lue',
  acknowledged: 'observation lue par le téléacteur',
  rejected: 'rejeté',
};

const COORDINATES_SAID: Readonly<Record<string, string>> = {
  oui: 'vérifiées, exactes',
  corrigees: 'vérifiées, corrigées',
  refus: 'la personne n’a pas voulu les vérifier',
};

/** The trace of an agreement on the terminal, without the donor. */
export function showTrace(terminal: Terminal, shown: ShownCheck): void {
  terminal.line(`Appel ${shown.callId} · ${shown.campaign} · ${STATE_SAID[shown.state]}`);
  terminal.line(`  agent       ${shown.agent}, ${shortInstant(shown.endedAtMs)}, ${shown.durationSeconds} s`);
  terminal.line(`  résultat    ${shown.disposition} : ${shown.label}`);
  terminal.line(`  montants    ${agreedAmounts(shown)}${levelOf(shown)}`);
  terminal.line(`  échéance    ${shown.firstDebitOn ?? 'à la signature du mandat'}`);
  terminal.line(`  thème       ${shown.theme ?? 'non noté'}`);
  if (shown.edition !== null)
    terminal.line(`  édition     ${hashText(shown.edition)} (plateau script edition)`);
  terminal.line(`  e-mail      ${shown.emailState === null ? 'aucun' : EMAIL_STATE_SAID[shown.emailState]}`);
  terminal.line('');
  terminal.line(`Chemin (script ${shown.scriptVersion}) :`);
  for (const step of shown.path) {
    const heard = step.objections.length > 0 ? `  [${step.objections.join(', ')}]` : '';
    terminal.line(`  ${step.title}${step.answer ? ` → ${step.answer}` : ''}${heard}`);
  }
  for (const breach of shown.breaches) terminal.line(`  ⚠ ${breach}`);
  if (shown.breaches.length === 0) terminal.line('  Le contrat du script est respecté.');
  terminal.line('');
  terminal.line('Récapitulatif lu, et accepté par oui :');
  const read = shown.readBack ?? 'rien n’en est gardé (appel d’avant la vérification)';
  for (const line of read.split('\n')) terminal.line(`  ${line}`);
  terminal.line('');
  showChanges(terminal, shown);
}

function levelOf({ askLevel }: ShownCheck): string {
  if (askLevel === null) return '';
  return askLevel === 'LIBRE' ? ', montant dit par la personne' : `, proposition ${askLevel}`;
}

function showChanges(terminal: Terminal, shown: ShownCheck): void {
  const { coordinates, changes, corrections, history } = shown;
  const said = coordinates === null ? 'non demandées' : (COORDINATES_SAID[coordinates] ?? coordinates);
  terminal.line(`Coordonnées : ${said}`);
  for (const { field, before, after } of changes) terminal.line(`  ${field}  ${before} → ${after}`);
  for (const one of corrections) {
    const what = one.kind === 'X' ? 'annulation' : 'correction du montant';
    terminal.line(`${shortInstant(one.atMs)}  ${what} par ${one.by} : ${one.reason}`);
  }
  for (const one of history) {
    const why = one.reason === '' ? '' : ` : ${one.reason}`;
    terminal.line(
      `${shortInstant(one.atMs)}  ${STATE_SAID[one.state]} (${one.by === 'system' ? 'le système' : one.by})${why}`,
    );
  }
}

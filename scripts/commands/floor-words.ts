import { type BoardFigures, DAY_PARTS, type FloorBoard } from '../../shared/floor-board.ts';
import { amountText, shortInstant, sinceText } from '../cli/amounts-and-dates.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

const STATE_LABEL = { card: 'en fiche', waiting: 'en attente', pause: 'en pause', away: 'absent' } as const;

const PAUSE_ASKED = 'pause demandée';

/** The floor once, as text: the same figures as the live board. */
export function showFloor(terminal: Terminal, floor: FloorBoard, targets: readonly BoardFigures[]): void {
  terminal.line(`Plateau, ${shortInstant(floor.nowMs)}`);
  terminal.line();
  showTeam(terminal, floor);
  terminal.line();
  showQueues(terminal, floor);
  showTargets(terminal, targets);
  showAlerts(terminal, floor);
}

function showTeam(terminal: Terminal, { agents, nowMs }: FloorBoard): void {
  const lines = agents.map((one) => [
    one.login,
    one.pauseAsked ? PAUSE_ASKED : STATE_LABEL[one.state],
    sinceText(nowMs - one.sinceMs),
    one.campaign || '—',
    one.recordId ?? '—',
    one.calls,
    one.useful,
    one.agreements,
    one.uplifts.map(({ minor, currency }) => amountText(minor, currency)).join(' · ') || '—',
    one.callbacks,
  ]);
  const heads = [
    'Téléacteur',
    'État',
    'Depuis',
    'Campagne',
    'Fiche',
    'Appels',
    'Utiles',
    'Accords',
    'Hausse',
  ];
  terminal.lines(textTable([...heads, 'Rappels'], lines));
}

function showQueues(terminal: Terminal, { campaigns }: FloorBoard): void {
  const lines = campaigns.map((one) => [
    one.code,
    one.paused ? 'suspendue' : one.state === 'open' ? 'ouverte' : 'close',
    one.callable,
    ...DAY_PARTS.map((part) => one.byPart[part]),
    one.given,
    one.callbacks,
    one.resting,
    one.outside,
    one.leased,
  ]);
  const parts = ['Matin', 'Après-midi', 'Soirée', 'Samedi'];
  const rest = ['Confiées', 'Rappels', 'Au repos', 'Hors heures', 'En fiche'];
  terminal.lines(textTable(['Campagne', 'État', 'À appeler', ...parts, ...rest], lines));
  for (const one of campaigns) {
    if (one.whyEmpty !== null && one.state === 'open') terminal.line(`${one.code}, vide : ${one.whyEmpty}`);
  }
}

function showTargets(terminal: Terminal, targets: readonly BoardFigures[]): void {
  const lines = targets.flatMap(({ campaign, figures }) =>
    figures.map((one) => [campaign, one.label, one.cumulated, one.target, one.distance]),
  );
  if (lines.length === 0) return;
  terminal.line();
  terminal.lines(textTable(['Campagne', 'Indicateur', 'Cumul', 'Objectif', 'Écart'], lines));
}

function showAlerts(terminal: Terminal, { alerts, frozen, nowMs }: FloorBoard): void {
  const others = alerts.filter((one) => one.kind !== 'frozen');
  if (others.length > 0) {
    terminal.line();
    terminal.line('À voir :');
    for (const one of others) terminal.line(`  ${one.text}, depuis ${sinceText(nowMs - one.sinceMs)}`);
  }
  if (frozen.length === 0) return;
  terminal.line();
  terminal.line('Fiches mises de côté (à rendre avec « plateau frozen release ») :');
  const lines = frozen.map((one) => [one.recordId, one.campaign, one.login, shortInstant(one.atMs)]);
  terminal.lines(textTable(['Fiche', 'Campagne', 'Par', 'Depuis'], lines));
}

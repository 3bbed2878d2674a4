import type { BoardAgent } from '../../shared/floor-board.ts';
import { agreeing, inNumber } from '../../shared/french-plural.ts';
import type { Audience } from './board-desk.ts';
import type { Ask } from './board-state.ts';

const STATE: Readonly<Record<BoardAgent['state'], string>> = {
  card: 'en fiche',
  waiting: 'en attente',
  pause: 'en pause',
  away: 'absent',
};

function whom(to: Audience): string {
  if (to.kind === 'one') return `à ${to.login}`;
  return to.kind === 'all' ? 'à toute l’équipe' : `à la campagne ${to.campaign}`;
}

/** Every word of the lead's board. */
export const BOARD = {
  title: 'Plateau',
  state: STATE,
  /** As wide as the column of the states. */
  pauseAsked: 'pause dem.',
  sections: {
    alerts: (count: number) => `À voir (${count})`,
    team: (count: number) => `Équipe (${count})`,
    queues: (count: number) => `Files (${count})`,
    help: 'Toutes les touches',
  },
  teamHeads: {
    login: 'Téléacteur',
    state: 'État',
    since: 'Depuis',
    campaign: 'Campagne',
    record: 'Fiche',
    calls: 'Appels',
    useful: 'Utiles',
    agreements: 'Accords',
    callbacks: 'Rappels',
    uplift: 'Hausse',
  },
  counts: {
    card: (count: number) => `${count} en fiche`,
    waiting: (count: number) => `${count} en attente`,
    pause: (count: number) => `${count} en pause`,
    away: (count: number) => `${count} absent${count > 1 ? 's' : ''}`,
    pauseAsked: (count: number) => `${count} pause${count > 1 ? 's demandées' : ' demandée'}`,
  },
  queue: {
    open: 'ouverte',
    closed: 'close',
    callable: (count: number) => `${count} à appeler`,
    given: (count: number) => `${count} confiée${count > 1 ? 's' : ''}`,
    callbacks: (count: number) => `${count} rappel${count > 1 ? 's' : ''}`,
    resting: (count: number) => `${count} au repos`,
    leased: (count: number) => `${count} à l’écran`,
    nobody: 'personne de présent',
    empty: (why: string) => `vide : ${why}`,
  },
  figures: { reached: '✓', target: (text: string) => `/ ${text}`, none: 'pas encore d’indicateurs' },
  goesOn: 'suite avec ↑ ↓',
  more: (count: number) => `… et ${count} de plus`,
  loading: 'Le plateau arrive…',
  nothing: [
    'Aucune campagne ni personne dans votre équipe.',
    'Le responsable des données vous ouvre une campagne : « plateau account extend ».',
  ],
  tooSmall: (columns: number, rows: number) =>
    `Fenêtre trop petite : ${columns}×${rows}. Il faut 80 colonnes et 24 lignes.`,
  offline: (age: string) => `LIGNE COUPÉE : chiffres d’il y a ${age}`,
  stale: (age: string) => `chiffres d’il y a ${age}`,
  ask: {
    title: (ask: Ask): string => {
      switch (ask.do) {
        case 'message':
          return `Message ${whom(ask.to)}`;
        case 'pull':
          return `Reprendre la fiche ${ask.recordId} à ${ask.login}`;
        case 'pause':
          return `Suspendre les appels de ${ask.campaign} pour aujourd’hui`;
        case 'resume':
          return `Rouvrir les appels de ${ask.campaign}`;
        case 'campaigns':
          return `Campagnes de ${ask.login} : ${ask.campaigns.join(', ') || 'aucune'}`;
      }
    },
    hint: (ask: Ask): string => {
      if (ask.do === 'message') return 'Jamais un donateur, jamais la santé de quelqu’un.';
      if (ask.do === 'pull')
        return 'Motif. Écran vivant : la personne parle peut-être ; son appel sera gardé, la fiche revient plus tard.';
      if (ask.do === 'pause') return 'Motif. Les fiches à l’écran se finissent ; tout rouvre seul à minuit.';
      return 'Motif, gardé au journal : cinq signes au moins.';
    },
    tooShort: 'Le motif demande cinq signes au moins.',
    noText: 'Le message est vide.',
    noCampaign: 'Au moins une campagne : sans aucune, cette personne quitterait votre équipe.',
    choose: (login: string) => `De quelles campagnes ${login} reçoit-il des fiches ?`,
  },
  done: {
    message: (people: number) => `Message parti : ${people} personne${people > 1 ? 's' : ''}.`,
    pulled: (recordId: number, back: string | undefined) =>
      back === undefined
        ? `Fiche ${recordId} reprise : elle est dans la file.`
        : `Fiche ${recordId} reprise : elle revient dans la file à ${back}.`,
    paused: (campaign: string) => `${campaign} : appels suspendus jusqu’à minuit.`,
    resumed: (campaign: string) => `${campaign} : les appels reprennent.`,
    campaigns: (login: string, left: number) =>
      left === 0
        ? `Campagnes de ${login} changées.`
        : `Campagnes de ${login} changées ; ${inNumber(left, 'fiche(s) lui reste(nt)')} ${agreeing(left, 'confiée(s)')} : plateau reassign --from ${login}`,
  },
  refusals: {
    noSuchKey: (key: string) => `${key} ne fait rien ici. ? montre les touches.`,
    paste: 'Le texte collé est ignoré ici.',
    noAgent: 'Personne dans l’équipe.',
    noCampaign: 'Aucune campagne.',
    noCard: (login: string) => `${login} n’a pas de fiche à l’écran.`,
    closed: (code: string) => `${code} est close : plus d’appels à suspendre.`,
    offline: 'La ligne est coupée : attendez qu’elle revienne.',
    sending: 'L’ordre d’avant est en route.',
  },
} as const;

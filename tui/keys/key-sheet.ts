import { PAGES } from '../words/french-pages.ts';
import { actionName } from './action-names.ts';
import { ACTIONS, type Action, type Group } from './actions.ts';
import { keyName } from './key-labels.ts';

const GROUPS: readonly Group[] = ['call', 'hot', 'general', 'form'];

function keysOf(action: Action): readonly string[] {
  return [...new Set(action.bindings.map((one) => one.key))].map(keyName);
}

const INTRO = `# Les touches du poste

Page écrite par « plateau touches --markdown » à partir de la table des touches : ne la modifiez pas à la main.

Les réponses du script ont leur lettre devant elles. Une touche qui ne peut rien maintenant dit pourquoi, deux secondes.
Toutes les touches se trouvent sur un clavier français, belge ou suisse ; les touches F ont toujours une lettre qui fait de même.

La dernière colonne est le nom de l’action dans votre fichier de touches (\`~/.config/plateau/touches.yaml\`, ou le fichier
que nomme \`PLATEAU_KEYS_FILE\` ; par SSH, \`touches/IDENTIFIANT.yaml\` dans les données de l’hôte), une action par ligne :
\`mes-fiches: J\`, ou \`annuler: [U, f11]\`. Ce qui gêne (un conflit, une touche que SSH ou tmux gardent pour eux) est refusé
avec la raison.
`;

function row(action: Action): string {
  const keys = keysOf(action)
    .map((key) => `\`${key}\``)
    .join(' ');
  return `| ${keys} | ${action.help} | ${actionName(action)} |`;
}

/** The cheat sheet as a page for people: the table, by group. */
export function keySheet(table: readonly Action[] = ACTIONS): string {
  const parts = GROUPS.map((group) => {
    const lines = table.filter((one) => one.group === group).map(row);
    return [
      `## ${PAGES.help.groups[group]}`,
      '',
      '| Touche | Action | Nom |',
      '|---|---|---|',
      ...lines,
    ].join('\n');
  });
  return `${[INTRO, ...parts].join('\n')}\n`.replace(/\n## /g, '\n\n## ').replace(/\n{3,}/g, '\n\n');
}

/** The same for a terminal: keys, action, name, one line each. */
export function keyRows(table: readonly Action[] = ACTIONS): readonly (readonly [string, string, string])[] {
  return GROUPS.flatMap((group) =>
    table
      .filter((one) => one.group === group)
      .map((one) => [keysOf(one).join(' '), one.help, actionName(one)] as const),
  );
}

import { type CommandEntry, type OptionEntry, subcommandsOf } from './command-table.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The completion script of a shell, from the table of commands: names, options, choices; no value of anybody's. */
export function completionScript(shell: Shell, table: readonly CommandEntry[]): string {
  if (shell === 'bash') return bashScript(table);
  return shell === 'zsh' ? zshScript(table) : fishScript(table);
}

/** In single quotes, for any of the three shells (fish knows `\'` inside too, but not this: see `fishQuoted`). */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function pathOf({ path }: CommandEntry): string {
  return path.join('/');
}

function namesOf(options: readonly OptionEntry[]): readonly string[] {
  return options.flatMap((one) => one.names);
}

/** What may be typed next: subcommands, or the choices of the first argument; each with its description. */
function wordsAfter(
  table: readonly CommandEntry[],
  entry: CommandEntry,
): readonly (readonly [string, string])[] {
  const [first] = entry.arguments;
  return [
    ...subcommandsOf(table, entry.path).map((one) => [one.path.at(-1) ?? '', one.description] as const),
    ...(first?.choices ?? []).map((choice) => [choice, first?.description ?? ''] as const),
  ];
}

function withChoices(
  table: readonly CommandEntry[],
): readonly { entry: CommandEntry; option: OptionEntry }[] {
  return table.flatMap((entry) =>
    entry.options.flatMap((option) => (option.choices.length > 0 ? [{ entry, option }] : [])),
  );
}

function bashScript(table: readonly CommandEntry[]): string {
  const known = table.slice(1).map(pathOf).join(' ');
  const cases = table.map((entry) => {
    const subs = wordsAfter(table, entry).map(([word]) => word);
    const valued = namesOf(entry.options.filter((one) => one.takesValue));
    return `    ${quoted(pathOf(entry))}) subs=${quoted(subs.join(' '))} options=${quoted(namesOf(entry.options).join(' '))} valued=${quoted(valued.join(' '))} ;;`;
  });
  const choices = withChoices(table).flatMap(({ entry, option }) =>
    option.names.map(
      (name) => `    ${quoted(`${pathOf(entry)} ${name}`)}) choices=${quoted(option.choices.join(' '))} ;;`,
    ),
  );
  return `# Complétion de plateau pour bash. À mettre dans ~/.bashrc : eval "$(plateau completion bash)"
_plateau() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  local path= next subs= options= valued= choices= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    next=\${path:+$path/}\${COMP_WORDS[i]}
    case ' ${known} ' in *" $next "*) path=$next ;; esac
  done
  case $path in
${cases.join('\n')}
  esac
  case "$path $prev" in
${choices.length > 0 ? choices.join('\n') : '    *) ;;'}
  esac
  if [[ -n $choices ]]; then COMPREPLY=($(compgen -W "$choices" -- "$cur"))
  elif [[ -n $prev && " $valued " == *" $prev "* ]]; then COMPREPLY=()
  elif [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$cur"))
  else COMPREPLY=($(compgen -W "$subs" -- "$cur"))
  fi
}
complete -o default -F _plateau plateau`;
}

/** `nom:description` of zsh: a colon of ours would cut the name. */
function zshPair(name: string, description: string): string {
  return quoted(`${name.replaceAll(':', '\\:')}:${description.replaceAll(':', '\\:')}`);
}

function zshScript(table: readonly CommandEntry[]): string {
  const known = table.slice(1).map(pathOf).map(quoted).join(' ');
  const cases = table.map((entry) => {
    const subs = wordsAfter(table, entry).map(([word, words]) => zshPair(word, words));
    const options = entry.options.flatMap((one) => one.names.map((name) => zshPair(name, one.description)));
    const valued = namesOf(entry.options.filter((one) => one.takesValue)).map(quoted);
    return `    (${quoted(pathOf(entry))}) subs=(${subs.join(' ')}) options=(${options.join(' ')}) valued=(${valued.join(' ')}) ;;`;
  });
  return `#compdef plateau
# Complétion de plateau pour zsh. À mettre dans ~/.zshrc, après compinit : eval "$(plateau completion zsh)"
_plateau() {
  local -a known subs options valued
  local at='' next word
  known=(${known})
  for word in "\${(@)words[2,CURRENT-1]}"; do
    next="\${at:+$at/}$word"
    (( \${known[(Ie)$next]} )) && at=$next
  done
  case $at in
${cases.join('\n')}
  esac
  if (( \${valued[(Ie)\${words[CURRENT-1]}]} )); then _files
  elif [[ \${words[CURRENT]} == -* ]]; then _describe option options
  elif (( \${#subs} )); then _describe commande subs
  else _files
  fi
}
compdef _plateau plateau`;
}

function fishScript(table: readonly CommandEntry[]): string {
  const known = table.slice(1).map(pathOf).map(fishQuoted).join(' ');
  const lines = table.flatMap((entry) => {
    const here = `complete -c plateau -n "__plateau_at ${fishQuoted(pathOf(entry))}"`;
    const subs = wordsAfter(table, entry).map(
      ([word, words]) => `${here} -f -a ${fishQuoted(word)} -d ${fishQuoted(words)}`,
    );
    return [...subs, ...entry.options.map((one) => `${here}${fishOption(one)}`)];
  });
  return `# Complétion de plateau pour fish : plateau completion fish > ~/.config/fish/completions/plateau.fish
set -g __plateau_known ${known}
function __plateau_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    set -l next (string trim --left --chars=/ -- "$at/$word")
    contains -- $next $__plateau_known; and set at $next
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}`;
}

function fishOption({ names, takesValue, choices, description }: OptionEntry): string {
  const flags = names.map((name) =>
    name.startsWith('--') ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`,
  );
  const value = takesValue ? ' -r' : '';
  const among = choices.length > 0 ? ` -f -a ${fishQuoted(choices.join(' '))}` : '';
  return `${flags.join('')}${value}${among} -d ${fishQuoted(description)}`;
}

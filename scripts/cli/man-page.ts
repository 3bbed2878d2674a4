import type { CommandEntry } from './command-table.ts';

/** Text for roff: its escape sign, and the signs that begin a request at the start of a line. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .split('\n')
    .map((line) => line.replace(/^([.'])/, '\\&$1'))
    .join('\n');
}

function bold(text: string): string {
  return `\\fB${roff(text)}\\fR`;
}

/** As it is typed: no line is filled nor broken. */
function verbatim(text: string): readonly string[] {
  return ['.PP', '.nf', '.RS 4', roff(text.replace(/\n{2,}/g, '\n')), '.RE', '.fi'];
}

function commandSection(entry: CommandEntry): readonly string[] {
  const terms = [
    ...entry.arguments.map(({ term, description }) => [term, description] as const),
    ...entry.options.map(({ flags, description }) => [flags, description] as const),
  ];
  return [
    `.SS ${roff(['plateau', ...entry.path].join(' '))}`,
    `${sentence(entry.description)}`,
    '.PP',
    bold(entry.usage),
    ...terms.flatMap(([term, description]) => ['.TP', bold(term), roff(description)]),
    ...(entry.after === '' ? [] : verbatim(entry.after)),
  ];
}

/** Descriptions of commands begin small and have no stop. */
function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase();
  return roff(`${first}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`);
}

/** The manual, in French, as roff (`man -l`): every command of the table with its arguments, options and examples. */
export function manPage(table: readonly CommandEntry[], version: string): string {
  const [program, ...commands] = table;
  return [
    '.\\" -*- coding: utf-8 -*-',
    `.TH PLATEAU 1 "" "Plateau ${roff(version)}" "Manuel de Plateau"`,
    '.SH NOM',
    `plateau \\- ${roff(program?.description ?? '')}`,
    '.SH SYNOPSIS',
    `${bold('plateau')} \\fIcommande\\fR [\\fIoptions\\fR]`,
    '.SH COMMANDES',
    ...commands.flatMap(commandSection),
    '.SH ENVIRONNEMENT',
    ...ENVIRONMENT.flatMap(([name, words]) => ['.TP', bold(name), roff(words)]),
    '.SH "CODES DE RETOUR"',
    ...EXIT_CODES.flatMap(([code, words]) => ['.TP', bold(code), roff(words)]),
  ].join('\n');
}

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['PLATEAU_SERVER', 'Serveur auquel se relier ; par défaut http://127.0.0.1:7040.'],
  ['PLATEAU_TOKEN_FILE', 'Fichier du jeton de session ; par défaut ~/.config/plateau/token.'],
  ['NO_COLOR', 'Non vide : aucun écran ne met de couleur.'],
];

const EXIT_CODES: readonly (readonly [string, string])[] = [
  ['0', 'C’est fait.'],
  ['1', 'Refusé, ou pas pu : la ligne « Que faire » dit la suite.'],
  ['2', 'Commande mal écrite : plateau commande --help.'],
];
